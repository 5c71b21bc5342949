"""Feeds: what is asked, how it went, and when it is asked again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import AlreadyThere, NotFound
from alertbot.model import Feed, FeedId, FeedState, TopicId, Validators, WorkKind
from alertbot.storage import work
from alertbot.storage.tables import feed, feed_topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """How a poll that succeeded went, as the feed keeps it."""

    at: datetime
    next_poll_at: datetime
    validators: Validators
    body_hash: bytes | None
    moved_to: str | None = None
    moved_seen: int = 0
    note: str | None = None  # what an editor should know although it went well


async def add(
    connection: AsyncConnection,
    *,
    url: str,
    title: str,
    language: str,
    hosts: Collection[str],
    topics: Collection[TopicId],
    announce_first: bool = False,
    now: datetime,
) -> FeedId:
    """Add a feed, to be asked at once. Raises AlreadyThere where its address is known.

    Ring Bell.WATCH with the transaction, so that it is asked within the second.
    """
    existing = (await connection.execute(select(feed.c.id).where(feed.c.url == url))).scalar()
    if existing is not None:
        raise AlreadyThere(existing)
    values = {
        "url": url,
        "title": title,
        "language": language,
        "state": FeedState.ACTIVE,
        "hosts": sorted(hosts),
        "announce_first": announce_first,
        "next_poll_at": now,
        "failures": 0,
        "moved_seen": 0,
    }
    id = FeedId((await connection.execute(insert(feed).values(values).returning(feed.c.id))).scalar_one())
    await _write_topics(connection, id, topics)
    await work.add(connection, WorkKind.POLL, [id], due_at=now)
    return id


async def get(connection: AsyncConnection, id: FeedId) -> Feed:
    """One feed. Raises NotFound."""
    found = await several(connection, [id])
    if id not in found:
        raise NotFound(f"feed {id}")
    return found[id]


async def all(connection: AsyncConnection) -> list[Feed]:  # noqa: A001  # read as `feeds.all`
    """Every feed, in the order they were added."""
    rows = (await connection.execute(select(feed).order_by(feed.c.id))).mappings().all()
    return await _made(connection, rows)


async def several(connection: AsyncConnection, ids: Collection[FeedId]) -> dict[FeedId, Feed]:
    """The feeds with these ids; those that are gone are left out."""
    rows = (await connection.execute(select(feed).where(feed.c.id.in_(ids)))).mappings().all()
    return {each.id: each for each in await _made(connection, rows)}


async def set_state(connection: AsyncConnection, id: FeedId, state: FeedState, *, now: datetime) -> None:
    """Pause, resume or give up a feed; a resumed one is asked at once. Raises NotFound.

    Ring Bell.WATCH with the transaction when it becomes active.
    """
    changes: dict[str, Any] = {"state": state}
    if state is FeedState.ACTIVE:
        changes |= {"next_poll_at": now, "failures": 0, "last_error": None}
        await work.add(connection, WorkKind.POLL, [id], due_at=now)
        await work.hasten(connection, WorkKind.POLL, id, due_at=now)
    else:
        await work.drop(connection, WorkKind.POLL, id)
    await _change(connection, id, changes)


async def set_topics(connection: AsyncConnection, id: FeedId, topics: Collection[TopicId]) -> None:
    """File every entry of the feed under these topics from now on. Raises NotFound."""
    await get(connection, id)
    await connection.execute(delete(feed_topic).where(feed_topic.c.feed_id == id))
    await _write_topics(connection, id, topics)


async def remove(connection: AsyncConnection, id: FeedId) -> None:
    """Forget the feed and its entries. Raises NotFound."""
    await work.drop(connection, WorkKind.POLL, id)
    gone = await connection.execute(delete(feed).where(feed.c.id == id).returning(feed.c.id))
    if gone.first() is None:
        raise NotFound(f"feed {id}")


async def record_success(connection: AsyncConnection, id: FeedId, polled: Polled) -> None:
    """Write down a poll that succeeded, changed or not. Raises NotFound."""
    await _change(
        connection,
        id,
        {
            "polled_at": polled.at,
            "ok_at": polled.at,
            "next_poll_at": polled.next_poll_at,
            "failures": 0,
            "last_error": polled.note,
            "etag": polled.validators.etag,
            "last_modified": polled.validators.last_modified,
            "body_hash": polled.body_hash,
            "moved_to": polled.moved_to,
            "moved_seen": polled.moved_seen,
        },
    )


async def record_failure(
    connection: AsyncConnection, id: FeedId, *, error: str, now: datetime, next_poll_at: datetime
) -> None:
    """Write down a poll that failed; `error` is a short English phrase. Raises NotFound."""
    await _change(
        connection,
        id,
        {
            "polled_at": now,
            "next_poll_at": next_poll_at,
            "failures": feed.c.failures + 1,
            "last_error": error,
        },
    )


async def move(connection: AsyncConnection, id: FeedId, *, url: str, hosts: Collection[str]) -> None:
    """Ask the feed at another address from now on, with the hosts its links may lead to.

    Raises AlreadyThere where another feed has that address, and NotFound.
    """
    other = (await connection.execute(select(feed.c.id).where(feed.c.url == url, feed.c.id != id))).scalar()
    if other is not None:
        raise AlreadyThere(other)
    await _change(connection, id, {"url": url})
    await approve(connection, id, hosts=hosts)


async def approve(connection: AsyncConnection, id: FeedId, *, hosts: Collection[str]) -> None:
    """The hosts that links of the feed may lead to, and its own redirects, from now on. Raises NotFound.

    Where it seems to have gone is asked anew.
    """
    changes = {"hosts": sorted(hosts), "moved_to": None, "moved_seen": 0}
    await _change(connection, id, {**changes, "moved_told": None, "moved_refused": None})


async def set_hosts(connection: AsyncConnection, id: FeedId, hosts: Collection[str]) -> None:
    """The hosts that links of what comes from now on may lead to. Raises NotFound."""
    await _change(connection, id, {"hosts": sorted(hosts)})


async def record_away(
    connection: AsyncConnection, id: FeedId, *, to: str, seen: int, now: datetime, next_poll_at: datetime
) -> None:
    """Write down a poll that ended on another site, of which nothing is kept. Raises NotFound.

    Ring Bell.MOVED with the transaction.
    """
    asked = {"polled_at": now, "next_poll_at": next_poll_at, "failures": 0, "last_error": None}
    await _change(connection, id, {**asked, "moved_to": to, "moved_seen": seen})


async def moving(connection: AsyncConnection) -> list[Feed]:
    """The feeds that are asked and seem to have gone somewhere."""
    wanted = select(feed).where(feed.c.moved_to.is_not(None), feed.c.state == FeedState.ACTIVE)
    rows = (await connection.execute(wanted.order_by(feed.c.id))).mappings().all()
    return await _made(connection, rows)


async def note_told(connection: AsyncConnection, id: FeedId, host: str) -> None:
    """Editors were told that the feed leads to `host`. Raises NotFound."""
    await _change(connection, id, {"moved_told": host})


async def refuse(connection: AsyncConnection, id: FeedId, host: str) -> None:
    """An editor decided that the feed stays, and `host` is not followed. Raises NotFound."""
    await _change(connection, id, {"moved_told": host, "moved_refused": host})


async def _change(connection: AsyncConnection, id: FeedId, values: dict[str, Any]) -> None:
    changed = await connection.execute(
        update(feed).where(feed.c.id == id).values(values).returning(feed.c.id)
    )
    if changed.first() is None:
        raise NotFound(f"feed {id}")


async def _write_topics(connection: AsyncConnection, id: FeedId, topics: Iterable[TopicId]) -> None:
    rows = [{"feed_id": id, "topic_id": topic} for topic in sorted(set(topics))]
    if rows:
        await connection.execute(insert(feed_topic), rows)


async def _made(connection: AsyncConnection, rows: Sequence[RowMapping]) -> list[Feed]:
    ids = [row["id"] for row in rows]
    topics: dict[int, list[TopicId]] = {}
    statement = select(feed_topic).where(feed_topic.c.feed_id.in_(ids)).order_by(feed_topic.c.topic_id)
    for row in await connection.execute(statement):
        topics.setdefault(row.feed_id, []).append(TopicId(row.topic_id))
    return [_feed(row, tuple(topics.get(row["id"], ()))) for row in rows]


def _feed(row: RowMapping, topics: tuple[TopicId, ...]) -> Feed:
    return Feed(
        id=FeedId(row["id"]),
        url=row["url"],
        title=row["title"],
        language=row["language"],
        state=FeedState(row["state"]),
        hosts=frozenset(row["hosts"]),
        topics=topics,
        announce_first=row["announce_first"],
        validators=Validators(etag=row["etag"], last_modified=row["last_modified"]),
        body_hash=row["body_hash"],
        polled_at=row["polled_at"],
        ok_at=row["ok_at"],
        next_poll_at=row["next_poll_at"],
        failures=row["failures"],
        last_error=row["last_error"],
        moved_to=row["moved_to"],
        moved_seen=row["moved_seen"],
        moved_told=row["moved_told"],
        moved_refused=row["moved_refused"],
    )
