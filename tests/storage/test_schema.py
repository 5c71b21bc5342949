"""The schema is an allow-list, and the migrations make exactly it."""

import pytest
from sqlalchemy import Column

from alertbot.errors import Unready
from alertbot.keys import Keyring
from alertbot.storage import engine, migrate, schema
from alertbot.storage.tables import metadata

COLUMNS = [column for table in metadata.sorted_tables for column in table.columns]


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_says_what_it_tells_about_a_person(column: Column[object]):
    assert column.info.get("privacy")


async def test_the_migrations_make_the_tables_as_declared(database_url: str, keyring: Keyring):
    async with engine.opened(database_url, keyring) as database:
        await schema.upgrade(database)
        await schema.upgrade(database)

        assert await migrate.differences(database) == []


async def test_a_database_of_another_key_is_refused(database_url: str, keyring: Keyring):
    async with engine.opened(database_url, keyring) as database:
        await schema.upgrade(database)
        await schema.check_key(database, keyring)
        await schema.check_key(database, keyring)

        with pytest.raises(Unready, match="another key"):
            await schema.check_key(database, Keyring({1: bytes(32)}))
