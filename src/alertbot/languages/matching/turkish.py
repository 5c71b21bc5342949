"""How Turkish words change: as in Kazakh; ı is read as i, since capitals do not tell them apart.

Endings of the first and second person are left out, as there.
"""

from collections.abc import Iterator, Mapping

from alertbot.languages.matching.stem import Stem, endings

# Plural; possession; accusative, dative, locative, ablative, genitive, with; -like, -er, -with, -ness,
# -less, -of-there, it is.
_BOTH = "i si yi ni in nin imiz ki ci çi li lik liğ siz dir tir"
_ROUND = "u su yu nu un nun umuz cu çu lu luk luğ suz dur tur"
_FRONT_ROUND = "ü sü yü nü ün nün ümüz cü çü lü lük lüğ süz dür tür kü"
_BACK = "lar a ya na da ta nda dan tan ndan la yla ca ça " + _ROUND
_FRONT = "ler e ye ne de te nde den ten nden le yle ce çe " + _FRONT_ROUND
_ENDINGS = {
    "back": endings(_BACK, _BOTH),
    "front": endings(_FRONT, _BOTH),
    "": endings(_BACK, _FRONT, _BOTH),
}
_VOWELS: Mapping[str, str] = {"back": "aou", "front": "eöü"}  # i may be ı
_VOICED = {"k": "ğ", "p": "b", "t": "d", "ç": "c"}  # before a vowel: kitap, kitabı
_BEFORE = tuple("aeiuü")


def stems(word: str) -> Iterator[Stem]:
    """The stems of a word in small letters, ı written as i."""
    last = next((letter for letter in reversed(word) if letter in "aeiouöü"), "")
    follows = _ENDINGS[next((harmony for harmony, vowels in _VOWELS.items() if last and last in vowels), "")]
    yield Stem(word, follows, whole=True)
    if word[-1] in _VOICED:
        yield Stem(word[:-1] + _VOICED[word[-1]], follows, _BEFORE)
