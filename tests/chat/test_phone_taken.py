"""When a phone is taken: private answers go again, chats are cleaned, settings travel in a link."""

import re
from datetime import timedelta

import pytest

from alertbot.chat import messages
from alertbot.chat.bot import ChatBot
from alertbot.chat.handlers import readers
from alertbot.chat.rounds.cleaner import Cleaner
from alertbot.model import AlertId, ChatId, EditionId, Receipt, Role, Sensitive, SubscriberId
from alertbot.playground.botapi import Blocked, Reset, Status, TooMany
from alertbot.storage import dialogs, fading, receipts, subscribers, tables, words
from tests.chat.conftest import Newsroom, make
from tests.chat.test_conversation import GULNAR, QUICK, House, Phone, give_receipt, house, subscribe
from tests.conftest import NOON, ON_SQLITE

pytestmark = ON_SQLITE
__all__ = ["house"]

GOES = "This message deletes itself after five minutes."
EMPTIED = "This message has been deleted."


async def clean(house: House, *, after: timedelta = timedelta(0), steps: int = 1) -> None:
    """What the cleaner of another process does at that time: nothing of it is in the memory of the first."""
    house.now += after
    house.world.clock = lambda: house.now
    bot = ChatBot(house.base_url, Sensitive(house.world.token), note_send=house.sent.append)
    cleaner = Cleaner(
        database=house.database,
        catalogues=house.desk.catalogues,
        bot=bot,
        holder="cleaner",
        clock=lambda: house.now,
        times=QUICK,
    )
    await bot.initialize()
    try:
        for _ in range(steps):
            await cleaner.step()
    finally:
        await bot.shutdown()


def shown(phone: Phone) -> set[int]:
    return {message.message_id for message in phone.person.messages}


async def noted(house: House) -> int:
    return await house.count(tables.fading)


def calls(house: House, method: str) -> int:
    return sum(call.method == method for call in house.world.calls)


@pytest.fixture
def still(house: House) -> House:
    """The world's clock is that of the house."""
    house.world.clock = lambda: house.now
    return house


# ── private answers ──────────────────────────────────────────────────────────────────────────────


async def test_a_private_answer_goes_after_five_minutes_even_through_a_restart(still: House):
    phone = still.phone()
    async with still.open():
        await subscribe(phone)
        await phone.say("/mydata")
        answer = phone.last
        assert answer.text.endswith(GOES)
        assert str(GULNAR) in answer.text

    await clean(still, after=timedelta(minutes=4, seconds=59))
    assert answer.message_id in shown(phone)
    await clean(still, after=timedelta(seconds=1))
    assert answer.message_id not in shown(phone)
    assert await noted(still) == 0


async def test_a_new_message_shows_nothing_private_before_it_is_known_how_to_delete_it(still: House):
    phone = still.phone()
    async with still.open():
        await subscribe(phone)
        still.world.faults.add(Reset(), method="editMessageText", times=1)
        await phone.say("/mydata")
    sent = [call.value("text") for call in still.world.calls if call.method == "sendMessage"]
    assert [each for each in sent if each == "One moment."] == ["One moment."] * 2
    assert not any(str(GULNAR) in each for each in sent)
    assert await noted(still) == 2  # the one that was never filled goes too
    await clean(still, after=timedelta(minutes=5))
    assert "One moment." not in phone.texts()


async def test_each_press_prolongs_it_and_another_screen_in_its_place_stays(still: House):
    phone = still.phone()
    async with still.open():
        await subscribe(phone)
        await phone.say("/topics")
        still.now += timedelta(minutes=4)
        await phone.press("Culture")
        menu = phone.last.message_id
        await clean(still, after=timedelta(minutes=2))
        assert menu in shown(phone)
        await phone.press("Back")
    assert await noted(still) == 0
    await clean(still, after=timedelta(hours=1))
    assert menu in shown(phone)


async def test_hide_deletes_at_once_and_what_is_too_old_is_emptied(still: House):
    phone = still.phone()
    async with still.open():
        await subscribe(phone)
        await phone.say("/language")
        first = phone.last.message_id
        await phone.press("Hide", where=first)
        assert first not in shown(phone)
        await phone.say("/language")
        still.now += timedelta(hours=49)  # nobody cleaned: a long outage
        await phone.press("Hide")
        assert await noted(still) == 1
        await clean(still, steps=2)
    assert phone.last.text == EMPTIED
    assert phone.last.keyboard == []
    assert await noted(still) == 0


async def test_first_contact_and_strangers_have_nothing_that_goes(still: House):
    phone = still.phone()
    async with still.open():
        await phone.say("/mydata")
        await subscribe(phone)
    assert await noted(still) == 0


async def test_what_a_reader_writes_to_us_is_deleted_at_once(still: House, monkeypatch):
    async def taken(desk, visit, dialog, text):
        return messages.unreadable(desk, visit)

    monkeypatch.setattr(readers, "TAKERS", {"letter": taken})
    phone = still.phone()
    async with still.open():
        await subscribe(phone)
        for description in ("", "Bad Request: message can't be deleted for everyone"):
            async with still.database.writing() as c:
                await dialogs.put(c, ChatId(GULNAR), kind="letter", data={}, now=still.now)
            if description:
                still.world.faults.add(Status(400, description), method="deleteMessages", times=1)
            await phone.say("something private")
            async with still.database.writing() as c:
                await dialogs.close(c, ChatId(GULNAR))
        await phone.say("hello")
    assert [each.text for each in phone.person.messages if not each.from_bot][-2:] == [
        "something private",
        "hello",
    ]
    await clean(still)  # what Telegram refused at first
    assert "something private" not in [each.text for each in phone.person.messages]


async def test_a_word_that_nobody_asked_for_goes_though_its_question_stays_unanswered(still: House):
    phone = still.phone()

    def typed() -> list[str]:
        return [each.text for each in phone.person.messages if not each.from_bot]

    async with still.open():
        await subscribe(phone)
        await phone.say("Ghulja")
        question = phone.last.message_id
        await phone.say("/latest")  # something else was more important
        await clean(still, after=timedelta(minutes=4))
        assert "Ghulja" in typed()
        await phone.press("Yes, watch it", where=question)  # now the word is not known any more
        assert "Ghulja" not in typed()
        await phone.say("Artush, silver poplar")
    assert "Artush, silver poplar" in typed()
    await clean(still, after=timedelta(minutes=5))
    assert "Artush, silver poplar" not in typed()


# ── cleaning ─────────────────────────────────────────────────────────────────────────────────────


OLD, NEW = 3, 120  # more than one deleteMessages takes


async def alerts_of_a_week(house: House, newsroom: Newsroom, phone: Phone) -> list[int]:
    """Alerts that reached the reader three days ago, and now: the numbers of the old ones."""
    reader = await house.reader()
    assert reader is not None
    house.now -= timedelta(days=3)
    old = [post(house, phone) for _ in range(OLD)]
    house.now += timedelta(days=3)
    new = [post(house, phone) for _ in range(NEW)]
    await give_receipt(house, reader.id, newsroom, old[0])
    async with house.database.writing() as c:
        each = [Receipt(reader.id, number, EditionId(1), 1) for number in (*old[1:], *new)]
        await receipts.add(c, AlertId(1), each, now=NOON)
    return old


def post(house: House, phone: Phone) -> int:
    return house.world.post(phone.person.chat, sender=house.world.bot_id, text="An alert").message_id


async def test_forget_cleans_the_chat_and_another_process_goes_on(still: House, newsroom: Newsroom):
    phone = still.phone()
    async with still.open():
        still.now -= timedelta(days=3)
        await subscribe(phone)
        early = shown(phone)
        still.now += timedelta(days=3)
        old = await alerts_of_a_week(still, newsroom, phone)
        async with still.database.writing() as c:
            await subscribers.set_languages(c, SubscriberId(1), languages=["kk"])
        await phone.say("/forget")
        farewell = phone.last.message_id
        await phone.press(phone.last.keyboard[0][0]["text"])
        kazakh = still.desk.catalogues["kk"]
        assert kazakh.gettext("Everything about you has been erased. You will receive no more alerts.") in (
            phone.texts()
        )
        assert await still.reader() is None
    await clean(still, after=timedelta(minutes=3), steps=OLD + 2)

    assert shown(phone) == {*early, *old, farewell}
    said = kazakh.gettext(EMPTIED)
    emptied = [each for each in phone.from_bot if each.message_id in old]
    assert [each.text.strip("\u200e") for each in emptied] == [said] * OLD
    assert await noted(still) == 0
    assert calls(still, "deleteMessages") < 30  # batches, and halving where one is too old


async def test_the_chats_of_others_are_left_alone(still: House, newsroom: Newsroom):
    phone, other = still.phone(), still.phone(11)
    async with still.open():
        await subscribe(other)
        await subscribe(phone)
        before = shown(other)
        await phone.say("/forget")
        await phone.press("Yes, erase everything")
    await clean(still, after=timedelta(minutes=3))
    assert shown(other) == before
    assert len(shown(phone)) == 1


async def test_an_editor_who_is_no_reader_any_more_keeps_the_chat(still: House, newsroom: Newsroom):
    phone = still.phone()
    async with still.open():
        await subscribe(phone)
        await make(still.desk, Role.EDITOR, ChatId(GULNAR))
        await phone.say("/forget")
        before = shown(phone)
        await phone.press("Yes, erase everything")
    await clean(still, after=timedelta(minutes=3))
    assert shown(phone) == before


async def test_cleaning_waits_as_telegram_asks_and_gives_up_with_sense(still: House, newsroom: Newsroom):
    phone, world = still.phone(), still.world
    async with still.open():
        await subscribe(phone)
    numbers = [post(still, phone) for _ in range(3)]
    async with still.database.writing() as c:
        await fading.put(c, ChatId(GULNAR), numbers, language="en", due_at=still.now)
        await fading.put(c, ChatId(999), [1], language="en", due_at=still.now)  # a chat that there is not
    for fault in (TooMany(1), Reset()):
        world.faults.add(fault, method="deleteMessages", times=1)
        await clean(still)
        assert await noted(still) == 4
    await clean(still, steps=2)
    assert not set(numbers) & shown(phone)
    assert await noted(still) == 0

    async with still.database.writing() as c:
        await fading.put(c, ChatId(GULNAR), [1, 2], language="en", due_at=still.now)
    world.faults.add(Blocked(), method="deleteMessages", times=1)
    await clean(still)
    assert await noted(still) == 0


async def test_blocking_the_bot_leaves_nothing_noted(still: House):
    phone = still.phone()
    async with still.open():
        await subscribe(phone)
        await phone.say("/mydata")
        assert await noted(still) == 1
        await phone.person.block()
        await phone.settled()
    assert await noted(still) == 0


# ── before a journey ─────────────────────────────────────────────────────────────────────────────


async def link_of(phone: Phone) -> str:
    """The payload that a reader writes down before a journey."""
    await phone.say("/start")
    await phone.press("Safety")
    await phone.press("Before a journey")
    link = re.search(r"https://t\.me/\w+\?start=(j[\w-]+)", phone.last.text)
    assert link is not None
    assert "code" in [each["type"] for each in phone.last.entities]
    assert phone.last.text.endswith(GOES)
    return link[1]


async def test_a_link_brings_everything_back(still: House, newsroom: Newsroom):
    phone = still.phone()
    async with still.open():
        await subscribe(phone)
        reader = await still.reader()
        assert reader is not None
        async with still.database.writing() as c:
            await subscribers.set_languages(c, reader.id, languages=["en", "ug"])
            await subscribers.set_topic(c, reader.id, newsroom.topics[0], on=False)
            await subscribers.set_originals(c, reader.id, welcome=False)
            await subscribers.set_discreet(c, reader.id, on=True)
            await words.add(c, reader.id, "Silver Poplar")
        before = await still.reader()
        payload = await link_of(phone)
        assert "Your words are not in the link" in phone.last.text
        await phone.press("Erase everything about me")
        await phone.press("Yes, erase everything")
        assert await still.reader() is None
        await still.world.until(lambda _: len(shown(phone)) == 1)

        await phone.start(payload[:-1])
        assert payload[:-1] in phone.person.messages[-2].text  # to be compared with the paper
        await phone.say(payload)  # written off from it
        assert "Do you agree?" in phone.last.text
        assert not any(each.text.endswith(payload) for each in phone.person.messages)
        assert await still.reader() is None
        await phone.press("How we protect you")
        await phone.press("Back")
        await phone.press("I agree")
        assert "Your settings are back." in phone.last.text
    after = await still.reader()
    assert before is not None
    assert after is not None
    for name in ("languages", "topics", "originals", "discreet", "second_script", "consent_month"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.id > before.id


async def test_a_subscriber_is_asked_and_a_wrong_letter_is_told_of(still: House, newsroom: Newsroom):
    phone = still.phone()
    async with still.open():
        await phone.start("jAAAA")
        assert "a letter in it is missing or wrong" in phone.last.text
        await phone.press("Start")
        await subscribe(phone)
        payload = await link_of(phone)
        reader = await still.reader()
        assert reader is not None
        async with still.database.writing() as c:
            await subscribers.set_topic(c, reader.id, newsroom.topics[0], on=False)
        await phone.start(payload[:-1])
        assert "a letter in it is missing or wrong" in phone.last.text
        await phone.start(payload)
        await phone.press("No, leave it")
        assert await still.reader() != reader
        await phone.start(payload)
        await phone.press("Yes, bring them back")
    assert await still.reader() == reader


# ── discreet alerts ──────────────────────────────────────────────────────────────────────────────


async def test_discreet_alerts_are_switched_shown_and_hidden(still: House, newsroom: Newsroom):
    phone, article = still.phone(), newsroom.articles[0]
    async with still.open():
        await subscribe(phone)
        await phone.say("/start")
        await phone.press("Safety")
        await phone.press("Discreet alerts")
        reader = await still.reader()
        assert reader is not None
        assert reader.discreet
        assert newsroom.unfiled is not None
        show = [[{"text": "Show", "callback_data": f"a:ns:{id}"}] for id in (article, newsroom.unfiled)]
        number = still.world.post(
            phone.person.chat, sender=still.world.bot_id, text="There is news.", keyboard=show
        ).message_id
        alert = phone.person.chat.messages[number]
        await phone.person.press(number, f"a:ns:{newsroom.unfiled}")  # it never was an alert
        await phone.settled()
        assert alert.text == "There is news."
        await phone.press("Show", where=number)
        assert "Spring has come 1" in alert.text
        await phone.press("Options", where=number)
        await phone.press("Back", where=number)
        await phone.press("Hide", where=number)
        assert alert.text == "There is news."
        assert [[each["text"] for each in row] for row in alert.keyboard] == [["Show"]]

        async with still.database.writing() as c:
            await c.execute(tables.edition.delete())
        await phone.press("Show", where=number)
        assert phone.person.toasts[-1] == "This alert is not kept any more."
        assert alert.text == "There is news."
