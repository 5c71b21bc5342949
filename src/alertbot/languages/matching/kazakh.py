"""How Kazakh words change: plural, possession and case come behind a word, one after the other.

A word of the text is a form of the one looked for if what follows its stem can be taken apart into such
endings: "қала" (city) is found in "қаласында" but not in "қалам" (pen). Endings of the first and second
person singular are left out: news hardly uses them, and they would let in many other words.
"""

from collections.abc import Iterator, Mapping

from alertbot.languages.matching.stem import Stem, endings

# Plural; possession; genitive, accusative, dative, locative, ablative; -like, -of-there, -ness, -er, -less.
_BOTH = "мен бен пен нікі дікі тікі"
_BACK = (
    "лар дар тар ы сы ымыз мыз ыңыз ңыз ның дың тың ны ды ты н ға қа на да та нда дан тан нан "
    "дай тай дағы тағы ндағы лық дық тық лығ дығ тығ лы шы сыз ша"
)
_FRONT = (
    "лер дер тер і сі іміз міз іңіз ңіз нің дің тің ні ді ті н ге ке не де те нде ден тен нен "
    "дей тей дегі тегі ндегі лік дік тік ліг діг тіг лі ші сіз ше"
)
_ENDINGS = {
    "back": endings(_BACK, _BOTH),
    "front": endings(_FRONT, _BOTH),
    "": endings(_BACK, _FRONT, _BOTH),
}
_VOWELS: Mapping[str, str] = {"back": "аоұыяюё", "front": "әөүіеэ"}  # и and у go with either
_VOICED = {"к": "г", "қ": "ғ", "п": "б"}  # before a vowel: мектеп, мектебі
_VOICED_BEFORE = ("ы", "і")


def stems(word: str) -> Iterator[Stem]:
    """The stems of a word in small Cyrillic letters."""
    follows = _ENDINGS[_harmony(word)]
    yield Stem(word, follows, whole=True)
    if word[-1] in _VOICED:
        yield Stem(word[:-1] + _VOICED[word[-1]], follows, _VOICED_BEFORE)
    if word[-1] == "ь":
        yield Stem(word[:-1], follows)


def _harmony(word: str) -> str:
    """Whether a word takes back or front endings, by its last vowel that tells."""
    for letter in reversed(word):
        for harmony, vowels in _VOWELS.items():
            if letter in vowels:
                return harmony
    return ""
