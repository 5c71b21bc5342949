"""A freeze stops all sending at once and loses nobody; afterwards everybody gets the alert once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.dispatch import loop
from alertbot.dispatch.pace import Pace
from alertbot.model import ChatId, FreezeReason, Role
from alertbot.storage import engine, freezes, leases, people
from alertbot.storage.bells import Bell, Bells
from alertbot.storage.engine import Database
from tests.conftest import KEYRING
from tests.dispatch.newsroom import RULES, TITLES, Newsroom

READERS = range(1, 41)
SLOW, FAST = Pace(100, per_chat=0), Pace(1000, per_chat=0)


async def freeze(newsroom: Newsroom, database: Database) -> None:
    async with database.writing(Bell.FREEZE) as c:
        payload = await people.invite(c, Role.EDITOR, now=newsroom.clock())
        editor = await people.redeem(c, payload, user=ChatId(99), language="en", now=newsroom.clock())
        assert editor is not None
        await freezes.begin(c, by=editor.id, reason=FreezeReason.WRONG, now=newsroom.clock())


async def resume(newsroom: Newsroom) -> None:
    async with newsroom.database.writing(Bell.FREEZE) as c:
        await freezes.end(c, now=newsroom.clock())


async def stopped(newsroom: Newsroom) -> None:
    """Return when the dispatcher has written all down and given up its lease."""
    while True:
        async with newsroom.database.writing() as c:
            if await leases.take(c, RULES.lease_name, "test", now=newsroom.clock(), time=timedelta(0)):
                await leases.release(c, RULES.lease_name, "test")
                return
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("rung", [True, False], ids=["bell", "poll"])
async def test_a_run_stops_within_what_is_in_flight_and_goes_on_after(
    newsroom: Newsroom, migrated_url: str, rung: bool
):
    newsroom.rules = replace(RULES, freeze_look=timedelta(hours=1) if rung else timedelta(milliseconds=20))
    for chat in READERS:
        await newsroom.reader(chat)
    await newsroom.article()
    newsroom.lane.pace = SLOW
    stop = asyncio.Event()
    run = loop.run(
        newsroom.database, newsroom.lane, newsroom.catalogues, newsroom.rules,
        holder="one", clock=newsroom.clock, stop=stop,
    )  # fmt: skip
    async with (
        engine.opened(migrated_url, KEYRING, bells=Bells()) as elsewhere,
        asyncio.timeout(20),
        asyncio.TaskGroup() as group,
    ):
        group.create_task(run)
        await newsroom.world.until(lambda world: len(world.calls) >= 5)
        await freeze(newsroom, newsroom.database if rung else elsewhere)
        at_freeze = len(newsroom.world.calls)
        await stopped(newsroom)
        sent = len(newsroom.world.calls)
        assert sent < len(READERS)
        assert sent - at_freeze <= 20  # at 100 a second: 0.2 s, on a busy machine
        assert len(await newsroom.reached()) == sent

        newsroom.lane.pace = FAST
        await newsroom.article(title="Another road")
        assert await newsroom.step("two") == 0
        assert len(newsroom.world.calls) == sent

        newsroom.rules = replace(newsroom.rules, look=timedelta(milliseconds=50))
        newsroom.clock.forward(hours=30)
        await resume(newsroom)
        await newsroom.world.until(lambda world: len(world.calls) == 2 * len(READERS))
        stop.set()
    titles = newsroom.all_titles()
    assert all(sorted(titles[chat]) == [TITLES["en"], "Another road"] for chat in READERS)


async def test_a_dispatcher_that_starts_in_a_freeze_waits_for_its_end(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.article()
    await freeze(newsroom, newsroom.database)
    newsroom.rules = replace(RULES, freeze_look=timedelta(hours=1))
    stop = asyncio.Event()
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        group.create_task(
            loop.run(
                newsroom.database, newsroom.lane, newsroom.catalogues, newsroom.rules,
                holder="one", clock=newsroom.clock, stop=stop,
            )
        )  # fmt: skip
        assert await newsroom.step("two") == 0
        assert newsroom.titles(1) == []
        await resume(newsroom)
        await newsroom.world.until(lambda _: newsroom.titles(1))
        stop.set()
