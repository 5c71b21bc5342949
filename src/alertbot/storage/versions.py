"""Numbers that go up whenever something changes, so that what is kept in memory of it can be renewed."""

from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.storage import upsert
from alertbot.storage.tables import meta


class Version(StrEnum):
    """Of what; the value is the name of its row."""

    GLOSSARY = "glossary version"
    WORDS = "words version"


async def read(connection: AsyncConnection, version: Version) -> int:
    """The number now; 0 where nothing has changed yet."""
    found = (await connection.execute(select(meta.c.value).where(meta.c.name == version.value))).scalar()
    return int(found or 0)


async def bump(connection: AsyncConnection, version: Version) -> None:
    """Count up; until the transaction ends, others that would wait.

    So on PostgreSQL too what is inserted after a bump is committed in the order of its ids.
    """
    row = upsert.insert(connection, meta).values(name=version.value, value="0")
    await connection.execute(row.on_conflict_do_nothing(index_elements=["name"]))
    held = select(meta.c.value).where(meta.c.name == version.value).with_for_update()
    number = int((await connection.execute(held)).scalar_one()) + 1
    await connection.execute(update(meta).where(meta.c.name == version.value).values(value=str(number)))
