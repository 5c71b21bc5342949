"""What nobody asks for and must be done: pauses end, old questions and invitations are forgotten."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from alertbot.storage import (
    audit,
    dialogs,
    drafts,
    exceptions,
    fading,
    feedback,
    handled,
    invitations,
    subscribers,
    totals,
    troubled,
)
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Database

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
KEEP_LOG = timedelta(days=180)
_AT_ONCE = 500


async def run(
    database: Database,
    *,
    clock: Callable[[], datetime],
    stop: asyncio.Event,
    every: timedelta = EVERY,
    keep_log: timedelta = KEEP_LOG,
) -> None:
    """Do the chores every minute until stopped; what editors did is remembered as long as `keep_log`."""
    while not stop.is_set():
        await step(database, now=clock(), keep_log=keep_log)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every.total_seconds())


async def step(database: Database, *, now: datetime, keep_log: timedelta = KEEP_LOG) -> int:
    """Do them once: how many pauses ended."""
    async with database.reading() as c:
        due = await subscribers.due_resumes(c, now=now, limit=_AT_ONCE)
    if due:
        async with database.writing(Bell.DISPATCH) as c:
            for id in due:
                await subscribers.resume(c, id)
                await exceptions.revisit(c, id, now=now)
        logger.info("pauses ended", extra={"count": len(due)})
    async with database.writing() as c:
        await dialogs.expire(c, now=now)
        await fading.expire(c, now=now)
        await drafts.expire(c, now=now)
        await invitations.expire(c, now=now)
        unanswered = await feedback.expire(c, now=now)
        await audit.expire(c, before=now - keep_log)
        await troubled.expire(c, now=now)
        await handled.expire(c, now=now)
        await totals.note_subscribers(c, now=now)
        await totals.expire(c, now=now)
    if unanswered:  # readers were promised that it goes
        await database.forget_pages()
    return len(due)
