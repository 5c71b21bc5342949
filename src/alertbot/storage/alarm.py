"""An alarm tells every process that works on a database to end at once: its key was destroyed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.storage import upsert
from alertbot.storage.tables import meta

_NAME = "alarm"


async def sound(connection: AsyncConnection, *, now: datetime) -> None:
    """Have all end that are running now; whoever starts later does not hear of it."""
    said = {"value": now.isoformat()}
    row = upsert.insert(connection, meta).values(name=_NAME, **said)
    await connection.execute(row.on_conflict_do_update(index_elements=["name"], set_=said))


async def last(connection: AsyncConnection) -> str | None:
    """Which alarm was the last one; who began with another must end."""
    found: str | None = (await connection.execute(select(meta.c.value).where(meta.c.name == _NAME))).scalar()
    return found
