"""The dispatcher of one bot: holds the lease, opens what is ready, walks, sends and writes down."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from alertbot.dispatch.checkpoints import Checkpoints
from alertbot.dispatch.dispatcher import Dispatcher
from alertbot.dispatch.hold import Clock, Hold
from alertbot.dispatch.look import look
from alertbot.dispatch.rules import Rules
from alertbot.dispatch.sender import Sender
from alertbot.dispatch.telegram import Lane
from alertbot.dispatch.visits import next_visits
from alertbot.errors import LeaseLost
from alertbot.languages.catalogues import Catalogues
from alertbot.metrics import Metrics
from alertbot.storage import bots, exceptions, freezes, leases
from alertbot.storage.bells import Bell, first_of
from alertbot.storage.engine import Database

_log = logging.getLogger(__name__)


async def run(
    database: Database,
    lane: Lane,
    catalogues: Catalogues,
    settings: Rules,
    *,
    holder: str,
    clock: Clock,
    stop: asyncio.Event,
    metrics: Metrics | None = None,
) -> None:
    """Dispatch until `stop`; then what is in flight is finished and written, and the lease given up.

    `holder` is a random name of this process. Where another process has the lease, wait for it.
    Raises TokenDead where Telegram does not know the token; nobody is blamed for that.
    """
    metrics = metrics or Metrics()
    while not stop.is_set():
        if await _is_frozen(database):
            await database.bells.wait(Bell.FREEZE, settings.freeze_look, stop)
            continue
        hold = Hold(database, settings, holder=holder, clock=clock)
        if not await hold.take():
            await first_of(settings.lease / 2, stop)
            continue
        dispatcher = Dispatcher(
            database=database,
            lane=lane,
            catalogues=catalogues,
            rules=settings,
            hold=hold,
            clock=clock,
            metrics=metrics,
        )
        await _Loop(dispatcher, stop).work()


async def step(
    database: Database,
    lane: Lane,
    catalogues: Catalogues,
    settings: Rules,
    *,
    holder: str,
    clock: Clock,
    metrics: Metrics | None = None,
) -> int:
    """Do all that is due now and write it down: how many copies Telegram confirmed.

    0 where another process has the lease, and in a freeze. Raises TokenDead as `run` does.
    """
    if await _is_frozen(database):
        return 0
    hold = Hold(database, settings, holder=holder, clock=clock)
    if not await hold.take():
        return 0
    dispatcher = Dispatcher(
        database=database,
        lane=lane,
        catalogues=catalogues,
        rules=settings,
        hold=hold,
        clock=clock,
        metrics=metrics or Metrics(),
    )
    await _Loop(dispatcher, asyncio.Event(), until_idle=True).work()
    return dispatcher.sent


async def _is_frozen(database: Database) -> bool:
    async with database.reading() as c:
        return await freezes.current(c) is not None


class _Loop:
    """One hold of the lease, from its taking to its giving up; a freeze ends it as a stop does."""

    def __init__(self, dispatcher: Dispatcher, stop: asyncio.Event, *, until_idle: bool = False) -> None:
        self._dispatcher = dispatcher
        self._stop = stop
        self._until_idle = until_idle
        self._checkpoints = Checkpoints(dispatcher)
        self._ended = asyncio.Event()
        self._next_look = 0.0

    async def work(self) -> None:
        """Work until the stop or, if asked to, until nothing is due; or until the lease is lost."""
        await self._keep_silence()
        await self._recognise()
        async with asyncio.TaskGroup() as group:
            # Nothing here is ever cancelled: a transaction that is cut off keeps SQLite locked.
            for task in (self._dispatcher.hold.keep, self._checkpoints.keep):
                group.create_task(self._while_held(task(self._ended)))
            for bell in (Bell.RELEASE, Bell.DISPATCH):
                group.create_task(self._listen(bell))
            group.create_task(self._heed_freezes())
            async with asyncio.TaskGroup() as sends:  # ends when nothing is in flight
                await self._while_held(self._pump(Sender(self._dispatcher, sends, self._stop)))
            await self._while_held(self._finish())
            self._ended.set()
        if self._dispatcher.fatal is not None:
            raise self._dispatcher.fatal

    async def _while_held(self, work: Coroutine[Any, Any, None]) -> None:
        """Do some work; with the lease, all of it ends."""
        try:
            await work
        except LeaseLost:
            if not self._dispatcher.lost:
                _log.warning("another dispatcher took over", extra={"lease": self._dispatcher.hold.name})
            self._dispatcher.lost = True
            self._dispatcher.wake.set()

    async def _finish(self) -> None:
        """Write the rest down and let the next one begin at once."""
        if self._dispatcher.lost:
            return
        await self._checkpoints.write()
        await self._checkpoints.tidy()
        await self._dispatcher.hold.release()

    async def _keep_silence(self) -> None:
        """Keep the silence that Telegram asked of whoever had the lease before."""
        async with self._dispatcher.database.reading() as c:
            until = await leases.paused_until(c, self._dispatcher.hold.name)
        if until is not None and until > self._dispatcher.clock():
            left = (until - self._dispatcher.clock()).total_seconds()
            self._dispatcher.lane.pace.pause(asyncio.get_running_loop().time(), left)

    async def _recognise(self) -> None:
        """Learn whether the readers are this bot's or, after a change of token, another's."""
        async with self._dispatcher.database.writing() as c:
            self._dispatcher.first_bot = await bots.is_first(c, self._dispatcher.rules.bot_id)

    async def _pump(self, sender: Sender) -> None:
        while not sender.halted:
            if self._look_is_due():
                await self._look()
            visits = sender.take_again() or await next_visits(self._dispatcher)
            if visits is None and await self._rest(sender):
                return
            for visit in visits or ():
                await sender.release(visit)

    async def _listen(self, bell: Bell) -> None:
        """Have a look when the bell rings."""
        while not self._ended.is_set():
            await self._dispatcher.database.bells.wait(bell, timedelta(hours=1), self._ended)
            self._dispatcher.board.look_wanted = True
            self._dispatcher.wake.set()

    async def _heed_freezes(self) -> None:
        """Send nothing more from the moment that an editor stops all alerts.

        What is in flight lands and is written down; whoever goes on after the freeze reads all else
        from the database.
        """
        while not self._ended.is_set():
            await self._dispatcher.database.bells.wait(
                Bell.FREEZE, self._dispatcher.rules.freeze_look, self._ended
            )
            if not self._dispatcher.frozen and await _is_frozen(self._dispatcher.database):
                _log.warning("frozen: nothing more is sent")
                self._dispatcher.frozen = True
                self._dispatcher.wake.set()

    def _look_is_due(self) -> bool:
        return self._dispatcher.board.look_wanted or asyncio.get_running_loop().time() >= self._next_look

    async def _look(self) -> None:
        self._next_look = asyncio.get_running_loop().time() + self._dispatcher.rules.look.total_seconds()
        await look(self._dispatcher)

    async def _rest(self, sender: Sender) -> bool:
        """There is nothing to send now: wait until there may be; whether to end instead."""
        if sender.quiet:
            if await self._checkpoints.write() or self._dispatcher.board.look_wanted:
                return False
            # A checkpoint since the last look may have written a visit that is due: it says so by `wake`.
            if self._until_idle and not self._dispatcher.wake.is_set():
                return True
            await self._checkpoints.tidy()
        await first_of(await self._until_something_is_due(), self._dispatcher.wake, self._stop)
        self._dispatcher.wake.clear()
        return False

    async def _until_something_is_due(self) -> timedelta:
        now = self._dispatcher.clock()
        async with self._dispatcher.database.reading() as c:
            retry = await exceptions.next_due(c, after=now)
        times = [each for each in (retry, self._dispatcher.board.next_deadline) if each is not None]
        soonest = min([each - now for each in times], default=self._dispatcher.rules.look)
        return max(min(soonest, self._dispatcher.rules.look), timedelta(0))
