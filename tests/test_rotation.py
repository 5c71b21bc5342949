"""A new key takes the place of the old one while readers come and go, however often that is killed."""

import asyncio
import json
import random
import shutil
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from alertbot import backups, keyfile, keys, rotation
from alertbot.errors import AlreadyThere, KeyMissing, Unready
from alertbot.keys import Keyring
from alertbot.model import ChatId, FreezeReason, PersonId, Role, SubscriberId
from alertbot.storage import dialogs, engine, freezes, people, schema, subscribers, words
from alertbot.storage import rotation as steps
from alertbot.storage.columns import Sealed
from alertbot.storage.engine import Database
from alertbot.storage.forgotten import Gone
from alertbot.storage.tables import metadata
from tests.conftest import NOON
from tests.storage import desk

FIRST = bytes(range(32))
EDITOR = ChatId(7_000_000_001)
TODAY = date(2026, 11, 2)


@dataclass
class Newsroom:
    """A database in use, with what must be in it."""

    database: Database
    key_file: Path
    readers: dict[int, SubscriberId] = field(default_factory=dict)
    changes: int = 0

    @property
    def url(self) -> str:
        return self.database.engine.url.render_as_string(hide_password=False)

    async def furnish(self, many: int) -> None:
        for _ in range(many):
            await self.subscribe(6_000_000_000 + len(self.readers))
        async with self.database.writing() as c:
            payload = await people.invite(c, Role.OWNER, now=NOON)
            editor = await people.redeem(c, payload, user=EDITOR, language="en", now=NOON)
            assert editor is not None
            await freezes.begin(
                c, by=PersonId(editor.id), reason=next(iter(FreezeReason)), note="why", now=NOON
            )
            await dialogs.put(c, EDITOR, kind="asked", data={"n": 1}, now=NOON)

    async def subscribe(self, chat: int) -> None:
        async with self.database.writing() as c:
            self.readers[chat] = await desk.subscribed(c, chat)
            await words.add(c, self.readers[chat], f"word {chat}")

    async def forget(self, chat: int) -> None:
        async with self.database.writing() as c:
            found = await subscribers.find(c, ChatId(chat))
            assert found is not None, "a reader was lost"
            assert found.id == self.readers.pop(chat)
            await subscribers.erase(c, found.id)

    async def lives(self, stop: asyncio.Event) -> None:
        """Readers come, go, and are asked something."""
        chance = random.Random(self.changes)
        while not stop.is_set():
            chat = 6_100_000_000 + self.changes
            await self.subscribe(chat)
            async with self.database.writing() as c:
                known = await subscribers.find(c, ChatId(chance.choice(list(self.readers))))
                assert known is not None, "a reader was lost"
                await dialogs.put(c, EDITOR, kind="asked", data={"n": self.changes}, now=NOON)
            await self.forget(chance.choice(list(self.readers)))
            self.changes += 1
            await asyncio.sleep(0.02)

    async def is_whole_by(self, keyring: Keyring) -> None:
        """All that must be there is, once, and opens with these keys alone."""
        async with engine.opened(self.url, keyring) as alone, alone.reading() as c:
            found = [await subscribers.get(c, id) for id in self.readers.values()]
            assert [each.chat for each in found] == [ChatId(chat) for chat in self.readers]
            assert (await c.execute(text("SELECT count(*) FROM subscriber"))).scalar() == len(found)
            for chat in self.readers:
                assert await subscribers.find(c, ChatId(chat)) is not None
            watched = await words.page(c, after=0, limit=10_000)  # type: ignore[arg-type]
            assert sorted(each.word.text.reveal() for each in watched) == sorted(
                f"word {chat}" for chat in self.readers
            )
            assert await people.find(c, EDITOR) is not None
            frozen = await freezes.current(c)
            assert frozen is not None
            assert frozen.note == "why"
            assert await dialogs.get(c, EDITOR, now=NOON) is not None
            assert (await c.execute(text("SELECT count(*) FROM dialog"))).scalar() == 1


@pytest.fixture
async def newsroom(migrated_url: str, tmp_path: Path) -> AsyncIterator[Newsroom]:
    path = tmp_path / "secrets" / "key"
    keys.write_secret(path, keys.key_file_line(1, FIRST))
    keyring = keyfile.keyring(path, data_folder=None)
    async with engine.opened(migrated_url, keyring) as database:
        await schema.check_key(database, keyring)
        found = Newsroom(database, path)
        await found.furnish(15)
        yield found


class Rotating:
    """`tests.rotating`, running."""

    def __init__(self, process: asyncio.subprocess.Process, newsroom: Newsroom) -> None:
        self._process = process
        self._order = {"url": newsroom.url, "key_file": str(newsroom.key_file)}

    async def once(self, die_at: int = 0) -> int:
        """Rotate, or go on with it; the exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({**self._order, "die_at": die_at}).encode() + b"\n")
        await self._process.stdin.drain()
        return int(await asyncio.wait_for(self._process.stdout.readline(), 60))


@asynccontextmanager
async def rotating(newsroom: Newsroom) -> AsyncIterator[Rotating]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.rotating", stdin=PIPE, stdout=PIPE
    )
    try:
        yield Rotating(process, newsroom)
    finally:
        process.kill()
        await process.communicate()


@asynccontextmanager
async def alive(newsroom: Newsroom) -> AsyncIterator[None]:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(newsroom.lives(stop))
        yield
        stop.set()


@pytest.mark.timeout(120)
async def test_kills_at_any_point_lose_and_double_nobody(newsroom: Newsroom):
    """Rotation after rotation, each killed in the middle and gone on with, while readers come and go."""
    kills, killed, tries = (20 if newsroom.database.is_sqlite else 5), 0, 0
    async with rotating(newsroom) as process:
        async with alive(newsroom):
            while killed < kills:
                tries += 1
                die_at = 0 if not tries % 5 else 1 + 17 * tries % 71  # every fifth goes to its end
                killed += await process.once(die_at) == -signal.SIGKILL
        assert await process.once() == 0
    assert newsroom.changes > kills
    entries = keyfile.read(newsroom.key_file, data_folder=None)
    assert [each.retired for each in entries] == [*[TODAY] * (len(entries) - 1), None]
    assert len(entries) > 2, "no rotation was finished"
    await newsroom.is_whole_by(Keyring({entries[-1].id: entries[-1].master}))


async def rotated(newsroom: Newsroom) -> tuple[Keyring, Keyring]:
    """A rotation in the middle, begun by another process: its keyring, and the new one."""
    entries = keyfile.with_new(keyfile.read(newsroom.key_file, data_folder=None), bytes(32))
    keyfile.put(newsroom.key_file, entries)
    keyring = keyfile.keyring(newsroom.key_file, data_folder=None)
    async with other(newsroom, keyring) as database, database.writing() as c:
        await steps.begin(c, keyring, to=2)
        assert await steps.reseal(c, keyring, "subscriber", to=2, limit=5) == 5
    return keyring, Keyring({2: bytes(32)})


@asynccontextmanager
async def other(newsroom: Newsroom, keyring: Keyring) -> AsyncIterator[Database]:
    async with engine.opened(newsroom.url, keyring) as database:
        yield database


async def test_a_process_that_knew_nothing_of_it_finds_everybody_and_seals_with_the_new_key(
    newsroom: Newsroom,
):
    await rotated(newsroom)

    async with newsroom.database.writing() as c:
        for chat, id in newsroom.readers.items():
            found = await subscribers.find(c, ChatId(chat))
            assert found is not None
            assert found.id == id
            with pytest.raises(AlreadyThere):
                await desk.subscribed(c, chat)
    await newsroom.subscribe(6_200_000_000)
    async with newsroom.database.reading() as c:
        sealed = (await c.execute(text("SELECT chat_id FROM subscriber ORDER BY id DESC LIMIT 1"))).scalar()
    assert sealed is not None
    assert bytes(sealed)[0] == 2


async def test_it_does_not_end_while_a_row_is_left(newsroom: Newsroom):
    keyring, alone = await rotated(newsroom)
    async with newsroom.database.writing() as c:
        assert await steps.left(c, to=2) > 0
        assert not await steps.finish(c, keyring, to=2)
    with pytest.raises(KeyMissing):
        async with other(newsroom, alone) as database:
            await schema.check_key(database, alone)

    await rotation.run(newsroom.database, keyring, to=2)

    await newsroom.is_whole_by(alone)


async def test_a_process_without_the_new_key_stops_instead_of_losing_anybody(newsroom: Newsroom):
    await rotated(newsroom)
    old = Keyring({1: FIRST})

    async with other(newsroom, old) as database:
        with pytest.raises(KeyMissing, match="right one"):
            await schema.check_key(database, old)
        async with database.writing() as c:
            with pytest.raises(KeyMissing):
                await subscribers.find(c, ChatId(6_000_000_000))


async def test_a_backup_of_the_middle_is_restored_under_the_new_key(
    newsroom: Newsroom, tmp_path: Path, sqlite_template: Path
):
    keyring, alone = await rotated(newsroom)
    path, _ = await backups.make(newsroom.database, keyring, tmp_path / "backups", now=NOON)
    empty = shutil.copyfile(sqlite_template, tmp_path / "restored.db")

    async with engine.opened(f"sqlite:///{empty}", keyring) as target:
        await backups.restore(path, target, keyring, gone=Gone())
        async with target.reading() as c:
            assert await schema.key_mark(c) == alone.mark()
            for chat in newsroom.readers:
                assert await subscribers.find(c, ChatId(chat)) is not None


async def test_another_rotation_waits_for_the_first(newsroom: Newsroom):
    await rotated(newsroom)
    third = Keyring({1: FIRST, 2: bytes(32), 3: bytes(reversed(range(32)))})

    with pytest.raises(Unready, match="not finished"):
        await rotation.run(newsroom.database, third, to=3)
    async with newsroom.database.writing() as c:
        with pytest.raises(Unready, match="begin anew"):
            await steps.reseal(c, third, "word", to=3, limit=1)


def test_every_sealed_column_is_known_by_its_place():
    """A column whose place is another's would be sealed anew for the wrong one."""
    places = [
        (f"{table.name}.{column.name}", column.type.place)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Sealed)
    ]
    assert [place for _, place in places] == [name for name, _ in places]
    assert {name.partition(".")[0] for name, _ in places} == set(steps.TABLES)
