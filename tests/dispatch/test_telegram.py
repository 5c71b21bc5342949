"""The lane sends what was rendered, and never tells the token."""

import asyncio
import traceback
from datetime import timedelta
from functools import partial

import pytest

from alertbot.dispatch.pace import Pace
from alertbot.dispatch.render import Button, Entity, Message
from alertbot.dispatch.telegram import open_lane
from alertbot.errors import SendFailed, SlowDown
from alertbot.languages.scripts import kazakh
from alertbot.model import ChatId, Sensitive
from alertbot.playground.botapi import faults
from alertbot.playground.botapi.server import serve
from alertbot.playground.botapi.world import World

MESSAGE = Message(
    "يول\nnews.example",
    (Entity("bold", 0, 3), Entity("text_link", 4, 12, "https://news.example/a")),
    ((Button("news.example", url="https://news.example/a"),), (Button("Options", data="o:7"),)),
)


def a_lane(address: str, world: World, *, paid: bool = False, deadline: float = 5):
    return open_lane(
        base_url=address,
        token=Sensitive(world.token),
        pace=Pace(30),
        paid=paid,
        deadline=timedelta(seconds=deadline),
    )


async def test_the_message_arrives_as_it_was_rendered():
    world = World()
    person = world.person(7, started=True)
    async with serve(world) as address, a_lane(address, world) as lane:
        number = await lane.send(ChatId(7), lane.prepare(MESSAGE))

    [shown] = person.messages
    assert shown.message_id == number
    assert shown.text == MESSAGE.text
    assert shown.entities == [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "text_link", "offset": 4, "length": 12, "url": "https://news.example/a"},
    ]
    assert [[button.get("callback_data") for button in row] for row in shown.keyboard] == [[None], ["o:7"]]
    assert shown.link_preview == {"is_disabled": True}


async def test_one_body_serves_every_chat():
    world = World()
    world.person(7, started=True)
    world.group(-1001)
    async with serve(world) as address, a_lane(address, world) as lane:
        prepared = lane.prepare(MESSAGE)
        await lane.send(ChatId(7), prepared)
        await lane.send(ChatId(-1001), prepared)

    assert [call.value("chat_id") for call in world.calls] == [7, -1001]


async def test_paid_broadcast_is_asked_for_where_it_is_set():
    world = World(paid_broadcast=True)
    world.person(7, started=True)
    async with serve(world) as address, a_lane(address, world, paid=True) as lane:
        await lane.send(ChatId(7), lane.prepare(MESSAGE))

    assert world.calls[0].value("allow_paid_broadcast") is True


async def test_the_longer_of_the_two_waits_counts():
    world = World()
    world.faults.add(faults.TooMany(9))
    async with serve(world) as address, a_lane(address, world) as lane:
        with pytest.raises(SlowDown) as caught:
            await lane.send(ChatId(7), lane.prepare(MESSAGE))

    assert caught.value.wait == timedelta(seconds=9)


@pytest.mark.parametrize(
    "fault",
    [faults.Reset(), faults.AcceptThenReset(), faults.AcceptThenHang(30), faults.HtmlError()],
    ids=str,
)
async def test_no_failure_tells_the_token_or_the_chat(fault: faults.Fault, caplog: pytest.LogCaptureFixture):
    caplog.set_level("DEBUG", logger="alertbot")
    world, chat = World(), 7 * 1111111
    world.person(chat, started=True)
    world.faults.add(fault)
    async with serve(world) as address, a_lane(address, world, deadline=0.1) as lane:
        with pytest.raises(SendFailed) as caught:
            await lane.send(ChatId(chat), lane.prepare(MESSAGE))
        told = "".join(traceback.format_exception(caught.value)) + repr(lane) + repr(vars(lane)) + caplog.text

    secret = world.token.partition(":")[2]
    assert secret not in told
    assert str(chat) not in told


async def test_where_nobody_listens_the_send_fails_and_the_token_is_not_told():
    world = World()
    async with serve(world) as address:
        pass
    async with a_lane(address, world) as lane:
        with pytest.raises(SendFailed) as caught:
            await lane.send(ChatId(7), lane.prepare(MESSAGE))

    assert world.token not in "".join(traceback.format_exception(caught.value))


async def test_connections_are_kept():
    world = World()
    for chat in range(1, 21):
        world.person(chat, started=True)
    async with serve(world) as address, a_lane(address, world) as lane:
        prepared = lane.prepare(MESSAGE)
        await asyncio.gather(*(lane.send(ChatId(chat), prepared) for chat in range(1, 21)))

    assert len(world.calls) == 20


async def test_the_operators_hamza_is_in_text_and_buttons_and_in_no_address():
    high, full = kazakh.HAMZAS
    link = f"https://news.example/{high}تىل"
    message = Message(f"{high}تىل", (Entity("text_link", 0, 4, link),), ((Button(f"{high}تىل", url=link),),))
    world = World()
    person = world.person(7, started=True)
    spell = partial(kazakh.respelt, hamza=full)
    async with serve(world) as address:
        lane = open_lane(base_url=address, token=Sensitive(world.token), pace=Pace(30), spell=spell)
        async with lane as opened:
            await opened.send(ChatId(7), opened.prepare(message))

    [shown] = person.messages
    assert shown.text == f"{full}تىل"
    assert shown.entities[0]["url"].endswith(link.rpartition("/")[2])
    assert shown.keyboard[0][0]["text"] == f"{full}تىل"
    assert kazakh.respelt(message.text, high) is message.text


async def test_a_preview_is_of_the_page_that_the_button_opens_alone():
    world = World()
    person = world.person(7, started=True)
    hidden = Message("see evil.example", (), ((Button("Show", data="o:7"),),))
    async with serve(world) as address, a_lane(address, world) as lane:
        for message in (MESSAGE, hidden):
            await lane.send(ChatId(7), lane.prepare(message, preview=True))

    assert [shown.link_preview for shown in person.messages] == [
        {"url": "https://news.example/a", "prefer_large_media": True},
        {"is_disabled": True},
    ]
