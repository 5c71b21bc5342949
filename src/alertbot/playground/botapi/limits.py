"""Telegram's sending limits: none unless they are set, because they are unpublished and change.

What bots are told (core.telegram.org/bots/faq): about 30 messages a second overall, one a second in a
chat, 20 a minute in a group.
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from alertbot.playground.botapi.errors import too_many

_SECOND, _MINUTE = 1.0, 60.0
_PAID_RATE = 1000  # allow_paid_broadcast


@dataclass(slots=True)
class Limits:
    """How many messages are accepted in any window; None is no limit. Edits count as messages.

    After a 429 for the whole bot everything is refused until its wait is over, as one would be on
    Telegram. `clock` gives monotonic seconds.
    """

    clock: Callable[[], float]
    per_second: int | None = None
    per_chat_second: int | None = None
    per_group_minute: int | None = None
    wait: int = 1  # the least seconds a 429 asks for
    refused: int = 0  # 429s given so far
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=dict)
    _closed_until: float = 0.0

    def set(
        self,
        *,
        per_second: int | None = None,
        per_chat_second: int | None = None,
        per_group_minute: int | None = None,
        wait: int = 1,
    ) -> None:
        """Replace the limits and forget what was counted."""
        self.per_second = per_second
        self.per_chat_second = per_chat_second
        self.per_group_minute = per_group_minute
        self.wait = wait
        self._all.clear()
        self._chats.clear()
        self._closed_until = 0.0

    def count(self, chat: int, *, paid: bool = False) -> None:
        """Count one message to `chat` (below zero: a group). Raises ApiError (429)."""
        if self.per_second is None and self.per_chat_second is None and self.per_group_minute is None:
            return
        now = self.clock()
        if now < self._closed_until:
            self._refuse(self._closed_until - now)
        windows = [(self._all, self._overall(paid), _SECOND)]
        counted = self._chats.setdefault(chat, deque())
        if chat > 0:
            windows.append((counted, self.per_chat_second, _SECOND))
        else:
            windows.append((counted, self.per_group_minute, _MINUTE))
        for times, most, span in windows:
            self._check(times, most, span, now)
        for times, most, _ in windows:
            if most is not None:
                times.append(now)

    def _overall(self, paid: bool) -> int | None:
        return max(self.per_second, _PAID_RATE) if paid and self.per_second is not None else self.per_second

    def _check(self, times: deque[float], most: int | None, span: float, now: float) -> None:
        while times and times[0] <= now - span:
            times.popleft()
        if most is None or len(times) < most:
            return
        wait = max(times[0] + span - now, self.wait)
        if times is self._all:
            self._closed_until = now + wait
        self._refuse(wait)

    def _refuse(self, wait: float) -> None:
        self.refused += 1
        raise too_many(max(1, math.ceil(wait)))
