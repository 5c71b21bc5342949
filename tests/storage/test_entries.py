"""Entries are stored once, recognised again, and asked to be prepared unless silent."""

from datetime import timedelta

import pytest

from alertbot.errors import NotFound
from alertbot.model import EntryId, FeedId, FoundEntry, ParsedEntry, WorkKind
from alertbot.storage import entries, feeds, work
from alertbot.storage.engine import Database
from tests.conftest import NOON


def key(text: str) -> bytes:
    return text.encode().ljust(16, b".")


def found(name: str, *, hours: float | None = 0, title: str = "Title") -> FoundEntry:
    entry = ParsedEntry(
        guid=name, link=f"https://x.example/{name}", title=title, summary="ق", content="c" * 1000,
        language="ug",
        published_at=None if hours is None else NOON - timedelta(hours=hours), categories=("a", "ئا"),
    )  # fmt: skip
    return FoundEntry(
        entry=entry,
        key=key(name),
        link_key=key("l" + name),
        title_key=None,
        content_hash=key("h" + name + title),
    )


@pytest.fixture
async def feed(database: Database) -> FeedId:
    async with database.writing() as connection:
        return await feeds.add(
            connection, url="https://x.example/", title="x", language="ug", hosts=(), topics=(), now=NOON
        )


async def wanted(database: Database) -> list[int]:
    async with database.writing() as connection:
        held = await work.claim(connection, [WorkKind.ARTICLE], now=NOON, lease=timedelta(hours=1), limit=999)
    return sorted(each.subject for each in held)


async def test_entries_are_kept_in_order_and_wanted(database: Database, feed: FeedId):
    async with database.writing() as connection:
        ids = await entries.add(
            connection, feed, [found("1"), found("2", hours=None)], silent=False, now=NOON
        )
        first = await entries.get(connection, ids[0])
        latest = await entries.latest(connection, feed, limit=9)
        assert await entries.count(connection, feed) == 2

    given = found("1").entry
    assert (first.id, first.feed, first.key, first.link) == (ids[0], feed, key("1"), given.link)
    assert (first.title, first.summary, first.content) == (given.title, given.summary, given.content)
    assert (first.language, first.categories, first.published_at) == ("ug", ("a", "ئا"), NOON)
    assert [each.id for each in latest] == [ids[1], ids[0]]
    assert latest[0].published_at == NOON  # without a date: when it was first seen
    assert await wanted(database) == ids


async def test_silent_entries_are_stored_and_not_wanted(database: Database, feed: FeedId):
    async with database.writing() as connection:
        await entries.add(connection, feed, [found("1")], silent=True, now=NOON)
        assert await entries.add(connection, feed, [], silent=False, now=NOON) == []
    assert await wanted(database) == []


async def test_an_entry_changes_in_place(database: Database, feed: FeedId):
    async with database.writing() as connection:
        (id,) = await entries.add(connection, feed, [found("1", hours=5)], silent=True, now=NOON)

        await entries.change(connection, id, found("1", hours=None, title="Better"))

        changed = await entries.get(connection, id)
        assert (changed.title, changed.published_at, changed.first_seen_at) == (
            "Better", NOON - timedelta(hours=5), NOON,
        )  # fmt: skip
        await entries.change(connection, id, found("1", hours=1))
        assert (await entries.get(connection, id)).published_at == NOON - timedelta(hours=1)
        assert await entries.hashes(connection, feed) == {key("h1Title")}
        with pytest.raises(NotFound):
            await entries.change(connection, EntryId(99), found("1"))
        with pytest.raises(NotFound):
            await entries.get(connection, EntryId(99))
    assert await wanted(database) == []


async def test_known_entries_are_found_by_key_or_link_in_any_number(database: Database, feed: FeedId):
    many = [found(f"{number:04}") for number in range(500)]
    async with database.writing() as connection:
        ids = await entries.add(connection, feed, many, silent=True, now=NOON)
        assert ids == sorted(ids)
        moved = FoundEntry(
            entry=many[3].entry,
            key=key("other"),
            link_key=many[3].link_key,
            title_key=None,
            content_hash=key("x"),
        )
        no_link = FoundEntry(
            entry=many[4].entry, key=many[4].key, link_key=None, title_key=None, content_hash=key("x")
        )

        assert [each.id for each in await entries.known(connection, feed, many)] == ids
        assert [
            each.id for each in await entries.known(connection, feed, [moved, no_link, found("new")])
        ] == ids[3:5]
        assert await entries.known(connection, feed, []) == []
        assert await entries.known(connection, FeedId(99), many) == []
        assert len(await entries.hashes(connection, feed)) == 500


async def test_the_rhythm_is_of_the_latest(database: Database, feed: FeedId):
    async with database.writing() as connection:
        listed = [found(str(number), hours=number) for number in range(30)]
        await entries.add(connection, feed, listed, silent=True, now=NOON)
        assert await entries.rhythm(connection, feed, limit=2) == [NOON, NOON - timedelta(hours=1)]
        assert len(await entries.rhythm(connection, feed)) == 20
