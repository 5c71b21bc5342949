"""Transactions hold on both databases."""

import asyncio

from sqlalchemy import insert, select, update

from alertbot.storage.engine import Database
from alertbot.storage.tables import meta


async def test_concurrent_read_then_write_loses_no_update(database: Database):
    async with database.writing() as connection:
        await connection.execute(insert(meta).values(name="count", value="0"))

    async def add_ten() -> None:
        for _ in range(10):
            async with database.writing() as connection:
                found = select(meta.c.value).where(meta.c.name == "count").with_for_update()
                value = int((await connection.execute(found)).scalar_one())
                await connection.execute(update(meta).values(value=str(value + 1)))

    await asyncio.gather(*(add_ten() for _ in range(8)))

    async with database.reading() as connection:
        assert (await connection.execute(select(meta.c.value))).scalar_one() == "80"
