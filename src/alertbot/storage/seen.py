"""Updates of Telegram's that we have seen, for a day: which are done, and how often others have failed.

One that is done and is brought again has no second effect. One that is poisonous is skipped in the end.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.storage import batches, upsert
from alertbot.storage.tables import seen_update

_KEPT = timedelta(days=1)  # Telegram itself keeps an update no longer
_KEY = ("bot_id", "update_id")


async def failed(connection: AsyncConnection, *, bot: int, update: int, now: datetime) -> int:
    """Note that handling failed once more: how often it has by now."""
    row = upsert.insert(connection, seen_update).values(
        bot_id=bot, update_id=update, failures=1, done=False, at=now
    )
    counted = row.on_conflict_do_update(
        index_elements=_KEY, set_={"failures": seen_update.c.failures + 1}
    ).returning(seen_update.c.failures)
    return int((await connection.execute(counted)).scalar_one())


async def finish(connection: AsyncConnection, updates: Collection[int], *, bot: int, now: datetime) -> None:
    """Note that these are done: their effect is stored, or they were given up, or they are in `waiting`."""
    row = upsert.insert(connection, seen_update)
    noted = row.on_conflict_do_update(index_elements=_KEY, set_={"done": True})
    rows = [{"bot_id": bot, "update_id": each, "failures": 0, "done": True, "at": now} for each in updates]
    if rows:
        await connection.execute(noted, rows)


async def finished(connection: AsyncConnection, updates: Collection[int], *, bot: int) -> set[int]:
    """Those of `updates` that are done."""
    found = select(seen_update.c.update_id).where(
        seen_update.c.bot_id == bot, seen_update.c.update_id.in_(updates), seen_update.c.done
    )
    return set((await connection.execute(found)).scalars())


async def expire(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` of more than a day ago: how many."""
    return await batches.delete_some(connection, seen_update, seen_update.c.at <= now - _KEPT, limit=limit)
