"""Looks after the key of a running process: takes a new one up soon, and ends when it was destroyed."""

import asyncio
from datetime import timedelta
from pathlib import Path

from alertbot.errors import Unready
from alertbot.keys import Keyring
from alertbot.storage import alarm, schema
from alertbot.storage.bells import first_of
from alertbot.storage.engine import Database

EVERY = timedelta(seconds=2)
_LOOKS = 3  # at a file that is not there, until it is believed: it may just be replaced by hand


async def run(
    database: Database, keyring: Keyring, key_file: Path, stop: asyncio.Event, *, every: timedelta = EVERY
) -> None:
    """Look until `stop` is set. Raises Unready where the key was destroyed, and KeyMissing where the
    database was given one that this process cannot read: nothing must go on without.

    Transactions follow a new key by themselves (`storage.sealing`); this is for what is signed with it.
    """
    began_with, missing = await _look(database, keyring), 0
    while not stop.is_set():
        await first_of(every, stop)
        missing = 0 if _is_there(key_file) else missing + 1
        if missing == _LOOKS:
            raise Unready(f"the key file {key_file} was taken away, so this process ends; put it back first")
        if await _look(database, keyring) != began_with:
            raise Unready("the key was destroyed by `alertbot panic`, so this process ends")


def _is_there(path: Path) -> bool:
    return path.exists()


async def _look(database: Database, keyring: Keyring) -> str | None:
    """Follow the keys that the database has in use: its last alarm."""
    async with database.reading() as connection:
        mark = await schema.key_mark(connection)
        if mark is not None:
            keyring.follow(mark)
        return await alarm.last(connection)
