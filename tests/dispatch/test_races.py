"""What people do while an alert is on its way: nobody is missed, served twice, or against their will."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.dispatch import sender
from alertbot.dispatch.checkpoints import Checkpoints
from alertbot.dispatch.look import look
from alertbot.dispatch.telegram import open_lane
from alertbot.dispatch.visits import next_visits
from alertbot.errors import SendFailed
from alertbot.model import AlertId, ChatId, Retry, Sensitive, SubscriberId
from alertbot.playground.botapi import faults
from alertbot.storage import bots, dialogs, exceptions, receipts, subscribers
from tests.conftest import NOON
from tests.dispatch.newsroom import TITLES, Newsroom
from tests.dispatch.test_visits import a_dispatcher


async def choose(newsroom: Newsroom, id: SubscriberId, *languages: str) -> None:
    async with newsroom.database.writing() as c:
        await subscribers.set_languages(c, id, languages=languages)
        await exceptions.revisit(c, id, now=newsroom.clock())


async def test_who_waits_for_one_language_and_takes_one_that_was_served_is_served(newsroom: Newsroom):
    id = await newsroom.reader(1, "ug", originals=False)
    await newsroom.reader(2, "en")
    article = await newsroom.article(ready=("en",), awaited=("ug",))
    assert await newsroom.step() == 1

    newsroom.clock.forward(minutes=1)
    await choose(newsroom, id, "en")
    assert await newsroom.step() == 1
    await newsroom.write(article, "ug")
    assert await newsroom.step() == 0

    assert newsroom.titles(1) == [TITLES["en"]]


async def test_a_choice_made_while_a_reader_is_passed_by_counts(newsroom: Newsroom):
    id = await newsroom.reader(1, "ug", originals=False)
    await newsroom.article(ready=("en",))
    dispatcher = await a_dispatcher(newsroom)
    await look(dispatcher)
    async with newsroom.database.writing() as c:
        await exceptions.put(c, [Retry(alert=AlertId(1), subscriber=id, due_at=newsroom.clock(), attempts=1)])
    await look(dispatcher)
    assert await next_visits(dispatcher) == []  # nothing for this reader
    newsroom.clock.forward(seconds=1)
    await choose(newsroom, id, "ug", "en")
    await Checkpoints(dispatcher).write()

    assert [visit.reader.id for visit in await next_visits(dispatcher) or ()] == [id]


async def test_a_group_that_moved_to_a_number_that_subscribes_gets_it_once(newsroom: Newsroom):
    group = newsroom.world.group(-100)
    old = await newsroom.reader(-100)
    await newsroom.article()
    await newsroom.step()
    moved_to = (await group.upgrade()).id
    new = await newsroom.reader(moved_to)
    await newsroom.article()

    assert await newsroom.step() == 1

    assert newsroom.titles(moved_to) == [TITLES["en"]]
    async with newsroom.database.reading() as c:
        assert await receipts.of_subscriber(c, old) == []
        assert len(await receipts.of_subscriber(c, new)) == 1


async def test_after_a_long_silence_readers_are_looked_at_again(newsroom: Newsroom, monkeypatch):
    monkeypatch.setattr(sender, "_FRESH", 0.3)
    ids = [await newsroom.reader(chat) for chat in (1, 2, 3)]
    await newsroom.article()
    newsroom.world.faults.add(faults.TooMany(2), method="sendMessage", times=3)
    async with asyncio.TaskGroup() as tasks:
        step = tasks.create_task(newsroom.step())
        await newsroom.world.until(lambda world: not world.faults)
        async with newsroom.database.writing() as c:
            await subscribers.erase(c, ids[0])
            await subscribers.pause(c, ids[1], until=None)

    assert step.result() == 1
    assert newsroom.all_titles() == {1: [], 2: [], 3: [TITLES["en"]]}


@pytest.mark.parametrize(
    "answer",
    [
        faults.Status(400, "Bad Request: chat not found"),
        faults.Status(403, "Forbidden: bot can't initiate conversation with a user"),
        faults.Status(400, "Bad Request: CHANNEL_PRIVATE"),
    ],
    ids=str,
)
async def test_another_bot_over_the_same_database_takes_nobody_for_gone(newsroom: Newsroom, answer):
    id = await newsroom.reader(1)
    await newsroom.article()
    await newsroom.step()
    newsroom.world.faults.add(answer, chat=1, times=2)
    await newsroom.article()

    assert await replace(newsroom, rules=replace(newsroom.rules, bot_id=2)).step("two") == 0
    async with newsroom.database.reading() as c:
        assert (await subscribers.get(c, id)).id == id

    await newsroom.article()
    await newsroom.step()
    async with newsroom.database.reading() as c:
        assert await subscribers.find(c, ChatId(1)) is None


async def test_a_database_belongs_to_the_first_bot_it_served(newsroom: Newsroom):
    async with newsroom.database.writing() as c:
        assert [await bots.is_first(c, bot) for bot in (7, 8, 7)] == [True, False, True]


async def test_who_blocked_the_bot_is_asked_nothing_any_more(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.world.people[1].block()
    async with newsroom.database.writing() as c:
        await dialogs.put(c, ChatId(1), kind="feed address", data={}, now=NOON)
    await newsroom.article()
    await newsroom.step()

    async with newsroom.database.reading() as c:
        assert await dialogs.get(c, ChatId(1), now=NOON) is None


async def test_erasing_several_and_a_forget_at_the_same_time_both_end(newsroom: Newsroom):
    first, second = [await newsroom.reader(chat) for chat in (1, 2)]
    await newsroom.article()
    await newsroom.step()
    dispatcher = await a_dispatcher(newsroom)
    dispatcher.board.ledger.gone = {first, second}

    async def forget() -> None:
        async with newsroom.database.writing() as c:
            await subscribers.erase(c, second)
            await asyncio.sleep(0.3)
            await receipts.erase_subscriber(c, second)

    async with asyncio.timeout(20):
        await asyncio.gather(forget(), Checkpoints(dispatcher).write())

    assert await newsroom.reached() == set()


async def test_who_waits_behind_a_refused_message_is_given_up_and_not_looked_at_for_ever(newsroom: Newsroom):
    ids = [await newsroom.reader(chat) for chat in (1, 2)]
    await newsroom.article()
    dispatcher = await a_dispatcher(newsroom)
    await look(dispatcher)
    [walk] = dispatcher.board.walks.values()
    walk.park()
    async with newsroom.database.writing() as c:
        waiting = [Retry(alert=AlertId(1), subscriber=id, due_at=newsroom.clock(), attempts=1) for id in ids]
        await exceptions.put(c, waiting)

    assert await next_visits(dispatcher) == []
    await Checkpoints(dispatcher).write()
    async with newsroom.database.reading() as c:
        assert await exceptions.alerts_waiting(c) == set()


async def test_a_failure_holds_no_address_that_holds_the_token(newsroom: Newsroom):
    token = Sensitive("1:hidden")
    async with open_lane(base_url="http://127.0.0.1:1", token=token, pace=newsroom.lane.pace) as lane:
        with pytest.raises(SendFailed) as refused:
            await lane.send(ChatId(1), b"{}")
    await newsroom.reader(1)
    newsroom.world.faults.add(faults.AcceptThenHang(1))
    async with open_lane(
        base_url=newsroom.address,
        token=Sensitive(newsroom.world.token),
        pace=newsroom.lane.pace,
        deadline=timedelta(milliseconds=50),
    ) as lane:
        with pytest.raises(SendFailed) as late:
            await lane.send(ChatId(1), b'{"text":"a"}')

    assert [each.value.__context__ for each in (refused, late)] == [None, None]
