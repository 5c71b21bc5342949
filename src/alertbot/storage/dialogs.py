"""Dialogs: what a person was asked and has answered so far, sealed and short-lived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import ChatId
from alertbot.storage import batches, upsert
from alertbot.storage.tables import dialog

LIFETIME = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Dialog:
    """An open question: `kind` says which, `data` (JSON) what is known so far."""

    kind: str
    data: Mapping[str, Any]


async def put(
    connection: AsyncConnection, user: ChatId, *, kind: str, data: Mapping[str, Any], now: datetime
) -> None:
    """Ask a person something, in place of whatever was asked before; it lapses after half an hour."""
    await close(connection, user)  # it may be sealed with a key that is being replaced
    values = {"kind": kind, "data": dict(data), "expires_at": now + LIFETIME}
    row = upsert.insert(connection, dialog).values(user_id=user, **values)
    await connection.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=values))


async def get(connection: AsyncConnection, user: ChatId, *, now: datetime) -> Dialog | None:
    """What a person is being asked; None where nothing is, or it has lapsed."""
    found = select(dialog.c.kind, dialog.c.data).where(dialog.c.user_id == user, dialog.c.expires_at > now)
    row = (await connection.execute(found)).first()
    return None if row is None else Dialog(row.kind, row.data)


async def close(connection: AsyncConnection, user: ChatId) -> None:
    """Ask no more."""
    await connection.execute(delete(dialog).where(dialog.c.user_id == user))


async def expire(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` of the questions that lapsed: how many."""
    return await batches.delete_some(connection, dialog, dialog.c.expires_at <= now, limit=limit)
