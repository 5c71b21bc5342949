"""Our own polling loop: an update is confirmed to Telegram only after its effect is stored.

People are served side by side, one person's updates in their order. What one person asks for may take
long (an editor's feed is looked at): the others' updates go on meanwhile, and after a crash whatever was
not finished comes again. Telegram shows no more than a hundred updates from the first unconfirmed one:
where those behind it are all waiting, it is confirmed unfinished, so that one person stops nobody else.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Protocol

from telegram import Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from alertbot.chat.access import Act
from alertbot.chat.bot import ChatBot
from alertbot.chat.callbacks import Kind
from alertbot.chat.window import Window
from alertbot.errors import KeyMissing, TokenDead
from alertbot.model import ChatId
from alertbot.storage import leases, troubled
from alertbot.storage.engine import Database

logger = logging.getLogger(__name__)

ALLOWED = ("message", "callback_query", "my_chat_member")
_MOST_TRIES = 3
_MOST_NETWORK_TRIES = 6
_LEASE_MARGIN = timedelta(seconds=60)
_BATCH = 100  # the most that getUpdates gives
_FREEZE = "/freeze"
_FREEZE_BUTTONS = tuple(f"{Kind.SIGNED}:{act}:" for act in (Act.FREEZE, Act.FREEZE_NOW))
_LONGEST_LANE = 50  # updates of one person that wait; more are haste, which `flood` would ignore anyway


class Takes(Protocol):
    """Whoever handles updates."""

    async def take(self, update: Update) -> None:
        """Do what the update asks for."""

    async def apologise(self, user: ChatId, client_language: str | None) -> None:
        """Tell a person that it failed for good."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long to wait for what."""

    poll: timedelta = timedelta(seconds=50)  # how long Telegram holds an empty answer back
    glance: timedelta = timedelta(seconds=0.25)  # between polls while updates are in hand
    retry: timedelta = timedelta(seconds=1)  # doubled at each try
    longest_retry: timedelta = timedelta(seconds=30)
    lease: timedelta = timedelta(seconds=5)  # between looks at a lease that another process has
    grace: timedelta = timedelta(seconds=5)  # for what is in hand at the end
    patience: timedelta = timedelta(seconds=1)  # with what keeps all others from being seen
    gather: timedelta = timedelta(seconds=2)  # changes that an editor is then told of at once

    def again(self, tries: int) -> float:
        """Seconds to wait after so many tries."""
        return min(self.retry * (1 << min(tries, 20) - 1), self.longest_retry).total_seconds()


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
    ) -> None:
        self._bot = bot
        self._takes = takes
        self._database = database
        self._holder = holder
        self._clock = clock
        self._stop = stop
        self._times = times or Times()
        self._lease = f"poll:{bot.id}"
        self._window = Window()
        self._lanes: dict[int, deque[Mapping[str, Any]]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._moved = asyncio.Event()  # an update was finished
        self._failures = 0
        self._stalled_since: float | None = None

    async def run(self) -> None:
        """Poll until stopped. Raises TokenDead."""
        async with asyncio.TaskGroup() as lanes:
            while not self._stop.is_set():
                if await self._leased():
                    await self._round(lanes)
                else:
                    await self._wait(self._times.lease.total_seconds())
            await self._settle()
        await self._confirm()
        async with self._database.writing() as c:
            await leases.release(c, self._lease, self._holder)

    async def _leased(self) -> bool:
        time = self._times.poll + _LEASE_MARGIN
        async with self._database.writing() as c:
            return await leases.take(c, self._lease, self._holder, now=self._clock(), time=time) is not None

    async def _round(self, lanes: asyncio.TaskGroup) -> None:
        """Ask once and hand out what came."""
        found = await self._ask()
        fresh = [raw for raw in found if self._window.admit(raw["update_id"])]
        for raw in fresh:
            self._queue(lanes, raw)
        self._mind_the_rest(stalled=len(found) == _BATCH and not fresh)
        if self._window.open:
            self._moved.clear()
            await self._wait(self._times.glance.total_seconds(), self._moved)

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

    def _queue(self, lanes: asyncio.TaskGroup, raw: Mapping[str, Any]) -> None:
        """Put an update at the end of its person's lane."""
        who = lane(raw)
        if who in self._lanes:
            if len(self._lanes[who]) >= _LONGEST_LANE and "my_chat_member" not in raw:
                self._window.finish(raw["update_id"])
            else:
                self._lanes[who].append(raw)
            return
        self._lanes[who] = deque([raw])
        self._tasks[who] = lanes.create_task(self._serve(who))

    async def _serve(self, who: int) -> None:
        lane = self._lanes[who]
        while lane:
            raw = lane[0]
            await self._handle(raw)
            lane.popleft()
            self._window.finish(raw["update_id"])
            self._moved.set()
        del self._lanes[who], self._tasks[who]

    async def _handle(self, raw: Mapping[str, Any]) -> None:
        """Have an update's effect stored and shown, whatever it takes, or give it up after three tries."""
        for network in count(1):
            try:
                await self._take(raw)
            except InvalidToken:
                raise TokenDead("Telegram does not know the token") from None
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except KeyMissing:  # nobody would be found; what is not confirmed comes again
                raise
            except Exception as error:  # one poisonous update must not stop everyone's
                if _passing(error) and network <= _MOST_NETWORK_TRIES:
                    await asyncio.sleep(self._times.again(network))
                elif await self._given_up(raw, error):
                    return
            else:
                return

    async def _take(self, raw: Mapping[str, Any]) -> None:
        update = Update.de_json(dict(raw), self._bot)
        await self._takes.take(update)

    async def _given_up(self, raw: Mapping[str, Any], error: Exception) -> bool:
        """Count a failed try; after the third the update is skipped."""
        id = raw["update_id"]
        async with self._database.writing() as c:
            tries = await troubled.count(c, bot=self._bot.id, update=id, now=self._clock())
        what = {"error": type(error).__name__, "tries": tries}
        if tries < _MOST_TRIES:
            logger.warning("an update failed and is tried again", extra=what)
            await asyncio.sleep(self._times.again(tries))
            return False
        logger.error("an update failed for good and is skipped", extra=what, exc_info=_trace(error))
        await self._apologise(raw)
        return True

    async def _apologise(self, raw: Mapping[str, Any]) -> None:
        body = raw.get("message") or raw.get("callback_query") or {}
        sent_by = body.get("from") if isinstance(body, Mapping) else None
        if not isinstance(sent_by, Mapping) or not isinstance(sent_by.get("id"), int):
            return
        try:
            await self._takes.apologise(ChatId(sent_by["id"]), sent_by.get("language_code"))
        except TelegramError as error:
            logger.warning("an apology could not be sent", extra={"error": type(error).__name__})

    async def _settle(self) -> None:
        """Give what is in hand a moment to end; what does not comes again."""
        if not self._tasks:
            return
        _, slow = await asyncio.wait(self._tasks.values(), timeout=self._times.grace.total_seconds())
        for task in slow:
            task.cancel()

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


def sender(raw: Mapping[str, Any]) -> int:
    """Whose lane an update belongs to: the person's, else the chat's, 0 where neither can be read."""
    for kind in ALLOWED:
        body = raw.get(kind)
        for part in ("from", "chat"):
            found = body.get(part) if isinstance(body, Mapping) else None
            if isinstance(found, Mapping) and isinstance(found.get("id"), int):
                return int(found["id"])
    return 0


def lane(raw: Mapping[str, Any]) -> int:
    """Behind which updates an update waits: its sender's; to stop all alerts waits behind nothing else."""
    message, query = raw.get("message"), raw.get("callback_query")
    said = message.get("text") if isinstance(message, Mapping) else None
    pressed = query.get("data") if isinstance(query, Mapping) else None
    freezes = str(said or "").lower().startswith(_FREEZE) or str(pressed or "").startswith(_FREEZE_BUTTONS)
    return ~sender(raw) if freezes else sender(raw)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks us to wait; PTB says it in either of two ways."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _passing(error: Exception) -> bool:
    """Whether the network is at fault, and not the update."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def _trace(error: Exception) -> Exception | None:
    """The traceback helps with a bug; errors of Telegram have nothing in theirs."""
    return None if isinstance(error, TelegramError) else error
