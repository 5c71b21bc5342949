"""The single-use links that make people editors or owners: only their hashes are kept."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import Invitation, InvitationId, PersonId, Role
from alertbot.storage import batches
from alertbot.storage.tables import invitation

LIFETIME = timedelta(hours=24)
_TOKEN_BYTES = 32  # 43 letters of base64url; with the mark before them, 44 of the 64 of a deep link


async def add(
    connection: AsyncConnection,
    role: Role,
    *,
    now: datetime,
    languages: Sequence[str] = (),
    label: str = "",
    by: PersonId | None = None,
) -> str:
    """Make a single-use invitation for 24 hours: the payload of its deep link, 44 letters.

    Only its hash is kept, so nobody can be shown it again. `languages` are those an editor will review,
    `label` is how colleagues will see whoever accepts.
    """
    payload = "i" + secrets.token_urlsafe(_TOKEN_BYTES)
    await connection.execute(
        insert(invitation).values(
            token_hash=_hash(payload),
            role=role,
            languages=list(languages),
            label=label or None,
            person_id=by,
            expires_at=now + LIFETIME,
        )
    )
    return payload


async def opened(connection: AsyncConnection, payload: str, *, now: datetime) -> Invitation | None:
    """The invitation behind a link, as long as it can be accepted."""
    return await _first(connection, and_(invitation.c.token_hash == _hash(payload), _open(now)))


async def find(connection: AsyncConnection, id: InvitationId, *, now: datetime) -> Invitation | None:
    """One by its number, as long as it can be accepted."""
    return await _first(connection, and_(invitation.c.id == id, _open(now)))


async def all(connection: AsyncConnection) -> list[Invitation]:  # noqa: A001 - read as `invitations.all`
    """Those that nobody has accepted or taken back, expired ones of the last minute included."""
    rows = await connection.execute(select(invitation).order_by(invitation.c.id))
    return [_invitation(row) for row in rows]


async def take(connection: AsyncConnection, id: InvitationId, *, now: datetime) -> tuple[str, ...] | None:
    """Use one up, or take it back: its languages; of several who do so at once one gets it."""
    statement = delete(invitation).where(invitation.c.id == id, _open(now)).returning(invitation.c.languages)
    row = (await connection.execute(statement)).first()
    return None if row is None else tuple(row.languages)


async def expire(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` invitations that nobody used in time: how many."""
    return await batches.delete_some(connection, invitation, invitation.c.expires_at <= now, limit=limit)


async def _first(connection: AsyncConnection, which: ColumnElement[bool]) -> Invitation | None:
    row = (await connection.execute(select(invitation).where(which))).first()
    return None if row is None else _invitation(row)


def _open(now: datetime) -> ColumnElement[bool]:
    return invitation.c.expires_at > now


def _hash(payload: str) -> bytes:
    # 256 random bits need no slow hash.
    return hashlib.sha256(payload.encode()).digest()


def _invitation(row: Any) -> Invitation:
    return Invitation(
        id=InvitationId(row.id),
        role=Role(row.role),
        label=row.label or "",
        by=None if row.person_id is None else PersonId(row.person_id),
        expires_at=row.expires_at,
    )
