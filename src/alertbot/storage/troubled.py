"""Updates of Telegram's whose handling failed: counted, so that a poisonous one is skipped in the end."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.storage import batches, upsert
from alertbot.storage.tables import troubled_update

_KEPT = timedelta(days=1)  # Telegram itself keeps an update no longer


async def count(connection: AsyncConnection, *, bot: int, update: int, now: datetime) -> int:
    """Note that handling failed once more: how often it has by now."""
    row = upsert.insert(connection, troubled_update).values(
        bot_id=bot, update_id=update, attempts=1, first_seen_at=now
    )
    counted = row.on_conflict_do_update(
        index_elements=["bot_id", "update_id"], set_={"attempts": troubled_update.c.attempts + 1}
    ).returning(troubled_update.c.attempts)
    return int((await connection.execute(counted)).scalar_one())


async def attempts(connection: AsyncConnection, *, bot: int, update: int) -> int:
    """How often handling this update has failed."""
    found = select(troubled_update.c.attempts).where(
        troubled_update.c.bot_id == bot, troubled_update.c.update_id == update
    )
    return (await connection.execute(found)).scalar() or 0


async def expire(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` of those of more than a day ago: how many."""
    old = troubled_update.c.first_seen_at <= now - _KEPT
    return await batches.delete_some(connection, troubled_update, old, limit=limit)
