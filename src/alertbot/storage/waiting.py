"""Updates that Telegram keeps for us no longer and whose effect is not stored yet: sealed, until it is.

Newcomers over the pace stand here in a queue, each with one place. What kept everything behind it from being
seen is here as well, while it is in hand. So neither is lost in a crash. With each the same transaction
notes that Telegram need not bring it again (`seen`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import ChatId
from alertbot.storage import batches, seen, upsert
from alertbot.storage.tables import waiting

_KEPT = timedelta(days=1)  # as long as Telegram would have kept it

Raw = Mapping[str, Any]  # an update as Telegram writes it


async def queue(connection: AsyncConnection, sender: ChatId, raw: Raw, *, bot: int, now: datetime) -> bool:
    """Let a newcomer wait in the queue.

    Who asks again keeps the place, and is answered what was asked last; False then.
    """
    asks = {"update_id": raw["update_id"], "body": dict(raw)}
    again = update(waiting).where(waiting.c.bot_id == bot, waiting.c.sender_id == sender, waiting.c.in_queue)
    is_new = not (await connection.execute(again.values(asks))).rowcount
    if is_new:
        await _put(connection, [(sender, raw)], bot=bot, in_queue=True, now=now)
    await seen.finish(connection, [raw["update_id"]], bot=bot, now=now)
    return is_new


async def keep(
    connection: AsyncConnection, updates: Sequence[tuple[ChatId, Raw]], *, bot: int, now: datetime
) -> None:
    """Keep updates that are in hand, by whom they come."""
    await _put(connection, updates, bot=bot, in_queue=False, now=now)
    await seen.finish(connection, [raw["update_id"] for _, raw in updates], bot=bot, now=now)


async def _put(
    connection: AsyncConnection,
    updates: Sequence[tuple[ChatId, Raw]],
    *,
    bot: int,
    in_queue: bool,
    now: datetime,
) -> None:
    row = upsert.insert(connection, waiting).on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
    values = [
        {
            "bot_id": bot, "update_id": raw["update_id"], "sender_id": sender, "body": dict(raw),
            "in_queue": in_queue, "since": now,
        }
        for sender, raw in updates
    ]  # fmt: skip
    if values:
        await connection.execute(row, values)


async def queued(connection: AsyncConnection, *, bot: int) -> int:
    """How many stand in the queue."""
    found = select(func.count()).where(waiting.c.bot_id == bot, waiting.c.in_queue)
    return int((await connection.execute(found)).scalar_one())


async def first(connection: AsyncConnection, *, bot: int, limit: int) -> list[Raw]:
    """What is asked by up to `limit` newcomers who stand in the queue, first come first."""
    return await _found(connection, bot=bot, in_queue=True, limit=limit)


async def kept(connection: AsyncConnection, *, bot: int) -> list[Raw]:
    """What was in hand, in the order of coming."""
    return await _found(connection, bot=bot, in_queue=False, limit=None)


async def _found(connection: AsyncConnection, *, bot: int, in_queue: bool, limit: int | None) -> list[Raw]:
    found = (
        select(waiting.c.body)
        .where(waiting.c.bot_id == bot, waiting.c.in_queue == in_queue)
        .order_by(waiting.c.since, waiting.c.update_id)
        .limit(limit)
    )
    return list((await connection.execute(found)).scalars())


async def drop(connection: AsyncConnection, update_id: int, *, bot: int) -> int:
    """Its effect is stored, or it was given up: how many waited, 0 where it was replaced meanwhile."""
    done = delete(waiting).where(waiting.c.bot_id == bot, waiting.c.update_id == update_id)
    return (await connection.execute(done)).rowcount


async def forget(connection: AsyncConnection, sender: ChatId) -> None:
    """Nothing more is to be done for whoever goes."""
    await connection.execute(delete(waiting).where(waiting.c.sender_id == sender))


async def expire(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Give up to `limit` of more than a day ago up: how many."""
    return await batches.delete_some(connection, waiting, waiting.c.since <= now - _KEPT, limit=limit)
