"""One holder at a time, and a holder that was replaced cannot write."""

from datetime import timedelta

import pytest

from alertbot.errors import LeaseLost
from alertbot.storage import leases
from alertbot.storage.engine import Database
from alertbot.storage.leases import Turn
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


async def test_a_turn_is_kept_by_asking_and_given_up(database: Database):
    now = [NOON]

    def turn(holder: str) -> Turn:
        return Turn(database, "courier", holder=holder, clock=lambda: now[0], time=TIME)

    first, second = turn("a"), turn("b")
    assert await first.take()
    assert not await second.take()
    now[0] += TIME / 2
    assert await first.take()
    now[0] += TIME
    assert not await second.take()  # it was kept, from its last asking on
    await second.release()  # what one does not have one cannot give up
    assert not await second.take()
    await first.release()
    assert (await second.take(), second.epoch) == (True, 2)
    assert (first.held, second.held) == (False, True)
    assert not await first.take()


async def test_a_turn_that_was_lost_is_known_at_the_next_asking(database: Database):
    now = [NOON]
    slow = Turn(database, "courier", holder="a", clock=lambda: now[0], time=TIME)
    await slow.take()
    now[0] += 2 * TIME
    await Turn(database, "courier", holder="b", clock=lambda: now[0], time=TIME).take()
    assert slow.held  # as it was last told
    assert not await slow.take()
    assert not slow.held
