"""Numbers for editors: sums and counts only, nothing about anyone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import FeedState, SubscriberState, TopicId
from alertbot.storage.tables import alert, feed, run, subscriber, subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """True counts; whoever shows those of subscribers and deliveries hides the small ones."""

    subscribers: int
    paused: int
    by_language: Mapping[str, int]  # first choices
    by_topic: Mapping[TopicId, int]
    alerts: int  # opened since the time asked for
    delivered: int
    failed: int
    feeds: int
    feeds_paused: int
    feeds_failing: int


async def overview(connection: AsyncConnection, *, since: datetime) -> Overview:
    """How things stand, with the alerts and deliveries since then."""
    by_language = await _by(
        connection, select(subscriber.c.language, func.count()).group_by(subscriber.c.language)
    )
    by_topic = await _by(
        connection, select(subscription.c.topic_id, func.count()).group_by(subscription.c.topic_id)
    )
    sent = select(func.coalesce(func.sum(run.c.sent), 0), func.coalesce(func.sum(run.c.failed), 0))
    delivered, failed = (await connection.execute(sent.where(run.c.opened_at >= since))).one()
    states = await _by(connection, select(feed.c.state, func.count()).group_by(feed.c.state))
    failing = (
        select(func.count()).select_from(feed).where(feed.c.state == FeedState.ACTIVE, feed.c.failures > 0)
    )
    opened = select(func.count()).select_from(alert).where(alert.c.opened_at >= since)
    paused = select(func.count()).select_from(subscriber).where(subscriber.c.state == SubscriberState.PAUSED)
    return Overview(
        subscribers=sum(by_language.values()),
        paused=(await connection.execute(paused)).scalar_one(),
        by_language=by_language,
        by_topic=by_topic,
        alerts=(await connection.execute(opened)).scalar_one(),
        delivered=int(delivered),
        failed=int(failed),
        feeds=sum(states.values()),
        feeds_paused=states.get(FeedState.PAUSED, 0),
        feeds_failing=(await connection.execute(failing)).scalar_one() + states.get(FeedState.GONE, 0),
    )


async def _by(connection: AsyncConnection, statement: Select[tuple[Any, int]]) -> dict[Any, int]:
    rows = await connection.execute(statement)
    return {key: int(n) for key, n in rows}


async def deliveries(connection: AsyncConnection, *, since: datetime) -> dict[str, tuple[int, int]]:
    """What was sent and what failed, by the day (UTC, YYYY-MM-DD) on which its run opened, since then."""
    rows = await connection.execute(
        select(run.c.opened_at, run.c.sent, run.c.failed).where(run.c.opened_at >= since)
    )
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        day = f"{row.opened_at:%Y-%m-%d}"
        sent, failed = found.get(day, (0, 0))
        found[day] = (sent + row.sent, failed + row.failed)
    return found
