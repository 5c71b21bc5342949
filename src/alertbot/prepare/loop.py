"""Does the work that waits: entries become articles, awaited editions become translations, and editions
that waited for an editor long enough go out or are given up.

Each kind has places of its own, so that no article waits behind a slow translator. What fails is
tried again with growing pauses, and parked in the end, where editors see it; nothing is dropped.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from alertbot.errors import AlertbotError, LeaseLost, NotFound, Unready
from alertbot.metrics import Metrics
from alertbot.model import Work, WorkKind
from alertbot.prepare import arrive, by_hand, holds, translate
from alertbot.prepare.desk import Desk, Tools
from alertbot.settings import Prepare
from alertbot.storage import work
from alertbot.storage.bells import Bell
from alertbot.storage.claims import LEASE, Claims
from alertbot.storage.engine import Database

__all__ = ["Tools", "run", "step"]

_ACTS: Mapping[WorkKind, Callable[[Desk, Work], Awaitable[None]]] = {
    WorkKind.ARTICLE: arrive.do,
    WorkKind.TRANSLATE: translate.do,
    WorkKind.REVIEW: holds.do,
    WorkKind.BY_HAND: by_hand.do,
}
KINDS = tuple(_ACTS)
_LONGEST_SLEEP = timedelta(seconds=30)

log = logging.getLogger(__name__)


async def run(
    database: Database,
    tools: Tools,
    settings: Prepare,
    *,
    offered: Sequence[str],
    clock: Callable[[], datetime],
    stop: asyncio.Event,
    metrics: Metrics | None = None,
) -> None:
    """Prepare what waits, as it comes, until `stop` is set; what is in hand then is finished first.

    `offered` are the tags of the languages that readers can choose.
    """
    desk = Desk(database, tools, settings, offered, clock, metrics=metrics or Metrics())
    busy: Counter[WorkKind] = Counter()
    claims = Claims(database, clock)
    async with claims.kept(), asyncio.TaskGroup() as group:
        while not stop.is_set():
            for held in await _claim(desk, busy):
                busy[held.kind] += 1
                doing = _do_and_leave(desk, held, busy, claims)
                group.create_task(doing, name=f"{held.kind} {held.subject}")
            await database.bells.wait(Bell.PREPARE, await _sleep(desk, busy), stop)


async def step(
    database: Database,
    tools: Tools,
    settings: Prepare,
    *,
    offered: Sequence[str],
    clock: Callable[[], datetime],
) -> int:
    """Do what is due now, as much of each kind as has places, side by side: how many pieces."""
    desk = Desk(database, tools, settings, offered, clock)
    claimed = await _claim(desk, Counter())
    async with asyncio.TaskGroup() as group:
        for held in claimed:
            group.create_task(_do(desk, held), name=f"{held.kind} {held.subject}")
    return len(claimed)


async def _claim(desk: Desk, busy: Counter[WorkKind]) -> list[Work]:
    free = {kind: desk.places(kind) - busy[kind] for kind in KINDS}
    now = desk.clock()
    claimed: list[Work] = []
    if any(free.values()):
        async with desk.database.writing() as connection:
            for kind, limit in free.items():
                claimed += await work.claim(connection, [kind], now=now, lease=LEASE, limit=limit)
    return claimed


async def _sleep(desk: Desk, busy: Counter[WorkKind]) -> timedelta:
    """Until there is work for a free place; who leaves a place rings."""
    free = [kind for kind in KINDS if busy[kind] < desk.places(kind)]
    async with desk.database.reading() as connection:
        due_at = await work.next_due(connection, free)
    return _LONGEST_SLEEP if due_at is None else min(due_at - desk.clock(), _LONGEST_SLEEP)


async def _do_and_leave(desk: Desk, held: Work, busy: Counter[WorkKind], claims: Claims) -> None:
    with claims.holding(held):
        await _do(desk, held)
    busy[held.kind] -= 1
    desk.database.bells.ring(Bell.PREPARE)


async def _do(desk: Desk, held: Work) -> None:
    """Do one piece of work; its failures with a name are its own fate, and nobody else's."""
    about = {"kind": held.kind.value, "subject": held.subject, "attempt": held.attempts}
    desk.metrics.prepared(held.kind, "tried")
    try:
        await _attempt(desk, held)
    except LeaseLost:
        log.warning("work taken over", extra=about)
        desk.metrics.prepared(held.kind, "lost")


async def _attempt(desk: Desk, held: Work) -> None:
    if held.attempts > work.MOST_ATTEMPTS:  # whoever had it last did not live to say why
        await desk.again(held, "given up: it ended the process that did it")
        return
    try:
        await _ACTS[held.kind](desk, held)
    except NotFound:
        await desk.finish(held)  # the feed or article was removed meanwhile
    except LeaseLost:
        raise
    except AlertbotError as error:
        about = {"kind": held.kind.value, "subject": held.subject, "error": type(error).__name__}
        # What is missing outside is said as it is: an operator can do something about it.
        log.warning(
            "work failed", extra=about | ({"reason": str(error)} if isinstance(error, Unready) else {})
        )
        await desk.again(held, str(error))
