"""Decides which editors get what readers write, and under which name: never who it is."""

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.chat.allowance import Allowance
from alertbot.languages import clean, conversion
from alertbot.model import Person, SubscriberId
from alertbot.prepare import review

LONGEST = 700  # characters of one message
MOST_TEXTS = 3  # messages that wait for one answer, so that an editor sees all of them on one screen
LONGEST_ANSWER = 1500
MOST_A_DAY = 10  # messages and reports of one reader
QUIET = timedelta(minutes=5)  # after editors were told, unless somebody is in danger
QUIET_IN_DANGER = timedelta(minutes=1)  # then: many who say so together must not drown the editors
_MOST_LINES = 12
_TOKEN = re.compile(r"[0-9a-f]{16}")
_NAME_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Rules:
    """`key` gives what makes the names that editors see, `allowance` counts the messages of a day, `keep` is
    at most.
    """

    key: Callable[[], bytes]
    allowance: Allowance
    keep: timedelta


def rules(key: Callable[[], bytes], *, keep: timedelta = timedelta(days=30)) -> Rules:
    """The rules with a count that begins now."""
    return Rules(key, Allowance(key(), most=MOST_A_DAY), keep)


def name(key: bytes, subscriber: SubscriberId, token: str) -> str:
    """What editors see in place of who wrote: the same as long as a conversation goes on, then another.

    It depends on the reader too: with the token of somebody else one does not get their name.
    """
    digest = hmac.digest(key, f"{subscriber}:{token}".encode(), hashlib.sha256)
    return digest.hex()[:_NAME_LETTERS]


def is_token(text: str) -> bool:
    """Whether a text may be the token of a conversation."""
    return _TOKEN.fullmatch(text) is not None


def tidy(raw: str) -> str:
    """What a person wrote, as it is kept: nothing invisible in it, on not too many lines."""
    text = clean.text(raw)
    return text if text.count("\n") < _MOST_LINES else clean.line(text)


def readers_of(language: str, here: Sequence[Person], everyone: Sequence[Person]) -> Sequence[Person]:
    """Which editors get what is written in a language: those who are here and read it, else all who are here.

    Where nobody is here, the same among `everyone`.
    """
    group = here or everyone
    return [each for each in group if reads(each, language)] or group


def may_read(person: Person, language: str, here: Sequence[Person], everyone: Sequence[Person]) -> bool:
    """Whether an editor may read what is written in a language."""
    chosen = readers_of(language, here, everyone)
    return reads(person, language) or person.id in {each.id for each in chosen}


def reads(person: Person, language: str) -> bool:
    """Whether a person reviews a language, in a script that can be had from another."""
    return any(review.reviews(person.languages, tag) for tag in {language, *conversion.readable(language)})


def is_due(*, urgent: bool, last: datetime | None, now: datetime) -> bool:
    """Whether editors are told now of what is new; `last` is when they were told of its kind before."""
    return last is None or now - last >= (QUIET_IN_DANGER if urgent else QUIET)
