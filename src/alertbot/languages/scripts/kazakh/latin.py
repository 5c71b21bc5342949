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


_ALPHABET = re.compile("[abdefghijklmnoprstuvyzäöüğñqşūı]+")
# What no Kazakh word has, in these letters: ы beside an open vowel, and the clusters of English names.
_FOREIGN = re.compile("[aeoäöūüı]y|^y[aeoäöūüı]|^th|[tp]h$|ee$|(?<!^[kz])oo")
_ROMAN = re.compile("IV|VI{1,3}")  # numerals with only І in them look the same in Cyrillic
_LONGEST_STEM = 2 * max(map(len, STEMS))  # a letter becomes two at most, but for щ
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
_OPEN_E = re.compile("(?<=[ао])е(?!в)|(?<=[бгдзклмнпрст]у)е(?!в)|(?<=^у)е")


def is_kazakh(word: str) -> bool:
    """Whether `word` may be Kazakh: names as foreigners spell them and Roman numerals are not."""
    small = lower(word)
    return bool(_ALPHABET.fullmatch(small)) and not _FOREIGN.search(small) and not _ROMAN.fullmatch(word)


def read(word: str) -> str:
    """`word` of small letters of the alphabet in Cyrillic.

    Latin script has one way of writing и й, х һ, е э, ч тш, ц тс, and none of writing ь ъ; the letters
    around them and a list of common stems say which is meant.
    """
    stems = _stems().get(word[:3], {})
    for end in range(min(len(word), _LONGEST_STEM), 2, -1) if stems else ():
        if (stem := stems.get(word[:end])) is not None and not _cut_off(stem, word[end:]):
            return stem + _with_glides("." + stem[-1] + word[end:].translate(_FROM_LATIN))[2:]
    letters = word.translate(_FROM_LATIN)
    if "тс" in letters or "тш" in letters:
        letters = _spelt(letters, _LOAN_SPELLINGS)
    return _with_glides(_OPEN_E.sub("э", letters))


def _cut_off(stem: str, rest: str) -> bool:
    """Whether `rest` is no ending of `stem`: a final ь gives way to vowels (мораль, but Моралес)."""
    return stem.endswith("ь") and rest[:1] in _VOWELS_LATIN


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
