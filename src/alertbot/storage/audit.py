"""What editors and owners decided, and what happened by itself: one row each, never changed.

Whoever decided is named by the pseudonym that was drawn for them, also when they are gone. What was
decided is sealed. All is kept as long as the operator says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import EditionId, PersonId
from alertbot.storage import batches
from alertbot.storage.tables import audit, person

EDITION = "edition"


class Deed(StrEnum):
    """What was done; the values are kept, so they never change. What stands before the dot is its kind."""

    APPROVED = "review.approved"
    APPROVED_CLEAN = "review.approved_clean"  # one of many, in one press
    EDITED = "review.edited"
    REJECTED = "review.rejected"
    SENT_ON = "review.sent_on"
    RELEASED = "review.released"  # at its deadline, by itself
    GIVEN_UP = "review.given_up"  # nobody decided for a day
    AWAY = "review.away"
    BACK = "review.back"
    POLICY = "policy.changed"
    RULE = "policy.rule"  # a second person is needed, or no longer
    ASKED = "second.asked"  # for a second person
    CONFIRMED = "second.confirmed"
    REFUSED = "second.refused"
    WITHDRAWN = "second.withdrawn"
    INVITED = "people.invited"
    TAKEN_BACK = "people.taken_back"  # an invitation
    APPOINTED = "people.appointed"  # by accepting an invitation
    REMOVED = "people.removed"
    RENAMED = "people.renamed"  # how colleagues see somebody
    LANGUAGES = "people.languages"
    FEED_ADDED = "feed.added"
    FEED_PAUSED = "feed.paused"
    FEED_RESUMED = "feed.resumed"
    FEED_REMOVED = "feed.removed"
    FEED_FOLLOWED = "feed.followed"  # to another site
    HOST_ADDED = "feed.host_added"  # that its links may lead to
    HOST_REMOVED = "feed.host_removed"
    FEED_STAYED = "feed.stayed"  # where it was
    FILED = "feed.filed"  # all of it under a topic
    NOT_FILED = "feed.not_filed"
    TOPIC_ADDED = "topic.added"
    TOPIC_NAMED = "topic.named"
    TOPIC_WORDS = "topic.words"
    TOPIC_HIDDEN = "topic.hidden"
    TOPIC_SHOWN = "topic.shown"
    ARTICLE_FILED = "topic.article"  # one article under a topic
    ARTICLE_NOT_FILED = "topic.no_article"
    ARTICLE_SENT = "topic.article_sent"  # filed by hand, it goes out
    ARTICLE_LEFT = "topic.article_left"  # nobody is alerted to it
    NAME_ADDED = "name.added"
    NAME_RENDERED = "name.rendered"
    NAME_UNRENDERED = "name.unrendered"
    NAME_NOTED = "name.noted"
    NAME_REMOVED = "name.removed"
    SUGGESTION_TAKEN = "name.suggestion_taken"
    SUGGESTION_DECLINED = "name.suggestion_declined"
    ALERT_LIVE = "alert.live"  # by hand: it counts down
    ALERT_ASKED = "alert.asked"  # for a second editor
    ALERT_CONFIRMED = "alert.confirmed"
    ALERT_CANCELLED = "alert.cancelled"
    FROZEN = "alert.frozen"  # all of them
    RESUMED = "alert.resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row; `who` is the name of who did it, None where it happened by itself."""

    at: datetime
    deed: str
    person: PersonId | None  # who is still there
    who: str | None
    subject: str
    subject_id: int
    detail: Mapping[str, Any]


async def note(
    connection: AsyncConnection,
    deed: str,
    *,
    person: PersonId | None,
    now: datetime,
    subject: str = "",
    subject_id: int = 0,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write down that something was decided, in the transaction that does it; `detail` is JSON."""
    await connection.execute(
        insert(audit).values(
            at=now,
            person_id=person,
            who=None if person is None else _pseudonym(person),
            deed=deed,
            subject=subject,
            subject_id=subject_id,
            detail=dict(detail or {}),
        )
    )


async def latest(
    connection: AsyncConnection, *, limit: int, skip: int = 0, who: str | None = None, kind: str | None = None
) -> list[Record]:
    """The newest records, newest first; of one person by their pseudonym, of one kind, as wanted."""
    chosen = _newest()
    if who is not None:
        chosen = chosen.where(audit.c.who == who)
    if kind is not None:
        chosen = chosen.where(audit.c.deed.startswith(f"{kind}.", autoescape=True))
    return [_record(row) for row in await connection.execute(chosen.limit(limit).offset(skip))]


async def authors(connection: AsyncConnection) -> dict[str, str]:
    """Who is named in the log, by pseudonym, and what colleagues call them."""
    joined = audit.outerjoin(person, person.c.pseudonym == audit.c.who)
    chosen = (
        select(audit.c.who, person.c.label).select_from(joined).where(audit.c.who.is_not(None)).distinct()
    )
    rows = (await connection.execute(chosen)).all()
    return {row.who: row.label or row.who for row in sorted(rows, key=lambda row: row.who)}


async def expire(connection: AsyncConnection, *, before: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` records from before then: how many."""
    return await batches.delete_some(connection, audit, audit.c.at < before, limit=limit)


async def last_of(connection: AsyncConnection, edition: EditionId) -> Record | None:
    """What was decided last about an edition."""
    statement = _newest().where(audit.c.subject == EDITION, audit.c.subject_id == edition).limit(1)
    row = (await connection.execute(statement)).first()
    return None if row is None else _record(row)


def _pseudonym(id: PersonId) -> Any:
    return select(person.c.pseudonym).where(person.c.id == id).scalar_subquery()


def _newest() -> Select[Any]:
    joined = audit.outerjoin(person, person.c.id == audit.c.person_id)
    return select(audit, person.c.label).select_from(joined).order_by(audit.c.id.desc())


def _record(row: Any) -> Record:
    return Record(
        at=row.at,
        deed=row.deed,
        person=None if row.person_id is None else PersonId(row.person_id),
        who=row.label or row.who,
        subject=row.subject,
        subject_id=row.subject_id,
        detail=row.detail,
    )
