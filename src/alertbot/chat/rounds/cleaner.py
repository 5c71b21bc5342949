"""Takes messages away whose time has come: private answers, and what a reader leaves behind who goes.

Telegram deletes what is at most two days old and lets what is older be changed, so that is emptied. It
refuses a whole batch for one message in it that is too old, and numbers rise with time: the newest that it
lets go are found by halving. A failure of the network leaves all as it is, for the next time.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from alertbot.chat.updates.lanes import Times, seconds
from alertbot.languages import bidi, table
from alertbot.languages.catalogues import Catalogues
from alertbot.model import ChatId
from alertbot.storage import fading
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Database
from alertbot.storage.fading import Fading, Way
from alertbot.storage.leases import Turn

logger = logging.getLogger(__name__)

AT_ONCE = 100  # what one deleteMessages takes
SWEPT = 500  # numbers before a farewell that are tried: those of other chats are passed over by Telegram
_MOST = 500  # looked at together
_MOST_EMPTIED = 10  # chats in which a message is emptied in one round; it counts as sending
_APART = 0.05  # seconds between two calls
_LEASE = "cleaner"
_LEASED = timedelta(seconds=30)  # where a step takes longer, two processes do the same, which harms nobody


@dataclass(slots=True, kw_only=True)
class Cleaner:
    """Takes away what is due; `holder` names this process: only one of several does it."""

    database: Database
    catalogues: Catalogues
    bot: Bot
    holder: str
    clock: Callable[[], datetime]
    times: Times
    spell: Callable[[str], str] = str
    _traces: bool = False  # whether deleted rows may still stand in the database's log
    _turn: Turn = field(init=False)

    def __post_init__(self) -> None:
        """One process's turn."""
        self._turn = Turn(self.database, _LEASE, holder=self.holder, clock=self.clock, time=_LEASED)

    async def run(self, stop: asyncio.Event) -> None:
        """Do it until `stop`."""
        while not stop.is_set():
            pause = await self.step()
            await self.database.bells.wait(Bell.FADE, pause, stop)
        await self._wipe()
        await self._turn.release()

    async def step(self) -> timedelta:
        """Do what is due now: how long to wait before the next time."""
        now = self.clock()
        async with self.database.reading() as c:
            due = await fading.due(c, now=now, limit=_MOST)
            to_empty = await fading.to_empty(c, now=now, limit=_MOST_EMPTIED)
        if not (due or to_empty) or not await self._turn.take():
            await self._wipe()
            return self.times.clean
        self._traces = True
        try:
            await self._clean_all(due, to_empty)
        except RetryAfter as error:
            return timedelta(seconds=seconds(error))
        except TelegramError as error:
            logger.warning("messages could not be taken away", extra={"error": type(error).__name__})
            return self.times.clean
        return self.times.breath

    async def _wipe(self) -> None:
        """Leave no trace in the files of whom there was something to take away."""
        if self._traces:
            await self.database.forget_pages()
            self._traces = False

    async def _clean_all(self, due: Iterable[Fading], to_empty: Iterable[Fading]) -> None:
        chats: defaultdict[ChatId, list[Fading]] = defaultdict(list)
        for each in due:
            chats[each.chat].append(each)
        for chat, rows in chats.items():
            await self._in(chat, self._clean(chat, rows))
        for each in to_empty:
            await self._in(each.chat, self._empty(each))

    async def _in(self, chat: ChatId, cleaning: Awaitable[None]) -> None:
        """Clean in a chat; where we may not any more, there is nothing to do in it."""
        try:
            await cleaning
        except Forbidden:
            async with self.database.writing() as c:
                await fading.forget(c, chat)
        await asyncio.sleep(_APART)

    async def _clean(self, chat: ChatId, rows: Sequence[Fading]) -> None:
        language = rows[0].language
        await self._take(chat, [each.message_id for each in rows if each.way is Way.DELETE], language)
        for top in (each.message_id for each in rows if each.way is Way.SWEEP):
            await self._delete(chat, range(top, max(top - SWEPT, 0), -1))
            await self._done(chat, [top])

    async def _take(self, chat: ChatId, ids: Iterable[int], language: str) -> None:
        """Delete what Telegram deletes; the rest is to be emptied."""
        newest_first = sorted(ids, reverse=True)
        gone = await self._delete(chat, newest_first)
        await self._done(chat, newest_first[:gone])
        async with self.database.writing() as c:
            await fading.put(
                c, chat, newest_first[gone:], way=Way.EMPTY, language=language, due_at=self.clock()
            )

    async def _delete(self, chat: ChatId, newest_first: Sequence[int]) -> int:
        """Delete in batches up to the first that Telegram refuses: how many are gone, or were before."""
        gone = 0
        for at in range(0, len(newest_first), AT_ONCE):
            batch = newest_first[at : at + AT_ONCE]
            here = await self._delete_batch(chat, batch)
            gone += here
            if here < len(batch):
                break
        return gone

    async def _delete_batch(self, chat: ChatId, batch: Sequence[int]) -> int:
        low, high, trying = 0, len(batch), len(batch)
        while low < high:
            try:
                await self.bot.delete_messages(chat.reveal(), list(batch[low:trying]))
            except BadRequest:
                high = trying - 1
            else:
                low = trying
            trying = (low + high + 1) // 2
            await asyncio.sleep(_APART)
        return low

    async def _empty(self, row: Fading) -> None:
        """Replace what a message says; what Telegram does not let us change stays as it is."""
        words = self.catalogues[row.language if row.language in table.TABLE else table.SOURCE]
        said = bidi.line(words.gettext("This message has been deleted."), words.direction)
        try:
            await self.bot.edit_message_text(
                self.spell(said), chat_id=row.chat.reveal(), message_id=row.message_id
            )
        except BadRequest:
            logger.info("a message cannot be changed")
        await self._done(row.chat, [row.message_id])

    async def _done(self, chat: ChatId, ids: Sequence[int]) -> None:
        async with self.database.writing() as c:
            await fading.drop(c, chat, ids)
