"""Who reviews: editors' languages, whether they are away, and the one notice each has in their chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import Person, PersonId
from alertbot.storage import people, upsert
from alertbot.storage.tables import person, review, reviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The message that tells an editor how much waits, as it stands in their chat."""

    message_id: int | None = None  # None: there is none now
    at: datetime | None = None  # when one was last sent, which makes a sound
    told: int = 0
    urgent: bool = False
    owed: bool = False  # something began to wait so soon after the last sound that none was made yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """An editor or owner as a reviewer."""

    person: Person
    away: bool
    notice: Notice


async def all(connection: AsyncConnection) -> list[Reviewer]:  # noqa: A001 - as the neighbours name it
    """Every editor and owner, in the order they came."""
    joined = person.outerjoin(reviewer, reviewer.c.person_id == person.c.id)
    rows = await connection.execute(select(person, reviewer).select_from(joined).order_by(person.c.id))
    return [_reviewer(row) for row in rows]


async def present(connection: AsyncConnection) -> tuple[list[Person], list[Person]]:
    """Every editor and owner; and those of them who are not away."""
    known = await all(connection)
    return [each.person for each in known], [each.person for each in known if not each.away]


async def set_languages(connection: AsyncConnection, id: PersonId, languages: Sequence[str]) -> None:
    """In which languages a person reviews."""
    await connection.execute(update(person).where(person.c.id == id).values(languages=list(languages)))


async def set_away(connection: AsyncConnection, id: PersonId, *, away: bool) -> None:
    """An editor goes, and gives back what they had in hand, or comes back."""
    await _put(connection, id, away=away)
    if away:
        mine = update(review).where(review.c.claimed_by == id)
        await connection.execute(mine.values(claimed_by=None, claimed_until=None))
        await connection.execute(update(review).where(review.c.assigned_to == id).values(assigned_to=None))


async def set_notice(connection: AsyncConnection, id: PersonId, notice: Notice) -> None:
    """Remember how the notice stands."""
    await _put(
        connection,
        id,
        notice_id=notice.message_id,
        notice_at=notice.at,
        told=notice.told,
        told_urgent=notice.urgent,
        owed=notice.owed,
    )


async def _put(connection: AsyncConnection, id: PersonId, **values: Any) -> None:
    first = {"away": False, "told": 0, "told_urgent": False, "owed": False} | values
    row = upsert.insert(connection, reviewer).values(person_id=id, **first)
    await connection.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))


def _reviewer(row: Any) -> Reviewer:
    notice = Notice(
        message_id=row.notice_id,
        at=row.notice_at,
        told=row.told or 0,
        urgent=bool(row.told_urgent),
        owed=bool(row.owed),
    )
    return Reviewer(person=people.from_row(row), away=bool(row.away), notice=notice)
