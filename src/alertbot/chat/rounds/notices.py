"""Keeps one message in each editor's chat that says how much waits for them.

Changes are gathered for a moment, so that a burst is one edit. Who has blocked the bot is left in peace;
a failure is logged and made good at the next change.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram.error import TelegramError

from alertbot.chat.rounds import nudge
from alertbot.chat.rounds.nudge import Count, Move
from alertbot.chat.screens.editors import review as screens
from alertbot.chat.teller import Teller
from alertbot.languages import table
from alertbot.languages.catalogues import Catalogues
from alertbot.model import ChatId
from alertbot.storage import review, reviewers
from alertbot.storage.bells import Bell, first_of
from alertbot.storage.engine import Database
from alertbot.storage.leases import Turn
from alertbot.storage.reviewers import Reviewer

logger = logging.getLogger(__name__)

_LEASE = "notices"
_LOOK = timedelta(seconds=30)  # where no bell rings


@dataclass(slots=True, kw_only=True)
class Notices:
    """Tells editors; `holder` names this process: only one of several tells."""

    database: Database
    catalogues: Catalogues
    teller: Teller
    holder: str
    clock: Callable[[], datetime]
    gather: timedelta
    _turn: Turn = field(init=False)

    def __post_init__(self) -> None:
        """One process's turn."""
        self._turn = Turn(self.database, _LEASE, holder=self.holder, clock=self.clock, time=2 * _LOOK)

    async def run(self, stop: asyncio.Event) -> None:
        """Keep the notices right until `stop`."""
        while not stop.is_set():
            await self.step()
            await self.database.bells.wait(Bell.REVIEW, _LOOK, stop)
            await first_of(self.gather, stop)
        await self._turn.release()

    async def step(self) -> None:
        """Bring every notice up to date, once."""
        now = self.clock()
        async with self.database.reading() as c:
            known = await reviewers.all(c)
            counts = nudge.counts(known, await review.waiting(c)) if known else {}
        due = [each for each in known if self._move(each, counts, now) is not Move.NOTHING]
        if not due or not await self._turn.take():
            return
        for each in due:
            await self._tell(each, counts.get(each.person.id, Count(0, 0)), now)

    def _move(self, reviewer: Reviewer, counts: nudge.Counts, now: datetime) -> Move:
        return nudge.move(reviewer.notice, counts.get(reviewer.person.id, Count(0, 0)), now=now)

    async def _tell(self, reviewer: Reviewer, count: Count, now: datetime) -> None:
        old, chat = reviewer.notice, reviewer.person.user
        move = nudge.move(old, count, now=now)
        shown = old.message_id
        try:
            shown = await self._show(reviewer, count, move, now)
        except TelegramError as error:
            logger.warning("an editor could not be told", extra={"error": type(error).__name__})
        told = nudge.following(old, count, move, message_id=shown, now=now)
        async with self.database.writing() as c:
            await reviewers.set_notice(c, reviewer.person.id, told)
        if old.message_id is not None and old.message_id != shown:
            await self._take_back(chat, old.message_id)

    async def _show(self, reviewer: Reviewer, count: Count, move: Move, now: datetime) -> int:
        """Send or change the notice: the number of the message that it is now."""
        language = reviewer.person.language
        words = self.catalogues[language if language in table.TABLE else table.SOURCE]
        screen = screens.notice(words, count.waiting, urgent=count.urgent)
        chat, old = reviewer.person.user, reviewer.notice.message_id
        if move is Move.CHANGE and old is not None:
            return await self.teller.change(chat, old, screen, now=now)
        return await self.teller.say(chat, screen, now=now)

    async def _take_back(self, chat: ChatId, message_id: int) -> None:
        with suppress(TelegramError):
            await self.teller.unsay(chat, [message_id])
