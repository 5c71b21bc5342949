"""Tells who asked for a second person that nobody came within the hour."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from alertbot.chat.desk import Desk, Telling
from alertbot.chat.screens.editors import live, second
from alertbot.chat.teller import Teller
from alertbot.model import Draft, Person, Request
from alertbot.storage import drafts, people, requests
from alertbot.storage.bells import first_of

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)


async def run(
    desk: Desk,
    teller: Teller,
    *,
    clock: Callable[[], datetime],
    stop: asyncio.Event,
    every: timedelta = EVERY,
) -> None:
    """Look every minute until stopped."""
    while not stop.is_set():
        await step(desk, teller, now=clock())
        await first_of(every, stop)


async def step(desk: Desk, teller: Teller, *, now: datetime) -> None:
    """Forget what lapsed, and tell; of several processes one does so."""
    async with desk.database.writing() as c:
        asked, alerts = await requests.expire(c, now=now), await drafts.lapse(c, now=now)
        everybody = await people.everyone(c) if asked or alerts else []
    for each in _told(desk, everybody, asked, alerts):
        logger.info("nobody confirmed in time")
        await teller.tell(each.user, each.screen, now=now)


def _told(
    desk: Desk, everybody: Sequence[Person], asked: Sequence[Request], alerts: Sequence[Draft]
) -> list[Telling]:
    known = {each.id: each for each in everybody}
    told = []
    for request in asked:
        person = known[request.by]  # requests go with who asked
        told.append(Telling(person.user, second.lapsed(desk.words_for(person), request)))
    for draft in alerts:
        person = known[draft.author]
        told.append(Telling(person.user, live.lapsed(desk.words_for(person), draft)))
    return told
