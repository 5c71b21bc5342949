"""Kazakh in the Latin script of the alphabet presented in 2021 (ä ğ q ñ ö ū ü ş, y for ы, ı for і)."""

import re
from functools import lru_cache

from alertbot.languages.scripts.kazakh.stems import STEMS

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


ALPHABET = re.compile("[abdefghijklmnoprstuvyzäöüğñqşūı]+")
_LONGEST_STEM = 2 * max(map(len, STEMS))  # a letter becomes two at most, but for щ
_FROM_LATIN = str.maketrans("aäbvgğdejzkqlmnñoöprstuūüfhşyıi", "аәбвгғдежзкқлмнңоөпрстуұүфхшыій")
_VOWELS = "аәеоөуұүыіиюя"
_LOAN_SPELLINGS = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        ("штш", "щ"),
        ("тш(?![ыі])", "ч"),  # but -шы, -шілік after т
        ("^тс|тс(?=й)|(?<=[нкбр])тс|тс(?=е[^мңкш])", "ц"),  # but the conditional -се after т
    )
)
_SPELLINGS = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (f"(?<!^)(?<![{_VOWELS}])й(?=йа|йу)", "и"),  # партия, қию
        (f"(?<!^)(?<![{_VOWELS}й])йа", "иа"),  # материал
        ("йа", "я"),
        (f"(?<!^)(?<![{_VOWELS}])йу(?=м)", "иу"),  # аквариум
        ("йу", "ю"),
        (f"(?<![{_VOWELS}])й|(?<=у)й", "и"),
        ("ии", "ий"),  # Каспий
    )
)


def read(word: str) -> str:
    """`word` of small letters of the alphabet in Cyrillic.

    Latin script has one way of writing и й, х һ, е э, ч тш, ц тс, and none of writing ь ъ; the letters
    around them and a list of common stems say which is meant.
    """
    stems = _stems().get(word[:3], {})
    for end in range(min(len(word), _LONGEST_STEM), 2, -1) if stems else ():
        if (stem := stems.get(word[:end])) is not None:
            return stem + _with_glides("." + stem[-1] + word[end:].translate(_FROM_LATIN))[2:]
    letters = word.translate(_FROM_LATIN)
    if "тс" in letters or "тш" in letters:
        letters = _spelt(letters, _LOAN_SPELLINGS)
    return _with_glides(letters)


def _with_glides(letters: str) -> str:
    return _spelt(letters, _SPELLINGS) if "й" in letters else letters


@lru_cache(1)
def _stems() -> dict[str, dict[str, str]]:
    """The stems by their Latin spelling, under its first three letters."""
    stems: dict[str, dict[str, str]] = {}
    for stem in sorted(STEMS, reverse=True):
        spelt = write(stem)
        stems.setdefault(spelt[:3], {})[spelt] = stem
    return stems


def _spelt(letters: str, spellings: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, made in spellings:
        letters = pattern.sub(made, letters)
    return letters
