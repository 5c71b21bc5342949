"""The numbers of erased subscribers, in a file beside the database and never in a backup.

A backup is older than the present: restored, it would bring back whoever was erased since it was made.
The list is kept as long as backups are and applied after a restore. It holds numbers of ours, which are
never given twice and say nothing without the database.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import FileIO
from pathlib import Path

from alertbot.errors import SettingsError
from alertbot.model import SubscriberId


class Forgotten:
    """The list in one file; None keeps no list, as databases of tests and the demo do."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def add(self, ids: Iterable[SubscriberId], *, now: datetime) -> None:
        """Note these as erased, safely on disk. Call it inside the transaction that erases them.

        Where that then fails, somebody who is still there is on the list and has to press Start again
        after a restore: better than that somebody erased comes back.
        """
        lines = "".join(f"{id} {now.date().isoformat()}\n" for id in sorted(ids))
        if self.path is None or not lines:
            return
        with _alone(self.path), _opened(self.path) as file:
            file.write(lines.encode("ascii"))
            os.fsync(file.fileno())

    def prune(self, *, before: date) -> None:
        """Drop those erased before that day: no backup is so old."""
        if self.path is None or not self.path.exists():
            return
        with _alone(self.path):
            kept = [f"{id} {day.isoformat()}\n" for id, day in _lines(self.path) if day >= before]
            fresh = self.path.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            with _opened(fresh) as file:
                file.write("".join(kept).encode("ascii"))
                os.fsync(file.fileno())
            fresh.replace(self.path)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else changes the list meanwhile: `alertbot backup` shortens it while the service adds to it.

    What is locked is a file beside the list, which is never replaced; whoever dies lets go of it.
    """
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


def read(path: Path) -> set[SubscriberId]:
    """The numbers on the list. Raises SettingsError where there is none or a line is not one of ours."""
    try:
        return {id for id, _ in _lines(path)}
    except (OSError, ValueError) as error:
        raise SettingsError(f"the list of the forgotten {path} cannot be read") from error


def _lines(path: Path) -> list[tuple[SubscriberId, date]]:
    lines = path.read_text(encoding="ascii").splitlines()
    parts = [line.split(" ") for line in lines if line]
    return [(SubscriberId(int(id)), date.fromisoformat(day)) for id, day in parts]
