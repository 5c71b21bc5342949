"""Runs: walks of an alert through the readers of one first-choice language, kept as a cursor.

A checkpoint moves the cursor in the transaction that writes what the walk did, so that a crash repeats
at most what was sent since.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import LeaseLost
from alertbot.model import AlertId, Progress, Run, RunId, RunState
from alertbot.storage.tables import run, subscriber


async def add(
    connection: AsyncConnection,
    alert: AlertId,
    *,
    language: str,
    priority: int,
    start: int,
    max_id: int,
    ready: int | None,
    epoch: int,
    now: datetime,
) -> Run:
    """Open a run that begins above `start` (0 to `max_id`) and knows of the readers up to `max_id`.

    `ready` is how many editions were ready, None where the one in `language` was among them.
    """
    added = await connection.execute(
        insert(run)
        .values(
            alert_id=alert,
            language=language,
            state=RunState.OPEN,
            priority=priority,
            start=start,
            max_id=max_id,
            wrapped=False,
            cursor=start,
            epoch=epoch,
            sent=0,
            failed=0,
            ready=ready,
            opened_at=now,
        )
        .returning(*run.c)
    )
    return _run(added.one())


async def of(connection: AsyncConnection, alerts: Collection[AlertId]) -> dict[AlertId, list[Run]]:
    """All runs of these alerts, per alert in the order they opened."""
    found: dict[AlertId, list[Run]] = {id: [] for id in alerts}
    rows = await connection.execute(select(run).where(run.c.alert_id.in_(alerts)).order_by(run.c.id))
    for row in rows:
        found[AlertId(row.alert_id)].append(_run(row))
    return found


async def save(
    connection: AsyncConnection, progress: Iterable[Progress], *, epoch: int, now: datetime
) -> None:
    """Move cursors and end runs under a dispatcher's `epoch`.

    A run that went with its alert meanwhile is left out. Raises LeaseLost where a later dispatcher
    has written to one of the runs.
    """
    for each in progress:
        ended_at = None if each.state is RunState.OPEN else now
        moved = await connection.execute(
            update(run)
            .where(run.c.id == each.run, run.c.epoch <= epoch)
            .values(
                state=each.state,
                wrapped=each.wrapped,
                cursor=each.cursor,
                epoch=epoch,
                ended_at=ended_at,
            )
            .returning(run.c.id)
        )
        if moved.first() is None and await _exists(connection, each.run):
            raise LeaseLost(f"run {each.run} is in other hands")


async def count(connection: AsyncConnection, counts: Mapping[RunId, tuple[int, int]]) -> None:
    """Add to what runs have sent and failed to send."""
    for id, (sent, failed) in sorted(counts.items()):
        await connection.execute(
            update(run).where(run.c.id == id).values(sent=run.c.sent + sent, failed=run.c.failed + failed)
        )


async def newest_subscriber(connection: AsyncConnection) -> int:
    """The highest subscriber id there is, 0 where there is none: the bound of runs that open now."""
    return int((await connection.execute(select(func.max(subscriber.c.id)))).scalar() or 0)


async def _exists(connection: AsyncConnection, id: RunId) -> bool:
    return (await connection.execute(select(run.c.id).where(run.c.id == id))).first() is not None


def _run(row: Row[tuple[object, ...]]) -> Run:
    return Run(
        id=RunId(row.id),
        alert=AlertId(row.alert_id),
        language=row.language,
        state=RunState(row.state),
        priority=row.priority,
        start=row.start,
        max_id=row.max_id,
        wrapped=row.wrapped,
        cursor=row.cursor,
        epoch=row.epoch,
        sent=row.sent,
        failed=row.failed,
        ready=row.ready,
        opened_at=row.opened_at,
    )
