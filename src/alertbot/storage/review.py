"""Editions that wait for an editor: why, until when, and who has one in hand.

A row is there exactly as long as the edition waits. Who looks at one has a claim that lapses, so two
people never work on the same one and nobody who leaves keeps it. Every decision compares the revision
it was made on, so that an old button decides nothing. The edition's row is locked first, then this one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import NotFound
from alertbot.model import (
    Edition,
    EditionId,
    EditionState,
    HoldReason,
    KeptFinding,
    Origin,
    PersonId,
    Urgency,
)
from alertbot.storage import editions
from alertbot.storage.tables import alert, article, edition, review, revision

CLAIM = timedelta(minutes=10)  # how long somebody who does nothing keeps an edition to themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An edition that waits, with all that an editor wants to know at a glance."""

    id: int  # rises with each text that begins to wait
    edition: Edition
    urgency: Urgency
    reasons: tuple[HoldReason, ...]
    findings: tuple[KeptFinding, ...]
    since: datetime
    by_itself: bool  # whether it goes out at its deadline where nobody decides
    deadline_at: datetime  # from then on the readers' next language serves
    claimed_by: PersonId | None
    claimed_until: datetime | None
    assigned_to: PersonId | None

    def held_by(self, now: datetime) -> PersonId | None:
        """Who has it in hand at this moment."""
        live = self.claimed_until is not None and self.claimed_until > now
        return self.claimed_by if live else None


async def hold(
    connection: AsyncConnection,
    id: EditionId,
    *,
    reasons: Iterable[HoldReason],
    by_itself: bool,
    deadline_at: datetime,
    now: datetime,
    since: datetime | None = None,
    claimed_by: PersonId | None = None,
) -> None:
    """Let an edition, which is held, wait for an editor, in place of how it waited before."""
    await connection.execute(delete(review).where(review.c.edition_id == id))
    await connection.execute(
        insert(review).values(
            edition_id=id,
            reasons=list(reasons),
            by_itself=by_itself,
            since=since or now,
            deadline_at=deadline_at,
            claimed_by=claimed_by,
            claimed_until=None if claimed_by is None else now + CLAIM,
        )
    )


async def waiting(connection: AsyncConnection, languages: Collection[str] | None = None) -> list[Waiting]:
    """What waits, in these languages or (None) in all: the most urgent first, then the oldest."""
    statement = _waiting()
    if languages is not None:
        statement = statement.where(edition.c.language.in_(languages))
    ordered = statement.order_by(func.coalesce(alert.c.urgency, 0).desc(), review.c.since, review.c.id)
    return [_from_row(row) for row in await connection.execute(ordered)]


async def find(connection: AsyncConnection, id: EditionId) -> Waiting | None:
    """One edition that waits; None where it waits no more."""
    row = (await connection.execute(_waiting().where(edition.c.id == id))).first()
    return None if row is None else _from_row(row)


async def lock(connection: AsyncConnection, id: EditionId) -> Waiting | None:
    """The same, kept from other transactions until this one ends."""
    await connection.execute(select(edition.c.id).where(edition.c.id == id).with_for_update())
    return await find(connection, id)


async def claim(connection: AsyncConnection, id: EditionId, person: PersonId, *, now: datetime) -> bool:
    """Take an edition in hand, and let go of any other; False where a colleague has it."""
    touched = or_(review.c.claimed_by == person, review.c.edition_id == id)
    # In one order for all: two who change places would wait for each other.
    await connection.execute(select(review.c.id).where(touched).order_by(review.c.id).with_for_update())
    await connection.execute(
        update(review)
        .where(review.c.claimed_by == person, review.c.edition_id != id)
        .values(claimed_by=None, claimed_until=None)
    )
    taken = await connection.execute(
        update(review)
        .where(review.c.edition_id == id, _free(person, now))
        .values(claimed_by=person, claimed_until=now + CLAIM)
        .returning(review.c.id)
    )
    return taken.first() is not None


async def let_go(connection: AsyncConnection, person: PersonId) -> None:
    """Let go of whatever a person has in hand."""
    mine = update(review).where(review.c.claimed_by == person)
    await connection.execute(mine.values(claimed_by=None, claimed_until=None))


async def assign(connection: AsyncConnection, id: EditionId, person: PersonId) -> None:
    """Ask a person to look at an edition, which nobody has in hand then."""
    to = update(review).where(review.c.edition_id == id)
    await connection.execute(to.values(assigned_to=person, claimed_by=None, claimed_until=None))


async def approve(
    connection: AsyncConnection, id: EditionId, number: int, person: PersonId, *, now: datetime
) -> bool:
    """Let this very revision go to readers, checked by a person; False where it waits no more."""
    if not await _decide(connection, id, number, EditionState.READY, now=now):
        return False
    checked = update(revision).where(revision.c.edition_id == id, revision.c.number == number)
    await connection.execute(checked.values(person_id=person))
    await connection.execute(
        checked.where(revision.c.origin == Origin.MACHINE).values(origin=Origin.MACHINE_CHECKED)
    )
    return True


async def release(connection: AsyncConnection, id: EditionId, number: int, *, now: datetime) -> bool:
    """Let this very revision go to readers as it is, not checked; False where it waits no more."""
    return await _decide(connection, id, number, EditionState.READY, now=now)


async def reject(
    connection: AsyncConnection, id: EditionId, number: int, *, now: datetime, given_up: bool = False
) -> bool:
    """Keep this very revision from readers; False where it waits no more.

    `given_up`: nobody said no, it is only too late.
    """
    state = EditionState.FAILED if given_up else EditionState.REJECTED
    return await _decide(connection, id, number, state, now=now)


async def _decide(
    connection: AsyncConnection, id: EditionId, number: int, state: EditionState, *, now: datetime
) -> bool:
    values: dict[str, object] = {"state": state}
    if state is EditionState.READY:
        values["ready_at"] = now
    same = and_(edition.c.id == id, edition.c.revision == number, edition.c.state == EditionState.HELD)
    changed = await connection.execute(update(edition).where(same).values(values).returning(edition.c.id))
    if changed.first() is None:
        return False
    await connection.execute(delete(review).where(review.c.edition_id == id))
    return True


async def get(connection: AsyncConnection, id: EditionId) -> Waiting:
    """One edition that waits. Raises NotFound."""
    found = await find(connection, id)
    if found is None:
        raise NotFound(f"edition {id} does not wait")
    return found


def _free(person: PersonId, now: datetime) -> ColumnElement[bool]:
    return or_(review.c.claimed_by.is_(None), review.c.claimed_by == person, review.c.claimed_until <= now)


def _waiting() -> Select[Any]:
    own = (
        review.c.id.label("review_id"),
        *(each for each in review.c if each.name not in {"id", "edition_id"}),
        alert.c.urgency,
        revision.c.findings,
    )
    return (
        editions.present()
        .add_columns(*own)
        .join(review, review.c.edition_id == edition.c.id)
        .join(article, article.c.id == edition.c.article_id)
        .outerjoin(alert, alert.c.article_id == article.c.id)
        .where(edition.c.state == EditionState.HELD)
    )


def _from_row(row: Any) -> Waiting:
    return Waiting(
        id=row.review_id,
        edition=editions.from_row(row),
        urgency=Urgency(row.urgency or 0),
        reasons=tuple(HoldReason(each) for each in row.reasons),
        findings=tuple(
            KeptFinding(each["guard"], tuple(each["words"]), each["hard"]) for each in row.findings or ()
        ),
        since=row.since,
        by_itself=row.by_itself,
        deadline_at=row.deadline_at,
        claimed_by=None if row.claimed_by is None else PersonId(row.claimed_by),
        claimed_until=row.claimed_until,
        assigned_to=None if row.assigned_to is None else PersonId(row.assigned_to),
    )
