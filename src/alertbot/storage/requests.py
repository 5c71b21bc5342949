"""What waits for a second person: asked once, confirmed or refused once, gone within the hour."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import PersonId, Request, RequestId, Rule
from alertbot.storage.tables import request

LIFETIME = timedelta(hours=1)


async def add(
    connection: AsyncConnection,
    *,
    by: PersonId,
    kind: str,
    rule: Rule,
    detail: Mapping[str, Any],
    now: datetime,
) -> tuple[Request, bool]:
    """Ask for a second person, within the hour; whether it is new, or asked by the same person already."""
    for known in await _of(connection, by, now):
        if (known.kind, known.detail) == (kind, dict(detail)):
            return known, False
    values = {
        "person_id": by,
        "kind": kind,
        "rule": rule,
        "detail": dict(detail),
        "expires_at": now + LIFETIME,
    }
    row = (await connection.execute(insert(request).values(values).returning(*request.c))).one()
    return _request(row), True


async def find(connection: AsyncConnection, id: RequestId, *, now: datetime) -> Request | None:
    """One that still waits."""
    row = (await connection.execute(select(request).where(_open(id, now)))).first()
    return None if row is None else _request(row)


async def take(connection: AsyncConnection, id: RequestId, *, now: datetime) -> Request | None:
    """Take it, to be done or refused: of several who do so at once one gets it."""
    row = (await connection.execute(delete(request).where(_open(id, now)).returning(*request.c))).first()
    return None if row is None else _request(row)


async def expire(connection: AsyncConnection, *, now: datetime) -> list[Request]:
    """Forget what nobody decided in time, and say what that was."""
    gone = delete(request).where(request.c.expires_at <= now).returning(*request.c)
    return [_request(row) for row in await connection.execute(gone)]


async def _of(connection: AsyncConnection, by: PersonId, now: datetime) -> list[Request]:
    mine = and_(request.c.person_id == by, request.c.expires_at > now)
    return [_request(row) for row in await connection.execute(select(request).where(mine))]


def _open(id: RequestId, now: datetime) -> ColumnElement[bool]:
    return and_(request.c.id == id, request.c.expires_at > now)


def _request(row: Any) -> Request:
    return Request(
        id=RequestId(row.id),
        by=PersonId(row.person_id),
        kind=row.kind,
        rule=Rule(row.rule),
        detail=row.detail,
        expires_at=row.expires_at,
    )
