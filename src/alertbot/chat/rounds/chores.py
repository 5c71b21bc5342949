"""What nobody asks for and must be done: pauses end, and what has been kept long enough is forgotten."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from alertbot.model import Keeping
from alertbot.storage import batches, exceptions, pages, policies, retention, subscribers, totals
from alertbot.storage.bells import Bell, first_of
from alertbot.storage.engine import Database
from alertbot.storage.retention import Sweep

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
SWEEP_EVERY = timedelta(hours=1)
_AT_ONCE = 500


async def run(
    database: Database,
    keeping: Keeping,
    *,
    clock: Callable[[], datetime],
    stop: asyncio.Event,
    every: timedelta = EVERY,
) -> None:
    """Do the chores every minute, and look hourly for what is too old, until stopped.

    `keeping` is the longest that the operator has things kept.
    """
    swept_at: datetime | None = None
    while not stop.is_set():
        now = clock()
        await step(database, now=now)
        if swept_at is None or now >= swept_at + SWEEP_EVERY:
            await sweep(database, keeping, now=now)
            swept_at = now
        await first_of(every, stop)


async def step(database: Database, *, now: datetime) -> int:
    """Do what is due every minute once: how many pauses ended."""
    async with database.reading() as c:
        due = await subscribers.due_resumes(c, now=now, limit=_AT_ONCE)
    if due:
        async with database.writing(Bell.DISPATCH) as c:
            for id in due:
                await subscribers.resume(c, id)
                await exceptions.revisit(c, id, now=now)
        logger.info("pauses ended", extra={"count": len(due)})
    async with database.writing() as c:
        await totals.note_subscribers(c, now=now)
    await _forget(database, retention.LAPSES, now=now)
    return len(due)


async def sweep(database: Database, longest: Keeping, *, now: datetime) -> int:
    """Forget what was kept as long as owners, and the operator above them, want: how many rows."""
    async with database.reading() as c:
        keeping = await policies.keeping(c, longest)
    database.pages_wait = True  # also of what people took away themselves: words, editors who were removed
    gone = await _forget(database, retention.kept_for(keeping), now=now)
    await pages.rewrite_daily(database, today=now.date())
    if gone:
        logger.info("what was kept long enough is forgotten", extra={"count": gone})
    return gone


async def _forget(
    database: Database, sweeps: Iterable[Sweep], *, now: datetime, limit: int = batches.SOME
) -> int:
    """Some rows at a time, so that nobody waits long meanwhile; then their pages too."""
    gone = 0
    for each in sweeps:
        found = limit
        while found >= limit:
            async with database.writing() as c:
                found = await each.expire(c, now, limit)
            gone += found
    if gone or database.pages_wait:
        await database.forget_pages()
    return gone
