"""What stands behind a button: callback data of at most 64 bytes, packed and read.

    o:ARTICLE                    the Options of an alert: never expires, acts only on who presses it
    a:ACT:ARGUMENT…              a menu that changes its own message
    n:ACT:ARGUMENT…              the same, opening a new message (under an alert, which must stay)
    s:ACT:ARGUMENT…:EXPIRY:TAG   signed for one person and an hour: all of editors', and what destroys

The first letter is the version of the format; a new format takes a new letter. Anybody can send any
data, so an act that has to be signed is not accepted unsigned.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from alertbot.chat.access import SIGNED, Act

MOST_BYTES = 64  # Telegram's limit
SigningKey = bytes | Callable[[], bytes]  # the key, or what gives the one of the moment: it may be replaced
LIFETIME = timedelta(hours=1)
_TAG_BYTES = 9  # 12 letters; guessing one takes 2^71 presses on average
_ARGUMENT = re.compile(r"[A-Za-z0-9_-]*")
_NUMBER = re.compile(r"[0-9]{1,18}")  # below 2^63
_HEX = re.compile(r"[0-9a-f]{1,10}")
_ACTS = frozenset(Act)  # as strings: before Python 3.12 `in` an enum takes members only


class Kind(StrEnum):
    """The version letters."""

    MENU = "a"
    FRESH = "n"
    SIGNED = "s"
    ALERT = "o"


@dataclass(frozen=True, slots=True)
class Press:
    """An act with its arguments; `fresh` asks for a new message instead of changing the pressed one."""

    act: Act
    args: tuple[str, ...] = ()
    fresh: bool = False

    def number(self, at: int) -> int:
        """The argument at `at` as a number, 0 where it is none or none that a database could hold."""
        text = self.text(at)
        return int(text) if _NUMBER.fullmatch(text) else 0

    def text(self, at: int) -> str:
        """The argument at `at`, "" where there is none."""
        return self.args[at] if at < len(self.args) else ""


def pack(press: Press, *, key: SigningKey, user: int, now: datetime) -> str:
    """The callback data of a button that `user` will see. Raises ValueError where it would not fit."""
    if not all(_ARGUMENT.fullmatch(arg) for arg in press.args):
        raise ValueError("an argument of a button has a character that it may not have")
    if press.act is Act.OPTIONS:
        return _fitting(":".join((Kind.ALERT, *press.args)))
    body = ":".join((press.act, *press.args))
    if press.act not in SIGNED:
        return _fitting(f"{Kind.FRESH if press.fresh else Kind.MENU}:{body}")
    dated = f"{body}:{int((now + LIFETIME).timestamp()):x}"
    return _fitting(f"{Kind.SIGNED}:{dated}:{_tag(dated, key, user)}")


def unpack(data: str, *, key: SigningKey, user: int, now: datetime) -> Press | None:
    """What `user` pressed; None where the data is of no format of ours, forged, or expired."""
    kind, _, body = data.partition(":")
    if len(data.encode()) > MOST_BYTES:
        return None
    if kind == Kind.ALERT:
        return _press(f"{Act.OPTIONS}:{body}", signed=False)
    if kind in (Kind.MENU, Kind.FRESH):
        return _press(body, signed=False, fresh=kind == Kind.FRESH)
    if kind == Kind.SIGNED:
        return _signed(body, key, user, now)
    return None


def _signed(body: str, key: SigningKey, user: int, now: datetime) -> Press | None:
    dated, _, tag = body.rpartition(":")
    if not hmac.compare_digest(tag.encode(), _tag(dated, key, user).encode()):
        return None
    plain, _, expiry = dated.rpartition(":")
    if not _HEX.fullmatch(expiry) or datetime.fromtimestamp(int(expiry, 16), UTC) < now:
        return None
    return _press(plain, signed=True)


def _press(body: str, *, signed: bool, fresh: bool = False) -> Press | None:
    name, *args = body.split(":")
    if name not in _ACTS or not all(_ARGUMENT.fullmatch(arg) for arg in args):
        return None
    act = Act(name)
    return Press(act, tuple(args), fresh) if signed == (act in SIGNED) else None


def _tag(dated: str, key: SigningKey, user: int) -> str:
    digest = hmac.digest(key if isinstance(key, bytes) else key(), f"{user}:{dated}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:_TAG_BYTES]).decode()


def _fitting(data: str) -> str:
    if len(data) > MOST_BYTES:
        raise ValueError(f"callback data of {len(data)} bytes; {MOST_BYTES} fit")
    return data
