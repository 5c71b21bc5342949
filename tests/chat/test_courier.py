"""The editors' answers on their way: discreetly where the reader wants it so, and none in another's way."""

from datetime import timedelta

import pytest

from alertbot.chat.bot import ChatBot
from alertbot.chat.handlers.readers.about import erase
from alertbot.chat.rounds import courier
from alertbot.chat.rounds.courier import Courier
from alertbot.chat.teller import Teller
from alertbot.dispatch import discreet
from alertbot.model import ArticleId, ChatId, Sensitive, SubscriberId
from alertbot.playground.botapi import Status
from alertbot.storage import feedback, subscribers, tables
from alertbot.storage.bells import Bell
from tests.chat import test_conversation as conversation
from tests.chat.test_conversation import GULNAR, House, Phone
from tests.conftest import ON_SQLITE

pytestmark = ON_SQLITE
house = conversation.house
ANSWER = "We will mend the name."


async def a_reader(house: House, id: int = GULNAR, *, on: bool) -> tuple[Phone, SubscriberId]:
    """Somebody who has a chat with the bot, and discreet alerts on or off."""
    phone = house.phone(id)
    await phone.person.start()
    async with house.database.writing() as c:
        reader = await subscribers.add(
            c, chat=ChatId(id), languages=["en"], topics=[], consent_version=1, consent_month="2026-11"
        )
        await subscribers.set_discreet(c, reader, on=on)
    return phone, reader


async def answer(house: House, reader: SubscriberId, said: str = ANSWER) -> None:
    """The reader has written, and an editor has answered."""
    async with house.database.writing(Bell.FEEDBACK) as c:
        id = await feedback.add(
            c, subscriber=reader, name="7c3f", token="0" * 16, language="en", text="Hello", now=house.now,
            keep=timedelta(days=30),
        )  # fmt: skip
        known = await feedback.lock(c, id, now=house.now)
        assert known is not None
        await feedback.answer(c, known, said)


async def go(house: House, *, times: int = 1) -> None:
    """What the courier of one process does at so many looks."""
    bot = ChatBot(house.base_url, Sensitive(house.world.token), note_send=house.sent.append)
    await bot.initialize()
    try:
        teller = Teller(bot, b"key", house.database)
        for _ in range(times):
            await Courier(house.desk, teller, holder="courier", clock=lambda: house.now).step()
    finally:
        await bot.shutdown()


async def test_an_answer_comes_as_discreetly_as_an_alert_is_shown_hidden_and_gone(house: House):
    phone, reader = await a_reader(house, on=True)
    news = discreet.render(ArticleId(1), words=house.desk.catalogues["en"])
    async with house.open():
        await phone.settled()
        await answer(house, reader)
        await house.world.until(lambda _: news.text in phone.texts())
        message = phone.last
        assert (message.text, message.entities) == (news.text, [])
        assert [[each["text"] for each in row] for row in message.keyboard] == [["Show"]]
        await phone.press("Show")
        assert ANSWER in message.text
        assert [each["text"] for row in message.keyboard for each in row] == ["Write again", "Menu", "Hide"]
        await phone.press("Hide")
        assert message.text == news.text
        await phone.press("Show")  # nothing is lost by hiding it in a hurry
        assert ANSWER in message.text
        house.now += feedback.OPENED
        await phone.press("Hide", where=message.message_id)
        assert message.message_id not in [each.message_id for each in phone.from_bot]

        await answer(house, reader)
        await house.world.until(lambda _: news.text in phone.texts())
        old = phone.last.message_id
        house.now += house.desk.feedback.keep  # it was never opened
        await phone.press("Show", where=old)
        assert phone.person.toasts[-1] == "This is not there any more."
        assert old not in [each.message_id for each in phone.from_bot]

        await answer(house, reader)
        await house.world.until(lambda _: news.text in phone.texts())
        await erase(house.database, ChatId(GULNAR), now=house.now)
        assert await house.count(tables.feedback) == 0
        await phone.press("Show")
        assert "nothing is stored about you" in phone.texts()
    assert ANSWER not in phone.texts()


async def test_how_it_comes_is_what_the_reader_wants_when_it_comes(house: House):
    phone, reader = await a_reader(house, on=False)
    await answer(house, reader)
    async with house.database.writing() as c:
        await subscribers.set_discreet(c, reader, on=True)
    await go(house, times=2)
    assert phone.texts().count("There is news.") == 1  # it is not brought again
    assert ANSWER not in phone.texts()
    async with house.database.writing() as c:
        await subscribers.set_discreet(c, reader, on=False)
    await answer(house, reader)
    await go(house)
    assert ANSWER in phone.texts()
    assert await house.count(tables.feedback) == 1  # the one that is not opened yet


async def test_an_answer_that_cannot_be_brought_holds_up_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(courier, "_AT_ONCE", 1)
    lost, first = await a_reader(house, on=False)
    phone, second = await a_reader(house, GULNAR + 1, on=False)
    house.world.faults.add(Status(500), method="sendMessage", chat=GULNAR)
    for reader in (first, second):
        await answer(house, reader)
    await go(house)
    assert phone.texts() == ""
    house.now += timedelta(seconds=30)
    await go(house)
    assert ANSWER in phone.texts()
    assert ANSWER not in lost.texts()
    assert await house.count(tables.feedback) == 1  # it is tried again
