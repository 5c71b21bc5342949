"""Updates of Telegram's whose effect is stored: one that is brought again has no second effect.

Polling needs no such list: what is confirmed does not come again.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.storage import batches, upsert
from alertbot.storage.tables import handled_update

_KEPT = timedelta(days=1)  # Telegram itself keeps an update no longer


async def add(connection: AsyncConnection, *, bot: int, update: int, now: datetime) -> None:
    """Note that an update is done."""
    row = upsert.insert(connection, handled_update).values(bot_id=bot, update_id=update, at=now)
    await connection.execute(row.on_conflict_do_nothing(index_elements=["bot_id", "update_id"]))


async def has(connection: AsyncConnection, *, bot: int, update: int) -> bool:
    """Whether an update is done."""
    found = select(handled_update.c.at).where(
        handled_update.c.bot_id == bot, handled_update.c.update_id == update
    )
    return (await connection.execute(found)).first() is not None


async def expire(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` of more than a day ago: how many."""
    old = handled_update.c.at <= now - _KEPT
    return await batches.delete_some(connection, handled_update, old, limit=limit)
