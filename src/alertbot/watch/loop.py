"""Asks the feeds that are due, so many at once and so many of one host.

Nothing is remembered in between: when a feed is due is in the database, and a restart asks none before
its time.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from alertbot.metrics import Metrics
from alertbot.model import Feed, FeedId, Work, WorkKind
from alertbot.settings import Feeds
from alertbot.storage import feeds, work
from alertbot.storage.bells import Bell
from alertbot.storage.claims import LEASE, Claims
from alertbot.storage.engine import Database
from alertbot.watch.visit import Outcome, Watch, visit
from alertbot.watch.workers import ParserPool
from alertbot.web.client import Client

LONGEST_SLEEP = timedelta(seconds=30)
# Visits under way may wait for their turn with a host: so many times more than are asked at once.
_WAITING = 4
_HOST_PAUSE = timedelta(seconds=5)  # until a feed whose host is busy with others of ours is tried again


@dataclass(slots=True)
class _Busy:
    """How many visits are under way, in all and by host."""

    all: int = 0
    hosts: Counter[str] = field(default_factory=Counter)


async def run(
    database: Database,
    client: Client,
    parsers: ParserPool,
    settings: Feeds,
    *,
    clock: Callable[[], datetime],
    stop: asyncio.Event,
    chance: Callable[[], float] = random.random,
    metrics: Metrics | None = None,
) -> None:
    """Ask feeds as they become due until `stop` is set; what is being asked then is finished first.

    A host that is slow holds up only its own feeds.
    """
    watch = Watch(
        database=database, client=client, parsers=parsers, settings=settings, clock=clock, chance=chance,
        metrics=metrics or Metrics(),
    )  # fmt: skip
    busy, claims = _Busy(), Claims(database, clock)
    async with claims.kept(), asyncio.TaskGroup() as group:
        while not stop.is_set():
            for held, feed in await _claim_fairly(watch, busy):
                visiting = _visit(watch, held, feed, busy, claims)
                group.create_task(visiting, name=f"visit feed {feed.id}")
            await database.bells.wait(Bell.WATCH, await _until_next(watch, busy), stop)


async def step(
    database: Database,
    client: Client,
    parsers: ParserPool,
    settings: Feeds,
    *,
    clock: Callable[[], datetime],
    chance: Callable[[], float] = random.random,
) -> Outcome:
    """Ask every feed that is due now, once, and return what came of it."""
    watch = Watch(
        database=database, client=client, parsers=parsers, settings=settings, clock=clock, chance=chance
    )
    total = Outcome()
    while batch := await _claim(watch, settings.at_once):
        async with asyncio.TaskGroup() as group:
            visits = [group.create_task(visit(watch, held, feed)) for held, feed in batch]
        total = sum((each.result() for each in visits), total)
    return total


def _most(settings: Feeds) -> int:
    """How many visits may be under way, those waiting for their turn included."""
    return settings.at_once * _WAITING


async def _claim(watch: Watch, limit: int) -> list[tuple[Work, Feed]]:
    now = watch.clock()
    async with watch.database.writing() as connection:
        held = await work.claim(connection, [WorkKind.POLL], now=now, lease=LEASE, limit=limit)
        found = await feeds.several(connection, [FeedId(each.subject) for each in held])
    return [(each, found[FeedId(each.subject)]) for each in held if each.subject in found]


async def _claim_fairly(watch: Watch, busy: _Busy) -> list[tuple[Work, Feed]]:
    """Claim what there is room for; feeds of a host that has its share under way are put back."""
    room = _most(watch.settings) - busy.all
    if room <= 0:
        return []
    taken: list[tuple[Work, Feed]] = []
    put_back: list[Work] = []
    for held, feed in await _claim(watch, room):
        host = _host(feed)
        if busy.hosts[host] >= watch.settings.per_host * _WAITING:
            put_back.append(held)
            continue
        busy.hosts[host] += 1
        busy.all += 1
        taken.append((held, feed))
    await _put_back(watch, put_back)
    return taken


async def _put_back(watch: Watch, put_back: Sequence[Work]) -> None:
    if not put_back:
        return
    async with watch.database.writing() as connection:
        for place, held in enumerate(put_back):
            pause = _HOST_PAUSE * (1 + place // (watch.settings.per_host * _WAITING))
            await work.again(connection, held, due_at=watch.clock() + pause, fresh=True)


async def _until_next(watch: Watch, busy: _Busy) -> timedelta:
    if busy.all >= _most(watch.settings):
        return LONGEST_SLEEP  # whoever finishes rings
    async with watch.database.reading() as connection:
        due = await work.next_due(connection, [WorkKind.POLL])
    return LONGEST_SLEEP if due is None else min(due - watch.clock(), LONGEST_SLEEP)


async def _visit(watch: Watch, held: Work, feed: Feed, busy: _Busy, claims: Claims) -> None:
    try:
        with claims.holding(held):
            await visit(watch, held, feed)
    finally:
        busy.all -= 1
        busy.hosts[_host(feed)] -= 1
        busy.hosts += Counter()  # forgets hosts with none under way
        # There is room again, and the feed is due sooner than its claim would have ended.
        watch.database.bells.ring(Bell.WATCH)


def _host(feed: Feed) -> str:
    return urlsplit(feed.url).hostname or ""
