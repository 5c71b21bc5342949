"""The numbers of who is gone, in a file beside the database and never in a backup.

A backup is older than the present: restored, it would bring back the readers who were erased since it was
made, and the rights of editors and owners who were removed. The list is kept as long as backups are and
applied after a restore. It holds numbers of ours, which are never given twice and say nothing without the
database. A line is a number, with E before an editor's or owner's, and the day.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import FileIO
from pathlib import Path

from alertbot.errors import SettingsError
from alertbot.model import PersonId, SubscriberId

_EDITOR = "E"


@dataclass(frozen=True, slots=True)
class Gone:
    """Who must not come back: erased subscribers, and editors and owners whose rights were ended."""

    subscribers: frozenset[SubscriberId] = frozenset()
    people: frozenset[PersonId] = frozenset()


class Forgotten:
    """The list in one file; None keeps no list, as databases of tests and the demo do."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def add(self, ids: Iterable[SubscriberId], *, now: datetime) -> None:
        """Note these as erased, safely on disk. Call it inside the transaction that erases them.

        Where that then fails, somebody who is still there is on the list and has to press Start again
        after a restore: better than that somebody erased comes back.
        """
        self._append(f"{id} {now.date().isoformat()}\n" for id in sorted(ids))

    def add_person(self, id: PersonId, *, now: datetime) -> None:
        """Note that somebody's rights are ended; as `add`, inside the transaction that ends them."""
        self._append([f"{_EDITOR}{id} {now.date().isoformat()}\n"])

    def take_over(self, lists: Iterable[Path]) -> None:
        """Keep what stands on other lists too, for another restore. Raises SettingsError as `read` does."""
        if self.path is None:
            return
        known = _written(self.path) if self.path.exists() else []
        others = {line for path in lists for line in _readable(path)}
        self._append(f"{line}\n" for line in sorted(others.difference(known)))

    def prune(self, *, before: date) -> None:
        """Drop those who went before that day: no backup is so old."""
        if self.path is None or not self.path.exists():
            return
        with _alone(self.path):
            kept = [f"{line}\n" for line in _written(self.path) if _day(line) >= before]
            fresh = self.path.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            with _opened(fresh) as file:
                file.write("".join(kept).encode("ascii"))
                os.fsync(file.fileno())
            fresh.replace(self.path)

    def _append(self, lines: Iterable[str]) -> None:
        text = "".join(lines)
        if self.path is None or not text:
            return
        with _alone(self.path), _opened(self.path) as file:
            file.write(text.encode("ascii"))
            os.fsync(file.fileno())


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else changes the list meanwhile: `alertbot backup` shortens it while the service adds to it.

    What is locked is a file beside the list, which is never replaced; whoever dies lets go of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _opened(path: Path) -> Iterator[FileIO]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with FileIO(descriptor, "a") as file:
        yield file


def read(paths: Iterable[Path]) -> Gone:
    """Who stands on the lists. Raises SettingsError where one is missing or a line is not one of ours."""
    numbers = {line.partition(" ")[0] for path in paths for line in _readable(path)}
    people = {number for number in numbers if number.startswith(_EDITOR)}
    return Gone(
        frozenset(SubscriberId(int(number)) for number in numbers - people),
        frozenset(PersonId(int(number.removeprefix(_EDITOR))) for number in people),
    )


def _readable(path: Path) -> list[str]:
    try:
        lines = _written(path)
        for line in lines:
            _day(line)
            int(line.partition(" ")[0].removeprefix(_EDITOR))
    except (OSError, ValueError) as error:
        raise SettingsError(f"the list of the forgotten {path} cannot be read") from error
    return lines


def _written(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="ascii").splitlines() if line]


def _day(line: str) -> date:
    return date.fromisoformat(line.partition(" ")[2])
