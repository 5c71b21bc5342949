"""What polling and a webhook have in common: one process alone takes updates, and has them handled."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from alertbot.chat.bot import ChatBot
from alertbot.chat.updates.lanes import Lanes, Takes, Times
from alertbot.chat.updates.newcomers import Newcomers
from alertbot.chat.updates.queue import Done, Queue
from alertbot.metrics import Metrics
from alertbot.storage import seen
from alertbot.storage.bells import first_of
from alertbot.storage.engine import Database
from alertbot.storage.leases import Turn

_MARGIN = timedelta(seconds=60)  # a lease outlasts what passes between two askings for it by so much


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What taking updates needs; `holder` names this process, `takes` handles each."""

    bot: ChatBot
    takes: Takes
    database: Database
    newcomers: Newcomers
    holder: str
    clock: Callable[[], datetime]
    stop: asyncio.Event
    times: Times = field(default_factory=Times)
    metrics: Metrics = field(default_factory=Metrics)


class Intake:
    """Has the updates of one bot handled, while it is this process's turn.

    `looks` is how much time may pass between two askings for the turn.
    """

    def __init__(self, means: Means, *, looks: timedelta) -> None:
        bot, database, clock = means.bot, means.database, means.clock
        self._means = means
        self._queue = Queue(bot.id, means.newcomers, database, clock)
        self._lanes = Lanes(
            bot,
            means.takes,
            database,
            aside=self._queue,
            clock=clock,
            times=means.times,
            metrics=means.metrics,
        )
        # One process has a bot's updates handled, so that each person's keep their order.
        self.turn = Turn(database, f"poll:{bot.id}", holder=means.holder, clock=clock, time=looks + _MARGIN)
        self._group: asyncio.TaskGroup | None = None

    @property
    def is_open(self) -> bool:
        """Whether updates can be put in."""
        return self._group is not None and self.turn.held and not self._means.stop.is_set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Have what is put in handled until the block ends; what is in hand then has a moment to end."""
        async with asyncio.TaskGroup() as self._group:
            answering = self._queue.run(self._lanes, self._group, self.turn, self._means.stop)
            self._group.create_task(answering, name="newcomers")
            yield
            await self._lanes.settle()

    async def has_turn(self) -> bool:
        """Ask for the turn, which is then kept; who has it anew takes up what was left."""
        before = self.turn.held
        if await self.turn.take() and not before:
            await self._queue.resume(self._lanes, self._tasks)
        return self.turn.held

    async def finished(self, ids: Collection[int]) -> set[int]:
        """Those of some updates that are done, or stored themselves, whatever brings them again."""
        async with self._means.database.reading() as c:
            return await seen.finished(c, ids, bot=self._means.bot.id)

    def put(self, raw: Mapping[str, Any]) -> Done:
        """Have an update handled: done when its effect is stored, or when it is stored itself."""
        return self._lanes.put(self._tasks, raw)

    async def keep(self, updates: Iterable[tuple[Mapping[str, Any], Done]]) -> None:
        """Store what is in hand, until it is done."""
        await self._queue.keep(updates, self._tasks)

    def start(self, doing: Coroutine[Any, Any, bool], name: str) -> asyncio.Task[bool]:
        """Do something beside all else, as long as this is open."""
        return self._tasks.create_task(doing, name=name)

    async def pause(self, seconds: float, *events: asyncio.Event) -> None:
        """Wait so long, or until one of `events`, or until stopped."""
        await first_of(timedelta(seconds=seconds), self._means.stop, *events)

    @property
    def _tasks(self) -> asyncio.TaskGroup:
        assert self._group is not None  # noqa: S101 - nothing is put in before it is open
        return self._group
