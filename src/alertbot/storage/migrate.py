"""Runs the migrations, and tells whether they still make the tables as declared.

Run as a module with a message, it writes the next revision: `python -m alertbot.storage.migrate "why"`.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from alertbot.keys import Keyring, new_master
from alertbot.storage import engine
from alertbot.storage.schema import FOLDER
from alertbot.storage.tables import metadata

_LOCK = 0x616C657274  # any number that is ours: only one process migrates at a time


async def upgrade(database: engine.Database) -> None:
    """Run what has not been run yet."""
    async with database.writing() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        await connection.run_sync(_with_config(lambda config: command.upgrade(config, "head")))


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
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        act(config)

    return run


async def _make_revision(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        async with engine.opened(url, Keyring({1: new_master()})) as database:
            await upgrade(database)
            number = f"{len(list(FOLDER.glob('versions/0*.py'))) + 1:04}"
            async with database.writing() as connection:
                await connection.run_sync(
                    _with_config(
                        lambda config: command.revision(config, message, autogenerate=True, rev_id=number)
                    )
                )


if __name__ == "__main__":
    asyncio.run(_make_revision(" ".join(sys.argv[1:]) or "Change the schema"))
