"""A backup holds everything but the key; a restore brings back everybody but the forgotten."""

import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from alertbot import backups
from alertbot.errors import SettingsError, Unready
from alertbot.keys import Keyring
from alertbot.model import ChatId, DraftState, Person, PersonId, Receipt, Role, SubscriberId
from alertbot.storage import (
    copies,
    dialogs,
    drafts,
    editions,
    engine,
    forgotten,
    people,
    receipts,
    schema,
    subscribers,
    topics,
)
from alertbot.storage.engine import Connection, Database
from alertbot.storage.forgotten import Forgotten, Gone
from tests.conftest import KEYRING, NOON
from tests.storage import desk
from tests.storage.test_drafts import DRAFT

READERS = [6_100_000_001, 6_100_000_002, 6_100_000_003]
OWNERS = [6_200_000_001, 6_200_000_002]


async def furnish(database: Database) -> list[SubscriberId]:
    """Three readers of a topic whom one alert reached, a fourth who has gone, and two owners at work."""
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
        first, _ = [await owner(c, number) for number in OWNERS]
        await count_down(c, first)
    return ids


async def owner(c: Connection, number: int) -> Person:
    payload = await people.invite(c, Role.OWNER, now=NOON)
    person = await people.redeem(c, payload, user=ChatId(number), language="en", now=NOON)
    assert person is not None
    return person


async def count_down(c: Connection, author: Person) -> None:
    """An alert by hand that goes out in half a minute."""
    draft = await drafts.put(c, replace(DRAFT, author=author.id), now=NOON)
    assert draft is not None
    opens_at = NOON + timedelta(seconds=30)
    assert await drafts.count_down(c, author.id, draft.version, since=DraftState.WRITING, opens_at=opens_at)


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
    for chat in READERS + OWNERS:
        assert str(chat).encode() not in raw
        assert chat.to_bytes(8, "big") not in raw
        assert chat.to_bytes(8, "little") not in raw


async def test_a_restore_brings_everything_back_into_either_kind(backup: Path, database_url: str):
    async with empty(database_url) as target:
        done = await backups.restore(backup, target, KEYRING, gone=Gone())

        assert (done.erased, done.removed, done.owners) == (0, 0, 2)
        assert await copies.count(target) == done.counts == await backups.verify(backup, KEYRING)
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
        gone = Gone(subscribers=frozenset({SubscriberId(2), SubscriberId(90)}))
        done = await backups.restore(small, target, KEYRING, gone=gone)

        assert (done.erased, done.removed) == (1, 0)
        async with target.writing() as c:
            assert await subscribers.find(c, ChatId(READERS[1])) is None
            assert await subscribers.find(c, ChatId(READERS[2])) is not None
            assert await receipts.of_subscriber(c, SubscriberId(2)) == []
            assert await desk.subscribed(c, 6_100_000_009) == 91


async def test_whoever_was_removed_since_has_no_rights_again(small: Path, database_url: str):
    async with empty(database_url) as target:
        gone = Gone(people=frozenset({PersonId(1), PersonId(70)}))
        done = await backups.restore(small, target, KEYRING, gone=gone)

        assert (done.erased, done.removed, done.owners) == (0, 1, 1)
        async with target.writing() as c:
            assert await people.find(c, ChatId(OWNERS[0])) is None
            assert [each.user.reveal() for each in await people.everyone(c)] == [OWNERS[1]]
            assert (await owner(c, 6_200_000_009)).id == 71  # no number of theirs is given again


async def test_an_alert_that_was_about_to_go_out_does_not_go_out_again(
    small: Path, sqlite_template: Path, tmp_path: Path
):
    """It was sent or cancelled since."""
    there = shutil.copyfile(sqlite_template, tmp_path / "target.db")
    async with empty(f"sqlite:///{there}") as target:
        await backups.restore(small, target, KEYRING, gone=Gone())
        async with target.writing() as c:
            assert await drafts.get(c, PersonId(1), now=NOON) is None
            assert await drafts.take(c, PersonId(1), now=NOON + timedelta(minutes=1)) is None


async def test_an_invitation_that_was_used_since_is_not_open_again(sqlite_template: Path, tmp_path: Path):
    source = shutil.copyfile(sqlite_template, tmp_path / "source.db")
    async with engine.opened(f"sqlite:///{source}", KEYRING) as database:
        await schema.check_key(database, KEYRING)
        async with database.writing() as c:
            payload = await people.invite(c, Role.OWNER, now=NOON)
        path, _ = await backups.make(database, KEYRING, tmp_path / "backups", now=NOON)
    there = shutil.copyfile(sqlite_template, tmp_path / "target.db")
    async with empty(f"sqlite:///{there}") as target:
        await backups.restore(path, target, KEYRING, gone=Gone())
        async with target.writing() as c:
            assert await people.redeem(c, payload, user=ChatId(7), language="en", now=NOON) is None


async def test_a_full_database_is_not_restored_into(small: Path, database: Database):
    async with database.writing() as c:
        await topics.add(c, slug="roads", names={"en": "Roads"})
    with pytest.raises(Unready, match="move it away first"):
        await backups.restore(small, database, KEYRING, gone=Gone())


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
            await backups.restore(tmp_path / "none.backup", target, KEYRING, gone=Gone())


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
    Forgotten(path).add_person(PersonId(3), now=NOON - timedelta(days=30))
    Forgotten(path).add_person(PersonId(9), now=NOON)

    async with engine.opened(migrated_url, KEYRING, forgotten=path) as database:
        assert backups.drop_old(database, folder, now=NOON, keep=timedelta(days=14)) == 1

    assert sorted(each.name for each in folder.iterdir()) == [
        "alertbot-20261030T000000Z.backup", "alertbot-of-mine.backup", "notes.txt",
    ]  # fmt: skip
    assert forgotten.read([path]) == Gone(
        frozenset({SubscriberId(8), SubscriberId(9)}), frozenset({PersonId(9)})
    )
    assert path.stat().st_mode & 0o077 == 0


def test_who_is_forgotten_while_the_list_is_shortened_stays_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The service and `alertbot backup` are two processes."""
    path, read_lines = tmp_path / "forgotten", forgotten._written
    Forgotten(path).add([SubscriberId(1)], now=NOON)
    others: list[threading.Thread] = []

    def and_another_is_forgotten(path: Path) -> list[str]:
        found = read_lines(path)
        other = threading.Thread(target=Forgotten(path).add, args=([SubscriberId(2)],), kwargs={"now": NOON})
        other.start()
        other.join(0.2)
        others.append(other)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(forgotten, "_written", and_another_is_forgotten)
        Forgotten(path).prune(before=NOON.date())
    for each in others:
        each.join()

    assert forgotten.read([path]).subscribers == {1, 2}


def test_lists_of_several_machines_are_kept_for_another_restore(tmp_path: Path):
    here, there = tmp_path / "data" / "forgotten", tmp_path / "theirs"
    Forgotten(here).add([SubscriberId(1)], now=NOON)
    Forgotten(there).add([SubscriberId(1), SubscriberId(2)], now=NOON)
    Forgotten(there).add_person(PersonId(2), now=NOON)

    for _ in range(2):
        Forgotten(here).take_over([there, here])

    assert sorted(here.read_text().split("\n")) == ["", "1 2026-11-02", "2 2026-11-02", "E2 2026-11-02"]
    assert forgotten.read([here]) == forgotten.read([here, there])


def test_without_a_file_no_list_is_kept(tmp_path: Path):
    Forgotten(None).add([SubscriberId(1)], now=NOON)
    Forgotten(None).prune(before=NOON.date())
    Forgotten(None).take_over([])
    Forgotten(tmp_path / "none").prune(before=NOON.date())
    (tmp_path / "odd").write_text("someone\n")
    (tmp_path / "undated").write_text("E7\n")
    (tmp_path / "unnumbered").write_text("x 2026-11-02\n")

    for name in ("none", "odd", "undated", "unnumbered"):
        with pytest.raises(SettingsError, match="cannot be read"):
            forgotten.read([tmp_path / name])
