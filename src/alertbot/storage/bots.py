"""Which bot a database was made with, and what each bot's own page was made to say.

Telegram says of a chat that a bot has not met what it says of a deleted one. A new bot over the same
database must not take its readers for gone: they are found again when they press Start.
"""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.storage import upsert
from alertbot.storage.tables import meta

_NAME = "bot"


async def is_first(connection: AsyncConnection, bot: int) -> bool:
    """Whether the database was made with `bot`; a database that has served none is marked with it."""
    mark = upsert.insert(connection, meta).values(name=_NAME, value=str(bot))
    await connection.execute(mark.on_conflict_do_nothing(index_elements=["name"]))
    found = await connection.execute(select(meta.c.value).where(meta.c.name == _NAME))
    return bool(found.scalar_one() == str(bot))


async def profile(connection: AsyncConnection, bot: int) -> str | None:
    """The digest of what the page of `bot` says, None where it was never set by us."""
    found = await connection.execute(select(meta.c.value).where(meta.c.name == f"profile:{bot}"))
    return found.scalar()


async def set_profile(connection: AsyncConnection, bot: int, digest: str) -> None:
    """Note what the page of `bot` says now."""
    await connection.execute(
        upsert.insert(connection, meta)
        .values(name=f"profile:{bot}", value=digest)
        .on_conflict_do_update(index_elements=["name"], set_={"value": digest})
    )
