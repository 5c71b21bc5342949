"""Gives a database a new key while it is in use: how the steps of `storage.rotation` follow one another."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

from alertbot import keyfile
from alertbot.keys import Keyring
from alertbot.storage import rotation
from alertbot.storage.engine import Database

BATCH = 500  # rows in one transaction: others wait so long
_REST_SECONDS = 0.01  # between two: whoever serves people comes first


async def to_newest(
    database: Database,
    keyring: Keyring,
    key_file: Path,
    *,
    today: date,
    told: Callable[[int], None] = lambda rows: None,
) -> None:
    """Have all of the open database sealed with the newest key of the file alone, and retire the others there
    where this user can change it.

    Whoever is killed in it goes on by calling it again. Raises as `run` does.
    """
    entries = keyfile.read(key_file, data_folder=None)
    to = keyfile.newest(entries).id
    keyring.renew()
    await run(database, keyring, to=to, told=told)
    retired = keyfile.with_retired(entries, but=to, today=today)
    if retired != entries and keyfile.can_change(key_file):
        keyfile.put(key_file, retired)


async def run(
    database: Database, keyring: Keyring, *, to: int, told: Callable[[int], None] = lambda rows: None
) -> None:
    """Have all of the open database sealed with the key `to`, which every process must have by now.

    It may be in use meanwhile, and this may be killed: another run goes on. `told` hears of the rows that
    were sealed anew, as it goes. Raises KeyMissing and Unready.
    """
    async with database.writing() as connection:
        await rotation.begin(connection, keyring, to=to)
    while True:
        for table in rotation.TABLES:
            await _reseal(database, keyring, table, to, told)
        async with database.writing() as connection:
            if await rotation.finish(connection, keyring, to=to):
                break
        await asyncio.sleep(_REST_SECONDS)  # somebody is at a row; look again
    await database.forget_pages()


async def _reseal(
    database: Database, keyring: Keyring, table: str, to: int, told: Callable[[int], None]
) -> None:
    while True:
        async with database.writing() as connection:
            done = await rotation.reseal(connection, keyring, table, to=to, limit=BATCH)
        if not done:
            return
        told(done)
        await asyncio.sleep(_REST_SECONDS)
