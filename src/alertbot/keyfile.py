"""The key file: one line a key, `ID:HEX`, and behind those that were replaced `retired YEAR-MONTH-DAY`.

The newest key that is not retired is meant to seal. Retired ones are kept for backups that were made
before, and go when no such backup is left. The file is never changed where it lies: a new one takes its
place, so that a crash leaves one or the other.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from alertbot.errors import SettingsError
from alertbot.keys import MASTER_BYTES, Keyring, key_file_line, read_secret

HIGHEST_ID = 255  # a key id is one byte
_RETIRED = "retired"
_REMEDY = "bring the key back from its recovery form: move the file away and run `alertbot init`"


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One key of the file; `retired` is the day on which another took its place."""

    id: int
    master: bytes
    retired: date | None = None

    @property
    def line(self) -> str:
        """As it stands in the file."""
        end = "" if self.retired is None else f" {_RETIRED} {self.retired.isoformat()}"
        return key_file_line(self.id, self.master) + end


def read(path: Path, *, data_folder: Path | None) -> tuple[Entry, ...]:
    """The keys of a file, the oldest first. Raises SettingsError as `keys.read_secret` does, and where a
    line is no key.
    """
    lines = read_secret(path, name="key", data_folder=data_folder).splitlines()
    entries = sorted((_entry(line.strip(), path) for line in lines), key=lambda each: each.id)
    for one, other in pairwise(entries):
        if one.id == other.id:
            raise SettingsError(
                f"the key file {path} has two keys with the id {one.id}; remove the wrong one"
            )
    if all(each.retired for each in entries):
        raise SettingsError(f"the key file {path} has retired keys only; {_REMEDY}")
    return tuple(entries)


def _entry(line: str, path: Path) -> Entry:
    key, _, end = line.partition(" ")
    id, _, master = key.partition(":")
    try:
        entry = Entry(int(id), bytes.fromhex(master), _retired(end))
    except ValueError:  # which would quote the key
        raise SettingsError(f"the key file {path} has a line that is no key; {_REMEDY}") from None
    if not 1 <= entry.id <= HIGHEST_ID or len(entry.master) != MASTER_BYTES:
        raise SettingsError(f"the key file {path} has a key of the wrong length or id; {_REMEDY}")
    return entry


def _retired(end: str) -> date | None:
    word, _, day = end.partition(" ")
    if end and word != _RETIRED:
        raise ValueError
    return date.fromisoformat(day) if end else None


def keyring(path: Path, *, data_folder: Path | None) -> Keyring:
    """The keyring of a key file, which reads it again when a database names a key that it did not have.

    Raises SettingsError as `read` does.
    """

    def masters() -> Mapping[int, bytes]:
        return {each.id: each.master for each in read(path, data_folder=data_folder)}

    return Keyring(masters(), newest(read(path, data_folder=data_folder)).id, renew=masters)


def newest(entries: Sequence[Entry]) -> Entry:
    """The key that is meant to seal."""
    return max((each for each in entries if each.retired is None), key=lambda each: each.id)


def with_new(entries: Sequence[Entry], master: bytes) -> tuple[Entry, ...]:
    """The keys with one more, which is the newest. Raises SettingsError where no id is left for it."""
    id = max(each.id for each in entries) + 1
    if id > HIGHEST_ID:
        raise SettingsError("no number is left for another key")
    return (*entries, Entry(id, master))


def with_retired(entries: Sequence[Entry], *, but: int, today: date) -> tuple[Entry, ...]:
    """The keys with all but one retired, those that were so already with their day."""
    return tuple(each if each.id == but or each.retired else replace(each, retired=today) for each in entries)


def without_old(entries: Sequence[Entry], *, before: date) -> tuple[Entry, ...]:
    """The keys without those that were retired before that day: no backup that needs them is left."""
    return tuple(each for each in entries if each.retired is None or each.retired >= before)


def put(path: Path, entries: Sequence[Entry]) -> None:
    """Put these keys into the place of the file, safely on disk, for its owner only. Raises OSError."""
    fresh = unfinished(path)
    fresh.unlink(missing_ok=True)  # of a run that was killed
    owner = path.stat()
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        if os.geteuid() == 0:  # the service's user goes on reading it
            os.fchown(descriptor, owner.st_uid, owner.st_gid)
        file.write("".join(f"{each.line}\n" for each in entries))
        file.flush()
        os.fsync(descriptor)
    fresh.replace(path)
    _sync_folder(path.parent)


def unfinished(path: Path) -> Path:
    """Where the next key file is written before it takes its place."""
    return path.with_name(f".{path.name}.new")


def can_change(path: Path) -> bool:
    """Whether this user may put another file in its place; secrets that come from elsewhere cannot be."""
    return os.access(path.parent, os.W_OK) and not path.is_symlink()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Nobody else changes the file meanwhile; a crash frees it at once. Raises SettingsError."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise SettingsError("the key file is being changed by another command; wait for it") from error
    finally:
        os.close(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
