"""What providers cost is counted once, whoever asks at the same time; answers are kept for their time."""

import asyncio
from datetime import timedelta

from alertbot.model import Health, Usage
from alertbot.storage import answers, providers
from alertbot.storage.engine import Database
from tests.conftest import NOON

DAY, NEXT = "2026-11-02", "2026-11-03"
ONE = Usage(characters=10, input_tokens=3, output_tokens=2, micros=7)


def within(characters: int):
    return lambda spent: spent.characters + ONE.characters <= characters


async def test_a_reservation_is_settled_with_what_was_used(database: Database):
    actual = Usage(characters=12, input_tokens=30, output_tokens=1, micros=1)
    async with database.writing() as c:
        for failed in (False, True):
            assert await providers.reserve(c, "a", DAY, ONE, fits=lambda _: True)
            await providers.settle(c, "a", DAY, estimate=ONE, actual=actual, failed=failed)
        await providers.note_kept(c, "a", DAY)
    async with database.reading() as c:
        found = await providers.spent(c, since=DAY)
    assert list(found) == ["a"]
    assert (found["a"].calls, found["a"].failures, found["a"].kept) == (2, 1, 1)
    assert found["a"].usage == actual + actual


async def test_days_and_providers_are_counted_apart(database: Database):
    async with database.writing() as c:
        for name, day in [("a", DAY), ("a", NEXT), ("b", NEXT), ("a", "2026-10-31")]:
            assert await providers.reserve(c, name, day, ONE, fits=lambda spent: spent == Usage())
    async with database.reading() as c:
        month = await providers.spent(c, since="2026-11-01")
        today = await providers.spent(c, since=NEXT)
    assert {name: each.calls for name, each in month.items()} == {"a": 2, "b": 1}
    assert {name: each.usage for name, each in today.items()} == {"a": ONE, "b": ONE}


async def test_what_does_not_fit_is_not_counted(database: Database):
    async with database.writing() as c:
        assert await providers.reserve(c, "a", DAY, ONE, fits=within(15))
        assert not await providers.reserve(c, "a", DAY, ONE, fits=within(15))
    async with database.reading() as c:
        assert (await providers.spent(c, since=DAY))["a"].usage == ONE


async def test_a_limit_holds_for_all_who_ask_at_once(database: Database):
    async def ask() -> bool:
        async with database.writing() as c:
            return await providers.reserve(c, "a", DAY, ONE, fits=within(35))

    granted = await asyncio.gather(*(ask() for _ in range(8)))
    assert sum(granted) == 3


async def test_health_is_remembered(database: Database):
    worse = Health(failures=3, resting_until=NOON, last_error="status 500")
    async with database.writing() as c:
        assert await providers.health(c) == {}
        await providers.set_health(c, "a", Health(failures=1))
        await providers.set_health(c, "a", worse)
        await providers.set_health(c, "b", Health())
    async with database.reading() as c:
        assert await providers.health(c) == {"a": worse, "b": Health()}


async def test_answers_are_kept_and_expire(database: Database):
    async with database.writing() as c:
        await answers.put(c, b"k", ["سالام", ""], provider="a", now=NOON)
        await answers.put(c, b"k", ["another"], provider="b", now=NOON)
        await answers.put(c, b"l", ["late"], provider="a", now=NOON + timedelta(hours=1))
    async with database.writing() as c:
        assert await answers.get(c, b"k") == ["سالام", ""]
        assert await answers.get(c, b"none") is None
        await answers.expire(c, before=NOON + timedelta(minutes=1))
    async with database.reading() as c:
        assert await answers.get(c, b"k") is None
        assert await answers.get(c, b"l") == ["late"]
