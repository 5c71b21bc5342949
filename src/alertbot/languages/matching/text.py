"""A text made ready for many searches, and the spellings by which a phrase is looked for in it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from alertbot.languages import scripts
from alertbot.languages.matching import german, kazakh, russian, turkish, uyghur
from alertbot.languages.matching.stem import Stem

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"\w+")
_WORD_WITH_APOSTROPHES = re.compile(r"\w+(?:['’‘ʼʻ`´]\w+)*")  # Uyghur in Latin letters: sen'et
# What stands between the words of a phrase: no end of a sentence.
_GAP = re.compile(r"""[\s'’ʼ,،\-\u2010-\u2014"«»“”·/&]{1,3}|[.·]""")

_INFLECTED: Mapping[str, Callable[[str], Iterator[Stem]]] = {
    "kk": kazakh.stems,
    "ug": uyghur.stems,
    "tr": turkish.stems,
    "ru": russian.stems,
    "de": german.stems,
}
# The writings of a language that are read as its first one, by the script they are in.
_WRITINGS: Mapping[str, Mapping[str, str]] = {
    "ug": {"LATIN": "ug-Latn", "CYRILLIC": "ug-Cyrl"},
    "kk": {"LATIN": "kk-Latn", "ARABIC": "kk-Arab"},
}
_WORDS_KEPT = 1 << 15  # of texts: most that a newsroom's articles are made of, a few megabytes
_READ = frozenset(tag for writings in _WRITINGS.values() for tag in writings.values())
# Letters of other keyboards, the stretcher and the joiner; letters that a capital does not tell apart.
_SAME: Mapping[str, Mapping[int, str | int | None]] = {
    "ug": str.maketrans("یهک", "ىەك", "ـ\u200c"),
    "tr": str.maketrans("ıâîû", "iaiu"),
    "ru": str.maketrans("ё", "е"),
}


class Text:
    """A text in one language, written in the script of its tag; places are in `shown`, its NFC form."""

    def __init__(self, text: str, language: str) -> None:
        self.shown = unicodedata.normalize("NFC", text)
        self.language = code_of(language)
        pattern = _WORD_WITH_APOSTROPHES if language == "ug-Latn" else _WORD
        found = list(pattern.finditer(self.shown))
        self.spans = [match.span() for match in found]
        self.words = [_read(match[0], language) for match in found]
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            self.places[word].append(place)
        self.characters = characters(self.shown) if HAN.search(self.shown) else ""

    def form(self, start: int, end: int) -> str:
        """What stands there, on one line."""
        return " ".join(self.shown[start:end].split())

    def joined(self, place: int) -> bool:
        """Whether the word at `place` and the next one can belong to one phrase."""
        return _GAP.fullmatch(self.shown, self.spans[place][1], self.spans[place + 1][0]) is not None


def code_of(language: str) -> str:
    """The language of a tag, whatever its script: kk of kk-Arab."""
    return language.partition("-")[0].lower()


def is_inflected(language: str) -> bool:
    """Whether forms of words are known of a language, by its code."""
    return language in _INFLECTED


def stems(word: str, language: str) -> tuple[Stem, ...]:
    """By what the forms of a word as `fold` gives it are known."""
    inflected = _INFLECTED.get(language)
    if inflected is None or len(word) < 2:  # noqa: PLR2004 (a single letter has no forms)
        return (Stem(word, whole=True),)
    return tuple(inflected(word))


def spellings(phrase: str, language: str) -> set[tuple[str, ...]]:
    """The words of a phrase of `language` (a code), as texts may have them whatever script each is in."""
    found = {phrase} | {scripts.convert(phrase, tag, language) for tag in _writings(phrase, language)}
    if language == "kk" and _script(phrase) == "CYRILLIC":
        # Arabic script leaves vowels open: as they are guessed in texts, they are guessed here.
        found.add(scripts.convert(scripts.convert(phrase, "kk", "kk-Arab"), "kk-Arab", "kk"))
    return {words for each in found if (words := tuple(_WORD.findall(fold(each, language))))}


def written(name: str, language: str) -> set[str]:
    """A name of `language` (a code) as it stands and in the other scripts of the language."""
    tags = _WRITINGS.get(language, {}).values()
    return {name} | {
        scripts.convert(name, language, tag) for tag in tags if scripts.can_convert(language, tag)
    }


def fold(text: str, language: str) -> str:
    """Small letters, with those that are typed for one another made the same."""
    if text.isascii():
        return text.lower()  # no letter of ours that is typed for another
    # "İ" alone has a lower case of two characters, of which the second is a mark on its own.
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).replace("İ", "i").casefold())
    same = _SAME.get(language)
    return folded.translate(same) if same else folded


def characters(text: str) -> str:
    """Simplified Chinese characters for traditional ones, small letters; each in its place."""
    return text.translate(_CHARACTERS)


def _writings(phrase: str, language: str) -> Iterator[str]:
    tag = _WRITINGS.get(language, {}).get(_script(phrase))
    if tag is not None:
        yield tag


def _script(text: str) -> str:
    """The first word of the Unicode name of the first letter."""
    first = next((letter for letter in text if letter.isalpha()), " ")
    return unicodedata.name(first, "").partition(" ")[0]


@lru_cache(_WORDS_KEPT)
def _read(word: str, tag: str) -> str:
    language = code_of(tag)
    return fold(scripts.convert(word, tag, language) if tag in _READ else word, language)


class _Characters(dict[int, str]):
    """The character to search by for each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_han = HAN.match(character) is not None
        made = scripts.convert(character, "zh-Hant", "zh-Hans") if is_han else character.lower()
        self[code] = made if len(made) == 1 else character
        return self[code]


_CHARACTERS = _Characters()
