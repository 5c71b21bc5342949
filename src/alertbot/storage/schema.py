"""Whether a database has the present schema, and is of the present key."""

from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import Unready
from alertbot.keys import Keyring
from alertbot.storage import engine
from alertbot.storage.sealing import KEY
from alertbot.storage.tables import meta

FOLDER = Path(__file__).parent / "migrations"
_VERSIONS = sorted((FOLDER / "versions").glob("[0-9]*.py"))


async def upgrade(database: engine.Database) -> None:
    """Bring the schema to the newest revision; does nothing where it is there already."""
    if await _is_present(database):
        return
    # Here and not above: Alembic takes a quarter of a second to load, and most starts have no need of it.
    from alertbot.storage import migrate

    await migrate.upgrade(database)


async def check_present(database: engine.Database) -> None:
    """Refuse a database of another release, or an empty one, and change nothing. Raises Unready."""
    if not await _is_present(database):
        raise Unready("the database is not of this release; run `alertbot run` or `alertbot check` first")


async def _is_present(database: engine.Database) -> bool:
    async with database.reading() as connection:
        return await connection.run_sync(_revision) == _VERSIONS[-1].name.partition("_")[0]


def _revision(connection: Connection) -> str | None:
    """The revision that a database is at; None where it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


async def is_begun(connection: AsyncConnection) -> bool:
    """Whether there are tables of ours at all, of whatever release."""
    return await connection.run_sync(lambda sync: inspect(sync).has_table(meta.name))


async def check_key(database: engine.Database, keyring: Keyring) -> None:
    """Refuse to work on a database that was made with another key; mark a new one with ours.

    The keyring seals from now on with the key that the database has in use. Raises KeyMissing.
    """
    async with database.writing() as connection:
        found = await key_mark(connection)
        if found is None:
            await connection.execute(insert(meta).values(name=KEY, value=keyring.mark()))
        else:
            keyring.follow(found)


async def key_mark(connection: AsyncConnection) -> str | None:
    """Which keys a database is sealed with, as `Keyring.mark` says it; None where it has not been said."""
    mark: str | None = (await connection.execute(select(meta.c.value).where(meta.c.name == KEY))).scalar()
    return mark
