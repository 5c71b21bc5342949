"""The audience: who receives now, by topic and first-choice language, in pages of rising ids."""

import heapq
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from alertbot.model import ChatId, SubscriberId, SubscriberKind, SubscriberState, TopicId
from alertbot.storage.tables import subscriber, subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What sending to a subscriber needs."""

    id: SubscriberId
    chat: ChatId
    kind: SubscriberKind
    languages: tuple[str, ...]  # in order of preference
    originals: bool
    second_script: str | None
    discreet: bool
    topics: frozenset[TopicId]  # of those asked for, the ones chosen


@dataclass(frozen=True, slots=True)
class Page:
    """Readers by id; `last` is the id up to which everybody was looked at, None at the end."""

    readers: tuple[Reader, ...]
    last: int | None


async def page(
    connection: AsyncConnection,
    *,
    topics: Collection[TopicId],
    language: str,
    after: int,
    up_to: int,
    limit: int,
    also: Sequence[SubscriberId] = (),
) -> Page:
    """The next readers with an id above `after`, not above `up_to`, who chose one of the topics.

    And those of `also`, ids in order, who have this first-choice language. At most `limit` ids are looked
    at; those who do not receive now are left out. One range of an index per topic is read, and the ranges
    are merged here: a UNION over many topics is slow on SQLite.
    """
    ranges = [
        await _range(connection, topic, language=language, after=after, up_to=up_to, limit=limit)
        for topic in topics
    ]
    first = bisect_right(also, after)
    named = also[first : min(bisect_right(also, up_to), first + limit)]
    merged = groupby(
        heapq.merge(*ranges, ((id, None) for id in named), key=lambda pair: pair[0]), key=lambda pair: pair[0]
    )
    chosen = {
        id: frozenset(topic for _, topic in pairs if topic is not None) for id, pairs in islice(merged, limit)
    }
    last = next(reversed(chosen)) if len(chosen) == limit else None
    return Page(await _readers(connection, chosen, subscriber.c.language == language), last)


async def readers(
    connection: AsyncConnection,
    ids: Collection[SubscriberId],
    *,
    topics: Collection[TopicId],
    also: Sequence[SubscriberId] = (),
) -> tuple[Reader, ...]:
    """Those of `ids` who receive now and chose one of the topics, or are among `also` (ids in order).

    By id.
    """
    rows = await connection.execute(
        select(subscription.c.subscriber_id, subscription.c.topic_id)
        .where(subscription.c.subscriber_id.in_(ids), subscription.c.topic_id.in_(topics))
        .order_by(subscription.c.subscriber_id)
    )
    pairs = groupby(rows, key=lambda row: row.subscriber_id)
    named = {id: frozenset[TopicId]() for id in ids if _has(also, id)}
    chosen = {SubscriberId(id): frozenset(TopicId(row.topic_id) for row in group) for id, group in pairs}
    return await _readers(connection, named | chosen)


async def languages(connection: AsyncConnection, topics: Collection[TopicId]) -> set[str]:
    """The first-choice languages of those who chose one of the topics.

    Jumps from language to language in the index instead of reading a row per reader.
    """
    found: set[str] = set()
    for topic in topics:
        tag = await _next_language(connection, topic, after="")
        while tag is not None:
            found.add(tag)
            tag = await _next_language(connection, topic, after=tag)
    return found


async def count(connection: AsyncConnection, topics: Collection[TopicId]) -> dict[str, int]:
    """How many receive now who chose one of the topics, by first-choice language."""
    rows = await connection.execute(
        select(subscriber.c.language, func.count(subscription.c.subscriber_id.distinct()))
        .join(subscription, subscription.c.subscriber_id == subscriber.c.id)
        .where(subscription.c.topic_id.in_(topics), subscriber.c.state == SubscriberState.ACTIVE)
        .group_by(subscriber.c.language)
    )
    return {language: int(n) for language, n in rows}


async def still_there(connection: AsyncConnection, ids: Iterable[SubscriberId]) -> set[SubscriberId]:
    """Those of `ids` who subscribe still, and who will until the transaction ends."""
    rows = await connection.execute(
        select(subscriber.c.id)
        .where(subscriber.c.id.in_(sorted(ids)))
        .order_by(subscriber.c.id)
        .with_for_update(read=True, key_share=True)
    )
    return {SubscriberId(id) for id in rows.scalars()}


async def _range(
    connection: AsyncConnection, topic: TopicId, *, language: str, after: int, up_to: int, limit: int
) -> list[tuple[SubscriberId, TopicId]]:
    rows = await connection.execute(
        select(subscription.c.subscriber_id)
        .where(
            subscription.c.topic_id == topic,
            subscription.c.language == language,
            subscription.c.subscriber_id > after,
            subscription.c.subscriber_id <= up_to,
        )
        .order_by(subscription.c.subscriber_id)
        .limit(limit)
    )
    return [(SubscriberId(id), topic) for id in rows.scalars()]


async def _readers(
    connection: AsyncConnection,
    chosen: dict[SubscriberId, frozenset[TopicId]],
    *conditions: ColumnElement[bool],
) -> tuple[Reader, ...]:
    rows = await connection.execute(
        select(
            subscriber.c.id,
            subscriber.c.chat_id,
            subscriber.c.kind,
            subscriber.c.languages,
            subscriber.c.originals,
            subscriber.c.second_script,
            subscriber.c.discreet,
        )
        .where(subscriber.c.id.in_(list(chosen)), subscriber.c.state == SubscriberState.ACTIVE, *conditions)
        .order_by(subscriber.c.id)
    )
    return tuple(
        Reader(
            id=SubscriberId(row.id),
            chat=row.chat_id,
            kind=SubscriberKind(row.kind),
            languages=tuple(row.languages),
            originals=row.originals,
            second_script=row.second_script,
            discreet=row.discreet,
            topics=chosen[row.id],
        )
        for row in rows
    )


def _has(ids: Sequence[SubscriberId], id: SubscriberId) -> bool:
    at = bisect_right(ids, id)
    return at > 0 and ids[at - 1] == id


async def _next_language(connection: AsyncConnection, topic: TopicId, *, after: str) -> str | None:
    first = select(func.min(subscription.c.language)).where(
        subscription.c.topic_id == topic, subscription.c.language > after
    )
    found: str | None = (await connection.execute(first)).scalar()
    return found
