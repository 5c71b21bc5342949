"""Many newcomers at once are answered in turn, nobody who is known waits for them, and no crash loses one."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import pytest
from sqlalchemy import text

from alertbot.chat.updates.flood import Flood
from alertbot.chat.updates.newcomers import MustWait, Newcomers
from alertbot.chat.updates.queue import Queue
from alertbot.storage import seen, tables, waiting
from alertbot.storage.engine import Database
from tests.chat.test_conversation import House, Phone, house, subscribe  # noqa: F401 - a fixture
from tests.chat.test_polling import Outside, Taking, outside  # noqa: F401 - a fixture
from tests.chat.test_webhook import Door, door, update  # noqa: F401 - a fixture
from tests.conftest import NOON, ON_SQLITE


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


# ── the pace ─────────────────────────────────────────────────────────────────────────────────────


def test_ten_thousand_in_a_minute_are_answered_at_a_pace():
    clock, at_once = Clock(), 0
    newcomers = Newcomers(clock, burst=60, per_second=10)
    for number in range(10_000):
        clock.now = number * 0.006  # 10,000 in a minute
        if newcomers.admit():
            at_once += 1
        else:
            newcomers.waiting += 1
        newcomers.waiting -= newcomers.call(newcomers.waiting)
    assert at_once >= 60
    assert 10_000 - newcomers.waiting <= 60 + 60 * 10 + 1
    while newcomers.waiting:
        clock.now += 1
        called = newcomers.call(newcomers.waiting)
        assert 1 <= called <= 10
        newcomers.waiting -= called


def test_a_quiet_day_makes_nobody_wait():
    clock = Clock()
    newcomers = Newcomers(clock, burst=2, per_second=1)
    for _ in range(20):
        clock.now += 1
        assert newcomers.admit()


def test_who_comes_later_does_not_pass_those_who_wait():
    clock = Clock()
    newcomers = Newcomers(clock, burst=1, per_second=1)
    assert newcomers.admit()
    assert not newcomers.admit()
    newcomers.waiting = 1
    clock.now += 1  # there is room for one again, and it is the second one's
    assert not newcomers.admit()
    assert newcomers.call(5) == 1


def test_only_so_many_may_wait():
    newcomers = Newcomers(Clock(), most=2)
    newcomers.waiting = 1
    assert not newcomers.is_full
    newcomers.waiting = 2
    assert newcomers.is_full


# ── polling ──────────────────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def doomed(house: House, **how: object) -> AsyncIterator[None]:  # noqa: F811
    """The front door, which ends as by `kill -9`: nothing is settled, confirmed or given up."""
    running = asyncio.create_task(house.run("one", asyncio.Event(), **how))  # type: ignore[arg-type]
    yield
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def none_after_the_first() -> Newcomers:
    return Newcomers(Clock(), burst=1)


@ON_SQLITE
async def test_who_waits_is_answered_once_also_after_a_crash(house: House):  # noqa: F811
    phones = [house.phone(100 + each) for each in range(6)]
    async with doomed(house, newcomers=none_after_the_first()):
        await phones[0].start()
        for phone in phones[1:]:
            await phone.person.start()
        await phones[2].person.say("/help")  # again, and keeps the place
        await phones[0].settled()  # Telegram may forget them all
        assert await house.count(tables.waiting) == 5
    assert [len(phone.from_bot) for phone in phones] == [1, 0, 0, 0, 0, 0]
    async with house.open(newcomers=Newcomers(Clock(), burst=100)):
        await house.world.until(lambda _: all(phone.from_bot for phone in phones))
        await phones[2].settled()
        await gone(house)
    assert [len(phone.from_bot) for phone in phones] == [1] * 6
    assert phones[1].last.text == phones[0].last.text
    assert phones[2].last.text != phones[0].last.text


@ON_SQLITE
async def test_those_who_wait_are_called_in_the_order_of_coming_and_no_reader_waits(house: House):  # noqa: F811
    clock = Clock()
    reader, *newcomers = [house.phone(100 + each) for each in range(4)]
    async with house.open():
        await subscribe(reader)
    async with house.open(newcomers=Newcomers(clock, burst=1, per_second=1)):
        for phone in newcomers:
            await phone.person.start()
            await phone.settled()
        await reader.say("/help")
        for answered in (1, 2, 3):
            await house.world.until(lambda _: sum(len(each.from_bot) for each in newcomers) == answered)  # noqa: B023
            assert [len(each.from_bot) for each in newcomers] == [1] * answered + [0] * (3 - answered)
            clock.now += 1
        await gone(house)


@ON_SQLITE
async def test_what_waits_is_sealed_without_a_name_and_goes_with_whoever_blocks(house: House):  # noqa: F811
    first, second = house.phone(101), Phone(house.world, house.world.person(102, "Canaryname", "kk"))
    async with doomed(house, newcomers=none_after_the_first()):
        await first.start()
        await second.person.start("canarypayload")
        await second.settled()
        async with house.database.reading() as c:
            [row] = (await c.execute(text("SELECT * FROM waiting"))).all()
            [body] = await waiting.first(c, bot=house.world.bot_id, limit=9)
        assert b"canary" not in b"".join(each for each in row if isinstance(each, bytes))
        assert "Canaryname" not in str(body)
        await second.person.block()
        await second.settled()
        assert await house.count(tables.waiting) == 0
    async with house.open():
        await first.say("/help")
    assert second.from_bot == []


@ON_SQLITE
async def test_what_is_brought_again_before_it_was_confirmed_waits_once(outside: Outside):  # noqa: F811
    """The process dies between the storing and the confirming."""

    async def make_wait(text: str) -> None:
        if text == "wait":
            raise MustWait
        await asyncio.Event().wait()

    newcomer, slow = outside.world.person(11), outside.world.person(10)
    await slow.say("slow")  # nothing behind it is confirmed
    await newcomer.say("wait")
    nobody = Newcomers(Clock(), burst=0)  # is called out of the queue
    running = asyncio.create_task(outside.run(Taking(make_wait), newcomers=nobody))
    number = outside.world.updates._next_id - 1
    while not await known(outside, number):  # noqa: ASYNC110 - the database rings no bell for it
        await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert outside.waiting() == ["slow", "wait"]
    second = Taking()
    async with outside.polling(second):
        await second.until(lambda: len(second.texts) == 2)
        await newcomer.say("last")
        await second.until(lambda: "last" in second.texts)
    assert sorted(second.texts) == ["last", "slow", "wait"]


@ON_SQLITE
async def test_what_was_passed_over_is_done_after_a_crash(outside: Outside):  # noqa: F811
    async def stuck(text: str) -> None:
        if text.startswith("haste"):
            await asyncio.Event().wait()

    takes = Taking(stuck)
    for number in range(120):
        await outside.world.person(666 + number % 3).say(f"haste {number}")
    await outside.world.person(1).say("please")
    running = asyncio.create_task(outside.run(takes))
    await takes.until(lambda: takes.texts == ["please"])
    await outside.world.until(lambda _: outside.waiting()[0] == "haste 100")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    second = Taking()
    async with outside.polling(second):
        await second.until(lambda: len(second.texts) >= 120)
        await outside.world.until(lambda world: not world.updates.pending)
    assert {f"haste {each}" for each in range(120)} <= set(second.texts)
    assert second.texts.count("haste 0") == 1
    mine = [each for each in second.texts if each.startswith("haste") and int(each[6:]) % 3 == 0]
    assert mine == sorted(mine, key=lambda each: int(each[6:]))


# ── a webhook ────────────────────────────────────────────────────────────────────────────────────


@ON_SQLITE
async def test_a_webhook_answers_200_to_who_must_wait_only_after_it_is_stored(door: Door):  # noqa: F811
    async def make_wait(text: str) -> None:
        if make_them_wait:
            raise MustWait

    make_them_wait = True
    door.taking.do = make_wait
    same = update("wait", id=2_000_001)
    async with door.open(newcomers=Newcomers(Clock(), burst=0)):
        assert await door.post(same) == HTTPStatus.OK
        async with door.database.reading() as c:
            assert await seen.finished(c, [2_000_001], bot=door.world.bot_id)
            assert await waiting.queued(c, bot=door.world.bot_id) == 1
        assert await door.post(same) == HTTPStatus.OK
    assert door.taking.texts == []
    make_them_wait = False
    async with door.open(holder="two", newcomers=Newcomers(Clock(), burst=5)):
        await door.taking.until(lambda: door.taking.texts == ["wait"])
        assert await door.post(same) == HTTPStatus.OK
    assert door.taking.texts == ["wait"]
    async with door.database.reading() as c:
        assert await waiting.queued(c, bot=door.world.bot_id) == 0


@ON_SQLITE
async def test_what_cannot_be_stored_is_not_answered_with_200(door: Door, monkeypatch: pytest.MonkeyPatch):  # noqa: F811
    async def make_wait(text: str) -> None:
        raise MustWait

    async def broken(*_: object, **__: object) -> bool:
        begun.set()
        return await asyncio.Event().wait()

    begun = asyncio.Event()
    door.taking.do = make_wait
    monkeypatch.setattr(waiting, "queue", broken)
    async with door.open():
        brought = asyncio.create_task(door.post(update("wait", id=2_000_002)))
        await begun.wait()
        assert not brought.done()
    assert await brought == HTTPStatus.SERVICE_UNAVAILABLE


# ── what else is said to strangers ───────────────────────────────────────────────────────────────


@ON_SQLITE
async def test_a_stranger_in_haste_is_warned_at_the_pace(house: House):  # noqa: F811
    clock, phone = Clock(), house.phone(101)
    hasty = Flood(b"key", lambda: 0.0, burst=2)
    async with house.open(flood=hasty, newcomers=Newcomers(clock, burst=2, per_second=1)):
        for _ in range(5):
            await phone.person.say("/help")
        await phone.settled()
        assert len(phone.from_bot) == 2  # the third would be the warning
        assert await house.count(tables.waiting) == 1
        clock.now += 1
        await house.world.until(lambda _: len(phone.from_bot) == 3)
        await gone(house)
    assert "very fast" not in phone.texts()


@ON_SQLITE
async def test_groups_beyond_the_pace_are_left_without_a_word(house: House):  # noqa: F811
    phone = house.phone(101)
    groups = [house.world.group(-100 - each) for each in range(4)]
    async with house.open(newcomers=Newcomers(Clock(), burst=2)):
        for group in groups:
            await group.set_bot("member", by=phone.person)
        await phone.settled()
        await house.world.until(lambda world: sum(call.method == "leaveChat" for call in world.calls) == 4)
        assert [len([m for m in each.messages.values() if m.from_bot]) for each in groups] == [1, 1, 0, 0]
        assert await house.count(tables.waiting) == 0


# ── the queue ────────────────────────────────────────────────────────────────────────────────────


@ON_SQLITE
async def test_what_can_never_be_answered_is_said_in_the_log(
    database: Database, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.WARNING)
    newcomers = Newcomers(Clock(), most=2)
    queue = Queue(7, newcomers, database, lambda: NOON)
    stored = [await queue.put(update(id=each) | {"message": {"from": {"id": each}}}) for each in range(5)]
    assert (stored, newcomers.waiting) == ([True, True, False, False, False], 2)
    queue._report()
    assert caplog.records[0].count == 3  # type: ignore[attr-defined]


async def gone(house: House) -> None:  # noqa: F811
    """Nobody waits any more."""
    async with asyncio.timeout(10):
        while await house.count(tables.waiting):  # noqa: ASYNC110 - the database rings no bell for it
            await asyncio.sleep(0.01)


async def known(outside: Outside, number: int) -> set[int]:  # noqa: F811
    async with outside.database.reading() as c:
        return await seen.finished(c, [number], bot=outside.world.bot_id)
