"""Kazakh in Arabic script (töte jazu, as written in China): the letters and spellings of CLDR's kk_Arab."""

import re
import unicodedata
from functools import lru_cache

from alertbot.languages.scripts.kazakh.stems import STEMS, Index, index

HAMZA, FULL_HAMZA = "\u0674", "\u0621"  # both are met; the high one was made for Kazakh

# ── to Arabic ─────────────────────────────────────────────────────────────────────────────────────

_PAIRED = ("абвгғдежзийкқлмнңопрстуфхһчшэәөұүыі", "ابۆگعدەجزييكقلمنڭوپرستۋفحھچشەاوۇۇىى")
_TO_ARABIC = str.maketrans(*_PAIRED) | str.maketrans(
    {"ё": "يو", "ц": "تس", "щ": "شش", "ю": "يۋ", "я": "يا", "ъ": "", "ь": ""}
)
_FRONT = re.compile("[әөүі]")
_SHOWN = re.compile("[еэгкғқ]")  # letters that show by themselves whether a word is front or back
# Loans as CLDR spells them: Франция, Камбоджа, Вьетнам, Реюньон, кикуйю, Азия, Маврикий, гусии, Кирилл,
# митинг; the last two before endings too (митингте).
_LOAN = re.compile(
    "(?=[цдьйилсмн])"  # quick to fail at
    "(?:ц(?=[иа])|дж|(?<=в)ь(?=е)|ь(?=о)|йю|ия|и[ий]$|(?:лл|сс|мм)(?=$|[бдзнпт])|нг(?=$|[бдзкнпст]))"
)
_LOAN_SPELLINGS = {"ц": "с", "дж": "ж", "ь": "й", "йю": "ю", "ия": "я", "ий": "и", "ии": "и", "нг": "ң"}
# Names that came another way than through Russian.
_NAMES = {
    "филиппин": "филипин",
    "француз": "франсуз",
    "тайван": "тайуан",
    "тайвань": "тайуан",
    "алжир": "алжыр",
    "гвинея": "гвения",
    "гавайи": "хауаи",
    "акцент": "аксент",
    "венгрия": "мажарстан",
    "венгр": "мажар",
    "вальзер": "уалсер",
    "маршалл": "маршал",
    "саам": "сами",
}
_NAME = re.compile("(?:" + "|".join(sorted(_NAMES, key=len, reverse=True)) + ")")


def write(word: str, hamza: str = HAMZA) -> str:
    """`word` of small Cyrillic letters.

    A hamza stands at the head of a word with front vowels unless another letter shows that it is front.
    """
    named = _NAME.sub(lambda name: _NAMES[name[0]], word, count=1) if _NAME.match(word) else word
    spelt = _LOAN.sub(lambda loan: _LOAN_SPELLINGS.get(loan[0], loan[0][0]), named)
    letters = spelt.translate(_TO_ARABIC)
    return hamza + letters if _FRONT.search(word) and not _SHOWN.search(word) else letters


# ── from Arabic ───────────────────────────────────────────────────────────────────────────────────

_SHORT = 5  # letters: джон, джонс
_FROM_ARABIC = str.maketrans("ابۆگعدەجزيكقلمنڭوپرستۋفحھچشۇى", "абвгғдежзйкқлмнңопрстуфхһчшұы")
_TYPED = str.maketrans("\u06be\u0647\u06cc\u06a9\u06ad", "ھەيكڭ", "\u0640\u200c\u200d")
_ALPHABET = re.compile(f"[{HAMZA}{FULL_HAMZA}]?[ابۆگعدەجزيكقلمنڭوپرستۋفحھچشۇى]+")
_FRONT_OF = {"а": "ә", "о": "ө", "ұ": "ү", "ы": "і"}
_FRONTED = str.maketrans(_FRONT_OF)
_VOWELS = "аәеоөұүыі"
_BACK_OF_NAMES = re.compile("(?:ев|ова?|ева)(?=[^аеоұыу]|$)")
_LOAN_LETTERS = re.compile("[фвчц]|^[бвгджзкқлмнпрстф]{2}")
_SHOWS_FRONT, _SHOWS_BACK = re.compile("[екг]"), re.compile("[қғ]")
_LATER_OPEN = re.compile("[ао]")
_WITH = re.compile("(?<=..)([бмп]ен)$")  # the ending "with", which takes no part in the harmony
_NEAR_K = re.compile("ы(?=[кг])|(?<=[кг])ы")  # which only front vowels are
_GLIDES = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (f"(?<=[{_VOWELS}])йа|^йа", "я"),
        (f"(?<=[{_VOWELS}])йу|^йу", "ю"),
        ("ййу|йу$", "ию"),
        ("йу", "ю"),
        ("йа", "ия"),
        (f"(?<![{_VOWELS}яю])й", "и"),
    )
)
_TS = re.compile("^тс|(?<=[аеиоукнр])с(?=ия)")


def plain(word: str) -> str | None:
    """`word` in the letters of the alphabet, or None where it has others."""
    if _ALPHABET.fullmatch(word):
        return word
    typed = unicodedata.normalize("NFKC", word).translate(_TYPED)
    return typed if _ALPHABET.fullmatch(typed) else None


def read(word: str) -> str:
    """`word`, as `plain` gives it, in Cyrillic: what it most likely stands for, for matching and search.

    The script has one letter for а ә, о ө, ұ ү, ы і, и й; the harmony of the vowels and a list of common
    stems say which is meant.
    """
    for stem, rest in _stems().begins(word):
        return stem + _ending(rest.translate(_FROM_ARABIC), stem)
    marked = word[0] in HAMZA + FULL_HAMZA
    letters = (word[1:] if marked else word).translate(_FROM_ARABIC)
    if not marked and (found := _WITH.search(letters)):
        return _whole(letters[: found.start()], marked=False) + found[0]
    return _whole(letters, marked=marked)


@lru_cache(1)
def _stems() -> Index:
    """Not of short ones that begin with дж, which is written as a native ж."""
    return index((stem for stem in STEMS if len(stem) > _SHORT or not stem.startswith("дж")), write)


def _ending(letters: str, stem: str) -> str:
    """`letters` that follow `stem`, in harmony with its last vowel."""
    last = next((letter for letter in reversed(stem) if letter in "аәеиоөұүыіэяюёу"), "а")
    made = _harmonised(letters, front=last in "әеөүіэи", first=False)
    return _spelt("." + stem[-1] + made)[2:]


def _whole(letters: str, *, marked: bool) -> str:
    shown = _BACK_OF_NAMES.sub("", letters)
    front = marked or bool(_SHOWS_FRONT.search(shown) and not _SHOWS_BACK.search(shown))
    loan = not marked and bool(_LOAN_LETTERS.search(letters))
    made = _spelt(_harmonised(letters, front=front and not loan, first=True))
    return _TS.sub("ц", made) if "с" in made else made


def _harmonised(letters: str, *, front: bool, first: bool) -> str:
    """`letters` with each vowel in harmony with the one before, beginning `front` or not."""
    if not front and "е" not in letters:
        return letters
    if front and not _LATER_OPEN.search(letters):
        return letters.translate(_FRONTED)
    made: list[str] = []
    for at, letter in enumerate(letters):
        if letter == "е":
            front = front or letters[at + 1 : at + 2] != "в"  # Назарбаевтың
        elif letter in "ао":
            front = front and first and not _LATER_OPEN.search(letters, at + 1)
        made.append(_FRONT_OF.get(letter, letter) if front else letter)
        first = first and letter not in _VOWELS
    return "".join(made)


def _spelt(letters: str) -> str:
    if "й" in letters:
        for pattern, made in _GLIDES:
            letters = pattern.sub(made, letters)
    return _NEAR_K.sub("і", letters) if "ы" in letters else letters
