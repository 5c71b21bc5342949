"""A backup holds everything but the key; a restore brings back everybody but the forgotten."""

import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from alertbot import backups
from alertbot.errors import SettingsError, Unready
from alertbot.keys import Keyring
from alertbot.model import ChatId, Receipt, Role, SubscriberId
from alertbot.storage import (
    copies,
    dialogs,
    editions,
    engine,
    forgotten,
    people,
    receipts,
    schema,
    subscribers,
    topics,
)
from alertbot.storage.engine import Database
from alertbot.storage.forgotten import Forgotten
from tests.conftest import KEYRING, NOON
from tests.storage import desk

READERS = [6_100_000_001, 6_100_000_002, 6_100_000_003]


async def furnish(database: Database) -> list[SubscriberId]:
    """Three readers of a topic whom one alert reached, and a fourth who has gone."""
    await schema.check_key(database, KEYRING)
    async with database.writing() as c:
        topic = await topics.add(c, slug="roads", names={"ug": "يوللار", "en": "Roads"})
        ids = [await desk.subscribed(c, chat, topics=[topic]) for chat in READERS]
        last = await desk.subscribed(c, 6_100_000_004)
        await subscribers.erase(c, last)
        alert = await desk.an_alert(c)
        [edition] = (await editions.expect(c, await desk.an_article(c), ["en"], now=NOON)).values()
        await receipts.add(c, alert, [Receipt(id, 7, edition, 1) for id in ids], now=NOON)
        await dialogs.put(c, ChatId(READERS[0]), kind="asked", data={}, now=NOON)
    return ids


@asynccontextmanager
async def empty(url: str) -> AsyncIterator[Database]:
    async with engine.opened(url, KEYRING) as database:
        yield database


@pytest.fixture
async def backup(database: Database, tmp_path: Path) -> Path:
    await furnish(database)
    path, _ = await backups.make(database, KEYRING, tmp_path / "backups", now=NOON)
    return path


@pytest.fixture
async def small(sqlite_template: Path, tmp_path: Path) -> Path:
    """A backup of a SQLite database: where the kind it came from does not matter."""
    path = Path(shutil.copyfile(sqlite_template, tmp_path / "source.db"))
    async with engine.opened(f"sqlite:///{path}", KEYRING) as database:
        await furnish(database)
        return (await backups.make(database, KEYRING, tmp_path / "backups", now=NOON))[0]


async def test_a_backup_has_all_rows_but_those_of_the_moment_and_nobodys_number(backup: Path):
    assert backup.name == "alertbot-20261102T120000Z.backup"
    assert backup.stat().st_mode & 0o077 == 0
    assert [each.name for each in backup.parent.iterdir()] == [backup.name]
    counts = await backups.verify(backup, KEYRING)
    assert counts["subscriber"] == counts["subscription"] == 3
    assert counts["receipt"] == 1
    assert not copies.LEFT_OUT & counts.keys()
    raw = backup.read_bytes()
    for chat in READERS:
        assert str(chat).encode() not in raw
        assert chat.to_bytes(8, "big") not in raw
        assert chat.to_bytes(8, "little") not in raw


async def test_a_restore_brings_everything_back_into_either_kind(backup: Path, database_url: str):
    async with empty(database_url) as target:
        counts, erased = await backups.restore(backup, target, KEYRING, forgotten=())

        assert erased == 0
        assert await copies.count(target) == counts == await backups.verify(backup, KEYRING)
        await schema.check_key(target, KEYRING)
        async with target.writing() as c:
            found = await subscribers.find(c, ChatId(READERS[1]))
            assert found is not None
            assert [topic.names["ug"] for topic in await topics.all(c)] == ["يوللار"]
            assert await receipts.of_subscriber(c, found.id)
            # The number of the fourth, who had gone before the backup, is not given again.
            assert await desk.subscribed(c, 6_100_000_009) == 5


async def test_whoever_was_forgotten_since_does_not_come_back(small: Path, database_url: str):
    async with empty(database_url) as target:
        _, erased = await backups.restore(
            small, target, KEYRING, forgotten=[SubscriberId(2), SubscriberId(90)]
        )

        assert erased == 1
        async with target.writing() as c:
            assert await subscribers.find(c, ChatId(READERS[1])) is None
            assert await subscribers.find(c, ChatId(READERS[2])) is not None
            assert await receipts.of_subscriber(c, SubscriberId(2)) == []
            assert await desk.subscribed(c, 6_100_000_009) == 91


async def test_an_invitation_that_was_used_since_is_not_open_again(sqlite_template: Path, tmp_path: Path):
    source = shutil.copyfile(sqlite_template, tmp_path / "source.db")
    async with engine.opened(f"sqlite:///{source}", KEYRING) as database:
        await schema.check_key(database, KEYRING)
        async with database.writing() as c:
            payload = await people.invite(c, Role.OWNER, now=NOON)
        path, _ = await backups.make(database, KEYRING, tmp_path / "backups", now=NOON)
    there = shutil.copyfile(sqlite_template, tmp_path / "target.db")
    async with empty(f"sqlite:///{there}") as target:
        await backups.restore(path, target, KEYRING, forgotten=())
        async with target.writing() as c:
            assert await people.redeem(c, payload, user=ChatId(7), language="en", now=NOON) is None


async def test_a_full_database_is_not_restored_into(small: Path, database: Database):
    async with database.writing() as c:
        await topics.add(c, slug="roads", names={"en": "Roads"})
    with pytest.raises(Unready, match="move it away first"):
        await backups.restore(small, database, KEYRING, forgotten=())


async def test_another_key_does_not_verify_it(small: Path):
    with pytest.raises(Unready, match="another key"):
        await backups.verify(small, Keyring({1: bytes(32)}))


async def test_a_damaged_backup_is_named(small: Path, tmp_path: Path, sqlite_template: Path):
    broken = tmp_path / "broken.backup"
    broken.write_bytes(b"no database at all, " * 500)
    torn = Path(shutil.copyfile(small, tmp_path / "torn.backup"))
    connection = sqlite3.connect(torn)
    connection.execute("DELETE FROM topic")
    connection.commit()
    connection.close()

    for path, says in ((broken, "no backup"), (torn, "damaged")):
        with pytest.raises(Unready, match=says):
            await backups.verify(path, KEYRING)
    async with empty(f"sqlite:///{sqlite_template}") as target:
        with pytest.raises(SettingsError, match="there is no backup"):
            await backups.restore(tmp_path / "none.backup", target, KEYRING, forgotten=())


async def test_what_does_not_verify_is_no_backup(database: Database, tmp_path: Path):
    await furnish(database)

    with pytest.raises(Unready):
        await backups.make(database, Keyring({2: bytes(32)}), tmp_path / "backups", now=NOON)

    assert list((tmp_path / "backups").iterdir()) == []


async def test_a_second_backup_in_a_second_waits(small: Path, sqlite_template: Path):
    async with empty(f"sqlite:///{sqlite_template}") as database:
        with pytest.raises(Unready, match="wait a second"):
            await backups.make(database, KEYRING, small.parent, now=NOON)


async def test_old_backups_and_the_forgotten_of_their_time_go(tmp_path: Path, migrated_url: str):
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("alertbot-20261001T000000Z.backup", "alertbot-20261030T000000Z.backup",
                 "alertbot-of-mine.backup", "notes.txt"):  # fmt: skip
        (folder / name).touch()
    path = tmp_path / "forgotten"
    Forgotten(path).add([SubscriberId(3)], now=NOON - timedelta(days=30))
    Forgotten(path).add([SubscriberId(9), SubscriberId(8)], now=NOON)

    async with engine.opened(migrated_url, KEYRING, forgotten=path) as database:
        assert backups.drop_old(database, folder, now=NOON, keep=timedelta(days=14)) == 1

    assert sorted(each.name for each in folder.iterdir()) == [
        "alertbot-20261030T000000Z.backup", "alertbot-of-mine.backup", "notes.txt",
    ]  # fmt: skip
    assert forgotten.read(path) == {8, 9}
    assert path.stat().st_mode & 0o077 == 0


def test_who_is_forgotten_while_the_list_is_shortened_stays_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The service and `alertbot backup` are two processes."""
    path, read_lines = tmp_path / "forgotten", forgotten._lines
    Forgotten(path).add([SubscriberId(1)], now=NOON)
    others: list[threading.Thread] = []

    def and_another_is_forgotten(path: Path) -> list[tuple[SubscriberId, date]]:
        found = read_lines(path)
        other = threading.Thread(target=Forgotten(path).add, args=([SubscriberId(2)],), kwargs={"now": NOON})
        other.start()
        other.join(0.2)
        others.append(other)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(forgotten, "_lines", and_another_is_forgotten)
        Forgotten(path).prune(before=NOON.date())
    for each in others:
        each.join()

    assert forgotten.read(path) == {1, 2}


def test_without_a_file_no_list_is_kept(tmp_path: Path):
    Forgotten(None).add([SubscriberId(1)], now=NOON)
    Forgotten(None).prune(before=NOON.date())
    Forgotten(tmp_path / "none").prune(before=NOON.date())
    (tmp_path / "odd").write_text("someone\n")

    for path in (tmp_path / "none", tmp_path / "odd"):
        with pytest.raises(SettingsError, match="cannot be read"):
            forgotten.read(path)
