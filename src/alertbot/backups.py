"""Backups and restores: a whole database as one SQLite file, whichever kind it came from.

A backup holds no key and cannot be read as to who subscribes without it. It is verified before it is
called one. A restore fills an empty database, erases again the readers who were erased since, and ends
the rights of editors and owners that were ended since.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alertbot import rotation
from alertbot.errors import SettingsError, Unready
from alertbot.keys import Keyring
from alertbot.model import Role
from alertbot.storage import copies, engine, people, receipts, schema, subscribers
from alertbot.storage.copies import Counts
from alertbot.storage.engine import Connection, Database
from alertbot.storage.forgotten import Gone

_NAME = "alertbot-%Y%m%dT%H%M%SZ.backup"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: rows by table, how many were erased and removed again, and owners there are."""

    counts: Counts
    erased: int
    removed: int
    owners: int


async def make(database: Database, keyring: Keyring, folder: Path, *, now: datetime) -> tuple[Path, Counts]:
    """Write a backup of the open database into `folder`, verify it, and give it its name: rows by table.

    The service may run meanwhile. Raises Unready where what was written is not what was read.
    """
    with _named_at_the_end(folder / now.astimezone(UTC).strftime(_NAME)) as unfinished:
        async with engine.opened(f"sqlite:///{unfinished}", keyring) as copy:
            await schema.upgrade(copy)
            counts = await copies.copy(database, copy)
            await copy.forget_pages()
        await verify(unfinished, keyring, counts)
    return folder / now.astimezone(UTC).strftime(_NAME), counts


@contextmanager
def _named_at_the_end(path: Path) -> Iterator[Path]:
    """A file to write, which gets the name `path` if nothing goes wrong, and else is gone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists():
        raise Unready(f"{path} exists already; wait a second")
    unfinished = path.with_suffix(".unfinished")
    try:
        unfinished.touch(mode=0o600)
        yield unfinished
        unfinished.rename(path)
    finally:
        for left in path.parent.glob(unfinished.name + "*"):
            left.unlink()


async def verify(path: Path, keyring: Keyring, counts: Counts | None = None) -> Counts:
    """Open a backup as a database, with this key, and look whether all is in it: rows by table.

    Raises Unready, one sentence.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
            sound = raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            torn = raw.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise Unready(f"{path} is no backup of alertbot, or it is damaged") from error
    if not sound or torn is not None:
        raise Unready(f"{path} is damaged; take an older backup")
    async with engine.opened(f"sqlite:///{path}", keyring) as copy:
        await schema.check_key(copy, keyring)
        found = await copies.count(copy)
        async with copy.reading() as c:
            await subscribers.any_one(c)  # whose sealed number opens
    if counts is not None and found != counts:
        raise Unready("the backup does not hold what was read; try again")
    return found


async def restore(path: Path, target: Database, keyring: Keyring, *, gone: Gone) -> Restored:
    """Fill the empty `target` from a backup, let nobody come back who is gone since, and have it sealed
    with the newest key.

    The backup itself is left as it is. Raises Unready.
    """
    with _copied(path) as copy:
        async with engine.opened(f"sqlite:///{copy}", keyring) as source:
            await schema.upgrade(source)  # a backup may be older than this release
        await verify(copy, keyring)
        async with engine.opened(f"sqlite:///{copy}", keyring) as source:
            await schema.upgrade(target)
            counts = await copies.copy(source, target)
    async with target.writing() as c:
        erased = await _erase(c, target, gone)
        removed = await _remove(c, target, gone)
        owners = await people.count(c, Role.OWNER)
    await target.forget_pages()
    await rotation.run(target, keyring, to=keyring.newest)  # it may be older than the key
    return Restored(counts, erased, removed, owners)


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """A copy of a backup that may be written to. Raises SettingsError where there is none."""
    if not path.is_file():
        raise SettingsError(f"there is no backup {path}")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".restoring-") as folder:
        yield Path(shutil.copyfile(path, Path(folder) / "copy.db"))


async def _erase(c: Connection, target: Database, gone: Gone) -> int:
    """Erase the forgotten who came back, and let no number of theirs be given again: how many."""
    erased = [id for id in sorted(gone.subscribers) if await subscribers.erase(c, id)]
    for id in erased:
        await receipts.erase_subscriber(c, id)
    await copies.raise_highest(c, "subscriber", max(gone.subscribers, default=0), target)
    return len(erased)


async def _remove(c: Connection, target: Database, gone: Gone) -> int:
    """The same for editors and owners who were removed."""
    removed = [id for id in sorted(gone.people) if await people.remove(c, id) is not None]
    await copies.raise_highest(c, "person", max(gone.people, default=0), target)
    return len(removed)


def expired(folder: Path, *, before: datetime) -> Iterator[Path]:
    """The backups in `folder` that were made before that, by their names."""
    for path in sorted(folder.glob("alertbot-*.backup")):
        try:
            made = datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
        except ValueError:
            continue  # not one of ours
        if made < before:
            yield path


def drop_old(database: Database, folder: Path, *, now: datetime, keep: timedelta) -> int:
    """Delete backups older than `keep`, and those on the list of the forgotten whom none holds any more: how
    many backups."""
    old = list(expired(folder, before=now - keep))
    for path in old:
        path.unlink()
    database.forgotten.prune(before=(now - keep).date())
    return len(old)
