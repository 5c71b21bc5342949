"""Alerts: articles on their way to readers, until every reader who may get them has been visited."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import NotFound
from alertbot.model import Alert, AlertId, AlertState, ArticleId, EditionState, TopicId, Urgency
from alertbot.storage.tables import alert, article_topic, edition, exception


async def add(
    connection: AsyncConnection,
    article: ArticleId,
    *,
    urgency: Urgency,
    now: datetime,
    deadline_at: datetime,
) -> AlertId:
    """Open the one alert of an article; its runs open as `dispatch.release` says."""
    added = await connection.execute(
        insert(alert)
        .values(
            article_id=article,
            urgency=urgency,
            state=AlertState.OPEN,
            revision=1,
            opened_at=now,
            deadline_at=deadline_at,
        )
        .returning(alert.c.id)
    )
    return AlertId(added.scalar_one())


async def get(connection: AsyncConnection, id: AlertId) -> Alert:
    """The alert with this number. Raises NotFound."""
    row = (await connection.execute(select(alert).where(alert.c.id == id))).first()
    if row is None:
        raise NotFound(f"no alert {id}")
    return _alert(row)


async def of_article(connection: AsyncConnection, article: ArticleId) -> Alert | None:
    """The alert of an article, if one has opened."""
    row = (await connection.execute(select(alert).where(alert.c.article_id == article))).first()
    return None if row is None else _alert(row)


async def by_topic(connection: AsyncConnection, *, since: datetime) -> dict[TopicId, int]:
    """How many alerts were opened under each topic since then; one under two topics counts for both."""
    filed = alert.join(article_topic, article_topic.c.article_id == alert.c.article_id)
    statement = (
        select(article_topic.c.topic_id, func.count())
        .select_from(filed)
        .where(alert.c.opened_at >= since)
        .group_by(article_topic.c.topic_id)
    )
    return {TopicId(id): count for id, count in await connection.execute(statement)}


async def unsettled(connection: AsyncConnection) -> list[Alert]:
    """The alerts that may still reach somebody, oldest first."""
    rows = await connection.execute(select(alert).where(alert.c.settled_at.is_(None)).order_by(alert.c.id))
    return [_alert(row) for row in rows]


async def settle(connection: AsyncConnection, id: AlertId, *, now: datetime) -> None:
    """Nobody is left to visit: no run opens for it any more. Not so where a visit came to wait meanwhile."""
    waiting = exists().where(exception.c.alert_id == alert.c.id)
    await connection.execute(
        update(alert).where(alert.c.id == id, alert.c.settled_at.is_(None), ~waiting).values(settled_at=now)
    )


async def still_there(connection: AsyncConnection, ids: Collection[AlertId]) -> set[AlertId]:
    """Those of `ids` that exist still, and that will until the transaction ends."""
    rows = await connection.execute(
        select(alert.c.id)
        .where(alert.c.id.in_(sorted(ids)))
        .order_by(alert.c.id)
        .with_for_update(read=True, key_share=True)
    )
    return {AlertId(id) for id in rows.scalars()}


async def edition_states(
    connection: AsyncConnection, articles: Collection[ArticleId]
) -> dict[ArticleId, dict[str, EditionState]]:
    """How far the editions of these articles are: per article, language → state."""
    found: dict[ArticleId, dict[str, EditionState]] = {id: {} for id in articles}
    rows = await connection.execute(
        select(edition.c.article_id, edition.c.language, edition.c.state).where(
            edition.c.article_id.in_(articles)
        )
    )
    for row in rows:
        found[ArticleId(row.article_id)][row.language] = EditionState(row.state)
    return found


def _alert(row: Row[tuple[object, ...]]) -> Alert:
    return Alert(
        id=AlertId(row.id),
        article=ArticleId(row.article_id),
        urgency=Urgency(row.urgency),
        state=AlertState(row.state),
        opened_at=row.opened_at,
        deadline_at=row.deadline_at,
    )
