"""Rows that the tests of dispatch's tables stand on."""

from collections.abc import Sequence

from sqlalchemy import select

from alertbot.model import (
    AlertId,
    ArticleId,
    ArticleState,
    ChatId,
    EditionState,
    Origin,
    SubscriberId,
    TopicId,
    Urgency,
)
from alertbot.storage import alerts, articles, editions, subscribers
from alertbot.storage.engine import Connection
from alertbot.storage.tables import seen_update
from tests.conftest import NOON


async def an_article(c: Connection, *, ready: Sequence[str] = (), awaited: Sequence[str] = ()) -> ArticleId:
    id = await articles.add(
        c,
        url=None,
        source="Example News",
        language="en",
        text="",
        image_url=None,
        published_at=NOON,
        hosts=[],
        state=ArticleState.PREPARED,
        now=NOON,
    )
    expected = await editions.expect(c, id, [*ready, *awaited], now=NOON)
    for language in ready:
        await editions.write(
            c,
            expected[language],
            state=EditionState.READY,
            title="A road",
            summary="",
            origin=Origin.ORIGINAL,
            now=NOON,
        )
    return id


async def an_alert(c: Connection, urgency: Urgency = Urgency.ORDINARY) -> AlertId:
    return await alerts.add(c, await an_article(c), urgency=urgency, now=NOON, deadline_at=NOON)


async def subscribed(
    c: Connection, chat: int, *, language: str = "en", topics: Sequence[TopicId] = ()
) -> SubscriberId:
    return await subscribers.add(
        c,
        chat=ChatId(chat),
        languages=[language],
        topics=topics,
        consent_version=1,
        consent_month="2026-11",
    )


async def failures(c: Connection, *, bot: int, update: int) -> int:
    """How often handling an update has failed, as far as is known."""
    found = select(seen_update.c.failures).where(
        seen_update.c.bot_id == bot, seen_update.c.update_id == update
    )
    return (await c.execute(found)).scalar() or 0
