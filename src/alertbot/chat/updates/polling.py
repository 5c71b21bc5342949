"""Our own polling loop: an update is confirmed to Telegram only after its effect is stored.

People are served side by side, one person's updates in their order. What one person asks for may take
long (an editor's feed is looked at): the others' updates go on meanwhile, and after a crash whatever was
not finished comes again. Telegram shows no more than a hundred updates from the first unconfirmed one:
where these all wait, they are stored and then confirmed, so that one person stops nobody else.
"""

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from datetime import timedelta
from itertools import count
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from alertbot.chat.updates.intake import Intake, Means
from alertbot.chat.updates.lanes import ALLOWED, seconds
from alertbot.chat.updates.queue import Done
from alertbot.chat.updates.window import Window
from alertbot.errors import TokenDead

logger = logging.getLogger(__name__)

_BATCH = 100  # the most that getUpdates gives


class Poller:
    """Polls for one bot as long as it has the lease for it."""

    def __init__(self, means: Means) -> None:
        self._bot = means.bot
        self._stop = means.stop
        self._times = means.times
        self._intake = Intake(means, looks=means.times.poll)
        self._window = Window()
        self._in_hand: dict[int, tuple[Mapping[str, Any], Done]] = {}
        self._moved = asyncio.Event()  # an update was finished
        self._failures = 0
        self._stalled_since: float | None = None

    async def run(self) -> None:
        """Poll until stopped. Raises TokenDead."""
        await self._no_webhook()
        async with self._intake.open():
            while not self._stop.is_set():
                if await self._intake.has_turn():
                    await self._round()
                else:
                    await self._intake.pause(self._times.lease.total_seconds())
        await self._confirm()
        await self._intake.turn.release()

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
                await self._intake.pause(self._times.again(tries))
            else:
                logger.info("updates were brought to a webhook, and are polled for from now on")
                return
            if self._stop.is_set():
                return

    async def _round(self) -> None:
        """Ask once and hand out what came."""
        found = await self._ask()
        fresh = [raw for raw in found if self._window.admit(raw["update_id"])]
        known = await self._intake.finished([raw["update_id"] for raw in fresh]) if fresh else set()
        for raw in fresh:
            if raw["update_id"] in known:
                self._window.finish(raw["update_id"])
            else:
                self._hand_out(raw)
        await self._mind_the_rest(stalled=len(found) == _BATCH and not fresh)
        if self._window.open:
            self._moved.clear()
            await self._intake.pause(self._times.glance.total_seconds(), self._moved)

    def _hand_out(self, raw: Mapping[str, Any]) -> None:
        id = raw["update_id"]

        def done(future: Done) -> None:
            self._in_hand.pop(id, None)
            if not future.cancelled():
                self._window.finish(id)
                self._moved.set()

        handled = self._intake.put(raw)
        self._in_hand[id] = (raw, handled)
        handled.add_done_callback(done)

    async def _mind_the_rest(self, *, stalled: bool) -> None:
        """Store what is in hand and go on where it has long kept everything behind it from us."""
        now = asyncio.get_running_loop().time()
        if not stalled:
            self._stalled_since = None
        elif self._stalled_since is None:
            self._stalled_since = now
        elif now - self._stalled_since >= self._times.patience.total_seconds():
            logger.warning("updates take too long and are passed over", extra={"count": self._window.open})
            await self._intake.keep(list(self._in_hand.values()))
            self._in_hand.clear()
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
            await self._intake.pause(seconds(error))
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
        await self._intake.pause(self._times.again(self._failures))

    async def _confirm(self) -> None:
        """Tell Telegram what is done, so that a restart does not do it again."""
        if self._window.offset is None:
            return
        try:
            await self._bot.raw_updates(self._window.offset, hold=timedelta(0), allowed=ALLOWED, limit=1)
        except TelegramError as error:
            logger.info("the last updates could not be confirmed", extra={"error": type(error).__name__})

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
