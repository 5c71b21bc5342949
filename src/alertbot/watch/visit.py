"""One visit to one feed: ask it, store what is new, plan when to ask again.

What a visit found and when the next one is due are written in one transaction, guarded by the work
row's token. Entries of a first visit are stored silently; so is a burst far over a feed's rhythm, and
the editors see a note of it.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from alertbot.errors import AlreadyThere, BadStatus, FeedError, LeaseLost, NotFound, WebError
from alertbot.metrics import Metrics
from alertbot.model import Feed, FeedState, FoundEntry, Work
from alertbot.settings import Feeds
from alertbot.storage import entries, feeds, work
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Database
from alertbot.watch import hosts, identify, moved, poll, schedule
from alertbot.watch.identify import Decided
from alertbot.watch.moved import Move
from alertbot.watch.poll import Answer
from alertbot.watch.workers import ParserPool
from alertbot.web.client import Client

_GONE = 410

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What visits came to, added up."""

    unchanged: int = 0
    changed: int = 0  # feeds with a new document, whether or not an entry was new
    failed: int = 0
    away: int = 0  # ended on another site, where nothing is taken from
    announced: int = 0  # new entries on their way to readers
    silent: int = 0  # new entries stored without announcing
    edited: int = 0

    @property
    def visits(self) -> int:
        """How many feeds were asked."""
        return self.unchanged + self.changed + self.failed + self.away

    @property
    def name(self) -> str:
        """What one visit came to, as a word."""
        if self.failed:
            return "failed"
        if self.away:
            return "away"
        return "changed" if self.changed else "unchanged" if self.unchanged else "given_up"

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            unchanged=self.unchanged + other.unchanged,
            changed=self.changed + other.changed,
            failed=self.failed + other.failed,
            away=self.away + other.away,
            announced=self.announced + other.announced,
            silent=self.silent + other.silent,
            edited=self.edited + other.edited,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What every visit needs; `chance` gives numbers from 0 to 1."""

    database: Database
    client: Client
    parsers: ParserPool
    settings: Feeds
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def bounds(self) -> schedule.Bounds:
        """The bounds of the settings."""
        return schedule.Bounds(
            quickest=self.settings.quickest, slowest=self.settings.slowest, usual=self.settings.usual
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be written of a visit that succeeded."""

    answer: Answer
    decided: Decided
    seen: Sequence[datetime]  # when the latest entries before these were published
    silent: bool
    note: str | None

    @property
    def is_loud(self) -> bool:
        return bool(self.decided.new) and not self.silent

    @property
    def outcome(self) -> Outcome:
        new = len(self.decided.new)
        return Outcome(
            unchanged=int(self.answer.reading is None),
            changed=int(self.answer.reading is not None),
            announced=0 if self.silent else new,
            silent=new if self.silent else 0,
            edited=len(self.decided.changed),
        )


async def visit(watch: Watch, held: Work, feed: Feed) -> Outcome:
    """Ask the feed and write down what came of it; a feed's failure is its own and is not raised."""
    try:
        outcome = await _asked(watch, held, feed)
    except LeaseLost:
        # Paused, removed or taken over while it was being asked: what was found is found again.
        log.info("visit given up", extra={"feed": feed.id})
        outcome = Outcome()
    watch.metrics.polled(outcome.name)
    watch.metrics.found(outcome.announced + outcome.silent)
    return outcome


async def _asked(watch: Watch, held: Work, feed: Feed) -> Outcome:
    async with watch.database.reading() as connection:
        known = await entries.hashes(connection, feed.id)
    now = watch.clock()
    try:
        answer = await poll.ask(
            watch.client, watch.parsers, feed, known=known, settings=watch.settings, now=now
        )
    except (WebError, FeedError) as error:
        await _write_failure(watch, held, feed, error)
        log.info("feed failed", extra={"feed": feed.id, "kind": type(error).__name__, "reason": error.reason})
        return Outcome(failed=1)
    move = _move(feed, answer)
    if move.away:
        await _write_away(watch, held, feed, answer, move)
        log.warning("feed leads to another site", extra={"feed": feed.id})
        return Outcome(away=1)
    plan = await _planned(watch, feed, answer)
    await _write(watch, held, feed, plan)
    log.info("feed asked", extra={"feed": feed.id, "new": len(plan.decided.new), "silent": plan.silent})
    return plan.outcome


async def _planned(watch: Watch, feed: Feed, answer: Answer) -> _Plan:
    reading = answer.reading
    found = identify.found(reading.feed.entries, reading.hashes) if reading else []
    async with watch.database.reading() as connection:
        decided = identify.decided(found, await entries.known(connection, feed.id, found))
        seen = await entries.rhythm(connection, feed.id)
    note = _burst_note(feed, len(decided.new), seen=seen, now=watch.clock())
    is_first = feed.ok_at is None
    silent = note is not None or (is_first and not feed.announce_first)
    return _Plan(answer=answer, decided=decided, seen=seen, silent=silent, note=note)


async def _write(watch: Watch, held: Work, feed: Feed, plan: _Plan) -> None:
    now, answer = watch.clock(), plan.answer
    move = _move(feed, answer)
    new = _oldest_first(plan.decided.new)
    dates = [each.entry.published_at or now for each in new]
    due = _due(watch, [*plan.seen, *dates], now=now, asked=answer.asked)
    async with watch.database.writing(*([Bell.PREPARE] if plan.is_loud else [])) as connection:
        await work.again(connection, held, due_at=due, fresh=True)  # first: the feed may be gone
        await entries.add(connection, feed.id, new, silent=plan.silent, now=now)
        for id, entry in plan.decided.changed:
            await entries.change(connection, id, entry)
        polled = feeds.Polled(
            at=now,
            next_poll_at=due,
            validators=answer.validators,
            body_hash=answer.body_hash,
            moved_to=move.to,
            moved_seen=move.seen,
            note=plan.note,
        )
        await feeds.record_success(connection, feed.id, polled)
    if move.adopt and move.to is not None:
        await _adopt(watch, feed, move.to)


def _move(feed: Feed, answer: Answer) -> Move:
    return moved.after_poll(
        feed.url,
        moved_to=feed.moved_to,
        moved_seen=feed.moved_seen,
        found_at=answer.found_at,
        permanent=answer.permanent,
        hosts=feed.hosts,
    )


async def _write_away(watch: Watch, held: Work, feed: Feed, answer: Answer, move: Move) -> None:
    """Keep nothing of what another site answered, not even what to ask with next time."""
    now = watch.clock()
    async with watch.database.writing(Bell.MOVED) as connection:
        seen = await entries.rhythm(connection, feed.id)
        due = _due(watch, seen, now=now, asked=answer.asked)
        await work.again(connection, held, due_at=due, fresh=True)
        await feeds.record_away(
            connection, feed.id, to=answer.found_at, seen=move.seen, now=now, next_poll_at=due
        )


async def _write_failure(watch: Watch, held: Work, feed: Feed, error: WebError | FeedError) -> None:
    now = watch.clock()
    asked = error.retry_after if isinstance(error, BadStatus) else None
    async with watch.database.writing() as connection:
        seen = await entries.rhythm(connection, feed.id)
        due = _due(watch, seen, now=now, asked=asked, failures=feed.failures + 1)
        await work.again(connection, held, due_at=due, fresh=True, error=error.reason)
        await feeds.record_failure(connection, feed.id, error=error.reason, now=now, next_poll_at=due)
        if isinstance(error, BadStatus) and error.status == _GONE:
            await feeds.set_state(connection, feed.id, FeedState.GONE, now=now)


def _due(
    watch: Watch, seen: Sequence[datetime], *, now: datetime, asked: timedelta | None, failures: int = 0
) -> datetime:
    return schedule.next_poll(
        now,
        pause=schedule.usual_pause(seen, now=now, bounds=watch.bounds),
        asked=asked,
        failures=failures,
        bounds=watch.bounds,
        chance=watch.chance(),
    )


def _burst_note(feed: Feed, new: int, *, seen: Sequence[datetime], now: datetime) -> str | None:
    """What the editors are told where so many entries are new that they are not announced."""
    if feed.ok_at is None or feed.announce_first:
        return None
    if not schedule.is_burst(new, seen=seen, since=feed.ok_at, now=now):
        return None
    log.warning("burst held", extra={"feed": feed.id, "entries": new})
    return f"{new} new entries at once, far over its rhythm: stored without announcing"


def _oldest_first(found: Sequence[FoundEntry]) -> list[FoundEntry]:
    """In the order of their dates; documents without dates have the newest first."""
    backwards = list(reversed(found))
    if any(each.entry.published_at is None for each in backwards):
        return backwards
    return sorted(backwards, key=lambda each: each.entry.published_at or datetime.min.replace(tzinfo=UTC))


async def _adopt(watch: Watch, feed: Feed, url: str) -> None:
    """Ask the feed at its new address from now on, unless another feed has that address."""
    try:
        async with watch.database.writing() as connection:
            await feeds.move(connection, feed.id, url=url, hosts=feed.hosts | hosts.of_feed(url))
    except (AlreadyThere, NotFound):  # or it was removed this very moment
        log.warning("feed not moved", extra={"feed": feed.id})
    else:
        log.info("feed moved", extra={"feed": feed.id})
