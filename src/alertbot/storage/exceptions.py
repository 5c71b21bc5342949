"""Exceptions: readers to be visited apart from a run, one row per alert and reader at most."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, delete, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import AlertId, Retry, SubscriberId, Urgency
from alertbot.storage import upsert
from alertbot.storage.tables import alert, exception, run

_MOST_PAIRS = 200  # in one statement


async def put(connection: AsyncConnection, retries: Collection[Retry]) -> None:
    """Visit these readers when due; what was written for the same alert and reader is replaced.

    Each subscriber must be there: see `audience.still_there`.
    """
    rows = [
        {
            "alert_id": each.alert,
            "subscriber_id": each.subscriber,
            "due_at": each.due_at,
            "attempts": each.attempts,
        }
        for each in sorted(retries, key=lambda each: (each.alert, each.subscriber))
    ]
    if not rows:
        return
    statement = upsert.insert(connection, exception)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["alert_id", "subscriber_id"],
            set_={"due_at": statement.excluded.due_at, "attempts": statement.excluded.attempts},
        ),
        rows,
    )


async def drop(connection: AsyncConnection, pairs: Collection[tuple[AlertId, SubscriberId]]) -> None:
    """These readers need no visit any more."""
    waiting = sorted(pairs)
    for at in range(0, len(waiting), _MOST_PAIRS):
        key = tuple_(exception.c.alert_id, exception.c.subscriber_id)
        await connection.execute(delete(exception).where(key.in_(waiting[at : at + _MOST_PAIRS])))


async def drop_as_read(connection: AsyncConnection, read: Collection[Retry]) -> None:
    """These readers wanted nothing when they were looked at; who chose anew since then stays."""
    for each in sorted(read, key=lambda each: (each.alert, each.subscriber)):
        await connection.execute(
            delete(exception).where(
                exception.c.alert_id == each.alert,
                exception.c.subscriber_id == each.subscriber,
                exception.c.due_at == each.due_at,
            )
        )


async def due(connection: AsyncConnection, *, now: datetime, limit: int) -> list[Retry]:
    """Up to `limit` readers to visit by now: those of urgent alerts first, then the longest due."""
    urgent_first = case((alert.c.urgency == Urgency.URGENT, 0), else_=1)
    rows = await connection.execute(
        select(exception)
        .join(alert, alert.c.id == exception.c.alert_id)
        .where(exception.c.due_at <= now, alert.c.settled_at.is_(None))
        .order_by(urgent_first, exception.c.due_at, exception.c.subscriber_id)
        .limit(limit)
    )
    return [
        Retry(
            alert=AlertId(row.alert_id),
            subscriber=SubscriberId(row.subscriber_id),
            due_at=row.due_at,
            attempts=row.attempts,
        )
        for row in rows
    ]


async def next_due(connection: AsyncConnection, *, after: datetime) -> datetime | None:
    """When the next reader is to be visited that is not to be yet; None where there is none."""
    statement = select(func.min(exception.c.due_at)).where(exception.c.due_at > after)
    found: datetime | None = (await connection.execute(statement)).scalar()
    return found


async def alerts_waiting(connection: AsyncConnection) -> set[AlertId]:
    """The alerts that still have readers to visit apart."""
    return {
        AlertId(id) for id in (await connection.execute(select(exception.c.alert_id).distinct())).scalars()
    }


async def revisit(connection: AsyncConnection, id: SubscriberId, *, now: datetime) -> None:
    """Look at a subscriber again for every alert on its way: a choice changed or a pause ended.

    That goes for alerts whose runs are done as well, while another may still open: who waited for one
    language may have chosen another that was served. Whom an alert has reached already is left in peace
    at the visit, and who came after a run opened is not its reader. A visit that waits already is made
    now. Ring Bell.DISPATCH.
    """
    on_their_way = (
        select(run.c.alert_id, literal(id), literal(now, exception.c.due_at.type), literal(0))
        .join(alert, alert.c.id == run.c.alert_id)
        .where(alert.c.settled_at.is_(None), run.c.max_id >= id)
        .distinct()
        .order_by(run.c.alert_id)
    )
    statement = upsert.insert(connection, exception).from_select(
        ["alert_id", "subscriber_id", "due_at", "attempts"], on_their_way
    )
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["alert_id", "subscriber_id"], set_={"due_at": statement.excluded.due_at}
        )
    )
