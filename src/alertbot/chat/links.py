"""Deep links: what `t.me/<bot>?start=<payload>` carries, in letters of A-Z a-z 0-9 _ -.

s_LANGUAGE_TOPIC_TOPIC…      subscribe: a language (may be empty) and topics (in base 36), at most 24 letters
iXXXX…                       an invitation, made by storage.invitations: 44 letters
jX…                          a reader's settings, which nobody but the reader keeps (`journey`): at most 57
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from alertbot.chat import journey
from alertbot.languages import table

LONGEST = 24
# Also one of which a part was lost on the way: it is told to be none.
_INVITATION = re.compile(r"i[A-Za-z0-9_-]{15,63}")
_RETURN = re.compile(journey.PREFIX + r"[A-Za-z0-9_-]{0,63}")
_SUBSCRIBE = re.compile(r"s_([A-Za-z-]{0,16})((?:_[0-9a-z]{1,8})*)")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Subscribe:
    """A suggestion of language and topics; what of it exists is for the reader of the link to check."""

    language: str | None
    topics: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Invitation:
    """The payload of a single-use link."""

    payload: str


@dataclass(frozen=True, slots=True)
class Return:
    """The payload of a link with a reader's settings, perhaps with a wrong letter."""

    payload: str


def subscribe(*, language: str | None, topics: Collection[int]) -> str:
    """The payload that suggests these. Raises ValueError where they do not fit into 24 letters."""
    payload = "_".join(("s", language or "", *map(base36, sorted(topics))))
    if len(payload) > LONGEST:
        raise ValueError(f"a link of {len(payload)} letters; {LONGEST} fit")
    return payload


def read(payload: str) -> Subscribe | Invitation | Return | None:
    """What a payload asks for; None where it is none of ours."""
    if _RETURN.fullmatch(payload):
        return Return(payload)
    if _INVITATION.fullmatch(payload):
        return Invitation(payload)
    found = _SUBSCRIBE.fullmatch(payload) if len(payload) <= LONGEST else None
    if found is None:
        return None
    topics = dict.fromkeys(int(each, 36) for each in found[2].split("_") if each)
    return Subscribe(table.recognise(found[1]), tuple(topics))


def address(username: str, payload: str) -> str:
    """The link itself."""
    return f"https://t.me/{username}?start={payload}"


def join(topics: Collection[int]) -> str:
    """Topics as one argument of a button; at most what a link carries."""
    return "-".join(map(base36, topics))


def split(argument: str) -> tuple[int, ...]:
    """The topics of such an argument; what is no number is left out."""
    return tuple(int(each, 36) for each in argument.split("-") if re.fullmatch(r"[0-9a-z]{1,8}", each))


def base36(number: int) -> str:
    """A number above 0 in digits and small letters, without leading zeros."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits
