"""Topics: what readers choose, their names and keywords in each language."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import AlreadyThere, NotFound
from alertbot.languages import conversion
from alertbot.model import Topic, TopicId
from alertbot.storage import upsert
from alertbot.storage.tables import topic, topic_keyword, topic_name


async def all(connection: AsyncConnection, *, active_only: bool = True) -> list[Topic]:  # noqa: A001 (called topics.all)
    """The topics in the owner's order."""
    statement = select(topic).order_by(topic.c.position, topic.c.id)
    if active_only:
        statement = statement.where(topic.c.active)
    return await _with_words(connection, (await connection.execute(statement)).all())


async def get(connection: AsyncConnection, id: TopicId) -> Topic:
    """One topic. Raises NotFound."""
    found = await _with_words(
        connection, (await connection.execute(select(topic).where(topic.c.id == id))).all()
    )
    if not found:
        raise NotFound(f"no topic {id}")
    return found[0]


async def add(
    connection: AsyncConnection, *, slug: str, names: Mapping[str, str], emoji: str = ""
) -> TopicId:
    """A new topic at the end of the order. Raises AlreadyThere where the slug is taken."""
    taken = (await connection.execute(select(topic.c.id).where(topic.c.slug == slug))).scalar()
    if taken is not None:
        raise AlreadyThere(taken)
    last = select(func.coalesce(func.max(topic.c.position), 0) + 1).scalar_subquery()
    inserted = await connection.execute(
        insert(topic).values(slug=slug, emoji=emoji, position=last, active=True).returning(topic.c.id)
    )
    id = TopicId(inserted.scalar_one())
    if names:
        rows = [{"topic_id": id, "language": language, "name": name} for language, name in names.items()]
        await connection.execute(insert(topic_name), rows)
    return id


async def set_name(connection: AsyncConnection, id: TopicId, language: str, name: str) -> None:
    """Call the topic `name` in `language` from now on. Raises NotFound."""
    await _expect(connection, id)
    await connection.execute(
        upsert.insert(connection, topic_name)
        .values(topic_id=id, language=language, name=name)
        .on_conflict_do_update(index_elements=["topic_id", "language"], set_={"name": name})
    )


async def set_keywords(connection: AsyncConnection, id: TopicId, language: str, words: Iterable[str]) -> None:
    """File by these words of `language`, in place of the ones before. Raises NotFound."""
    await _expect(connection, id)
    await connection.execute(
        delete(topic_keyword).where(topic_keyword.c.topic_id == id, topic_keyword.c.language == language)
    )
    rows = [{"topic_id": id, "language": language, "keyword": word} for word in dict.fromkeys(words)]
    if rows:
        await connection.execute(insert(topic_keyword), rows)


async def set_active(connection: AsyncConnection, id: TopicId, active: bool) -> None:
    """Offer the topic, or stop offering it and filing under it. Raises NotFound."""
    changed = await connection.execute(
        update(topic).where(topic.c.id == id).values(active=active).returning(topic.c.id)
    )
    if changed.first() is None:
        raise NotFound(f"no topic {id}")


async def _expect(connection: AsyncConnection, id: TopicId) -> None:
    if (await connection.execute(select(topic.c.id).where(topic.c.id == id))).first() is None:
        raise NotFound(f"no topic {id}")


async def _with_words(connection: AsyncConnection, rows: Sequence[Any]) -> list[Topic]:
    ids = [row.id for row in rows]
    names = await _names(connection, ids)
    keywords = await _keywords(connection, ids)
    return [
        Topic(
            id=TopicId(row.id),
            slug=row.slug,
            emoji=row.emoji,
            position=row.position,
            active=row.active,
            names=names[row.id],
            converted=conversion.names(names[row.id]),
            keywords=keywords[row.id],
        )
        for row in rows
    ]


async def _names(connection: AsyncConnection, ids: Collection[int]) -> Mapping[int, dict[str, str]]:
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for row in await connection.execute(select(topic_name).where(topic_name.c.topic_id.in_(ids))):
        found[row.topic_id][row.language] = row.name
    return found


async def _keywords(connection: AsyncConnection, ids: Collection[int]) -> Mapping[int, dict[str, list[str]]]:
    found: defaultdict[int, dict[str, list[str]]] = defaultdict(dict)
    statement = (
        select(topic_keyword).where(topic_keyword.c.topic_id.in_(ids)).order_by(topic_keyword.c.keyword)
    )
    for row in await connection.execute(statement):
        found[row.topic_id].setdefault(row.language, []).append(row.keyword)
    return found
