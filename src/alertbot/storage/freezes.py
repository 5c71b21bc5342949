"""The freeze: one row while all releases and sends are stopped."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import Freeze, FreezeReason, PersonId
from alertbot.storage import upsert
from alertbot.storage.tables import alert, freeze, person, review

_ALL = "all"


async def current(connection: AsyncConnection) -> Freeze | None:
    """The freeze in force; None where alerts go out."""
    statement = select(freeze, person.c.pseudonym, person.c.label).outerjoin(
        person, person.c.id == freeze.c.person_id
    )
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    name = row.label or row.pseudonym or ""
    return Freeze(since=row.since, reason=FreezeReason(row.reason), note=row.note, by=name)


async def begin(
    connection: AsyncConnection, *, by: PersonId, reason: FreezeReason, note: str = "", now: datetime
) -> bool:
    """Stop all releases and sends; False where they are stopped already, and then all stays as it is.

    Ring `Bell.FREEZE` with the transaction.
    """
    row = upsert.insert(connection, freeze).values(
        name=_ALL, since=now, reason=reason, note=note, person_id=by
    )
    made = await connection.execute(row.on_conflict_do_nothing().returning(freeze.c.name))
    return made.first() is not None


async def end(connection: AsyncConnection, *, now: datetime) -> bool:
    """Let alerts go out again; False where they do already. Ring `Bell.FREEZE` with the transaction.

    For alerts on their way and for texts that wait for an editor the clock stood still: what was left of
    their deadlines is left still, and none grows too old in a freeze.
    """
    ended = (
        await connection.execute(delete(freeze).where(freeze.c.name == _ALL).returning(freeze.c.since))
    ).first()
    if ended is None:
        return False
    await _prolong_reviews(connection, since=ended.since, now=now)
    await _prolong_alerts(connection, since=ended.since, now=now)
    return True


async def _prolong_reviews(connection: AsyncConnection, *, since: datetime, now: datetime) -> None:
    rows = await connection.execute(
        select(review.c.id, review.c.since, review.c.deadline_at).order_by(review.c.id).with_for_update()
    )
    for row in rows.all():
        stood = now - max(row.since, since)
        await connection.execute(
            update(review)
            .where(review.c.id == row.id)
            .values(since=row.since + stood, deadline_at=row.deadline_at + stood)
        )


async def _prolong_alerts(connection: AsyncConnection, *, since: datetime, now: datetime) -> None:
    rows = await connection.execute(
        select(alert.c.id, alert.c.opened_at, alert.c.deadline_at)
        .where(alert.c.settled_at.is_(None))
        .order_by(alert.c.id)
        .with_for_update()
    )
    for row in rows.all():
        stood = now - max(row.opened_at, since)
        await connection.execute(
            update(alert)
            .where(alert.c.id == row.id)
            .values(opened_at=row.opened_at + stood, deadline_at=row.deadline_at + stood)
        )
