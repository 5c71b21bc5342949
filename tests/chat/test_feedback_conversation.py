"""The whole way of a message to the editors and back: two phones, the stand-in, PTB, the database."""

import asyncio
from datetime import timedelta

import pytest

from alertbot.chat import feedback as feedback_rules
from alertbot.playground.botapi import Blocked, Status
from alertbot.storage import feedback, tables
from alertbot.storage.bells import Bell
from tests.chat import test_conversation as conversation
from tests.chat.conftest import Newsroom
from tests.chat.desk import editor
from tests.chat.test_conversation import GULNAR, House, Phone, subscribe
from tests.conftest import ON_SQLITE

pytestmark = ON_SQLITE
house = conversation.house
ANN, BEN = GULNAR + 1, GULNAR + 2
RUNG = "A reader has written to the editors."
SAID = {"ug": "ئىسىم خاتا يېزىلغان", "kk": "Есім қате жазылған"}
ANSWER = {"ug": "رەھمەت، تۈزىتىمىز", "kk": "Рақмет, түзетеміз"}


async def reads(house: House, tag: str) -> Phone:
    """A reader of this language."""
    words, phone = house.desk.catalogues[tag], house.phone()
    await phone.start()
    for label in (words.language.own_name, words.gettext("I agree"), words.gettext("Done")):
        await phone.press(label)
    return phone


async def arrived(house: House, id: int) -> Phone:
    phone = house.phone(id)
    await phone.start()
    return phone


async def writes(phone: Phone, said: str) -> None:
    await phone.say("/feedback")
    await phone.say(said)


async def comes(phone: Phone, said: str, *, times: int = 1) -> None:
    await phone.world.until(lambda _: phone.texts().count(said) >= times)


async def erased(house: House) -> None:
    """The row goes just after the message, or with the chores."""
    async with asyncio.timeout(30):
        while await house.count(tables.feedback):
            pass  # counting lets the others go on


@pytest.mark.parametrize("tag", ["ug", "kk"])
async def test_a_message_is_answered_goes_on_and_leaves_nothing(house: House, tag: str):
    await editor(house.desk, ANN, tag)
    await editor(house.desk, BEN, "en")
    async with house.open():
        reader, ann, ben = await reads(house, tag), await arrived(house, ANN), await arrived(house, BEN)
        await writes(reader, SAID[tag])
        await comes(ann, RUNG)
        assert SAID[tag] not in ann.texts()  # a lock screen shows nothing of it
    async with house.open(holder="two"):
        await ann.press("Read")
        name = next(each for each in ann.buttons() if "Reader " in each)
        await ann.press(name)
        assert SAID[tag] in ann.last.text
        assert str(GULNAR) not in ann.texts()
        assert "Gülnar" not in ann.texts()
        await ann.press("Answer")
        await ann.person.reply(ann.last.message_id, ANSWER[tag])
        await comes(reader, ANSWER[tag])
        await ann.settled()
        assert SAID[tag] not in ann.texts()  # the screen went with the answer
        assert ANSWER[tag] not in " ".join(each.text or "" for each in ann.person.messages)
        await erased(house)
        words = house.desk.catalogues[tag]
        await reader.press(words.gettext("Write again"))
        await reader.say(SAID[tag])
        answer = next(each.message_id for each in reader.from_bot if ANSWER[tag] in each.text)
        await reader.press(words.gettext("Hide"), where=answer)
        assert ANSWER[tag] not in reader.texts()
        await ann.say("/start")
        await ann.press("Newsroom")
        await ann.press("Messages from readers: 1")
        assert name in ann.buttons()  # the same conversation, of which nothing was kept
        await writes(reader, SAID[tag] * 2)
    assert RUNG not in ben.texts()
    assert await house.count(tables.feedback) == 1
    house.now += timedelta(days=30)
    async with house.open(holder="three"):
        await ben.say("/start")  # beside the first chores
        await erased(house)
        await reader.say("/mydata")


async def test_another_conversation_has_another_name(house: House):
    await editor(house.desk, ANN, "en")
    async with house.open():
        reader = house.phone()
        ann = await arrived(house, ANN)
        await subscribe(reader)
        names = []
        for n in range(2):
            await writes(reader, "Hello")
            await ann.say("/start")
            await ann.press("Newsroom")
            await ann.press("Messages from readers")
            names += [each for each in ann.buttons() if "Reader " in each]
            await ann.press("1. Reader ")
            await ann.press("Close")
            await ann.press("Yes, close it")
            await comes(reader, "They cannot answer it.", times=n + 1)
            await erased(house)
    assert len(set(names)) == 2


async def test_danger_is_told_at_once_and_to_all_where_nobody_reads_the_language(
    house: House, newsroom: Newsroom
):
    await editor(house.desk, ANN, "ug")
    await editor(house.desk, BEN, "kk")
    async with house.open():
        reader, ann, ben = house.phone(), await arrived(house, ANN), await arrived(house, BEN)
        await subscribe(reader)
        await writes(reader, "Hello")
        await comes(ann, RUNG)
        await comes(ben, RUNG)
        await reader.press("Options")
        await reader.press("Report a mistake")
        await reader.press("It endangers somebody")
        await comes(ann, "an alert endangers somebody")
        await comes(ben, "an alert endangers somebody")
        await reader.say("The village is named.")
        await ben.press("Read")
        assert "· It endangers somebody\n2. " in ben.last.text  # before what came earlier
        await ben.press("1. Reader")
        assert "The village is named." in ben.last.text
        assert "Spring has come 2" in ben.last.text


async def test_an_answer_waits_for_telegram_and_is_brought(house: House):
    await editor(house.desk, ANN, "en")
    async with house.open():
        reader, ann = house.phone(), await arrived(house, ANN)
        await subscribe(reader)
        await writes(reader, "Hello")
        await comes(ann, RUNG)
    async with house.database.writing() as c:
        (known,) = await feedback.waiting(c, now=house.now)
        await feedback.answer(c, known, "Good morning")
    house.world.faults.add(method="sendMessage", fault=Status(500), times=1)
    before = len(house.world.calls)
    async with house.open(holder="two"):
        await house.world.until(lambda world: "sendMessage" in {call.method for call in world.calls[before:]})
        assert "Good morning" not in reader.texts()
        house.database.bells.ring(Bell.FEEDBACK)
        await comes(reader, "Good morning")
        await erased(house)


@pytest.mark.parametrize("way", ["forget", "block"])
async def test_who_goes_takes_it_along(house: House, way: str):
    await editor(house.desk, ANN, "en")
    async with house.open():
        reader, ann = house.phone(), await arrived(house, ANN)
        await subscribe(reader)
        await writes(reader, "Hello")
        await comes(ann, RUNG)
        await ann.press("Read")
        await ann.press("1. Reader ")
        await ann.press("Answer")
        if way == "forget":
            await reader.say("/forget")
            await reader.press("Yes, erase everything")
        else:
            await reader.person.block()
            await reader.settled()
        assert await house.count(tables.feedback) == 0
        await ann.say("Good morning")
        assert "answered or erased already" in ann.last.text
        assert "Good morning" not in reader.texts()
    assert await house.count(tables.dialog) == 0


async def test_who_is_found_to_have_blocked_the_bot_is_erased_with_the_answer(house: House):
    await editor(house.desk, ANN, "en")
    async with house.open():
        reader, ann = house.phone(), await arrived(house, ANN)
        await subscribe(reader)
        await writes(reader, "Hello")
        await ann.say("/start")
        await ann.press("Newsroom")
        await ann.press("Messages from readers")
        await ann.press("1. Reader ")
        await ann.press("Answer")
        house.world.faults.add(method="sendMessage", chat=GULNAR, fault=Blocked())
        await ann.say("Good morning")
        await erased(house)
    assert await house.reader() is None


async def test_many_who_say_danger_ring_once_a_minute(house: House, newsroom: Newsroom):
    await editor(house.desk, ANN, "en")
    async with house.open():
        ann, reader, another = await arrived(house, ANN), house.phone(), house.phone(GULNAR + 9)
        said = "an alert endangers somebody"
        for phone, times in ((reader, 1), (another, 1)):
            await subscribe(phone)
            await phone.press("Options")
            await phone.press("Report a mistake")
            await phone.press("It endangers somebody")
            await comes(ann, said, times=times)
        await asyncio.sleep(0.5)
        assert ann.texts().count(said) == 1
        house.now += feedback_rules.QUIET_IN_DANGER
        house.database.bells.ring(Bell.FEEDBACK)
        await comes(ann, said, times=2)
