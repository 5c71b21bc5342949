"""The transport: PTB works over it, and the token is in no repr, error or log."""

import logging
import traceback
from io import BytesIO

import pytest
from PIL import Image
from telegram import InputMediaPhoto, MessageEntity
from telegram.error import NetworkError, TelegramError, TimedOut

from alertbot.chat.bot import ChatBot
from alertbot.chat.transport import Transport
from alertbot.model import Sensitive
from alertbot.playground.botapi import AcceptThenReset, HtmlError, Malformed, Reset, World, serve

ANAR = 11


@pytest.fixture
async def met():
    world = World()
    world.person(ANAR, started=True)
    sent: list[int | None] = []
    async with serve(world) as address:
        bot = ChatBot(address, Sensitive(world.token), note_send=sent.append)
        await bot.initialize()
        yield world, bot, sent
        await bot.shutdown()


async def test_ptb_sends_and_edits_and_each_send_is_noted(met):
    world, bot, sent = met
    message = await bot.send_message(ANAR, "سالام")
    await bot.edit_message_text("Salam", chat_id=ANAR, message_id=message.message_id)
    await bot.get_my_name()
    assert [shown.text for shown in world.people[ANAR].messages] == ["Salam"]
    assert sent == [ANAR, ANAR]


async def test_a_picture_goes_as_a_form_and_takes_the_place_of_a_text(met):
    world, bot, sent = met
    with BytesIO() as file:
        Image.new("RGB", (8, 4)).save(file, "PNG")
        content = file.getvalue()
    text = await bot.send_message(ANAR, "one")
    await bot.edit_message_media(
        InputMediaPhoto(content, caption="سالام & <b>"), chat_id=ANAR, message_id=text.message_id
    )
    await bot.send_photo(ANAR, content, caption_entities=[MessageEntity("bold", 0, 3)], caption="Two")
    first, second = world.people[ANAR].messages
    assert (first.text, first.photo.content) == ("سالام & <b>", content)
    assert (second.text, second.entities[0]["type"]) == ("Two", "bold")
    assert sent == [ANAR] * 3


@pytest.mark.parametrize("fault", [Reset(), AcceptThenReset(), HtmlError(), Malformed()])
async def test_no_fault_tells_the_token(met, fault, caplog):
    world, bot, _ = met
    world.faults.add(method="sendMessage", fault=fault, times=1)
    with caplog.at_level(logging.DEBUG), pytest.raises(TelegramError) as raised:
        await bot.send_message(ANAR, "one")
    secret = world.token.partition(":")[2]
    told = "".join(traceback.format_exception(raised.value)) + caplog.text + repr(bot)
    assert secret not in told
    assert raised.value.__context__ is None


@pytest.mark.parametrize("status", [200, 401, 403, 404, 409, 429, 502])
async def test_a_page_of_a_proxy_is_not_telegrams_word(met, status):
    world, bot, _ = met
    world.faults.add(method="sendMessage", fault=HtmlError(status), times=1)
    with pytest.raises(NetworkError) as raised:
        await bot.send_message(ANAR, "one")
    assert type(raised.value) is NetworkError


async def test_nobody_there_is_a_network_error_without_an_address():
    bot = ChatBot("http://127.0.0.1:9", Sensitive("7:canary"), note_send=lambda chat: None)
    with pytest.raises(NetworkError) as raised:
        await bot.initialize()
    await bot.shutdown()
    assert "canary" not in "".join(traceback.format_exception(raised.value))


async def test_an_answer_that_takes_too_long_is_given_up(met):
    world, bot, _ = met
    from alertbot.playground.botapi import AcceptThenHang

    world.faults.add(method="sendMessage", fault=AcceptThenHang(5), times=1)
    with pytest.raises(TimedOut):
        await bot.send_message(ANAR, "one", read_timeout=-9.9)


async def test_a_closed_transport_says_so():
    transport = Transport("http://127.0.0.1:9", Sensitive("7:canary"))
    assert repr(transport) == "<Transport to http://127.0.0.1:9>"
    assert transport.read_timeout > 0
    await transport.shutdown()
    with pytest.raises(RuntimeError, match="not open"):
        await transport.do_request("x/getMe", "POST")
