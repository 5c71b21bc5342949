"""Keeps updates that Telegram keeps for us no longer, until their effect is stored.

Telegram shows a hundred updates from the first unconfirmed one, and brings a webhook those of twice as many
people as it has connections (tdlib/telegram-bot-api, WebhookActor). So it cannot keep for us those who wait
while others go on: newcomers over the pace stand in a queue of ours, stored before Telegram forgets them, and
are answered first come first. What takes long is kept in the same way before those behind it are asked for.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from alertbot.chat.updates.bare import Raw, bare
from alertbot.chat.updates.lanes import Lanes, sender
from alertbot.chat.updates.newcomers import Newcomers
from alertbot.model import ChatId
from alertbot.storage import waiting
from alertbot.storage.bells import first_of
from alertbot.storage.engine import Database
from alertbot.storage.leases import Turn

logger = logging.getLogger(__name__)

Done = asyncio.Future[bool]

_GLANCE = timedelta(milliseconds=200)  # between looks at those who wait
_REST = timedelta(minutes=1)  # where nobody does
_MOST_CALLED = 60  # who are being answered: more would only wait in memory where Telegram is slow


class Queue:
    """Those who wait for one bot's answer."""

    def __init__(
        self, bot: int, newcomers: Newcomers, database: Database, clock: Callable[[], datetime]
    ) -> None:
        self._bot = bot
        self._newcomers = newcomers
        self._database = database
        self._clock = clock
        self._called: set[int] = set()  # newcomers' updates in hand
        self._kept: set[int] = set()
        self._came = asyncio.Event()
        self._refused = 0

    async def put(self, raw: Raw) -> bool:
        """Let a newcomer wait; False where there are too many: they can press Start again."""
        if self._newcomers.is_full:
            self._refused += 1
            return False
        async with self._database.writing() as c:
            is_new = await waiting.queue(c, ChatId(sender(raw)), bare(raw), bot=self._bot, now=self._clock())
        self._newcomers.waiting += is_new
        self._came.set()
        return True

    async def keep(self, updates: Iterable[tuple[Raw, Done]], group: asyncio.TaskGroup) -> None:
        """Keep what is in hand until it is done."""
        unfinished = [(raw, done) for raw, done in updates if not done.done()]
        rows = [(ChatId(sender(raw)), bare(raw)) for raw, _ in unfinished]
        async with self._database.writing() as c:
            await waiting.keep(c, rows, bot=self._bot, now=self._clock())
        for raw, done in unfinished:
            self._leave(raw["update_id"], done, self._kept, group)

    async def resume(self, lanes: Lanes, group: asyncio.TaskGroup) -> None:
        """Take up what another process left, or this one before: what was in hand, and the queue."""
        async with self._database.reading() as c:
            self._newcomers.waiting = await waiting.queued(c, bot=self._bot)
            left = await waiting.kept(c, bot=self._bot)
        for raw in left:
            if raw["update_id"] not in self._kept:
                self._leave(raw["update_id"], lanes.put(group, raw, waited=True), self._kept, group)
        self._came.set()

    async def run(self, lanes: Lanes, group: asyncio.TaskGroup, turn: Turn, stop: asyncio.Event) -> None:
        """Answer those who wait, at the pace, while it is our turn, until stopped."""
        while not stop.is_set():
            self._came.clear()
            if turn.held and self._newcomers.waiting:
                await self._call(lanes, group)
            self._report()
            await first_of(_GLANCE if self._newcomers.waiting else _REST, stop, self._came)

    async def _call(self, lanes: Lanes, group: asyncio.TaskGroup) -> None:
        async with self._database.reading() as c:
            found = await waiting.first(c, bot=self._bot, limit=2 * _MOST_CALLED)
        if not found:
            self._newcomers.waiting = 0  # they were forgotten, or waited for too long
        free = [raw for raw in found if raw["update_id"] not in self._called]
        room = min(len(free), max(_MOST_CALLED - len(self._called), 0))
        for raw in free[: self._newcomers.call(room)]:
            self._leave(raw["update_id"], lanes.put(group, raw, waited=True), self._called, group)

    def _leave(self, id: int, done: Done, in_hand: set[int], group: asyncio.TaskGroup) -> None:
        """Forget an update as soon as its effect is stored."""
        in_hand.add(id)

        async def leave() -> None:
            try:
                await done
                async with self._database.writing() as c:
                    gone = await waiting.drop(c, id, bot=self._bot)
                self._database.pages_wait = True
                if in_hand is self._called:
                    self._newcomers.waiting = max(self._newcomers.waiting - gone, 0)
            finally:
                in_hand.discard(id)

        group.create_task(leave())

    def _report(self) -> None:
        if self._refused:
            logger.warning("more newcomers than can be answered", extra={"count": self._refused})
            self._refused = 0
