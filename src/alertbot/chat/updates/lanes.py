"""Has updates handled: people side by side, one person's in their order, a poisonous one skipped in the end.

Whoever brings updates, by polling or as a webhook, is told when one is done: its effect is stored and
shown, or it was given up, or it is stored itself and waits.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Protocol

from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from alertbot.chat.access import Act
from alertbot.chat.bot import ChatBot
from alertbot.chat.callbacks import Kind
from alertbot.chat.updates.newcomers import MustWait
from alertbot.errors import KeyMissing, TokenDead
from alertbot.metrics import Metrics
from alertbot.model import ChatId
from alertbot.storage import seen
from alertbot.storage.engine import Database

logger = logging.getLogger(__name__)

ALLOWED = ("message", "callback_query", "my_chat_member")
_MOST_TRIES = 3
_MOST_NETWORK_TRIES = 6
_FREEZE = "/freeze"
_FREEZE_BUTTONS = tuple(f"{Kind.SIGNED}:{act}:" for act in (Act.FREEZE, Act.FREEZE_NOW))
_LONGEST_LANE = 50  # updates of one person that wait; more are haste, which `flood` would ignore anyway


class Takes(Protocol):
    """Whoever handles updates."""

    async def take(self, update: Update, *, waited: bool = False) -> None:
        """Do what the update asks for. Raises MustWait, unless it has `waited` for its turn."""

    async def apologise(self, user: ChatId, client_language: str | None) -> None:
        """Tell a person that it failed for good."""


class SetsAside(Protocol):
    """Whoever keeps the updates of newcomers who have to wait."""

    async def put(self, raw: Mapping[str, Any]) -> bool:
        """Store it, and that it need not be brought again; False where it was given up."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An update in a lane; `done` tells, when it is, whether that is noted already (`seen`)."""

    raw: Mapping[str, Any]
    waited: bool
    done: asyncio.Future[bool]


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
    clean: timedelta = timedelta(seconds=5)  # between looks at messages that are to go
    breath: timedelta = timedelta(seconds=1.1)  # between two messages that are emptied in one chat

    def again(self, tries: int) -> float:
        """Seconds to wait after so many tries."""
        return min(self.retry * (1 << min(tries, 20) - 1), self.longest_retry).total_seconds()


class Lanes:
    """A lane for each person."""

    def __init__(
        self,
        bot: ChatBot,
        takes: Takes,
        database: Database,
        *,
        aside: SetsAside,
        clock: Callable[[], datetime],
        times: Times,
        metrics: Metrics,
    ) -> None:
        self._bot = bot
        self._takes = takes
        self._database = database
        self._aside = aside
        self._clock = clock
        self._times = times
        self._metrics = metrics
        self._lanes: dict[int, deque[_Entry]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._is_over = False

    def put(
        self, group: asyncio.TaskGroup, raw: Mapping[str, Any], *, waited: bool = False
    ) -> asyncio.Future[bool]:
        """Put an update at the end of its person's lane.

        The future tells when it is done, and whether that is noted already (`seen`); it is cancelled where
        we are stopped first.
        """
        who = lane(raw)
        entry = _Entry(raw, waited, asyncio.get_running_loop().create_future())
        if self._is_over:
            entry.done.cancel()
        elif who not in self._lanes:
            self._lanes[who] = deque([entry])
            self._tasks[who] = group.create_task(self._serve(who))
        elif waited or len(self._lanes[who]) < _LONGEST_LANE or "my_chat_member" in raw:
            self._lanes[who].append(entry)
        else:
            entry.done.set_result(False)
        return entry.done

    async def _serve(self, who: int) -> None:
        lane = self._lanes[who]
        while lane:
            entry = lane[0]
            noted = await self._handle(entry)
            lane.popleft()
            entry.done.set_result(noted)
        del self._lanes[who], self._tasks[who]

    async def _handle(self, entry: _Entry) -> bool:
        """Have an update's effect stored and shown, whatever it takes, or give it up after three tries.

        Whether it is noted that it is done.
        """
        raw = entry.raw
        for network in count(1):
            try:
                noted = await self._take(entry)
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
                    self._metrics.updated("skipped")
                    return False
            else:
                self._metrics.updated("waits" if noted else "done")
                return noted
        return False

    async def _take(self, entry: _Entry) -> bool:
        """Have it done, or let it wait: whether it is noted that it need not come again."""
        update = Update.de_json(dict(entry.raw), self._bot)
        try:
            await self._takes.take(update, waited=entry.waited)
        except MustWait:
            return await self._aside.put(entry.raw)
        return False

    async def _given_up(self, raw: Mapping[str, Any], error: Exception) -> bool:
        """Count a failed try; after the third the update is skipped."""
        id = raw["update_id"]
        async with self._database.writing() as c:
            tries = await seen.failed(c, bot=self._bot.id, update=id, now=self._clock())
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

    async def settle(self) -> None:
        """Give what is in hand a moment to end, and take nothing more; what does not end comes again."""
        self._is_over = True
        if not self._tasks:
            return
        _, slow = await asyncio.wait(self._tasks.values(), timeout=self._times.grace.total_seconds())
        for task in slow:
            task.cancel()
        for entry in [each for lane in self._lanes.values() for each in lane]:
            entry.done.cancel()


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
