"""Articles: stories with their topics, the entries they came by and the addresses they are known by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import NotFound
from alertbot.model import Article, ArticleId, ArticleState, EntryId, Filing, TopicId
from alertbot.storage import upsert
from alertbot.storage.tables import (
    alert,
    article,
    article_entry,
    article_topic,
    article_url,
    edition,
    revision,
)


async def get(connection: AsyncConnection, id: ArticleId) -> Article:
    """One article. Raises NotFound."""
    found = await _whole(
        connection, (await connection.execute(select(article).where(article.c.id == id))).all()
    )
    if not found:
        raise NotFound(f"no article {id}")
    return found[0]


async def latest(
    connection: AsyncConnection, *, topics: Collection[TopicId], limit: int, before: ArticleId | None = None
) -> list[Article]:
    """The prepared articles under any of the topics, newest first, those older than `before` if given."""
    filed = exists().where(article_topic.c.article_id == article.c.id, article_topic.c.topic_id.in_(topics))
    statement = select(article).where(article.c.state == ArticleState.PREPARED, filed)
    if before is not None:
        statement = statement.where(article.c.id < before)
    rows = (await connection.execute(statement.order_by(article.c.id.desc()).limit(limit))).all()
    return await _whole(connection, rows)


async def without_alert(connection: AsyncConnection, *, limit: int) -> list[Article]:
    """The prepared articles for which no alert was opened yet, oldest first."""
    statement = (
        select(article)
        .where(article.c.state == ArticleState.PREPARED, ~exists().where(alert.c.article_id == article.c.id))
        .order_by(article.c.id)
        .limit(limit)
    )
    return await _whole(connection, (await connection.execute(statement)).all())


async def of_entry(connection: AsyncConnection, entry: EntryId) -> ArticleId | None:
    """The article that an entry belongs to, if it was prepared."""
    statement = select(article_entry.c.article_id).where(article_entry.c.entry_id == entry)
    return (await connection.execute(statement.order_by(article_entry.c.article_id))).scalar()


async def of_urls(connection: AsyncConnection, keys: Collection[bytes]) -> dict[bytes, ArticleId]:
    """Which articles are known by these keys of addresses."""
    statement = select(article_url.c.url_key, article_url.c.article_id).where(article_url.c.url_key.in_(keys))
    return {bytes(row.url_key): ArticleId(row.article_id) for row in await connection.execute(statement)}


async def add(
    connection: AsyncConnection,
    *,
    url: str | None,
    source: str,
    language: str,
    text: str,
    image_url: str | None,
    published_at: datetime,
    hosts: Collection[str],
    state: ArticleState,
    now: datetime,
) -> ArticleId:
    """A new article, as yet without entries, topics, addresses and editions."""
    inserted = await connection.execute(
        insert(article)
        .values(
            url=url,
            source=source,
            language=language,
            text=text,
            image_url=image_url,
            hosts=sorted(hosts),
            published_at=published_at,
            state=state,
            created_at=now,
        )
        .returning(article.c.id)
    )
    return ArticleId(inserted.scalar_one())


async def remove(connection: AsyncConnection, id: ArticleId) -> None:
    """Forget an article with all that hangs on it."""
    await connection.execute(delete(article).where(article.c.id == id))


async def hold(connection: AsyncConnection, id: ArticleId) -> bool:
    """Keep other transactions from changing the article until this one ends; False where it is gone."""
    statement = select(article.c.id).where(article.c.id == id).with_for_update()
    return (await connection.execute(statement)).first() is not None


async def claim_urls(connection: AsyncConnection, id: ArticleId, languages: Mapping[bytes, str]) -> None:
    """Make the article known by these keys, each with its page's language; others keep theirs.

    Waits on PostgreSQL for another transaction that is just claiming one of them, in one order for
    all, so that two never wait for each other. `of_urls` then tells who owns what.
    """
    rows = [
        {"url_key": key, "article_id": id, "language": language}
        for key, language in sorted(languages.items())
    ]
    if rows:
        await connection.execute(upsert.insert(connection, article_url).on_conflict_do_nothing(), rows)


async def take_url(connection: AsyncConnection, id: ArticleId, key: bytes, language: str) -> None:
    """Make the article known by a key that another one claimed wrongly."""
    await connection.execute(
        update(article_url).where(article_url.c.url_key == key).values(article_id=id, language=language)
    )


async def move_urls(connection: AsyncConnection, *, source: ArticleId, target: ArticleId) -> None:
    """Make `target` known by what `source` was known by."""
    await connection.execute(
        update(article_url).where(article_url.c.article_id == source).values(article_id=target)
    )


async def add_entry(connection: AsyncConnection, id: ArticleId, entry: EntryId) -> None:
    """The entry tells this article's story too; once is enough."""
    await connection.execute(
        upsert.insert(connection, article_entry)
        .values(article_id=id, entry_id=entry)
        .on_conflict_do_nothing()
    )


async def widen_hosts(connection: AsyncConnection, id: ArticleId, hosts: Collection[str]) -> None:
    """Let the article's links lead to these hosts too. Call `hold` first."""
    known = (await connection.execute(select(article.c.hosts).where(article.c.id == id))).scalar_one()
    if not set(hosts) <= set(known):
        await connection.execute(
            update(article).where(article.c.id == id).values(hosts=sorted({*known, *hosts}))
        )


async def file(connection: AsyncConnection, id: ArticleId, filings: Iterable[Filing]) -> None:
    """Put the article under these topics too; one that waited for a topic is prepared with the first."""
    rows = [
        {"article_id": id, "topic_id": filing.topic, "reason": filing.reason, "words": list(filing.words)}
        for filing in filings
    ]
    if not rows:
        return
    await connection.execute(upsert.insert(connection, article_topic).on_conflict_do_nothing(), rows)
    await connection.execute(
        update(article)
        .where(article.c.id == id, article.c.state == ArticleState.UNFILED)
        .values(state=ArticleState.PREPARED)
    )


async def count_unfiled(connection: AsyncConnection) -> int:
    """How many articles wait for a topic."""
    statement = select(func.count()).where(article.c.state == ArticleState.UNFILED)
    return int((await connection.execute(statement)).scalar_one())


async def unfiled(connection: AsyncConnection, *, limit: int) -> list[tuple[ArticleId, str]]:
    """The newest articles that wait for a topic, each with the title of its own edition."""
    statement = (
        select(article.c.id, revision.c.title)
        .outerjoin(
            edition, and_(edition.c.article_id == article.c.id, edition.c.language == article.c.language)
        )
        .outerjoin(
            revision, and_(revision.c.edition_id == edition.c.id, revision.c.number == edition.c.revision)
        )
        .where(article.c.state == ArticleState.UNFILED)
        .order_by(article.c.id.desc())
        .limit(limit)
    )
    return [(ArticleId(row.id), row.title or "") for row in await connection.execute(statement)]


async def choose_topic(connection: AsyncConnection, id: ArticleId, topic: TopicId, *, on: bool) -> None:
    """An editor's choice for an article that waits; it waits on until `release_filed`."""
    if not on:
        await connection.execute(
            delete(article_topic).where(
                article_topic.c.article_id == id,
                article_topic.c.topic_id == topic,
                article_topic.c.reason == "editor",
            )
        )
    elif await hold(connection, id):
        row = {"article_id": id, "topic_id": topic, "reason": "editor", "words": []}
        await connection.execute(
            upsert.insert(connection, article_topic).values(row).on_conflict_do_nothing()
        )


async def release_filed(connection: AsyncConnection, id: ArticleId) -> None:
    """Prepare an article that waited and that an editor has chosen a topic for."""
    filed = exists().where(article_topic.c.article_id == id)
    await connection.execute(
        update(article)
        .where(article.c.id == id, article.c.state == ArticleState.UNFILED, filed)
        .values(state=ArticleState.PREPARED)
    )


async def leave_out(connection: AsyncConnection, id: ArticleId) -> None:
    """Alert nobody to an article that waits for a topic."""
    await connection.execute(
        update(article)
        .where(article.c.id == id, article.c.state == ArticleState.UNFILED)
        .values(state=ArticleState.SILENT)
    )


async def entries_of(connection: AsyncConnection, id: ArticleId) -> list[EntryId]:
    """The entries that tell the article's story."""
    statement = select(article_entry.c.entry_id).where(article_entry.c.article_id == id)
    return [
        EntryId(entry)
        for entry in (await connection.execute(statement.order_by(article_entry.c.entry_id))).scalars()
    ]


async def filings(connection: AsyncConnection, id: ArticleId) -> list[Filing]:
    """Under which topics the article is, and why."""
    statement = (
        select(article_topic).where(article_topic.c.article_id == id).order_by(article_topic.c.topic_id)
    )
    return [
        Filing(topic=TopicId(row.topic_id), reason=row.reason, words=tuple(row.words))
        for row in await connection.execute(statement)
    ]


async def _whole(connection: AsyncConnection, rows: Sequence[Any]) -> list[Article]:
    topics = await _topics(connection, [row.id for row in rows])
    return [
        Article(
            id=ArticleId(row.id),
            state=ArticleState(row.state),
            url=row.url,
            source=row.source,
            language=row.language,
            text=row.text,
            published_at=row.published_at,
            created_at=row.created_at,
            hosts=frozenset(row.hosts),
            topics=tuple(topics[row.id]),
        )
        for row in rows
    ]


async def _topics(connection: AsyncConnection, ids: Collection[int]) -> Mapping[int, list[TopicId]]:
    found: defaultdict[int, list[TopicId]] = defaultdict(list)
    statement = select(article_topic.c.article_id, article_topic.c.topic_id)
    statement = statement.where(article_topic.c.article_id.in_(ids)).order_by(article_topic.c.topic_id)
    for row in await connection.execute(statement):
        found[row.article_id].append(TopicId(row.topic_id))
    return found
