"""What one person asked for and takes long: done in memory beside all else, one at a time for each.

The person's own buttons and everybody else's go on meanwhile. A restart forgets an errand: whoever
asked presses again, and what was paid for by then is kept.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import Forbidden, RetryAfter, TelegramError

from alertbot.chat import replies
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.handlers.readers import contact
from alertbot.chat.screens.page import Screen
from alertbot.chat.teller import Teller
from alertbot.chat.updates.lanes import seconds
from alertbot.errors import AlertbotError
from alertbot.model import ChatId

logger = logging.getLogger(__name__)

MOST = 64  # at the same time
GRACE = timedelta(seconds=3)  # for what is being done at the end
_TRIES = 3  # of a message that Telegram wants later
T = TypeVar("T")
Later = Callable[[], Awaitable[Reply]]


class Errands:
    """The errands of one process."""

    def __init__(self, desk: Desk, teller: Teller) -> None:
        self._desk = desk
        self._teller = teller
        self._running: dict[ChatId, asyncio.Task[None]] = {}
        self._notices: dict[ChatId, int] = {}

    def start(self, visit: Visit, later: Later, notice: int | None) -> bool:
        """Have `later` done; its reply takes the place of the message `notice`. False where there is no room.

        There is none while this person's last one is being done, or very many people's are.
        """
        if visit.user in self._running or len(self._running) >= MOST:
            return False
        if notice is not None:
            self._notices[visit.user] = notice
        self._running[visit.user] = asyncio.create_task(self._do(visit, later, notice), name="errand")
        return True

    async def close(self) -> None:
        """Give what is being done a moment to end; what does not is forgotten, and its notice taken back."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=GRACE.total_seconds())
        left = dict(self._running)
        for task in left.values():
            task.cancel()
        await asyncio.gather(*left.values(), return_exceptions=True)
        for user in left:
            await self._take_back(user, self._notices.pop(user, None))

    async def _do(self, visit: Visit, later: Later, notice: int | None) -> None:
        try:
            await self._show(visit, await self._outcome(visit, later), notice)
        except Forbidden:
            logger.warning("a person cannot be answered")
        except TelegramError as error:
            logger.warning("an errand's answer was lost", extra={"error": type(error).__name__})
        self._running.pop(visit.user, None)
        self._notices.pop(visit.user, None)

    async def _outcome(self, visit: Visit, later: Later) -> Reply:
        try:
            return await later()
        except AlertbotError as error:
            note = replies.sentence(error, visit.words)
        except Exception as error:  # a bug must not leave the person with a notice that never ends
            logger.exception("an errand failed", extra={"error": type(error).__name__})
            note = replies.sentence(AlertbotError(), visit.words)
        return Reply(screen=contact.home(self._desk, visit, note=note))

    async def _show(self, visit: Visit, reply: Reply, notice: int | None) -> None:
        screens = [*([] if reply.screen is None else [reply.screen]), *reply.more]
        if notice is not None and reply.screen is None:
            await self._take_back(visit.user, notice)
        elif notice is not None and reply.screen is not None:
            first = screens.pop(0)
            await _patiently(lambda: self._teller.change(visit.user, notice, first, now=visit.now))
        for screen in screens:
            await _patiently(lambda screen=screen: self._say(visit, screen))  # type: ignore[misc]

    async def _say(self, visit: Visit, screen: Screen) -> int:
        return await self._teller.say(visit.user, screen, now=visit.now)

    async def _take_back(self, user: ChatId, notice: int | None) -> None:
        if notice is None:
            return
        try:
            await self._teller.unsay(user, (notice,))
        except TelegramError as error:
            logger.info("a notice stays", extra={"error": type(error).__name__})


async def _patiently(send: Callable[[], Awaitable[T]]) -> T:
    """Send, and again when Telegram wants it later."""
    for _ in range(_TRIES):
        try:
            return await send()
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
    return await send()
