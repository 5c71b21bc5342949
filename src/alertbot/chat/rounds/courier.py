"""Brings editors' answers to readers, and tells editors that a reader has written.

An answer is erased, with who asked, when Telegram has taken it: a crash may bring it twice, and loses
none. To who receives discreet alerts it comes as one of these does, and is kept until it was opened. What
cannot be brought now is tried again at every look until it expires.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from telegram.error import Forbidden, TelegramError

from alertbot.chat import feedback as rules
from alertbot.chat.access import Act
from alertbot.chat.desk import Desk
from alertbot.chat.handlers.readers import about
from alertbot.chat.screens.editors import inbox
from alertbot.chat.screens.page import Screen
from alertbot.chat.screens.readers import feedback as screens
from alertbot.chat.screens.readers import safety
from alertbot.chat.teller import Teller
from alertbot.dispatch import answers
from alertbot.errors import NotFound
from alertbot.languages import table
from alertbot.languages.catalogues import Words
from alertbot.model import Feedback, Subscriber
from alertbot.storage import feedback, reviewers, subscribers
from alertbot.storage.bells import Bell
from alertbot.storage.feedback import Unrung
from alertbot.storage.leases import Turn

logger = logging.getLogger(__name__)

_LEASE = "courier"
_LOOK = timedelta(seconds=30)  # where no bell rings
_AT_ONCE = 100


class Courier:
    """Goes between readers and editors; `holder` names this process: only one of several goes."""

    def __init__(self, desk: Desk, teller: Teller, *, holder: str, clock: Callable[[], datetime]) -> None:
        self._desk = desk
        self._database = desk.database
        self._teller = teller
        self._clock = clock
        self._turn = Turn(self._database, _LEASE, holder=holder, clock=clock, time=2 * _LOOK)
        self._rang: datetime | None = None
        self._rang_for_danger: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Go until `stop`."""
        while not stop.is_set():
            await self.step()
            await self._database.bells.wait(Bell.FEEDBACK, _LOOK, stop)
        await self._turn.release()

    async def step(self) -> None:
        """Bring and tell everything once."""
        now = self._clock()
        async with self._database.reading() as c:
            answered, new = await feedback.to_bring(c, limit=_AT_ONCE), await feedback.unrung(c)
        due = new if self._is_due(new, now) else []
        if not (answered or due) or not await self._turn.take():
            return
        if due:
            await self._ring(due, now)
        for each in answered:
            await self._bring(each, now)

    def _is_due(self, new: Sequence[Unrung], now: datetime) -> bool:
        return rules.is_due(urgent=False, last=self._rang, now=now) or (
            any(each.urgent for each in new)
            and rules.is_due(urgent=True, last=self._rang_for_danger, now=now)
        )

    async def _ring(self, new: Sequence[Unrung], now: datetime) -> None:
        """One notice to each editor who gets any of it, then no more of it."""
        async with self._database.reading() as c:
            everyone, here = await reviewers.present(c)
        for person in everyone:
            mine = [each for each in new if person in rules.readers_of(each.language, here, everyone)]
            if mine:
                urgent = any(each.urgent for each in mine)
                shown = inbox.ring(self._desk.words_for(person), urgent=urgent)
                await self._teller.tell(person.user, shown, now=now)
        self._rang = now
        if any(each.urgent for each in new):
            self._rang_for_danger = now
        async with self._database.writing() as c:
            await feedback.ring(c, [each.id for each in new])

    async def _bring(self, answered: Feedback, now: datetime) -> None:
        try:
            async with self._database.reading() as c:
                reader = await subscribers.get(c, answered.subscriber)
        except NotFound:  # who is forgotten takes it along
            return
        is_told = await self._is_told(reader, answered, now)
        async with self._database.writing() as c:
            if not is_told:
                await feedback.set_tried(c, answered.id, now=now)
            elif reader.discreet:
                await feedback.leave(c, answered.id, until=now + self._desk.feedback.keep)
            else:
                await feedback.erase(c, answered.id)
        if is_told:
            await self._database.forget_pages()

    async def _is_told(self, reader: Subscriber, answered: Feedback, now: datetime) -> bool:
        """Whether the reader has the answer now, or the news of it; who has blocked the bot is erased."""
        tag = reader.languages[0]
        words = self._desk.catalogues[tag if tag in table.TABLE else table.SOURCE]
        try:
            await self._teller.say(reader.chat, _shown(words, reader, answered), now=now)
        except Forbidden as error:
            if answers.is_definite(error.message):
                await about.erase(self._database, reader.chat, now=now)
                logger.info("a reader had blocked the bot and was erased")
            return False
        except TelegramError as error:
            logger.warning("an answer could not be brought", extra={"error": type(error).__name__})
            return False
        return True


def _shown(words: Words, reader: Subscriber, answered: Feedback) -> Screen:
    if reader.discreet:
        return safety.news(words, Act.ANSWER_SHOW, answered.id)
    return screens.answered(words, answered)
