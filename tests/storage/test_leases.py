"""One holder at a time, and a holder that was replaced cannot write."""

from datetime import timedelta

import pytest

from alertbot.errors import LeaseLost
from alertbot.storage import leases
from alertbot.storage.engine import Database
from tests.conftest import NOON

TIME = timedelta(seconds=10)


async def take(database: Database, holder: str, *, after=timedelta(0)) -> int | None:
    async with database.writing() as connection:
        return await leases.take(connection, "dispatch:1", holder, now=NOON + after, time=TIME)


async def test_a_lease_is_renewed_by_its_holder_and_refused_to_others(database: Database):
    assert await take(database, "a") == 1
    assert await take(database, "b") is None
    assert await take(database, "a", after=TIME / 2) == 1
    assert await take(database, "b", after=TIME) is None


async def test_a_lease_that_ended_changes_hands_and_its_epoch_rises(database: Database):
    await take(database, "a")

    assert await take(database, "b", after=2 * TIME) == 2
    assert await take(database, "a", after=2 * TIME) is None


async def test_a_lease_given_up_is_free_at_once(database: Database):
    await take(database, "a")
    async with database.writing() as connection:
        await leases.release(connection, "dispatch:1", "b")
    assert await take(database, "b") is None
    async with database.writing() as connection:
        await leases.release(connection, "dispatch:1", "a")

    assert await take(database, "b") == 2


async def test_the_guard_refuses_an_old_epoch(database: Database):
    await take(database, "a")
    async with database.writing() as connection:
        await leases.guard(connection, "dispatch:1", 1)
        with pytest.raises(LeaseLost):
            await leases.guard(connection, "dispatch:1", 0)


async def test_silence_that_telegram_asked_for_is_inherited(database: Database):
    await take(database, "a")
    async with database.writing() as connection:
        await leases.pause(connection, "dispatch:1", until=NOON + TIME)

    async with database.reading() as connection:
        assert await leases.paused_until(connection, "dispatch:1") == NOON + TIME
        assert await leases.paused_until(connection, "another") is None
