"""Stages wake one another, in one process and across processes."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from alertbot.storage import engine, listen
from alertbot.storage.bells import Bell, Bells, first_of
from alertbot.storage.engine import Database

LONG = timedelta(seconds=20)


async def test_a_bell_rung_before_the_wait_is_heard():
    bells = Bells()
    bells.ring(Bell.PREPARE)

    async with asyncio.timeout(1):
        await bells.wait(Bell.PREPARE, LONG, asyncio.Event())


async def test_a_bell_is_heard_once():
    bells = Bells()
    bells.ring(Bell.PREPARE)
    await bells.wait(Bell.PREPARE, LONG, asyncio.Event())

    woke = asyncio.ensure_future(bells.wait(Bell.PREPARE, LONG, asyncio.Event()))
    await asyncio.sleep(0)

    assert not woke.done()
    woke.cancel()


async def test_stopping_ends_a_wait():
    stop = asyncio.Event()
    stop.set()

    async with asyncio.timeout(1):
        await Bells().wait(Bell.WATCH, LONG, stop)


async def test_a_commit_rings_and_a_rollback_does_not(database: Database):
    waiting = asyncio.ensure_future(database.bells.wait(Bell.DISPATCH, LONG, asyncio.Event()))

    with suppress(ZeroDivisionError):
        async with database.writing(Bell.DISPATCH):
            1 / 0  # noqa: B018
    await asyncio.sleep(0)
    assert not waiting.done()
    async with database.writing(Bell.DISPATCH):
        pass

    async with asyncio.timeout(1):
        await waiting


async def test_another_process_hears_on_postgresql(database: Database, migrated_url: str):
    theirs, stop = Bells(), asyncio.Event()
    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        tasks.create_task(listen.run(migrated_url, theirs, stop))
        if not database.is_sqlite:  # SQLite has one process: nothing to hear, and `run` returns
            await theirs.wait(Bell.WATCH, LONG, stop)  # rung once when listening begins
            async with database.writing(Bell.PREPARE, Bell.WATCH):
                pass
            await theirs.wait(Bell.WATCH, LONG, stop)
        stop.set()


async def test_a_lost_listener_comes_back(postgres_server, keyring):
    with postgres_server.database() as url:
        theirs, stop = Bells(), asyncio.Event()
        async with asyncio.timeout(20), asyncio.TaskGroup() as tasks, engine.opened(url, keyring) as database:
            tasks.create_task(listen.run(url, theirs, stop, retry=timedelta(0)))
            await theirs.wait(Bell.WATCH, LONG, stop)
            async with database.writing() as connection:
                await connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN alertbot'"
                )
            await theirs.wait(Bell.WATCH, LONG, stop)
            stop.set()


async def test_whoever_waits_can_be_cancelled():
    waiting = asyncio.ensure_future(first_of(LONG, asyncio.Event(), asyncio.Event()))
    await asyncio.sleep(0)

    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting
