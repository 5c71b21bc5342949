"""Tells editors, once, that a feed leads to another site and waits for one of them."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from alertbot.chat.desk import Desk
from alertbot.chat.screens.editors import moving as screens
from alertbot.chat.teller import Teller
from alertbot.model import Feed
from alertbot.storage import feeds, people
from alertbot.storage.bells import Bell
from alertbot.storage.leases import Turn
from alertbot.watch import moved, outlets

logger = logging.getLogger(__name__)

_LEASE = "moved feeds"
_LOOK = timedelta(seconds=30)  # where no bell rings


async def run(
    desk: Desk, teller: Teller, *, holder: str, clock: Callable[[], datetime], stop: asyncio.Event
) -> None:
    """Tell until `stop`; `holder` names this process: only one of several tells."""
    turn = Turn(desk.database, _LEASE, holder=holder, clock=clock, time=2 * _LOOK)
    while not stop.is_set():
        await step(desk, teller, turn, now=clock())
        await desk.database.bells.wait(Bell.MOVED, _LOOK, stop)
    await turn.release()


async def step(desk: Desk, teller: Teller, turn: Turn, *, now: datetime) -> None:
    """Tell of every feed that nobody was told of; a crash in between tells again."""
    async with desk.database.reading() as c:
        untold = [(feed, host) for feed in await feeds.moving(c) if (host := _untold(feed)) is not None]
    if not untold or not await turn.take():
        return
    for feed, host in untold:
        await _tell(desk, teller, feed, host, now=now)
        async with desk.database.writing() as c:
            await feeds.note_told(c, feed.id, host)


async def _tell(desk: Desk, teller: Teller, feed: Feed, host: str, *, now: datetime) -> None:
    logger.warning("editors are told of a feed that leads to another site", extra={"feed": feed.id})
    async with desk.database.reading() as c:
        everybody, known = await people.everyone(c), await feeds.all(c)
    alike = outlets.alike([host], known)
    for person in everybody:
        await teller.tell(person.user, screens.notice(desk.words_for(person), feed, alike), now=now)


def _untold(feed: Feed) -> str | None:
    host = moved.away(feed)
    return host if host != feed.moved_told else None
