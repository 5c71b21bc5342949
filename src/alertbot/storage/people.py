"""Editors and owners, and the single-use links that make them so."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import ChatId, Person, PersonId, Role
from alertbot.storage import batches
from alertbot.storage.tables import invitation, person

INVITATION_TIME = timedelta(hours=24)
_TOKEN_BYTES = 17  # 23 letters of base64url: with the mark before them, the 24 of a deep link


async def find(connection: AsyncConnection, user: ChatId) -> Person | None:
    """The editor or owner with this number of Telegram's, if there is one."""
    row = (await connection.execute(select(person).where(person.c.user_id == user))).first()
    return None if row is None else from_row(row)


async def everyone(connection: AsyncConnection) -> list[Person]:
    """All editors and owners, those first that came first."""
    rows = await connection.execute(select(person).order_by(person.c.id))
    return [from_row(row) for row in rows]


async def set_language(connection: AsyncConnection, id: PersonId, *, language: str) -> None:
    """Speak this language in the editor's screens."""
    await connection.execute(update(person).where(person.c.id == id).values(language=language))


async def count(connection: AsyncConnection, role: Role) -> int:
    """How many people have this role."""
    statement = select(func.count()).select_from(person).where(person.c.role == role)
    return int((await connection.execute(statement)).scalar_one())


async def invite(
    connection: AsyncConnection, role: Role, *, now: datetime, languages: Sequence[str] = ()
) -> str:
    """Make a single-use invitation for 24 hours: the payload of its deep link, 24 letters.

    Only its hash is kept, so nobody can be shown it again. `languages` are those an editor will review.
    """
    payload = "i" + secrets.token_urlsafe(_TOKEN_BYTES)
    await connection.execute(
        insert(invitation).values(
            token_hash=_hash(payload), role=role, languages=list(languages), expires_at=now + INVITATION_TIME
        )
    )
    return payload


async def redeem(
    connection: AsyncConnection, payload: str, *, user: ChatId, language: str, now: datetime
) -> Person | None:
    """Use an invitation up: who opened it has its role now. None where it is used, expired or unknown.

    It never takes rights away: an owner who opens an editor's link stays owner.
    """
    taken = await connection.execute(
        delete(invitation)
        .where(invitation.c.token_hash == _hash(payload), invitation.c.expires_at > now)
        .returning(invitation.c.role, invitation.c.languages)
    )
    row = taken.first()
    if row is None:
        return None
    known = await find(connection, user)
    if known is None:
        await _add(connection, Role(row.role), user=user, language=language, languages=row.languages)
    elif known.role < row.role:
        await connection.execute(update(person).where(person.c.id == known.id).values(role=row.role))
    return await find(connection, user)


async def expire_invitations(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` invitations that nobody used in time: how many."""
    return await batches.delete_some(connection, invitation, invitation.c.expires_at <= now, limit=limit)


async def _add(
    connection: AsyncConnection, role: Role, *, user: ChatId, language: str, languages: Sequence[str]
) -> None:
    # Colleagues and the log see a pseudonym that says nothing of who it is.
    pseudonym = f"{role.name.lower()}-{secrets.token_hex(2)}"
    await connection.execute(
        insert(person).values(
            user_id=user, role=role, pseudonym=pseudonym, language=language, languages=list(languages)
        )
    )


def _hash(payload: str) -> bytes:
    # 136 random bits need no slow hash.
    return hashlib.sha256(payload.encode()).digest()


def from_row(row: Row[tuple[object, ...]]) -> Person:
    """The person of a row of the table."""
    return Person(
        id=PersonId(row.id),
        user=row.user_id,
        role=Role(row.role),
        pseudonym=row.pseudonym,
        language=row.language,
        languages=tuple(row.languages),
    )
