"""Entries: the items of feeds, recognised again at the next poll."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import RowMapping, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import NotFound
from alertbot.model import Entry, EntryId, FeedId, FoundEntry, KnownEntry, WorkKind
from alertbot.storage import work
from alertbot.storage.tables import entry

T = TypeVar("T")

MOST_HASHES = 1500  # three times what is read of one document
_AT_ONCE = 200  # values in one statement; SQLite has a limit


async def add(
    connection: AsyncConnection, feed: FeedId, found: Sequence[FoundEntry], *, silent: bool, now: datetime
) -> list[EntryId]:
    """Store new entries in this order; unless `silent`, also ask for their articles.

    Ring Bell.PREPARE with the transaction where they are not silent.
    """
    rows = [{**_values(each), "feed_id": feed, "first_seen_at": now, "silent": silent} for each in found]
    for row in rows:
        row["published_at"] = row["published_at"] or now
    ids: list[EntryId] = []
    statement = insert(entry).returning(entry.c.id, sort_by_parameter_order=True)
    for some in _batches(rows):
        ids += [EntryId(id) for id in (await connection.execute(statement, some)).scalars()]
    if not silent:
        await work.add(connection, WorkKind.ARTICLE, ids, due_at=now)
    return ids


async def change(connection: AsyncConnection, id: EntryId, found: FoundEntry) -> None:
    """Store an entry's new words; when it was first seen and whether it was announced stay. Raises NotFound.

    A date that is gone leaves the old one.
    """
    values = _values(found)
    if values["published_at"] is None:
        del values["published_at"]
    changed = await connection.execute(
        update(entry).where(entry.c.id == id).values(values).returning(entry.c.id)
    )
    if changed.first() is None:
        raise NotFound(f"entry {id}")


async def get(connection: AsyncConnection, id: EntryId) -> Entry:
    """One entry. Raises NotFound."""
    row = (await connection.execute(select(entry).where(entry.c.id == id))).mappings().first()
    if row is None:
        raise NotFound(f"entry {id}")
    return _entry(row)


async def latest(connection: AsyncConnection, feed: FeedId, *, limit: int) -> list[Entry]:
    """The entries of a feed stored last, newest first, silent ones included."""
    statement = select(entry).where(entry.c.feed_id == feed).order_by(entry.c.id.desc()).limit(limit)
    return [_entry(row) for row in (await connection.execute(statement)).mappings()]


async def count(connection: AsyncConnection, feed: FeedId) -> int:
    """How many entries of a feed are stored."""
    statement = select(func.count()).select_from(entry).where(entry.c.feed_id == feed)
    return int((await connection.execute(statement)).scalar_one())


async def known(connection: AsyncConnection, feed: FeedId, found: Iterable[FoundEntry]) -> list[KnownEntry]:
    """Every stored entry of the feed that has the key or the link of one of these."""
    seen: dict[int, KnownEntry] = {}
    for some in _batches(found):
        keys = [each.key for each in some]
        links = [each.link_key for each in some if each.link_key is not None]
        statement = select(
            entry.c.id, entry.c.key, entry.c.link_key, entry.c.title_key, entry.c.content_hash
        ).where(entry.c.feed_id == feed, or_(entry.c.key.in_(keys), entry.c.link_key.in_(links)))
        for row in await connection.execute(statement):
            seen[row.id] = KnownEntry(
                id=EntryId(row.id), key=row.key, link_key=row.link_key, title_key=row.title_key,
                content_hash=row.content_hash,
            )  # fmt: skip
    return [seen[id] for id in sorted(seen)]


async def hashes(connection: AsyncConnection, feed: FeedId) -> frozenset[bytes]:
    """The hashes of the very words of the entries stored last, at most MOST_HASHES."""
    statement = (
        select(entry.c.content_hash)
        .where(entry.c.feed_id == feed)
        .order_by(entry.c.id.desc())
        .limit(MOST_HASHES)
    )
    return frozenset((await connection.execute(statement)).scalars())


async def rhythm(connection: AsyncConnection, feed: FeedId, *, limit: int = 20) -> list[datetime]:
    """When the latest entries of a feed were published, newest first."""
    statement = (
        select(entry.c.published_at)
        .where(entry.c.feed_id == feed)
        .order_by(entry.c.published_at.desc(), entry.c.id.desc())
        .limit(limit)
    )
    return list((await connection.execute(statement)).scalars())


def _values(found: FoundEntry) -> dict[str, Any]:
    return {
        "key": found.key,
        "link_key": found.link_key,
        "title_key": found.title_key,
        "content_hash": found.content_hash,
        "link": found.entry.link,
        "title": found.entry.title,
        "summary": found.entry.summary,
        "content": found.entry.content,
        "language": found.entry.language,
        "categories": list(found.entry.categories),
        "published_at": found.entry.published_at,
    }


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _entry(row: RowMapping) -> Entry:
    return Entry(
        id=EntryId(row["id"]),
        feed=FeedId(row["feed_id"]),
        key=row["key"],
        link=row["link"],
        title=row["title"],
        summary=row["summary"],
        content=row["content"],
        language=row["language"],
        categories=tuple(row["categories"]),
        published_at=row["published_at"],
        first_seen_at=row["first_seen_at"],
    )
