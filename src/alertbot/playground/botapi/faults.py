"""Scripted misfortunes: what goes wrong with which calls, and how often."""

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TooMany:
    """429, with the seconds to wait in the parameters and in the header."""

    retry_after: int = 1


@dataclass(frozen=True, slots=True)
class Status:
    """An error with an envelope; nothing is done."""

    code: int = 500
    description: str = "Internal Server Error"


@dataclass(frozen=True, slots=True)
class HtmlError:
    """An error page of a proxy before Telegram; nothing is done."""

    code: int = 502


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is reset before anything is done."""


@dataclass(frozen=True, slots=True)
class AcceptThenReset:
    """The call is done, then the connection is reset instead of an answer."""


@dataclass(frozen=True, slots=True)
class AcceptThenHang:
    """The call is done, but the answer does not come: after `seconds` the connection is reset."""

    seconds: float = 3600


@dataclass(frozen=True, slots=True)
class Slow:
    """The call is done and answered after `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Held:
    """The call is done, and answered when `released` is set."""

    released: asyncio.Event


@dataclass(frozen=True, slots=True)
class Malformed:
    """The call is done, but the answer is cut off in the middle of its JSON."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """403, as if the person had just blocked the bot; no update tells of it."""


Fault = (
    TooMany
    | Status
    | HtmlError
    | Reset
    | AcceptThenReset
    | AcceptThenHang
    | Slow
    | Held
    | Malformed
    | Blocked
)


@dataclass(slots=True)
class _Rule:
    fault: Fault
    method: str | None
    chat: int | None
    left: int | None
    after: int


class Faults:
    """The faults to come; the first rule that fits a call is used."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []

    def __bool__(self) -> bool:
        return bool(self._rules)

    def add(
        self,
        fault: Fault,
        *,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
        after: int = 0,
    ) -> None:
        """Have the next `times` calls (None: all until `clear`) of a method or chat (None: any) go wrong.

        The first `after` of them are let through.
        """
        self._rules.append(_Rule(fault, method and method.lower(), chat, times, after))

    def clear(self) -> None:
        """Forget all rules."""
        self._rules.clear()

    def take(self, method: str, chat: int | None) -> Fault | None:
        """The fault of a call, and one less of its kind; `method` in small letters."""
        for rule in self._rules:
            if rule.method not in (None, method) or rule.chat not in (None, chat):
                continue
            if rule.after == 0:
                return self._used(rule)
            rule.after -= 1
        return None

    def _used(self, rule: _Rule) -> Fault:
        if rule.left is not None:
            rule.left -= 1
            if rule.left <= 0:
                self._rules.remove(rule)
        return rule.fault
