"""Work rows: what a stage has to do, claimed with a lease, a fencing token and a count of attempts.

A worker that dies is replaced when its lease ends. A result and the work that follows from it are
written in one transaction with `finish`, which tells whether the claim still held.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Executable, and_, bindparam, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import LeaseLost
from alertbot.model import Work, WorkId, WorkKind
from alertbot.storage import upsert
from alertbot.storage.tables import work

MOST_ATTEMPTS = 8


async def add(
    connection: AsyncConnection, kind: WorkKind, subjects: Iterable[int], *, due_at: datetime
) -> None:
    """Ask for `kind` to be done for each subject from `due_at` on; what waits already stays as it is."""
    rows = [
        {"kind": kind, "subject": subject, "due_at": due_at, "attempts": 0, "token": 0, "parked": False}
        for subject in subjects
    ]
    if not rows:
        return
    await connection.execute(
        upsert.insert(connection, work).on_conflict_do_nothing(index_elements=["kind", "subject"]), rows
    )


async def claim(
    connection: AsyncConnection, kinds: Sequence[WorkKind], *, now: datetime, lease: timedelta, limit: int
) -> list[Work]:
    """Take up to `limit` rows that are due, longest due first: nobody else can until the lease ends."""
    # As a plain subquery PostgreSQL may ask for `due` anew for each row, and take more than `limit`.
    due = (
        select(work.c.id)
        .where(work.c.kind.in_(kinds), ~work.c.parked, work.c.due_at <= now)
        .order_by(work.c.due_at, work.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    rows = await connection.execute(
        update(work)
        .where(work.c.id.in_(select(due.c.id)))
        .values(due_at=now + lease, attempts=work.c.attempts + 1, token=work.c.token + 1)
        .returning(work.c.id, work.c.kind, work.c.subject, work.c.attempts, work.c.token, work.c.due_at)
    )
    return [
        Work(
            id=WorkId(row.id),
            kind=WorkKind(row.kind),
            subject=row.subject,
            attempts=row.attempts,
            token=row.token,
            due_at=row.due_at,
        )
        for row in sorted(rows, key=lambda row: row.id)
    ]


async def renew(connection: AsyncConnection, held: Collection[Work], *, until: datetime) -> None:
    """Hold on to claimed rows until then; rows that another worker has by now are left to it."""
    if not held:
        return
    await connection.execute(
        update(work)
        .where(work.c.id == bindparam("held"), work.c.token == bindparam("by"))
        .values(due_at=bindparam("until")),
        [{"held": each.id, "by": each.token, "until": until} for each in held],
    )


async def finish(connection: AsyncConnection, done: Work) -> None:
    """The work is done: its row goes. Raises LeaseLost where another worker has it now."""
    await _expect_one(connection, delete(work).where(_held(done)).returning(work.c.id))


async def again(
    connection: AsyncConnection, held: Work, *, due_at: datetime, fresh: bool, error: str | None = None
) -> None:
    """Do it again at `due_at`; `fresh` forgets the attempts (the work succeeded and recurs).

    Raises LeaseLost where another worker has it now.
    """
    attempts = 0 if fresh else work.c.attempts
    await _expect_one(
        connection,
        update(work)
        .where(_held(held))
        .values(due_at=due_at, attempts=attempts, last_error=error)
        .returning(work.c.id),
    )


async def park(connection: AsyncConnection, held: Work, *, error: str) -> None:
    """Give up for now: the row stays, visible to editors, and is not claimed. Raises LeaseLost."""
    await _expect_one(
        connection,
        update(work).where(_held(held)).values(parked=True, last_error=error).returning(work.c.id),
    )


async def hasten(connection: AsyncConnection, kind: WorkKind, subject: int, *, due_at: datetime) -> None:
    """Make waiting or parked work due at `due_at` at the latest, with its attempts forgotten."""
    await connection.execute(
        update(work)
        .where(work.c.kind == kind, work.c.subject == subject)
        .values(due_at=case((work.c.due_at < due_at, work.c.due_at), else_=due_at), parked=False, attempts=0)
    )


async def drop(connection: AsyncConnection, kind: WorkKind, subject: int) -> None:
    """Forget the work, whoever holds it."""
    await connection.execute(delete(work).where(work.c.kind == kind, work.c.subject == subject))


async def next_due(connection: AsyncConnection, kinds: Sequence[WorkKind]) -> datetime | None:
    """When the next row of these kinds is due; None where there is none."""
    statement = select(func.min(work.c.due_at)).where(work.c.kind.in_(kinds), ~work.c.parked)
    due: datetime | None = (await connection.execute(statement)).scalar()
    return due


async def parked(connection: AsyncConnection, kind: WorkKind) -> dict[int, str]:
    """The subjects of parked work of one kind, each with its last error."""
    rows = await connection.execute(
        select(work.c.subject, work.c.last_error)
        .where(work.c.kind == kind, work.c.parked)
        .order_by(work.c.subject)
    )
    return {row.subject: row.last_error or "" for row in rows}


def _held(held: Work) -> ColumnElement[bool]:
    return and_(work.c.id == held.id, work.c.token == held.token)


async def _expect_one(connection: AsyncConnection, statement: Executable) -> None:
    if (await connection.execute(statement)).first() is None:
        raise LeaseLost("the work row is in other hands")
