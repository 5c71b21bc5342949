"""What a guard says, in the words it found it by."""

from dataclasses import dataclass
from enum import StrEnum


class Guard(StrEnum):
    """Which guard complains."""

    EMPTY = "empty"
    NUMBER_LOST = "number_lost"
    NUMBER_NEW = "number_new"
    SIGN = "sign"
    NAME = "name"
    LINK = "link"
    HANDLE = "handle"
    HASHTAG = "hashtag"
    MAIL = "mail"
    PHONE = "phone"
    SCRIPT = "script"
    LANGUAGE = "language"
    SAME = "same"
    LENGTH = "length"
    QUOTES = "quotes"
    MACHINE = "machine"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard found, in the words it found it by; a hard one keeps the edition from readers."""

    guard: Guard
    words: tuple[str, ...] = ()
    hard: bool = True
