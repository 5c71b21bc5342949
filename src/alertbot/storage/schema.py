"""Brings a database to the present schema, and tells whether the migrations still match the tables.

Run as a module with a message, it writes the next revision: `python -m alertbot.storage.schema "why"`.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select, text

from alertbot.errors import Unready
from alertbot.keys import Keyring, new_master
from alertbot.storage import engine
from alertbot.storage.tables import meta, metadata

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x616C657274  # any number that is ours: only one process migrates at a time


async def upgrade(database: engine.Database) -> None:
    """Bring the schema to the newest revision; does nothing where it is there already."""
    async with database.writing() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        await connection.run_sync(_with_config(lambda config: command.upgrade(config, "head")))


async def check_present(database: engine.Database) -> None:
    """Refuse a database of another release, or an empty one, and change nothing. Raises Unready."""
    async with database.reading() as c:
        found = await c.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
    if found != _newest():
        raise Unready("the database is not of this release; run `alertbot run` or `alertbot check` first")


def _newest() -> str | None:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return ScriptDirectory.from_config(config).get_current_head()


async def check_key(database: engine.Database, keyring: Keyring) -> None:
    """Refuse to work on a database that was made with another key; mark a new one with ours.

    Raises Unready.
    """
    async with database.writing() as connection:
        found = (await connection.execute(select(meta.c.value).where(meta.c.name == "key"))).scalar()
        if found is None:
            await connection.execute(insert(meta).values(name="key", value=keyring.fingerprint()))
        elif found != keyring.fingerprint():
            raise Unready("this database was made with another key; put the right key file in place")


async def differences(database: engine.Database) -> list[object]:
    """What differs between the tables as declared and as the migrations made them; empty when in step."""
    async with database.reading() as connection:
        return await connection.run_sync(
            lambda sync: list(
                compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), metadata)
            )
        )


def _with_config(act: Callable[[Config], object]) -> Callable[[Connection], None]:
    def run(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(_FOLDER))
        config.attributes["connection"] = connection
        act(config)

    return run


async def _make_revision(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        async with engine.opened(url, Keyring({1: new_master()})) as database:
            await upgrade(database)
            number = f"{len(list(_FOLDER.glob('versions/0*.py'))) + 1:04}"
            async with database.writing() as connection:
                await connection.run_sync(
                    _with_config(
                        lambda config: command.revision(config, message, autogenerate=True, rev_id=number)
                    )
                )


if __name__ == "__main__":
    asyncio.run(_make_revision(" ".join(sys.argv[1:]) or "Change the schema"))
