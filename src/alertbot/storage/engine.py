"""Opens the database and gives transactions: SQLite by default, PostgreSQL by its URL, one code path."""

import asyncio
import fcntl
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import event, make_url, text
from sqlalchemy.engine import Connection as SyncConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from alertbot.errors import SettingsError, Unready
from alertbot.keys import Keyring
from alertbot.storage.bells import CHANNEL, Bell, Bells
from alertbot.storage.forgotten import Forgotten
from alertbot.storage.sealing import seal_with

_log = logging.getLogger(__name__)

Connection = AsyncConnection  # what other packages call it: only this one knows whose it is
_WRITES = "alertbot_writes"
_BUSY_SECONDS = 30
_PAGES_MILLISECONDS = 500
_PATIENCE_SECONDS, _RETRY_SECONDS = 120.0, 1.0  # with a database that is away, as a restart makes it
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten
    "PRAGMA temp_store=MEMORY",
)


class Database:
    """Transactions on one engine. `reading()` and `writing()` each give a connection in a transaction."""

    def __init__(self, engine: AsyncEngine, bells: Bells, forgotten: Forgotten) -> None:
        self.engine = engine
        self.bells = bells
        self.forgotten = forgotten
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.pages_wait = False  # deleted pages may stand in SQLite's log still
        # SQLite has one writer: queueing here is cheaper and fairer than its busy handler.
        self._turn = asyncio.Lock() if self.is_sqlite else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view; nothing written inside is kept."""
        async with AsyncExitStack() as stack:
            connection = await self._begun(stack, writes=False)
            yield connection
            await connection.rollback()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """As `reading`, but however much is read, all of it is as it was at one moment."""
        async with self.engine.connect() as connection:
            if not self.is_sqlite:  # whose transactions are of that kind anyway
                await connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
            await connection.rollback()

    @asynccontextmanager
    async def writing(self, *rings: Bell) -> AsyncIterator[AsyncConnection]:
        """A writing transaction, committed at the end; then `rings` wake their stages.

        Never wait for the network inside: on SQLite nobody else can write meanwhile.
        """
        async with AsyncExitStack() as stack:
            if self._turn is not None:
                await stack.enter_async_context(self._turn)
            connection = await self._begun(stack, writes=True)
            yield connection
            if rings and not self.is_sqlite:
                for bell in rings:
                    await connection.execute(
                        text("SELECT pg_notify(:channel, :bell)"),
                        {"channel": CHANNEL, "bell": bell.value},
                    )
        self.bells.ring(*rings)

    async def _begun(self, stack: AsyncExitStack, *, writes: bool) -> AsyncConnection:
        """A connection with a transaction begun, which `stack` ends.

        A database that is away is waited for: it may be restarting, and nothing has been done yet.
        """
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + _PATIENCE_SECONDS
        while True:
            try:
                async with AsyncExitStack() as attempt:
                    connection = await attempt.enter_async_context(self.engine.connect())
                    await connection.execution_options(**{_WRITES: writes})
                    if writes:
                        await attempt.enter_async_context(connection.begin())
                    stack.push_async_exit(attempt.pop_all())
                    return connection
            except OperationalError as error:
                if loop.time() >= give_up_at:
                    raise
                _log.warning("the database does not answer", extra={"error": type(error.orig).__name__})
            await asyncio.sleep(_RETRY_SECONDS)

    async def forget_pages(self) -> None:
        """SQLite: move the log into the file and empty it, so that no deleted page stays in it.

        Whoever reads for long can keep it from that: then `pages_wait`, for another try.
        """
        if self.is_sqlite:
            async with self.engine.connect() as connection:
                driver = await connection.execution_options(isolation_level="AUTOCOMMIT")
                # Writers wait as long as this does: not for whoever reads for long, as a backup.
                await driver.execute(text(f"PRAGMA busy_timeout={_PAGES_MILLISECONDS}"))
                done = (await driver.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).one()
                await driver.execute(text(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}"))
            self.pages_wait = bool(done[0])


@asynccontextmanager
async def opened(
    url: str, keyring: Keyring, *, bells: Bells | None = None, forgotten: Path | None = None
) -> AsyncIterator[Database]:
    """The database at `url`, with its sealed columns open, until the block ends.

    Who is erased is noted in the file `forgotten`, if one is named. Raises SettingsError for a URL we
    cannot use and Unready where the server does not answer.
    """
    engine = create_engine(url)
    seal_with(engine.sync_engine, keyring)
    database = Database(engine, bells or Bells(), Forgotten(forgotten))
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (DBAPIError, OSError) as error:
        await engine.dispose()
        raise Unready(f"the database does not answer: {_first_line(error)}") from error
    try:
        yield database
    finally:
        await engine.dispose()


def create_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite:///path` or `postgresql://…`, with our drivers and transaction rules."""
    try:
        parsed = make_url(url)
    except Exception as error:  # SQLAlchemy raises several kinds for a malformed URL
        raise SettingsError(
            "the database URL cannot be read; write sqlite:///path or postgresql://…"
        ) from error
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        engine = create_async_engine(
            parsed.set(drivername="sqlite+aiosqlite"),
            connect_args={"timeout": _BUSY_SECONDS},
            hide_parameters=True,  # errors quote statements, never what people wrote
        )
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    if backend == "postgresql":
        return create_async_engine(
            parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True
        )
    raise SettingsError(f"the database {backend!r} is not supported; use sqlite or postgresql")


def sqlite_path(url: str) -> Path | None:
    """The file behind a SQLite URL, None for other databases."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def _prepare_sqlite(driver: Any, _record: object) -> None:
    driver.isolation_level = None  # the driver must not begin transactions: we do, below
    cursor = driver.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: SyncConnection) -> None:
    # A plain BEGIN that writes later fails at once when another wrote meanwhile; and the driver's
    # default loses updates silently.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


class DataFolder:
    """The folder of a SQLite database, owned by one process; a crash frees it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        """Take the folder. Raises Unready where another alertbot has it."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = (self.path / "alertbot.lock").open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise Unready(f"another alertbot is running on {self.path}; stop it first") from error
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
