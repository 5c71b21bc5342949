"""Finds words in a text: inflected in Kazakh and Uyghur, inside a run of Chinese, as whole words elsewhere.

Kazakh and Uyghur put plural, possession and case behind a word, one after the other. A word of the
text is a form of the one looked for if what follows its stem can be taken apart into such endings:
"қала" (city) is found in "қаласында" but not in "қалам" (pen). Endings of the first and second
person singular are left out: news hardly uses them, and they would let in many other words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

_WORD = re.compile(r"\w+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LONGEST_WORD = 64  # characters; nothing longer is a form of anything
_MOST_ENDINGS = 5


def _endings(*ones: str) -> re.Pattern[str]:
    each = "|".join(ending for one in ones for ending in one.split())
    return re.compile(f"(?:{each}){{1,{_MOST_ENDINGS}}}")


# Plural; possession; genitive, accusative, dative, locative, ablative; -like, -of-there, -ness, -er, -less.
_KAZAKH_BOTH = "мен бен пен нікі дікі тікі"
_KAZAKH_BACK = (
    "лар дар тар ы сы ымыз мыз ыңыз ңыз ның дың тың ны ды ты н ға қа на да та нда дан тан нан "
    "дай тай дағы тағы ндағы лық дық тық лығ дығ тығ лы шы сыз ша"
)
_KAZAKH_FRONT = (
    "лер дер тер і сі іміз міз іңіз ңіз нің дің тің ні ді ті н ге ке не де те нде ден тен нен "
    "дей тей дегі тегі ндегі лік дік тік ліг діг тіг лі ші сіз ше"
)
_KAZAKH: Mapping[str, re.Pattern[str]] = {
    "back": _endings(_KAZAKH_BACK, _KAZAKH_BOTH),
    "front": _endings(_KAZAKH_FRONT, _KAZAKH_BOTH),
    "": _endings(_KAZAKH_BACK, _KAZAKH_FRONT, _KAZAKH_BOTH),
}
_KAZAKH_VOWELS = {"back": "аоұыяюё", "front": "әөүіеэ"}  # и and у go with either
_KAZAKH_VOICED = {"к": "г", "қ": "ғ", "п": "б"}  # before a vowel: мектеп, мектебі
_KAZAKH_VOICED_BEFORE = ("ы", "і")

_UYGHUR = _endings(
    "لار لەر لىر ى سى ىمىز ۇمىز ۈمىز مىز نىڭ نى غا قا گە كە دا تا دە تە دىن تىن دىكى تىكى نىڭكى "
    "غىچە قىچە گىچە كىچە دەك تەك لىق لىك لۇق لۈك لىقى چى چە سىز مۇ دۇر"
)
_UYGHUR_VOWELS = "اەېىوۇۆۈ"
_UYGHUR_OPEN = "اە"  # become ى before an ending, ې in a word of one syllable: قۇلجا، قۇلجىدا; باش، بېشى
# Letters that keyboards for Arabic and Persian give instead of the Uyghur ones, and the stretcher.
_UYGHUR_SAME = str.maketrans({"ی": "ى", "ه": "ە", "ک": "ك", "ـ": None, "\u200c": None})


class Text:
    """A text in one language, made ready for many searches."""

    def __init__(self, text: str, language: str) -> None:
        self._language = language
        self._folded = _fold(text, language)
        self._forms = [found.group() for found in _WORD.finditer(unicodedata.normalize("NFC", text))]
        self._words = [_fold(form, language) for form in self._forms]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            self._places[word[:1]].append(place)

    def find(self, keyword: str) -> str | None:
        """The first form of a word or phrase as the text has it; None where it has none."""
        wanted = _fold(keyword, self._language).strip()
        if _HAN.search(wanted):
            return wanted if wanted in self._folded else None
        first, *others = _WORD.findall(wanted) or [""]
        for place in self._places.get(first[:1], ()):
            last = place + len(others)
            if last < len(self._words) and self._is_phrase(place, [first, *others]):
                return " ".join(self._forms[place : last + 1])
        return None

    def _is_phrase(self, place: int, wanted: Iterable[str]) -> bool:
        return all(
            is_form(self._words[place + step], word, self._language) for step, word in enumerate(wanted)
        )


def is_form(word: str, of: str, language: str) -> bool:
    """Whether `word` is a form of `of`, both in lower case."""
    if word == of:
        return True
    if len(word) > _LONGEST_WORD or len(of) < 2:  # noqa: PLR2004 (a single letter has no forms)
        return False
    if language == "kk":
        return any(_is_kazakh(word, stem, before, of) for stem, before in _kazakh_stems(of))
    if language == "ug":
        return any(
            word.startswith(stem) and _UYGHUR.fullmatch(word[len(stem) :]) for stem in _uyghur_stems(of)
        )
    return False


def _fold(text: str, language: str) -> str:
    # "İ" alone has a lower case of two characters, of which the second is a mark on its own.
    folded = unicodedata.normalize("NFC", text.replace("İ", "i").casefold())
    return folded.translate(_UYGHUR_SAME) if language == "ug" else folded


def _kazakh_stems(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each with what an ending must begin with."""
    yield word, ("",)
    if word[-1] in _KAZAKH_VOICED:
        yield word[:-1] + _KAZAKH_VOICED[word[-1]], _KAZAKH_VOICED_BEFORE
    if word[-1] == "ь":
        yield word[:-1], ("",)


def _is_kazakh(word: str, stem: str, before: tuple[str, ...], of: str) -> bool:
    if not word.startswith(stem):
        return False
    ending = word[len(stem) :]
    return ending.startswith(before) and _KAZAKH[_harmony(of)].fullmatch(ending) is not None


def _harmony(word: str) -> str:
    """Whether a Kazakh word takes back or front endings, by its last vowel that tells."""
    for letter in reversed(word):
        for harmony, vowels in _KAZAKH_VOWELS.items():
            if letter in vowels:
                return harmony
    return ""


def _uyghur_stems(word: str) -> Iterator[str]:
    yield word
    vowels = [place for place, letter in enumerate(word) if letter in _UYGHUR_VOWELS]
    last = vowels[-1] if vowels else None
    if last is None or word[last] not in _UYGHUR_OPEN or last < len(word) - 2:
        return
    for raised in "ىې" if len(vowels) == 1 else "ى":
        yield word[:last] + raised + word[last + 1 :]
