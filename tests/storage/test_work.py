"""Work is done by one worker at a time, survives a dead one, and is never dropped."""

from datetime import timedelta
from functools import partial

import pytest

from alertbot.errors import LeaseLost
from alertbot.model import WorkKind
from alertbot.storage import work
from alertbot.storage.engine import Database
from tests.conftest import NOON

LEASE = timedelta(minutes=1)


async def claim(database: Database, *, at=NOON, limit=10):
    async with database.writing() as connection:
        return await work.claim(connection, [WorkKind.POLL], now=at, lease=LEASE, limit=limit)


async def add(database: Database, *subjects: int, due_at=NOON):
    async with database.writing() as connection:
        await work.add(connection, WorkKind.POLL, subjects, due_at=due_at)


async def test_work_is_claimed_once_until_its_lease_ends(database: Database):
    await add(database, 1, 2, 3)

    assert [held.subject for held in await claim(database, limit=2)] == [1, 2]
    assert [held.subject for held in await claim(database)] == [3]
    assert await claim(database) == []
    again = await claim(database, at=NOON + LEASE)
    assert [(held.subject, held.attempts) for held in again] == [(1, 2), (2, 2), (3, 2)]


async def test_asking_twice_is_asking_once(database: Database):
    await add(database, 1)
    await add(database, 1, due_at=NOON - LEASE)
    await add(database)

    assert len(await claim(database)) == 1


async def test_nothing_is_claimed_before_it_is_due(database: Database):
    await add(database, 1, due_at=NOON + LEASE)

    assert await claim(database) == []
    async with database.reading() as connection:
        assert await work.next_due(connection, [WorkKind.POLL]) == NOON + LEASE
        assert await work.next_due(connection, [WorkKind.ARTICLE]) is None


@pytest.mark.parametrize(
    "act",
    [
        work.finish,
        partial(work.again, due_at=NOON, fresh=True),
        partial(work.park, error="x"),
    ],
)
async def test_a_worker_whose_lease_was_taken_cannot_write(database: Database, act):
    await add(database, 1)
    [late] = await claim(database)
    await claim(database, at=NOON + LEASE)

    async with database.writing() as connection:
        with pytest.raises(LeaseLost):
            await act(connection, late)


async def test_finished_work_is_gone(database: Database):
    await add(database, 1)
    [held] = await claim(database)
    async with database.writing() as connection:
        await work.finish(connection, held)

    assert await claim(database, at=NOON + 2 * LEASE) == []


@pytest.mark.parametrize(("fresh", "attempts"), [(True, 1), (False, 2)])
async def test_work_done_again_counts_its_attempts_unless_it_succeeded(database: Database, fresh, attempts):
    await add(database, 1)
    [held] = await claim(database)
    async with database.writing() as connection:
        await work.again(connection, held, due_at=NOON, fresh=fresh, error="slow")

    [held] = await claim(database)
    assert held.attempts == attempts


async def test_parked_work_waits_visibly_until_it_is_hastened(database: Database):
    await add(database, 7)
    [held] = await claim(database)
    async with database.writing() as connection:
        await work.park(connection, held, error="not a feed")
    async with database.reading() as connection:
        assert await work.parked(connection, WorkKind.POLL) == {7: "not a feed"}
    assert await claim(database, at=NOON + 2 * LEASE) == []

    async with database.writing() as connection:
        await work.hasten(connection, WorkKind.POLL, 7, due_at=NOON)

    assert [held.attempts for held in await claim(database)] == [1]


async def test_hastening_never_delays(database: Database):
    await add(database, 1)
    async with database.writing() as connection:
        await work.hasten(connection, WorkKind.POLL, 1, due_at=NOON + LEASE)

    assert len(await claim(database)) == 1


async def test_dropped_work_is_gone(database: Database):
    await add(database, 1)
    async with database.writing() as connection:
        await work.drop(connection, WorkKind.POLL, 1)

    assert await claim(database) == []
