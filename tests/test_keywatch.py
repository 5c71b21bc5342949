"""A running process follows its database's key, and does not outlive it."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from alertbot import keywatch
from alertbot.errors import KeyMissing, Unready
from alertbot.keys import Keyring
from alertbot.storage import alarm, rotation, schema
from alertbot.storage.engine import Database
from tests.conftest import KEYRING, NOON, ON_SQLITE

pytestmark = [ON_SQLITE, pytest.mark.timeout(30)]

SOON = timedelta(seconds=0.01)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.touch()
    return path


async def looked_at(database: Database) -> None:
    """Let the other tasks go on, for as long as a look at the database takes."""
    async with database.reading() as c:
        await schema.key_mark(c)


async def test_what_is_signed_follows_the_new_key(database: Database, key_file: Path):
    both = Keyring({1: bytes(range(32)), 2: bytes(32)})
    await schema.check_key(database, KEYRING)
    await schema.check_key(database, both)
    stop, before = asyncio.Event(), both.derive("callbacks")
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(keywatch.run(database, both, key_file, stop, every=SOON))
        async with database.writing() as c:
            await rotation.begin(c, Keyring({1: bytes(range(32)), 2: bytes(32)}, 1), to=2)
        while both.derive("callbacks") == before:
            await looked_at(database)
        stop.set()
    assert both.current == 2


async def test_it_ends_when_the_file_is_gone_for_good(database: Database, key_file: Path):
    key_file.unlink()

    with pytest.raises(Unready, match="taken away"):
        await keywatch.run(database, KEYRING, key_file, asyncio.Event(), every=SOON)


async def test_an_alarm_ends_those_that_run_and_not_those_that_come(database: Database, key_file: Path):
    running = asyncio.create_task(keywatch.run(database, KEYRING, key_file, asyncio.Event(), every=SOON))
    now = NOON
    while not running.done():  # one that it began after it does not hear of
        async with database.writing() as c:
            await alarm.sound(c, now=(now := now + SOON))
    with pytest.raises(Unready, match="alertbot panic"):
        await running
    stop = asyncio.Event()
    later = asyncio.create_task(keywatch.run(database, KEYRING, key_file, stop, every=SOON))
    await asyncio.sleep(0)
    stop.set()
    await later


async def test_a_key_that_it_does_not_have_ends_it(database: Database, key_file: Path):
    await schema.check_key(database, Keyring({2: bytes(32)}))

    with pytest.raises(KeyMissing):
        await keywatch.run(database, KEYRING, key_file, asyncio.Event(), every=SOON)
