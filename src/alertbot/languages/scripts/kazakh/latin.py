"""Kazakh in the Latin script of the alphabet presented in 2021 (ä ğ q ñ ö ū ü ş, y for ы, ı for і)."""

import re
from functools import lru_cache

from alertbot.languages.scripts.kazakh.stems import STEMS, Index, index

_PAIRED = ("аәбвгғдеэжзийкқлмнңоөпрстуұүфхһшыі", "aäbvgğdeejziikqlmnñoöprstuūüfhhşyı")
_TO_LATIN = str.maketrans(*_PAIRED) | str.maketrans(
    {"ё": "io", "ц": "ts", "ч": "tş", "щ": "ştş", "ю": "iu", "я": "ia", "ъ": "", "ь": ""}
)


def lower(word: str) -> str:
    """`word` in small letters: I is ı and İ is i."""
    return word.replace("I", "ı").replace("İ", "i").lower()


def upper(word: str) -> str:
    """`word` in capitals: i is İ and ı is I."""
    return word.replace("i", "İ").replace("ı", "I").upper()


def write(word: str) -> str:
    """`word` of small Cyrillic letters."""
    return word.translate(_TO_LATIN)


_ALPHABET = re.compile("[abdefghijklmnoprstuvyzäöüğñqşūı]+")
# What no Kazakh word has, in these letters: ы beside an open vowel, and the clusters of English names.
_FOREIGN_Y = re.compile("y(?:(?<=[aeoäöūüı]y)|(?<=^y)(?=[aeoäöūüı]))")
_ROMAN = re.compile("IV|VI{1,3}")  # numerals with only І in them look the same in Cyrillic
_FROM_LATIN = str.maketrans("aäbvgğdejzkqlmnñoöprstuūüfhşyıi", "аәбвгғдежзкқлмнңоөпрстуұүфхшыій")
_VOWELS = "аәеоөуұүыіиэюя"
_VOWELS_LATIN = tuple("aäeioöuūüyı")
_LOAN_SPELLINGS = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        ("штш", "щ"),
        # But -шы, -шілік, and -ша "as, like", after т.
        (f"тш(?![ыі]|(?<=[{_VOWELS}]тш)а(?:$|лық|лы|ны|да|ға|мен|сы))", "ч"),
        ("^тс|тс(?=й)|(?<=[нкбр])тс|тс(?=е[^мңкш])", "ц"),  # but the conditional -се after т
    )
)
_SPELLINGS = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (f"(?<!^)(?<![{_VOWELS}])й(?=йа|йу)", "и"),  # партия, қию
        (f"(?<!^)(?<![{_VOWELS}й])йа(?!$)", "иа"),  # материал, but Таня
        ("йа", "я"),
        ("(?<=[бвдзнр])йу(?=м)", "иу"),  # аквариум, but костюм
        ("йу", "ю"),
        (f"(?<![{_VOWELS}])й|(?<=у)й", "и"),
        ("ии", "ий"),  # Каспий
    )
)


# An е after these vowels is a loan's э (Уэльс, дуэль, маэстро, поэт), but for surnames in -ев.
_OPEN_E = re.compile("е(?!в)(?:(?<=[ао]е)|(?<=[бгдзклмнпрст]уе)|(?<=^уе))")


def is_kazakh(word: str) -> bool:
    """Whether `word` may be Kazakh: names as foreigners spell them and Roman numerals are not."""
    small = word if word.islower() else lower(word)
    if not _ALPHABET.fullmatch(small) or (word[0] in "IV" and _ROMAN.fullmatch(word)):
        return False
    if small.startswith("th") or small.endswith(("th", "ph", "ee")):
        return False
    if "oo" in small and not small.startswith(("koo", "zoo")):
        return False
    return "y" not in small or not _FOREIGN_Y.search(small)


def read(word: str) -> str:
    """`word` of small letters of the alphabet in Cyrillic.

    Latin script has one way of writing и й, х һ, е э, ч тш, ц тс, and none of writing ь ъ; the letters
    around them and a list of common stems say which is meant.
    """
    for stem, rest in _stems().begins(word):
        if not _cut_off(stem, rest):
            return stem + _with_glides("." + stem[-1] + rest.translate(_FROM_LATIN))[2:]
    letters = word.translate(_FROM_LATIN)
    if "тс" in letters or "тш" in letters:
        letters = _spelt(letters, _LOAN_SPELLINGS)
    return _with_glides(_OPEN_E.sub("э", letters) if "е" in letters else letters)


def _cut_off(stem: str, rest: str) -> bool:
    """Whether `rest` is no ending of `stem`: a final ь gives way to vowels (мораль, but Моралес)."""
    return stem.endswith("ь") and rest[:1] in _VOWELS_LATIN


def _with_glides(letters: str) -> str:
    return _spelt(letters, _SPELLINGS) if "й" in letters else letters


@lru_cache(1)
def _stems() -> Index:
    return index(STEMS, write)


def _spelt(letters: str, spellings: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, made in spellings:
        letters = pattern.sub(made, letters)
    return letters
