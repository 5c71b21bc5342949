"""What editors and owners decided, and what happened by itself: one row each, never changed."""

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
    """What was done; the values are kept, so they never change."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row; `who` is the pseudonym of a person who is still there."""

    at: datetime
    deed: str
    person: PersonId | None
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
            deed=deed,
            subject=subject,
            subject_id=subject_id,
            detail=dict(detail or {}),
        )
    )


async def latest(connection: AsyncConnection, *, limit: int) -> list[Record]:
    """The newest records, newest first."""
    return [_record(row) for row in await connection.execute(_newest().limit(limit))]


async def last_of(connection: AsyncConnection, edition: EditionId) -> Record | None:
    """What was decided last about an edition."""
    statement = _newest().where(audit.c.subject == EDITION, audit.c.subject_id == edition).limit(1)
    row = (await connection.execute(statement)).first()
    return None if row is None else _record(row)


async def expire(connection: AsyncConnection, *, before: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` records from before then: how many."""
    return await batches.delete_some(connection, audit, audit.c.at < before, limit=limit)


def _newest() -> Select[Any]:
    joined = audit.outerjoin(person, person.c.id == audit.c.person_id)
    return select(audit, person.c.pseudonym).select_from(joined).order_by(audit.c.id.desc())


def _record(row: Any) -> Record:
    return Record(
        at=row.at,
        deed=row.deed,
        person=None if row.person_id is None else PersonId(row.person_id),
        who=row.pseudonym,
        subject=row.subject,
        subject_id=row.subject_id,
        detail=row.detail,
    )
