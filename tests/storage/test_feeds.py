"""Feeds are kept, asked when due, and forgotten whole."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from alertbot.errors import AlreadyThere, NotFound
from alertbot.model import FeedId, FeedState, TopicId, Validators, WorkKind
from alertbot.storage import entries, feeds, work
from alertbot.storage.engine import Database
from alertbot.storage.feeds import Polled
from alertbot.storage.tables import topic
from tests.conftest import NOON
from tests.storage.test_entries import found

LATER = NOON + timedelta(hours=1)


async def add(database: Database, url: str = "https://x.example/feed", **more: object) -> FeedId:
    async with database.writing() as connection:
        return await feeds.add(
            connection, url=url, title="News", language="ug", hosts={"x.example"}, now=NOON,
            **({"topics": ()} | more),  # type: ignore[arg-type]  # what the test gives
        )  # fmt: skip


async def topics(database: Database) -> list[TopicId]:
    async with database.writing() as connection:
        rows = [{"slug": slug, "emoji": "", "position": 0, "active": True} for slug in ("a", "b")]
        ids = await connection.execute(insert(topic).returning(topic.c.id), rows)
        return sorted(TopicId(id) for id in ids.scalars())


async def due(database: Database) -> list[int]:
    async with database.writing() as connection:
        held = await work.claim(connection, [WorkKind.POLL], now=LATER, lease=timedelta(0), limit=9)
    return [each.subject for each in held]


async def test_a_feed_is_kept_as_it_was_added_and_due_at_once(database: Database):
    a, b = await topics(database)

    id = await add(database, topics=[b, a, a], announce_first=True)

    async with database.reading() as connection:
        feed = await feeds.get(connection, id)
        assert await feeds.all(connection) == [feed]
        assert await work.next_due(connection, [WorkKind.POLL]) == NOON
    assert (feed.url, feed.title, feed.language, feed.state) == (
        "https://x.example/feed", "News", "ug", FeedState.ACTIVE,
    )  # fmt: skip
    assert (feed.hosts, feed.topics, feed.announce_first) == (frozenset({"x.example"}), (a, b), True)
    assert (feed.validators, feed.body_hash, feed.ok_at, feed.failures) == (Validators(), None, None, 0)
    assert await due(database) == [id]


async def test_an_address_is_added_once(database: Database):
    id = await add(database)
    with pytest.raises(AlreadyThere) as caught:
        await add(database)
    assert caught.value.id == id


async def test_feeds_that_are_not_there_are_not_found(database: Database):
    none = FeedId(99)
    async with database.writing() as connection:
        for attempt in (
            feeds.get(connection, none),
            feeds.set_state(connection, none, FeedState.PAUSED, now=NOON),
            feeds.set_topics(connection, none, []),
            feeds.remove(connection, none),
            feeds.record_failure(connection, none, error="x", now=NOON, next_poll_at=NOON),
            feeds.move(connection, none, url="https://y.example/", hosts=()),
        ):
            with pytest.raises(NotFound):
                await attempt
        assert await feeds.several(connection, [none]) == {}


async def test_a_paused_feed_is_not_asked_and_a_resumed_one_is_at_once(database: Database):
    id = await add(database)
    async with database.writing() as connection:
        await feeds.record_failure(connection, id, error="gone", now=NOON, next_poll_at=LATER)
        await feeds.set_state(connection, id, FeedState.PAUSED, now=NOON)
    assert await due(database) == []

    async with database.writing() as connection:
        await feeds.set_state(connection, id, FeedState.ACTIVE, now=NOON)

    assert await due(database) == [id]
    async with database.reading() as connection:
        feed = await feeds.get(connection, id)
    assert (feed.state, feed.failures, feed.last_error, feed.next_poll_at) == (
        FeedState.ACTIVE,
        0,
        None,
        NOON,
    )


async def test_topics_are_replaced(database: Database):
    a, b = await topics(database)
    id = await add(database, topics=[a])
    async with database.writing() as connection:
        await feeds.set_topics(connection, id, [b])
        assert (await feeds.get(connection, id)).topics == (b,)
        await feeds.set_topics(connection, id, [])
        assert (await feeds.get(connection, id)).topics == ()


async def test_a_removed_feed_takes_its_entries_and_its_work_along(database: Database):
    id = await add(database)
    async with database.writing() as connection:
        (entry,) = await entries.add(connection, id, [found("1")], silent=True, now=NOON)

        await feeds.remove(connection, id)

        assert await feeds.all(connection) == []
        with pytest.raises(NotFound):
            await entries.get(connection, entry)
    assert await due(database) == []


async def test_polls_are_written_down(database: Database):
    id = await add(database)
    async with database.writing() as connection:
        for _ in range(2):
            await feeds.record_failure(connection, id, error="no connection", now=NOON, next_poll_at=LATER)
        failed = await feeds.get(connection, id)
        assert (failed.failures, failed.last_error, failed.polled_at, failed.ok_at) == (
            2,
            "no connection",
            NOON,
            None,
        )
        assert failed.next_poll_at == LATER

        polled = Polled(
            at=LATER, next_poll_at=LATER, validators=Validators(etag='W/"é"', last_modified="x"),
            body_hash=b"h", moved_to="https://y.example/", moved_seen=3, note="a note",
        )  # fmt: skip
        await feeds.record_success(connection, id, polled)

        done = await feeds.get(connection, id)
    assert (done.failures, done.last_error, done.ok_at, done.validators) == (
        0,
        "a note",
        LATER,
        polled.validators,
    )
    assert (done.body_hash, done.moved_to, done.moved_seen) == (b"h", "https://y.example/", 3)


async def test_a_feed_moves_unless_another_is_there(database: Database):
    id, other = await add(database), await add(database, "https://y.example/feed")
    async with database.writing() as connection:
        with pytest.raises(AlreadyThere) as caught:
            await feeds.move(connection, id, url="https://y.example/feed", hosts=())
        assert caught.value.id == other

        await feeds.move(connection, id, url="https://x.example/new", hosts={"b", "a"})

        moved = await feeds.get(connection, id)
    assert (moved.url, moved.hosts) == ("https://x.example/new", frozenset({"a", "b"}))
