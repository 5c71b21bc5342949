"""Greets newcomers at a pace that leaves everyone else unharmed, however many come at once.

Telegram lets a bot send about thirty messages a second in all (Bot API FAQ), alerts included. So those
whom we do not know share a budget; whoever is over it is answered a little later, in the order of coming.
Each has one place among those who wait, so that nobody's haste takes the places of others.
What waits is in memory alone: nothing is stored of a person before the consent.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from alertbot.model import ChatId

logger = logging.getLogger(__name__)

Answer = Callable[[], Awaitable[None]]

_GLANCE = timedelta(milliseconds=100)


class Newcomers:
    """Allows `burst` answers at once and `per_second` from then on, to all newcomers together.

    `clock` gives seconds that never go back. At most `most` wait; after that nobody is answered, and can
    press Start again.
    """

    def __init__(
        self, clock: Callable[[], float], *, burst: int = 60, per_second: float = 10.0, most: int = 20_000
    ) -> None:
        self._clock = clock
        self._burst = burst
        self._per_second = per_second
        self._most = most
        self._left = float(burst)
        self._at = clock()
        self._waiting: OrderedDict[ChatId, Answer] = OrderedDict()
        self._came = asyncio.Event()
        self._dropped = 0

    @property
    def waiting(self) -> int:
        """How many are answered later."""
        return len(self._waiting)

    def admit(self, user: ChatId, later: Answer) -> bool:
        """Whether a newcomer may be answered now; if not, `later` is called when the time has come.

        Who asks again while waiting keeps the place, and is answered what was asked last.
        """
        self._fill()
        if not self._waiting and self._left >= 1:
            self._left -= 1
            return True
        if user in self._waiting or len(self._waiting) < self._most:
            self._waiting[user] = later
            self._came.set()
        else:
            self._dropped += 1
        return False

    def due(self) -> list[Answer]:
        """Those whose turn it is, first come first; they wait no longer."""
        self._fill()
        ready = []
        while self._waiting and self._left >= 1:
            self._left -= 1
            ready.append(self._waiting.popitem(last=False)[1])
        return ready

    async def run(self, stop: asyncio.Event) -> None:
        """Answer those who wait, until stopped."""
        while not stop.is_set():
            for answer in self.due():
                await _safely(answer)
            self._report()
            if not self._waiting:
                self._came.clear()
            await _either(stop, self._came, None if not self._waiting else _GLANCE)

    def _fill(self) -> None:
        now = self._clock()
        self._left = min(float(self._burst), self._left + (now - self._at) * self._per_second)
        self._at = now

    def _report(self) -> None:
        if self._dropped:
            logger.warning("more newcomers than can be answered", extra={"count": self._dropped})
            self._dropped = 0


async def _safely(answer: Answer) -> None:
    """One that fails keeps no other from being answered."""
    try:
        await answer()
    except Exception as error:  # whatever one newcomer's update does
        logger.warning("a newcomer could not be answered", extra={"error": type(error).__name__})


async def _either(stop: asyncio.Event, came: asyncio.Event, time: timedelta | None) -> None:
    """Wait until stopped; for somebody to come, where nobody waits; else for a moment."""
    events = [stop] if time is not None else [stop, came]
    waits = [asyncio.ensure_future(each.wait()) for each in events]
    try:
        timeout = None if time is None else time.total_seconds()
        await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waits:
            each.cancel()
            with suppress(asyncio.CancelledError):
                await each
