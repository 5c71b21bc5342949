"""Wakes a stage when another has left work for it, so that waiting costs neither latency nor queries.

In one process a bell is an `asyncio.Event`; several processes on PostgreSQL hear each other through
LISTEN/NOTIFY, sent inside the transaction and so heard only if it commits. A bell is a hint: whoever
waits also wakes after a while by itself.
"""

import asyncio
from datetime import timedelta
from enum import StrEnum

CHANNEL = "alertbot"


class Bell(StrEnum):
    """Who is woken."""

    WATCH = "watch"  # a feed was added or wants to be asked now
    PREPARE = "prepare"  # work rows for articles and translations
    RELEASE = "release"  # an article or edition became ready
    DISPATCH = "dispatch"  # runs or retries to walk
    REVIEW = "review"  # more or less waits for editors
    FEEDBACK = "feedback"  # a reader wrote, or an answer is to be brought
    MOVED = "moved"  # a feed leads to another site
    FREEZE = "freeze"  # all sending stops, or goes on
    FADE = "fade"  # messages are to be taken away


class Bells:
    """The bells of one process."""

    def __init__(self) -> None:
        self._events = {bell: asyncio.Event() for bell in Bell}

    def ring(self, *bells: Bell) -> None:
        """Wake whoever waits for these, now or at their next wait."""
        for bell in bells:
            self._events[bell].set()

    async def wait(self, bell: Bell, at_most: timedelta, stop: asyncio.Event) -> None:
        """Return when `bell` rings, after `at_most`, or when `stop` is set, whichever is first."""
        event = self._events[bell]
        try:
            await first_of(at_most, event, stop)
        finally:
            event.clear()


async def first_of(at_most: timedelta, *events: asyncio.Event) -> None:
    """Return when one of `events` is set, or after `at_most`."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(
            waits, timeout=max(at_most.total_seconds(), 0), return_when=asyncio.FIRST_COMPLETED
        )
    finally:
        for waiting in waits:
            waiting.cancel()
        await asyncio.wait(waits)  # awaiting each would swallow a cancellation that is meant for us
