"""Every reader gets an alert once, in the best language there is, whatever goes wrong on the way."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from alertbot.dispatch import loop
from alertbot.dispatch.pace import Pace
from alertbot.dispatch.telegram import open_lane
from alertbot.errors import TokenDead
from alertbot.model import AlertId, ChatId, EditionState, Filing, RunState, Sensitive
from alertbot.playground.botapi import faults
from alertbot.storage import alerts, articles, editions, exceptions, leases, runs, subscribers
from alertbot.storage.tables import lease, subscriber
from tests.dispatch.newsroom import RULES, TITLES, Newsroom

ONE = AlertId(1)


async def test_each_reader_gets_their_own_language(newsroom: Newsroom):
    for chat, language in enumerate(("en", "ug", "kk"), start=1):
        await newsroom.reader(chat, language)
    await newsroom.article(ready=("en", "ug", "kk"))

    assert await newsroom.step() == 3

    assert newsroom.all_titles() == {1: [TITLES["en"]], 2: [TITLES["ug"]], 3: [TITLES["kk"]]}
    assert await newsroom.reached() == {1, 2, 3}


async def test_a_second_step_sends_nothing_more_and_the_alert_is_settled(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.article()

    assert [await newsroom.step(), await newsroom.step()] == [1, 0]

    async with newsroom.database.reading() as c:
        assert await alerts.unsettled(c) == []
        [[run]] = (await runs.of(c, [ONE])).values()
    assert run.state is RunState.DONE


async def test_a_reader_of_two_topics_of_an_article_gets_it_once(newsroom: Newsroom):
    id = await newsroom.reader(1)
    other = await newsroom.topic("bridges")
    article = await newsroom.article()
    async with newsroom.database.writing() as c:
        await subscribers.set_topic(c, id, other, on=True)
        await articles.file(c, article, [Filing(topic=other, reason="keyword", words=("bridge",))])

    assert await newsroom.step() == 1


async def test_readers_of_an_awaited_language_wait_and_then_get_it(newsroom: Newsroom):
    await newsroom.reader(1, "en")
    await newsroom.reader(2, "ug")
    article = await newsroom.article(ready=("en",), awaited=("ug",))

    assert await newsroom.step() == 1
    assert newsroom.titles(2) == []

    await newsroom.write(article, "ug")
    assert await newsroom.step() == 1
    assert newsroom.all_titles() == {1: [TITLES["en"]], 2: [TITLES["ug"]]}


async def test_at_the_deadline_the_next_language_serves_and_a_late_edition_reaches_only_the_others(
    newsroom: Newsroom,
):
    await newsroom.reader(1, "ug", "kk")
    await newsroom.reader(2, "ug")
    await newsroom.reader(3, "ug", originals=False)
    article = await newsroom.article(ready=("en", "kk"), awaited=("ug",))
    assert await newsroom.step() == 0

    newsroom.clock.forward(minutes=31)
    assert await newsroom.step() == 2
    assert newsroom.all_titles() == {1: [TITLES["kk"]], 2: [TITLES["en"]], 3: []}

    await newsroom.write(article, "ug")
    assert await newsroom.step() == 1
    assert newsroom.all_titles() == {1: [TITLES["kk"]], 2: [TITLES["en"]], 3: [TITLES["ug"]]}


async def test_a_paused_reader_gets_nothing_until_the_pause_ends(newsroom: Newsroom):
    id = await newsroom.reader(1)
    await newsroom.reader(2, "ug")
    async with newsroom.database.writing() as c:
        await subscribers.pause(c, id, until=None)
    await newsroom.article(ready=("en",), awaited=("ug",))

    assert await newsroom.step() == 0


async def test_a_reader_who_joins_after_the_run_opened_is_not_its_reader(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.article(ready=("en",), awaited=("ug",))
    await newsroom.step()

    await newsroom.reader(2)

    assert await newsroom.step() == 0


async def test_a_change_of_language_in_the_middle_neither_repeats_nor_misses(newsroom: Newsroom):
    switching = await newsroom.reader(1, "ug")
    already = await newsroom.reader(2, "en")
    await newsroom.reader(3, "ug")
    article = await newsroom.article(ready=("en",), awaited=("ug",))
    await newsroom.step()
    async with newsroom.database.writing() as c:
        # A run of another language that is under way: the alert is on its way still.
        [alert] = await alerts.unsettled(c)
        bounds = {"start": 0, "max_id": 3, "ready": 1, "priority": 10}
        await runs.add(c, alert.id, language="kk", epoch=0, now=newsroom.clock(), **bounds)
        for id, language in ((switching, "en"), (already, "ug")):
            await subscribers.set_languages(c, id, languages=[language])
            await exceptions.revisit(c, id, now=newsroom.clock())

    assert await newsroom.step() == 1
    await newsroom.write(article, "ug")
    assert await newsroom.step() == 1
    assert newsroom.all_titles() == {1: [TITLES["en"]], 2: [TITLES["en"]], 3: [TITLES["ug"]]}


@pytest.mark.parametrize(
    "fault",
    [
        faults.Status(500),
        faults.Status(502, "Bad Gateway"),
        faults.HtmlError(),
        faults.Reset(),
        faults.Status(418, "I'm a teapot"),
    ],
    ids=str,
)
async def test_a_passing_fault_is_tried_again_and_arrives_once(newsroom: Newsroom, fault: faults.Fault):
    await newsroom.reader(1)
    await newsroom.reader(2)
    await newsroom.article()
    newsroom.world.faults.add(fault, method="sendMessage", chat=1)

    assert await newsroom.step() == 1
    assert newsroom.titles(1) == []
    assert await newsroom.step() == 0

    newsroom.clock.forward(seconds=6)
    assert await newsroom.step() == 1
    assert newsroom.titles(1) == [TITLES["en"]]


@pytest.mark.parametrize("fault", [faults.AcceptThenReset(), faults.Malformed()], ids=str)
async def test_an_answer_that_was_lost_may_repeat_but_never_loses(newsroom: Newsroom, fault: faults.Fault):
    await newsroom.reader(1)
    await newsroom.article()
    newsroom.world.faults.add(fault, method="sendMessage", chat=1)

    await newsroom.step()
    newsroom.clock.forward(seconds=6)

    assert await newsroom.step() == 1
    assert newsroom.titles(1) == [TITLES["en"]] * 2
    assert await newsroom.reached() == {1}


async def test_an_answer_that_does_not_come_is_given_up_in_time(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.article()
    newsroom.world.faults.add(faults.AcceptThenHang(60), method="sendMessage", times=None)
    async with open_lane(
        base_url=newsroom.address,
        token=Sensitive(newsroom.world.token),
        pace=Pace(1000, per_chat=0),
        deadline=timedelta(milliseconds=60),
    ) as lane:
        assert await replace(newsroom, lane=lane).step() == 0
    newsroom.world.faults.clear()

    newsroom.clock.forward(seconds=6)
    assert await newsroom.step() == 1


async def test_a_reader_who_always_fails_is_given_up_and_blamed_for_nothing(newsroom: Newsroom):
    id = await newsroom.reader(1)
    await newsroom.article()
    newsroom.world.faults.add(faults.Status(500), chat=1, times=None)

    for _ in range(10):
        await newsroom.step()
        newsroom.clock.forward(hours=1)

    async with newsroom.database.reading() as c:
        assert (await subscribers.get(c, id)).id == id
        assert await alerts.unsettled(c) == []
        [[run]] = (await runs.of(c, [ONE])).values()
    assert (run.sent, run.failed, run.state) == (0, 1, RunState.DONE)


async def test_a_reader_who_blocked_the_bot_is_erased_for_good(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.reader(2)
    await newsroom.world.people[1].block()
    await newsroom.article()

    assert await newsroom.step() == 1

    async with newsroom.database.reading() as c:
        assert await subscribers.find(c, ChatId(1)) is None
        assert await subscribers.find(c, ChatId(2)) is not None
    await newsroom.article()
    assert await newsroom.step() == 1
    assert len(newsroom.titles(2)) == 2


async def test_who_blocks_is_taken_out_of_earlier_receipts(newsroom: Newsroom):
    id = await newsroom.reader(1)
    await newsroom.reader(2)
    await newsroom.article()
    await newsroom.step()
    await newsroom.world.people[1].block()
    await newsroom.article()
    await newsroom.step()

    assert await newsroom.reached(1) == await newsroom.reached(2) == {id + 1}


async def test_a_group_that_moved_is_written_down_and_sent_to(newsroom: Newsroom):
    group = newsroom.world.group(-100)
    id = await newsroom.reader(-100)
    moved = await group.upgrade()
    await newsroom.article()

    assert await newsroom.step() == 1

    assert newsroom.titles(moved.id) == [TITLES["en"]]
    async with newsroom.database.reading() as c:
        assert (await subscribers.get(c, id)).chat == ChatId(moved.id)


async def test_a_group_that_moves_on_and_on_is_followed(newsroom: Newsroom):
    await newsroom.reader(-100)
    ids = [-100, -1001, -1002, -1003]
    for id, following in pairwise(ids):
        newsroom.world.group(id).moved_to = following
    newsroom.world.group(ids[-1])
    await newsroom.article()

    assert await newsroom.step() == 1

    assert newsroom.titles(ids[-1]) == [TITLES["en"]]


async def test_a_group_that_moves_to_and_fro_is_given_up(newsroom: Newsroom):
    await newsroom.reader(-100)
    for id, following in ((-100, -1001), (-1001, -100)):
        newsroom.world.group(id).moved_to = following
    await newsroom.article()

    async with asyncio.timeout(10):
        assert await newsroom.step() == 0


async def test_a_chat_that_forbids_is_passed_by_and_kept(newsroom: Newsroom):
    id = await newsroom.reader(1)
    await newsroom.article()
    newsroom.world.faults.add(
        faults.Status(400, "Bad Request: not enough rights to send text messages to the chat"), chat=1
    )

    assert await newsroom.step() == 0
    newsroom.clock.forward(hours=1)
    assert await newsroom.step() == 0
    async with newsroom.database.reading() as c:
        assert (await subscribers.get(c, id)).id == id


async def test_too_many_stops_everybody_and_then_all_get_it_once(newsroom: Newsroom):
    for chat in range(1, 6):
        await newsroom.reader(chat)
    await newsroom.article()
    newsroom.world.faults.add(faults.TooMany(1), method="sendMessage", times=2)

    assert await newsroom.step() == 5

    refused, *_, last = [call.at for call in newsroom.world.calls if call.method == "sendMessage"]
    assert last - refused >= 0.99
    assert all(len(titles) == 1 for titles in newsroom.all_titles().values())
    async with newsroom.database.reading() as c:
        assert await leases.paused_until(c, RULES.lease_name) == newsroom.clock() + timedelta(seconds=1)


async def test_the_next_dispatcher_keeps_the_silence_telegram_asked_for(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.article()
    await newsroom.step()
    async with newsroom.database.writing() as c:
        await leases.pause(c, RULES.lease_name, until=newsroom.clock() + timedelta(milliseconds=200))
    await newsroom.article()
    before = asyncio.get_running_loop().time()

    assert await newsroom.step("two") == 1

    assert asyncio.get_running_loop().time() - before >= 0.19


async def test_a_refused_message_parks_its_run_and_blames_no_reader(newsroom: Newsroom):
    for chat in (1, 2):
        await newsroom.reader(chat)
    await newsroom.reader(3, "ug")
    await newsroom.article(ready=("en", "ug"))
    for chat in (1, 2):
        newsroom.world.faults.add(
            faults.Status(400, "Bad Request: entity is no entity"),
            chat=chat,
        )

    assert await newsroom.step() == 1

    async with newsroom.database.reading() as c:
        states = {run.language: run.state for run in (await runs.of(c, [ONE]))[ONE]}
        assert await subscribers.find(c, ChatId(1)) is not None
        assert await exceptions.alerts_waiting(c) == set()
    assert states == {"en": RunState.PARKED, "ug": RunState.DONE}
    assert await newsroom.step() == 0


async def test_a_refused_message_of_a_visit_apart_is_given_up(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.article()
    newsroom.world.faults.add(faults.Status(500), chat=1)
    await newsroom.step()
    newsroom.world.faults.add(faults.Status(400, "Bad Request: message text is empty"), chat=1)
    newsroom.clock.forward(seconds=6)

    assert [await newsroom.step(), await newsroom.step()] == [0, 0]
    async with newsroom.database.reading() as c:
        assert await alerts.unsettled(c) == []


async def test_a_dead_token_stops_all_and_erases_nobody(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.article()
    newsroom.world.faults.add(faults.Status(401, "Unauthorized"), times=None)

    with pytest.raises(TokenDead):
        await newsroom.step()

    newsroom.world.faults.clear()
    assert await newsroom.step("another") == 1


async def test_a_chat_that_was_just_written_to_waits_its_second(newsroom: Newsroom):
    newsroom.lane.pace = Pace(1000, per_chat=1)
    await newsroom.reader(1)
    await newsroom.article()
    newsroom.lane.pace.note(asyncio.get_running_loop().time(), 1)

    assert await newsroom.step() == 0

    newsroom.clock.forward(seconds=2)
    newsroom.lane.pace = Pace(1000, per_chat=0)
    assert await newsroom.step() == 1


async def test_in_an_outage_nobody_is_given_up(newsroom: Newsroom):
    for chat in range(1, 8):
        await newsroom.reader(chat)
    await newsroom.article()
    newsroom.rules = replace(RULES, at_once=1)
    newsroom.world.faults.add(faults.Status(503), times=5)

    sent = await newsroom.step()
    newsroom.clock.forward(seconds=6)
    sent += await newsroom.step()

    assert sent == 7
    assert all(len(titles) == 1 for titles in newsroom.all_titles().values())


async def test_whoever_takes_over_from_a_frozen_dispatcher_loses_nothing(newsroom: Newsroom):
    chats, at_once = range(1, 61), 4
    for chat in chats:
        await newsroom.reader(chat)
    await newsroom.article()
    newsroom.lane.pace = Pace(200, per_chat=0)
    newsroom.rules = replace(RULES, at_once=at_once)
    stop, released = asyncio.Event(), asyncio.Event()
    # After twenty it hears nothing: Telegram has what is in flight, nobody notes it.
    newsroom.world.faults.add(faults.Held(released), times=at_once, after=20)
    async with asyncio.TaskGroup() as group:
        group.create_task(_run(newsroom, "one", stop))
        await newsroom.world.until(lambda world: not world.faults)
        async with asyncio.timeout(30):
            while len(await newsroom.reached()) < 20:
                pass  # the twenty are noted at the next checkpoint; asking lets it come

        assert await newsroom.step("two") == 0  # the lease still holds
        newsroom.clock.forward(seconds=31)
        newsroom.lane.pace = Pace(1000, per_chat=0)
        await newsroom.step("two")
        stop.set()
        released.set()

    counts = [len(titles) for titles in newsroom.all_titles().values()]
    assert min(counts) == 1
    assert sum(counts) - len(chats) <= 2 * at_once
    assert await newsroom.reached() == set(chats)


async def test_a_stop_finishes_what_is_in_flight_and_gives_up_the_lease(newsroom: Newsroom):
    for chat in range(1, 31):
        await newsroom.reader(chat)
    await newsroom.article()
    newsroom.lane.pace = Pace(100, per_chat=0)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(_run(newsroom, "one", stop))
        await newsroom.world.until(lambda world: len(world.calls) >= 5)
        stop.set()

    newsroom.lane.pace = Pace(1000, per_chat=0)
    await newsroom.step("two")

    assert all(len(titles) == 1 for titles in newsroom.all_titles().values())


async def test_a_bell_wakes_a_waiting_dispatcher_at_once(newsroom: Newsroom):
    newsroom.rules = replace(RULES, look=timedelta(hours=1))
    await newsroom.reader(1)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(_run(newsroom, "one", stop))
        await newsroom.article()
        await newsroom.world.until(lambda world: newsroom.titles(1))
        stop.set()


async def test_a_dispatcher_waits_for_the_lease_of_another(newsroom: Newsroom):
    newsroom.rules = replace(RULES, lease=timedelta(milliseconds=60))
    await newsroom.reader(1)
    async with newsroom.database.writing() as c:
        await leases.take(c, RULES.lease_name, "other", now=newsroom.clock(), time=timedelta(hours=1))
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(_run(newsroom, "one", stop))
        await newsroom.article()
        async with newsroom.database.writing() as c:
            await leases.release(c, RULES.lease_name, "other")
        await newsroom.world.until(lambda world: newsroom.titles(1))
        stop.set()


async def test_the_lease_is_renewed_and_its_loss_is_seen_without_anything_to_send(newsroom: Newsroom):
    newsroom.rules = replace(RULES, lease=timedelta(milliseconds=60))
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(_run(newsroom, "one", stop))
        await _lease_is(newsroom, lambda row: row is not None)
        async with newsroom.database.writing() as c:
            await c.execute(lease.update().values(holder="", epoch=lease.c.epoch + 7))
        await _lease_is(newsroom, lambda row: row is not None and (row.holder, row.epoch) == ("one", 9))
        stop.set()


async def test_a_lost_lease_stops_the_writing(newsroom: Newsroom):
    for chat in range(1, 6):
        await newsroom.reader(chat)
    await newsroom.article()
    stop, released = asyncio.Event(), asyncio.Event()
    newsroom.world.faults.add(faults.Held(released), times=None)
    async with asyncio.TaskGroup() as group:
        group.create_task(_run(newsroom, "one", stop))
        await newsroom.world.until(lambda world: len(world.calls) == 5)
        async with newsroom.database.writing() as c:
            await c.execute(lease.update().values(holder="two", epoch=lease.c.epoch + 1))
        stop.set()
        released.set()

    assert await newsroom.reached() == set()
    async with newsroom.database.reading() as c:
        assert (await c.execute(select(lease.c.holder))).scalar() == "two"


async def test_a_frozen_dispatcher_sends_nothing_when_it_wakes(newsroom: Newsroom):
    newsroom.rules = replace(RULES, lease=timedelta(0))
    await newsroom.reader(1)
    await newsroom.article()

    assert await newsroom.step() == 0
    assert newsroom.world.calls == []


async def test_a_reader_who_forgets_all_in_the_middle_leaves_no_receipt(newsroom: Newsroom):
    id = await newsroom.reader(1)
    await newsroom.reader(2)
    await newsroom.article()
    released = asyncio.Event()
    newsroom.world.faults.add(faults.Held(released), chat=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(newsroom.step())
        await newsroom.world.until(lambda world: len(world.calls) >= 2)
        async with newsroom.database.writing() as c:
            await subscribers.erase(c, id)
        released.set()

    assert await newsroom.reached() == {id + 1}
    async with newsroom.database.reading() as c:
        assert (await c.execute(select(subscriber.c.id))).scalars().all() == [id + 1]


async def test_an_article_that_vanishes_takes_its_alert_along(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.reader(2, "ug")
    article = await newsroom.article(ready=("en",), awaited=("ug",))
    released = asyncio.Event()
    newsroom.world.faults.add(faults.Held(released), chat=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(newsroom.step())
        await newsroom.world.until(lambda world: world.calls)
        async with newsroom.database.writing() as c:
            await articles.remove(c, article)
        released.set()

    assert await newsroom.step() == 0


async def test_with_nobody_to_read_it_an_alert_is_settled_at_once(newsroom: Newsroom):
    await newsroom.article(ready=("en",), awaited=("ug",))

    assert await newsroom.step() == 0
    async with newsroom.database.reading() as c:
        assert await alerts.unsettled(c) == []


async def test_a_held_edition_that_a_person_lets_go_reaches_its_readers(newsroom: Newsroom):
    await newsroom.reader(1, "ug", originals=False)
    article = await newsroom.article(ready=("en",), awaited=("ug",))
    await newsroom.write(article, "ug", state=EditionState.HELD)
    newsroom.clock.forward(hours=2)
    assert await newsroom.step() == 0

    async with newsroom.database.writing() as c:
        [ug] = [each for each in await editions.of(c, article) if each.language == "ug"]
        await editions.set_state(c, ug.id, EditionState.READY, now=newsroom.clock())

    assert await newsroom.step() == 1


async def _run(newsroom: Newsroom, holder: str, stop: asyncio.Event) -> None:
    await loop.run(
        newsroom.database,
        newsroom.lane,
        newsroom.catalogues,
        newsroom.rules,
        holder=holder,
        clock=newsroom.clock,
        stop=stop,
    )


async def _lease_is(newsroom: Newsroom, wanted: Callable[[Any], bool]) -> None:
    """Return when the lease's row is as wanted."""
    while True:
        async with newsroom.database.reading() as c:
            if wanted((await c.execute(select(lease))).first()):
                return
        await asyncio.sleep(0.01)
