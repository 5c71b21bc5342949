"""Articles are found by topic, entry and address, and by whether readers were told."""

import asyncio
from collections.abc import Collection

import pytest
from sqlalchemy import insert

from alertbot.errors import NotFound
from alertbot.model import ArticleId, ArticleState, FeedId, Filing, TopicId
from alertbot.storage import articles, entries, feeds, topics
from alertbot.storage.engine import Connection, Database
from alertbot.storage.tables import alert
from tests.conftest import NOON
from tests.storage.test_entries import found

KEY, OTHER = b"k" * 16, b"o" * 16


async def add(
    connection: Connection, *, filed: Collection[TopicId] = (), state: ArticleState | None = None
) -> ArticleId:
    id = await articles.add(
        connection, url="https://x.example/a", source="News", language="ug", text="ق", image_url=None,
        published_at=NOON, hosts={"x.example"}, now=NOON,
        state=state or (ArticleState.PREPARED if filed else ArticleState.UNFILED),
    )  # fmt: skip
    await articles.file(connection, id, [Filing(topic=topic, reason="feed", words=("ق",)) for topic in filed])
    return id


async def a_feed(connection: Connection) -> FeedId:
    return await feeds.add(
        connection, url="https://x.example/", title="x", language="ug", hosts=(), topics=(), now=NOON
    )


async def topic(connection: Connection, slug: str) -> TopicId:
    return await topics.add(connection, slug=slug, names={})


async def test_an_article_is_kept_as_it_was_added(database: Database):
    async with database.writing() as connection:
        one, two = await topic(connection, "a"), await topic(connection, "b")
        id = await add(connection, filed=[two, one])
    async with database.reading() as connection:
        article = await articles.get(connection, id)
        assert await articles.filings(connection, id) == [
            Filing(topic=one, reason="feed", words=("ق",)),
            Filing(topic=two, reason="feed", words=("ق",)),
        ]
        with pytest.raises(NotFound):
            await articles.get(connection, ArticleId(99))
    assert (article.url, article.source, article.language, article.text) == (
        "https://x.example/a",
        "News",
        "ug",
        "ق",
    )
    assert (article.published_at, article.created_at, article.hosts) == (NOON, NOON, frozenset({"x.example"}))
    assert (article.topics, article.state) == ((one, two), ArticleState.PREPARED)


async def test_the_latest_are_of_the_topics_and_prepared_newest_first(database: Database):
    async with database.writing() as connection:
        one, two, three = [await topic(connection, slug) for slug in "abc"]
        old, both, _, new = [
            await add(connection, filed=filed) for filed in ([one], [one, two], [three], [two])
        ]
        await add(connection, filed=[one], state=ArticleState.SILENT)
    async with database.reading() as connection:
        latest = await articles.latest(connection, topics=[one, two], limit=9)
        assert [each.id for each in latest] == [new, both, old]
        page = await articles.latest(connection, topics=[one, two], limit=1, before=new)
        assert [each.id for each in page] == [both]
        assert await articles.latest(connection, topics=[], limit=9) == []


async def test_articles_wait_for_an_alert_oldest_first(database: Database):
    async with database.writing() as connection:
        one = await topic(connection, "a")
        told, first, second = [await add(connection, filed=[one]) for _ in range(3)]
        await add(connection)
        await connection.execute(
            insert(alert).values(
                article_id=told, urgency=0, state="open", revision=0, opened_at=NOON, deadline_at=NOON
            )
        )
        waiting = await articles.without_alert(connection, limit=9)
        assert [each.id for each in waiting] == [first, second]
        assert len(await articles.without_alert(connection, limit=1)) == 1


async def test_the_first_topic_prepares_an_article_and_later_ones_join(database: Database):
    async with database.writing() as connection:
        one, two = await topic(connection, "a"), await topic(connection, "b")
        id = await add(connection)
        await articles.file(connection, id, [])
        assert (await articles.get(connection, id)).state is ArticleState.UNFILED
        for filed in ([one], [one, two]):
            await articles.file(connection, id, [Filing(topic=each, reason="keyword") for each in filed])
        article = await articles.get(connection, id)
    assert (article.state, article.topics) == (ArticleState.PREPARED, (one, two))


async def test_entries_and_hosts_join_an_article(database: Database):
    async with database.writing() as connection:
        feed = await a_feed(connection)
        [entry, other] = await entries.add(connection, feed, [found("1"), found("2")], silent=True, now=NOON)
        id = await add(connection)
        for _ in range(2):
            await articles.add_entry(connection, id, entry)
        assert await articles.of_entry(connection, entry) == id
        assert await articles.of_entry(connection, other) is None
        assert await articles.hold(connection, id)
        await articles.widen_hosts(connection, id, {"x.example"})
        await articles.widen_hosts(connection, id, {"y.example"})
        assert (await articles.get(connection, id)).hosts == {"x.example", "y.example"}
        assert not await articles.hold(connection, ArticleId(99))


async def test_an_address_belongs_to_one_article_until_it_is_moved(database: Database):
    async with database.writing() as connection:
        first, second = await add(connection), await add(connection)
        await articles.claim_urls(connection, first, {KEY: "ug"})
        await articles.claim_urls(connection, second, {OTHER: "en", KEY: "ug"})
        await articles.claim_urls(connection, second, {})
        assert await articles.of_urls(connection, [KEY, OTHER, b"x"]) == {KEY: first, OTHER: second}
        await articles.take_url(connection, second, KEY, "kk")
        assert await articles.of_urls(connection, [KEY]) == {KEY: second}
        await articles.move_urls(connection, source=second, target=first)
        await articles.remove(connection, second)
        assert await articles.of_urls(connection, [KEY, OTHER]) == {KEY: first, OTHER: first}


async def test_of_two_that_claim_an_address_at_once_one_gets_it(database: Database):
    async def claim(claimed: asyncio.Event, others: asyncio.Event) -> dict[bytes, ArticleId]:
        async with database.writing() as connection:
            id = await add(connection)
            claimed.set()
            if not database.is_sqlite:  # which lets only one write at a time
                await others.wait()
            await articles.claim_urls(connection, id, {KEY: "ug", OTHER: "en"})
            return await articles.of_urls(connection, [KEY, OTHER])

    one, two = asyncio.Event(), asyncio.Event()
    first, second = await asyncio.gather(claim(one, two), claim(two, one))
    assert first == second
    assert len(set(first.values())) == 1


async def test_what_hangs_on_a_feed_or_article_goes_with_it(database: Database):
    async with database.writing() as connection:
        feed = await a_feed(connection)
        [entry] = await entries.add(connection, feed, [found("1")], silent=True, now=NOON)
        id = await add(connection)
        await articles.add_entry(connection, id, entry)
        await articles.claim_urls(connection, id, {KEY: "ug"})
        await articles.remove(connection, id)
        assert await articles.of_entry(connection, entry) is None
        assert await articles.of_urls(connection, [KEY]) == {}
