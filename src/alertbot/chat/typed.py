"""What a reader typed that no button asked for: words to watch, a link, or something else."""

import re
import unicodedata
from enum import Enum

from alertbot.chat import journey
from alertbot.languages import clean
from alertbot.languages.matching.text import HAN

_BETWEEN = re.compile(r"[\n,;،؛，；、]+")
_QUOTES = " \t\"'«»“”„‘’‹›《》「」.…"
_LINK = re.compile(r"(?:https?://|www\.)\S+|(?:t\.me|telegram\.me)/\S+", re.IGNORECASE)
_ENDS = re.compile(r"[.!?؟。！？…:]\s*$")
_MOST_WORDS, _LONGEST_WORD, _LONGEST_IN_CHINESE = 3, 40, 12  # of what may be a name


class Kind(Enum):
    """What a message seems to be."""

    WORDS = "words"  # words or names
    LINK = "link"
    OTHER = "other"


def kind_of(text: str) -> Kind:
    """Whether a message may be words to watch, or holds a link."""
    if _LINK.search(text):
        return Kind.LINK
    if any(_ENDS.search(each) for each in _BETWEEN.split(text)):
        return Kind.OTHER
    found = words_of(text)
    is_words = any(map(is_word, found)) and all(map(_is_short, found))
    return Kind.WORDS if is_words else Kind.OTHER


def words_of(text: str) -> list[str]:
    """The words and phrases of a message, one to a line or with commas between them, each one once."""
    parts = (clean.line(each).strip(_QUOTES) for each in _BETWEEN.split(text))
    return list({each.casefold(): each for each in reversed([part for part in parts if part])}.values())[::-1]


def is_word(word: str) -> bool:
    """Whether a word can be looked for: one letter stands in every text, but for a Chinese character."""
    return HAN.search(word) is not None or sum(map(_counts, word)) > 1


def payload_of(text: str, username: str) -> str | None:
    """What a link to this very bot carries; None where the message holds no such link.

    Of a link with settings, which may have been kept on paper, the last part alone will do.
    """
    if journey.unpack(text.strip()) is not None:
        return text.strip()
    found = re.search(
        rf"(?:t|telegram)\.me/{re.escape(username)}\?start=([A-Za-z0-9_-]+)", text, re.IGNORECASE
    )
    return None if found is None else found[1]


def _is_short(word: str) -> bool:
    """Whether it may be a name: in Chinese, whose words no space parts, the letters alone tell."""
    longest = _LONGEST_IN_CHINESE if HAN.search(word) else _LONGEST_WORD
    return len(word) <= longest and len(word.split()) <= _MOST_WORDS


def _counts(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"
