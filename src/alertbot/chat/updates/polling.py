"""Our own polling loop: an update is confirmed to Telegram only after its effect is stored.

People are served side by side, one person's updates in their order. What one person asks for may take
long (an editor's feed is looked at): the others' updates go on meanwhile, and after a crash whatever was
not finished comes again. Telegram shows no more than a hundred updates from the first unconfirmed one:
where those behind it are all waiting, it is confirmed unfinished, so that one person stops nobody else.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from alertbot.chat.bot import ChatBot
from alertbot.chat.updates.lanes import ALLOWED, LEASE_MARGIN, Lanes, Takes, Times, lease_of, seconds
from alertbot.chat.updates.window import Window
from alertbot.errors import TokenDead
from alertbot.metrics import Metrics
from alertbot.storage import leases
from alertbot.storage.engine import Database

logger = logging.getLogger(__name__)

_BATCH = 100  # the most that getUpdates gives


class Poller:
    """Polls for one bot as long as it has the lease for it."""

    def __init__(
        self,
        bot: ChatBot,
        takes: Takes,
        database: Database,
        *,
        holder: str,
        clock: Callable[[], datetime],
        stop: asyncio.Event,
        times: Times | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._bot = bot
        self._database = database
        self._holder = holder
        self._clock = clock
        self._stop = stop
        self._times = times or Times()
        self._lease = lease_of(bot)
        self._window = Window()
        self._lanes = Lanes(
            bot,
            takes,
            database,
            clock=clock,
            times=self._times,
            metrics=metrics or Metrics(),
            finished=self._finished,
        )
        self._moved = asyncio.Event()  # an update was finished
        self._failures = 0
        self._stalled_since: float | None = None

    async def run(self) -> None:
        """Poll until stopped. Raises TokenDead."""
        await self._no_webhook()
        async with asyncio.TaskGroup() as lanes:
            while not self._stop.is_set():
                if await self._leased():
                    await self._round(lanes)
                else:
                    await self._wait(self._times.lease.total_seconds())
            await self._lanes.settle()
        await self._confirm()
        async with self._database.writing() as c:
            await leases.release(c, self._lease, self._holder)

    async def _no_webhook(self) -> None:
        """Telegram gives no updates to who asks while it brings them somewhere: take back that it should."""
        for tries in count(1):
            try:
                if not (await self._bot.get_webhook_info()).url:
                    return
                await self._bot.delete_webhook(drop_pending_updates=False)
            except InvalidToken:
                raise TokenDead("Telegram does not know the token") from None
            except TelegramError as error:
                logger.warning("Telegram cannot be asked", extra={"error": type(error).__name__})
                await self._wait(self._times.again(tries))
            else:
                logger.info("updates were brought to a webhook, and are polled for from now on")
                return
            if self._stop.is_set():
                return

    async def _leased(self) -> bool:
        time = self._times.poll + LEASE_MARGIN
        async with self._database.writing() as c:
            return await leases.take(c, self._lease, self._holder, now=self._clock(), time=time) is not None

    async def _round(self, lanes: asyncio.TaskGroup) -> None:
        """Ask once and hand out what came."""
        found = await self._ask()
        fresh = [raw for raw in found if self._window.admit(raw["update_id"])]
        for raw in fresh:
            self._lanes.put(lanes, raw)
        self._mind_the_rest(stalled=len(found) == _BATCH and not fresh)
        if self._window.open:
            self._moved.clear()
            await self._wait(self._times.glance.total_seconds(), self._moved)

    def _finished(self, id: int) -> None:
        self._window.finish(id)
        self._moved.set()

    def _mind_the_rest(self, *, stalled: bool) -> None:
        """Wait no longer for what is in hand where it has long kept everything behind it from us."""
        now = asyncio.get_running_loop().time()
        if not stalled:
            self._stalled_since = None
        elif self._stalled_since is None:
            self._stalled_since = now
        elif now - self._stalled_since >= self._times.patience.total_seconds():
            logger.warning("updates take too long and are passed over", extra={"count": self._window.open})
            self._window.pass_over()
            self._stalled_since = None

    async def _ask(self) -> list[Mapping[str, Any]]:
        hold = timedelta(0) if self._window.open else self._times.poll
        asking = self._bot.raw_updates(self._window.offset, hold=hold, allowed=ALLOWED, limit=_BATCH)
        try:
            updates = await self._unless_stopped(asking)
        except InvalidToken:
            raise TokenDead("Telegram does not know the token") from None
        except RetryAfter as error:
            await self._wait(seconds(error))
            return []
        except TelegramError as error:
            await self._failed(error)
            return []
        self._failures = 0
        return updates or []

    async def _failed(self, error: TelegramError) -> None:
        self._failures += 1
        what = {"error": type(error).__name__, "failures": self._failures}
        if isinstance(error, Conflict):
            logger.error("another program polls for this bot: stop it, or revoke the token", extra=what)
        else:
            logger.warning("Telegram cannot be asked for updates", extra=what)
        await self._wait(self._times.again(self._failures))

    async def _confirm(self) -> None:
        """Tell Telegram what is done, so that a restart does not do it again."""
        if self._window.offset is None:
            return
        try:
            await self._bot.raw_updates(self._window.offset, hold=timedelta(0), allowed=ALLOWED, limit=1)
        except TelegramError as error:
            logger.info("the last updates could not be confirmed", extra={"error": type(error).__name__})

    async def _wait(self, seconds: float, event: asyncio.Event | None = None) -> None:
        """Wait so long, or until `event`, or until stopped."""
        waits = [asyncio.ensure_future(each.wait()) for each in (self._stop, event) if each is not None]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()

    async def _unless_stopped(
        self, asking: Awaitable[list[Mapping[str, Any]]]
    ) -> list[Mapping[str, Any]] | None:
        """What `asking` gives; None where we were stopped first."""
        asked = asyncio.ensure_future(asking)
        stopped = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({asked, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return asked.result() if asked.done() else None
        finally:
            stopped.cancel()
            if not asked.done():
                asked.cancel()
                await asyncio.wait({asked})
