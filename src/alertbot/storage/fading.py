"""Messages that are to be taken away: private answers after a while, and chats that a reader leaves.

A row holds a sealed chat and a message's number, and is gone as soon as the message is. So neither a restart
nor a crash leaves one standing, and nothing is kept of what it said.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import ChatId
from alertbot.storage import batches, upsert
from alertbot.storage.tables import fading

PRIVATE = timedelta(minutes=5)  # as long as what is private stands
KEPT = timedelta(days=3)  # beyond its time; Telegram deletes nothing older than two days


class Way(StrEnum):
    """How a message goes."""

    DELETE = "delete"  # emptied where Telegram deletes it no longer
    EMPTY = "empty"  # its text is replaced
    SWEEP = "sweep"  # deleted, with those before it in the chat


@dataclass(frozen=True, slots=True)
class Fading:
    """A message that is to go; `language` is that of whoever reads it."""

    chat: ChatId
    message_id: int
    way: Way
    language: str


async def put(
    connection: AsyncConnection,
    chat: ChatId,
    message_ids: Iterable[int],
    *,
    way: Way = Way.DELETE,
    language: str,
    due_at: datetime,
) -> None:
    """Have messages of a chat go then; one that was to go already goes by what is said last."""
    values = {"way": way, "language": language, "due_at": due_at}
    numbers = sorted(set(message_ids))
    if numbers:
        # While the key is replaced a row may be there under each: the statement below sees one.
        await drop(connection, chat, numbers)
        row = upsert.insert(connection, fading)
        changed = row.on_conflict_do_update(index_elements=["chat_id", "message_id"], set_=values)
        await connection.execute(
            changed, [{"chat_id": chat, "message_id": each, **values} for each in numbers]
        )


async def drop(connection: AsyncConnection, chat: ChatId, message_ids: Collection[int]) -> None:
    """These are gone, or may stay."""
    await connection.execute(
        delete(fading).where(fading.c.chat_id == chat, fading.c.message_id.in_(message_ids))
    )


async def due(connection: AsyncConnection, *, now: datetime, limit: int) -> list[Fading]:
    """Up to `limit` messages that are to be deleted by now, those that wait longest first."""
    rows = await connection.execute(
        select(fading)
        .where(fading.c.due_at <= now, fading.c.way != Way.EMPTY)
        .order_by(fading.c.due_at, fading.c.message_id.desc())
        .limit(limit)
    )
    return [Fading(row.chat_id, row.message_id, Way(row.way), row.language) for row in rows]


async def to_empty(connection: AsyncConnection, *, now: datetime, limit: int) -> list[Fading]:
    """The newest message that is to be emptied by now in each of up to `limit` chats."""
    rows = await connection.execute(
        select(fading.c.chat_id, fading.c.language, func.max(fading.c.message_id).label("newest"))
        .where(fading.c.due_at <= now, fading.c.way == Way.EMPTY)
        .group_by(fading.c.chat_id, fading.c.language)
        .order_by(func.min(fading.c.due_at))
        .limit(limit)
    )
    return [Fading(row.chat_id, row.newest, Way.EMPTY, row.language) for row in rows]


async def hasten(connection: AsyncConnection, chat: ChatId, *, now: datetime) -> None:
    """Have all that is to go in a chat go now."""
    await connection.execute(update(fading).where(fading.c.chat_id == chat).values(due_at=now))


async def forget(connection: AsyncConnection, chat: ChatId) -> None:
    """Nothing can be taken away in a chat any more."""
    await connection.execute(delete(fading).where(fading.c.chat_id == chat))


async def count(connection: AsyncConnection, chat: ChatId, *, besides: int | None = None) -> int:
    """How many messages of a chat are to go, `besides` one."""
    found = (
        select(func.count())
        .select_from(fading)
        .where(fading.c.chat_id == chat, fading.c.message_id != (besides or 0))
    )
    return int((await connection.execute(found)).scalar_one())


async def expire(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Give up to `limit` messages up that could not be taken away for long: how many."""
    return await batches.delete_some(connection, fading, fading.c.due_at <= now - KEPT, limit=limit)
