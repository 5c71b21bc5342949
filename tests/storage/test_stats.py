"""Statistics are sums."""

from datetime import timedelta

from sqlalchemy import insert

from alertbot.model import ChatId, FeedId, FeedState, SubscriberId
from alertbot.storage import feeds, stats, subscribers, topics
from alertbot.storage.engine import Database
from alertbot.storage.tables import alert, article, run
from tests.conftest import NOON


async def test_nothing_yet_is_zero(database: Database):
    async with database.reading() as c:
        numbers = await stats.overview(c, since=NOON)
    assert (numbers.subscribers, numbers.paused, numbers.alerts, numbers.delivered, numbers.failed) == (
        0,
    ) * 5
    assert (numbers.feeds, numbers.feeds_paused, numbers.feeds_failing) == (0, 0, 0)
    assert (numbers.by_language, numbers.by_topic) == ({}, {})


async def test_readers_feeds_and_deliveries_are_counted(database: Database):
    async with database.writing() as c:
        topic = await topics.add(c, slug="a", names={})
        last, feed = SubscriberId(0), FeedId(0)
        for n, language in enumerate(["ug", "ug", "kk"], 1):
            last = await subscribers.add(
                c,
                chat=ChatId(n),
                languages=[language],
                topics=[topic],
                consent_version=1,
                consent_month="2026-11",
            )
        await subscribers.pause(c, last, until=None)
        for n, state in enumerate([FeedState.ACTIVE, FeedState.PAUSED, FeedState.GONE, FeedState.ACTIVE]):
            feed = await feeds.add(
                c, url=f"https://{n}.example/", title="", language="en", hosts=[], topics=[], now=NOON
            )
            await feeds.set_state(c, feed, state, now=NOON)
        await feeds.record_failure(c, feed, error="status 500", now=NOON, next_poll_at=NOON)
        await add_runs(c)
        numbers = await stats.overview(c, since=NOON)
    assert (numbers.subscribers, numbers.paused) == (3, 1)
    assert numbers.by_language == {"ug": 2, "kk": 1}
    assert numbers.by_topic == {topic: 3}
    assert (numbers.feeds, numbers.feeds_paused, numbers.feeds_failing) == (4, 1, 2)
    assert (numbers.alerts, numbers.delivered, numbers.failed) == (1, 5, 1)


async def add_runs(c) -> None:
    for n, opened in enumerate([NOON, NOON - timedelta(days=1)], 1):
        await c.execute(
            insert(article).values(
                id=n,
                state="prepared",
                source="",
                language="en",
                text="",
                hosts=[],
                published_at=NOON,
                created_at=NOON,
            )
        )
        await c.execute(
            insert(alert).values(
                id=n, article_id=n, urgency=0, state="open", revision=1, opened_at=opened, deadline_at=opened
            )
        )
        await c.execute(
            insert(run).values(
                alert_id=n, language="en", state="open", priority=0, start=0, max_id=9, wrapped=False,
                cursor=0, epoch=1, sent=5, failed=1, opened_at=opened,
            )
        )  # fmt: skip
