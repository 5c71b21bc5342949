"""Editions: an article in one language, its text kept as numbered revisions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Select, and_, delete, exists, insert, null, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import NotFound
from alertbot.model import ArticleId, Edition, EditionId, EditionState, Origin, PersonId
from alertbot.storage import batches, upsert
from alertbot.storage.tables import edition, review, revision


class Finding(Protocol):
    """What a guard found, whatever type it comes in."""

    @property
    def guard(self) -> str:
        """The guard's short name."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words it found it by."""

    @property
    def hard(self) -> bool:
        """Whether it keeps the edition from readers."""


async def get(connection: AsyncConnection, id: EditionId) -> Edition:
    """One edition at its present revision. Raises NotFound."""
    row = (await connection.execute(present().where(edition.c.id == id))).first()
    if row is None:
        raise NotFound(f"no edition {id}")
    return from_row(row)


async def of(connection: AsyncConnection, article: ArticleId) -> list[Edition]:
    """All editions of an article, whatever their state, oldest first.

    One that has no text yet is at revision 0, with an empty title and summary.
    """
    statement = present().where(edition.c.article_id == article).order_by(edition.c.id)
    return [from_row(row) for row in await connection.execute(statement)]


async def ready(
    connection: AsyncConnection, articles: Collection[ArticleId]
) -> dict[ArticleId, list[Edition]]:
    """The editions that may go to readers, oldest first, by article; all articles are in it."""
    found: defaultdict[ArticleId, list[Edition]] = defaultdict(list)
    statement = present().where(edition.c.article_id.in_(articles), edition.c.state == EditionState.READY)
    for row in await connection.execute(statement.order_by(edition.c.id)):
        found[ArticleId(row.article_id)].append(from_row(row))
    return {article: found[article] for article in articles}


async def expect(
    connection: AsyncConnection, article: ArticleId, languages: Iterable[str], *, now: datetime
) -> dict[str, EditionId]:
    """Await an edition in each language that the article has none in yet: the new ones by language."""
    rows = [
        {
            "article_id": article,
            "language": language,
            "state": EditionState.AWAITED,
            "revision": 0,
            "created_at": now,
        }
        for language in dict.fromkeys(languages)
    ]
    if not rows:
        return {}
    inserted = await connection.execute(
        upsert.insert(connection, edition)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["article_id", "language"])
        .returning(edition.c.id, edition.c.language)
    )
    return {row.language: EditionId(row.id) for row in inserted}


async def write(
    connection: AsyncConnection,
    id: EditionId,
    *,
    state: EditionState,
    title: str,
    summary: str,
    origin: Origin,
    now: datetime,
    source_language: str | None = None,
    url: str | None = None,
    source: str | None = None,
    provider: str | None = None,
    person: PersonId | None = None,
    findings: Sequence[Finding] = (),
) -> int:
    """Give the edition its next text: the number of the new revision, the first being 1.

    Without a `url` or `source` the edition keeps what it had. Whatever was waiting for an editor there
    waits no more (`storage.review.hold` lets the new text wait). Raises NotFound.
    """
    values: dict[str, object] = {"state": state, "revision": edition.c.revision + 1}
    if url is not None:
        values["url"] = url
    if source is not None:
        values["source"] = source
    if state is EditionState.READY:
        values["ready_at"] = now
    changed = await connection.execute(
        update(edition).where(edition.c.id == id).values(values).returning(edition.c.revision)
    )
    number = changed.scalar()
    if number is None:
        raise NotFound(f"no edition {id}")
    await connection.execute(
        insert(revision).values(
            edition_id=id,
            number=number,
            title=title,
            summary=summary,
            origin=origin,
            source_language=source_language,
            provider=provider,
            person_id=person,
            created_at=now,
            findings=[
                {"guard": str(each.guard), "words": list(each.words), "hard": each.hard} for each in findings
            ],
        )
    )
    await connection.execute(delete(review).where(review.c.edition_id == id))
    return int(number)


async def set_state(
    connection: AsyncConnection, id: EditionId, state: EditionState, *, now: datetime
) -> None:
    """Let the edition go to readers, hold it, or give it up. Raises NotFound.

    One that is not held waits for no editor any more.
    """
    values: dict[str, object] = {"state": state}
    if state is EditionState.READY:
        values["ready_at"] = now
    changed = await connection.execute(
        update(edition).where(edition.c.id == id).values(values).returning(edition.c.id)
    )
    if changed.first() is None:
        raise NotFound(f"no edition {id}")
    if state is not EditionState.HELD:
        await connection.execute(delete(review).where(review.c.edition_id == id))


async def expire_texts(connection: AsyncConnection, *, before: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` texts written before then that no reader gets: how many.

    These are texts that were replaced, and those of editions that were refused or given up; no revision
    number is used again. What the guards found in the others is forgotten too, once nobody waits for it.
    """
    gone = (EditionState.REJECTED, EditionState.FAILED)
    unread = exists().where(
        edition.c.id == revision.c.edition_id,
        or_(edition.c.revision != revision.c.number, edition.c.state.in_(gone)),
    )
    texts = await batches.delete_some(
        connection, revision, revision.c.created_at < before, unread, limit=limit
    )
    decided = exists().where(edition.c.id == revision.c.edition_id, edition.c.state != EditionState.HELD)
    old = select(revision.c.edition_id, revision.c.number).where(
        revision.c.created_at < before, revision.c.findings.is_not(null()), decided
    )
    keys = tuple_(revision.c.edition_id, revision.c.number)
    found = await connection.execute(
        update(revision).where(keys.in_(old.limit(limit))).values(findings=null())
    )
    return texts + found.rowcount


def present() -> Select[Any]:
    """Editions, each with the text of its present revision."""
    present = and_(revision.c.edition_id == edition.c.id, revision.c.number == edition.c.revision)
    text = (revision.c.title, revision.c.summary, revision.c.origin, revision.c.source_language)
    return select(edition, *text).outerjoin(revision, present)


def from_row(row: Any) -> Edition:
    """The edition of a row of `present`."""
    return Edition(
        id=EditionId(row.id),
        article=ArticleId(row.article_id),
        language=row.language,
        state=EditionState(row.state),
        revision=row.revision,
        title=row.title or "",
        summary=row.summary or "",
        origin=Origin(row.origin or Origin.ORIGINAL),
        source_language=row.source_language,
        url=row.url,
        source=row.source,
    )
