"""Transactions hold on both databases."""

import asyncio

import psycopg
import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import OperationalError

from alertbot.storage import engine
from alertbot.storage.engine import Database
from alertbot.storage.tables import meta
from tests.postgres import Server


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


async def test_a_database_that_is_away_for_a_while_is_waited_for(
    postgres_server: Server, keyring, monkeypatch
):
    monkeypatch.setattr(engine, "_RETRY_SECONDS", 0.05)
    with postgres_server.database() as url, psycopg.connect(url, autocommit=True) as operator:
        async with engine.opened(url, keyring) as database:
            _away(operator)

            async def read() -> object:
                async with database.reading() as connection:
                    return (await connection.execute(select(1))).scalar_one()

            reads = asyncio.gather(read(), read())
            await asyncio.sleep(0.3)
            assert not reads.done()
            operator.execute("UPDATE pg_database SET datallowconn = true WHERE datname = current_database()")
            assert tuple(await reads) == (1, 1)

            monkeypatch.setattr(engine, "_PATIENCE_SECONDS", 0)
            _away(operator)
            with pytest.raises(OperationalError):
                await read()


def _away(operator: psycopg.Connection) -> None:
    """Cut all connections but this one and let no other in."""
    operator.execute("UPDATE pg_database SET datallowconn = false WHERE datname = current_database()")
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    operator.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}".encode())
