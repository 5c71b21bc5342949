"""Many newcomers at once are answered in turn, and nobody who is known waits for them."""

import asyncio
import logging

import pytest

from alertbot.chat.updates.newcomers import Answer, Newcomers
from alertbot.model import ChatId


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def asking(name: int, answered: list[int]) -> Answer:
    async def answer() -> None:
        answered.append(name)

    return answer


async def test_ten_thousand_in_a_minute_are_answered_at_a_pace_and_in_order():
    clock = Clock()
    answered: list[int] = []
    newcomers = Newcomers(clock, burst=60, per_second=10, most=20_000)
    for number in range(10_000):
        clock.now = number * 0.006  # 10,000 in a minute
        if newcomers.admit(ChatId(number), asking(number, answered)):
            answered.append(number)
        for answer in newcomers.due():
            await answer()
    assert len(answered) <= 60 + 60 * 10 + 1
    while newcomers.waiting:
        clock.now += 1
        ready = newcomers.due()
        assert len(ready) <= 10
        for answer in ready:
            await answer()
    assert answered == list(range(10_000))


async def test_a_quiet_day_makes_nobody_wait():
    clock = Clock()
    answered: list[int] = []
    newcomers = Newcomers(clock, burst=2, per_second=1)
    for number in range(20):
        clock.now += 1
        assert newcomers.admit(ChatId(number), asking(number, answered))
    assert newcomers.waiting == 0


async def test_who_comes_later_does_not_pass_those_who_wait():
    clock = Clock()
    answered: list[int] = []
    newcomers = Newcomers(clock, burst=1, per_second=1)
    assert newcomers.admit(ChatId(1), asking(1, answered))
    assert not newcomers.admit(ChatId(2), asking(2, answered))
    clock.now += 1  # there is room for one again, and it is the second one's
    assert not newcomers.admit(ChatId(3), asking(3, answered))
    assert len(newcomers.due()) == 1


async def test_the_haste_of_one_takes_no_place_of_another():
    clock = Clock()
    answered: list[int] = []
    newcomers = Newcomers(clock, burst=1, per_second=1, most=3)
    assert newcomers.admit(ChatId(0), asking(0, answered))
    for number in range(30):
        assert not newcomers.admit(ChatId(1), asking(100 + number, answered))
    assert not newcomers.admit(ChatId(2), asking(2, answered))
    assert newcomers.waiting == 2
    while newcomers.waiting:
        clock.now += 1
        for answer in newcomers.due():
            await answer()
    assert answered == [129, 2]  # in the order of coming, what was asked last


async def test_what_can_never_be_answered_is_said_in_the_log(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.WARNING)
    clock, stop = Clock(), asyncio.Event()
    answered: list[int] = []
    newcomers = Newcomers(clock, burst=0, per_second=0, most=2)
    for number in range(5):
        assert not newcomers.admit(ChatId(number), asking(number, answered))
    assert newcomers.waiting == 2

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            stop.set()

    heard = Heard()
    logging.getLogger("alertbot.chat.updates.newcomers").addHandler(heard)
    try:
        await newcomers.run(stop)
    finally:
        logging.getLogger("alertbot.chat.updates.newcomers").removeHandler(heard)
    assert caplog.records[0].count == 3  # type: ignore[attr-defined]
    assert answered == []


async def test_they_are_answered_as_they_come_and_one_failure_is_its_own(caplog: pytest.LogCaptureFixture):
    answered: list[int] = []
    done, stop = asyncio.Event(), asyncio.Event()
    newcomers = Newcomers(asyncio.get_running_loop().time, burst=1, per_second=1000)

    async def broken() -> None:
        raise RuntimeError("a newcomer's own trouble")

    async def last() -> None:
        done.set()

    running = asyncio.create_task(newcomers.run(stop))
    assert newcomers.admit(ChatId(0), asking(0, answered))
    waiting = [broken, asking(1, answered), last]
    admitted = [newcomers.admit(ChatId(at), each) for at, each in enumerate(waiting, 1)]
    for each, at_once in zip(waiting, admitted, strict=True):
        if at_once:  # the clock is the true one
            await asyncio.gather(each(), return_exceptions=True)
    await done.wait()
    stop.set()
    await running
    assert answered == [1]
    assert "own trouble" not in caplog.text
