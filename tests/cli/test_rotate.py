"""`alertbot rotate` as an operator meets it, and what the running service makes of a new and a lost key."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alertbot import keyfile, keys
from alertbot.cli import commands, panic
from alertbot.keys import Keyring
from alertbot.model import ChatId
from alertbot.playground import botapi
from alertbot.playground.botapi.world import World
from alertbot.storage import engine, schema, subscribers
from tests.cli.command import PATIENCE, alertbot, invoked
from tests.cli.test_backup import with_readers
from tests.cli.test_check import install

pytestmark = pytest.mark.timeout(150)

READER = 6_300_000_001


def mark(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "data" / "alertbot.db")) as database:
        return str(database.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()[0])


@pytest.fixture
def no_paper(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The key that is made, without its recovery form being asked back."""
    master = bytes(range(1, 33))
    monkeypatch.setattr("alertbot.cli.rotate.new_key", lambda: master)
    return master


async def test_a_running_service_takes_a_new_key_up_and_ends_when_it_is_destroyed(
    tmp_path: Path, no_paper: bytes
):
    world = World()
    key = tmp_path / "secrets" / "key"
    async with botapi.serve(world) as address:
        await with_readers(tmp_path, READER)
        (tmp_path / "alertbot.toml").write_text(f'[telegram]\nbase_url = "{address}"\npoll_timeout = 1\n')
        reader = world.person(READER, "Sample Reader", "en", started=True)
        async with alertbot("run", folder=tmp_path) as service:
            await world.until(lambda _: any(each.method == "getUpdates" for each in world.calls), PATIENCE)
            well, said = await asyncio.to_thread(invoked, "rotate", folder=tmp_path)
            assert well, said
            assert "2 rows were sealed anew" in said
            assert mark(tmp_path).startswith("2:")
            old, new = keyfile.read(key, data_folder=None)
            assert (old.retired, new.retired) == (datetime.now(UTC).date(), None)

            await reader.say("/mydata")  # who subscribes is shown it; nobody else is
            await world.until(lambda _: len(reader.messages) > 1, PATIENCE)
            assert "Choose your language" not in reader.messages[-1].text
            await reader.block()
            await world.until(lambda _: not rows(tmp_path), PATIENCE)

            typed = f"{panic.PHRASE}\n"
            well, said = await asyncio.to_thread(invoked, "panic", folder=tmp_path, typed=typed)
            assert well, said
            assert "told to end by itself" in said
            code, said = await service.ends()
    assert code == 2, said
    assert "the key was destroyed by `alertbot panic`" in said
    assert not key.exists()


def rows(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "data" / "alertbot.db")) as database:
        return int(database.execute("SELECT count(*) FROM subscriber").fetchone()[0])


def test_a_key_file_that_cannot_be_changed_is_written_elsewhere(tmp_path: Path, no_paper: bytes):
    """The way of containers, and of systemd's credentials: the secret is put in place by hand."""
    asyncio.run(with_readers(tmp_path, READER))
    secrets = tmp_path / "secrets"
    (secrets / "given").mkdir()
    (secrets / "key").rename(secrets / "given" / "key")
    (secrets / "key").symlink_to(secrets / "given" / "key")  # as orchestrators do

    well, said = invoked("rotate", folder=tmp_path)
    assert "cannot be changed from here" in said
    assert mark(tmp_path).startswith("1:")
    well, said = invoked("rotate", "--to", str(tmp_path / "data" / "key"), folder=tmp_path)
    assert "inside the data folder" in said
    well, said = invoked("rotate", "--to", str(tmp_path / "fresh"), folder=tmp_path)
    assert well, said
    assert (tmp_path / "fresh").stat().st_mode & 0o777 == 0o400

    (tmp_path / "fresh").replace(secrets / "given" / "key")
    well, said = invoked("rotate", folder=tmp_path)
    assert well, said
    assert "take the old key's line out" in said

    async def known() -> bool:
        alone = Keyring({2: no_paper})
        async with engine.opened(f"sqlite:///{tmp_path}/data/alertbot.db", alone) as database:
            await schema.check_key(database, alone)
            async with database.reading() as c:
                return await subscribers.find(c, ChatId(READER)) is not None

    assert asyncio.run(known())


def test_without_a_database_there_is_nothing_to_rotate(tmp_path: Path):
    install(tmp_path)

    assert "nothing to seal anew" in invoked("rotate", folder=tmp_path)[1]


def test_a_backup_from_before_is_restored_and_sealed_anew_and_the_old_key_goes_in_time(
    tmp_path: Path, no_paper: bytes
):
    asyncio.run(with_readers(tmp_path, READER))
    key, database = tmp_path / "secrets" / "key", tmp_path / "data" / "alertbot.db"
    assert invoked("backup", folder=tmp_path)[0]
    [backup] = (tmp_path / "backups").iterdir()
    assert invoked("rotate", folder=tmp_path)[0]
    database.unlink()

    well, said = invoked("restore", str(backup), "--without-forgotten", folder=tmp_path)
    assert well, said
    assert mark(tmp_path).startswith("2:")
    backup.unlink()
    well, said = invoked("backup", folder=tmp_path)
    assert "Dropped" not in said
    assert len(keyfile.read(key, data_folder=None)) == 2

    (tmp_path / "alertbot.toml").write_text("[keep]\nbackups = -86400\n")  # tomorrow
    well, said = invoked("backup", "--to", str(tmp_path / "elsewhere"), folder=tmp_path)
    assert "Dropped key 1" in said, said
    assert [each.id for each in keyfile.read(key, data_folder=None)] == [2]


def test_a_lost_key_file_is_made_again_from_the_paper_with_its_number(
    tmp_path: Path, no_paper: bytes, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ALERTBOT_TELEGRAM__BASE_URL", "http://127.0.0.1:9")
    asyncio.run(with_readers(tmp_path, READER))
    assert invoked("rotate", folder=tmp_path)[0]
    (tmp_path / "secrets" / "key").unlink()
    papers = [keys.recovery_form(bytes(range(32))), keys.recovery_form(no_paper)]

    done = CliRunner().invoke(commands, ["init", "--folder", str(tmp_path)], input="\n".join(papers) + "\n")

    assert done.exit_code == 0, done.output
    assert "key number 2" in done.output
    assert "That is another key's recovery form." in done.output
    assert keyfile.read(tmp_path / "secrets" / "key", data_folder=None) == (keyfile.Entry(2, no_paper),)
