"""The Whole article button, pressed on a phone: PTB, the stand-in, the polling loop, the database."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.chat import acts, errands, replies
from alertbot.chat.access import Act
from alertbot.chat.allowance import Allowance
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, welcome
from alertbot.errors import AlertbotError, NotFound
from alertbot.model import ChatId, FreezeReason, Role
from alertbot.playground.botapi import TooMany
from alertbot.providers import Translator
from alertbot.storage import freezes, people, tables
from alertbot.storage.bells import Bell
from tests.chat import test_conversation as conversation
from tests.chat.conftest import Newsroom, make
from tests.chat.test_conversation import GULNAR, House, Phone, subscribe
from tests.conftest import NOON, ON_SQLITE
from tests.prepare.newsroom import Phrasebook

pytestmark = ON_SQLITE
house = conversation.house
GULNAR_ID = ChatId(GULNAR)


async def shown(phone: Phone, words: str, *, times: int = 1) -> None:
    await phone.world.until(lambda _: phone.texts().count(words) >= times)


def announced(house: House) -> str:
    """The notice that a translation is being made, as it begins in Kazakh."""
    return house.desk.catalogues["kk"].gettext("The article is being translated. It comes in a moment.")


def whole(house: House) -> str:
    """The button, in Kazakh."""
    return house.desk.catalogues["kk"].gettext("Whole article")


async def read_kazakh(house: House, phone: Phone) -> None:
    words = house.desk.catalogues["kk"]
    await phone.start()
    for label in ("Қазақша", words.gettext("I agree"), words.gettext("Done")):
        await phone.press(label)


@pytest.fixture
def book(translators: dict[str, list[Translator]]) -> Phrasebook:
    made = Phrasebook(pairs=[("en", "kk")], answer=["Көктем келді 2", "Көктем келді."])
    translators["kk"] = [made]
    return made


async def test_the_original_comes_below_the_alert_which_stays(house: House, newsroom: Newsroom):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        alert = phone.last.text
        await phone.press("Whole article")
        await shown(phone, "\n\nSpring has come.")
    assert phone.from_bot[-2].text == alert
    assert "The newsroom's own text" in phone.last.text
    link, below = phone.last.keyboard
    assert [each["url"] for each in link] == ["https://news.example/2"]
    assert [each["text"] for each in below] == ["Menu", "Hide"]


async def test_a_translation_is_announced_made_beside_all_else_and_kept(
    house: House, newsroom: Newsroom, book: Phrasebook
):
    book.hold = asyncio.Event()
    phone, friend = house.phone(language="kk"), house.phone(GULNAR + 1, "kk")
    async with house.open():
        await read_kazakh(house, phone)
        await read_kazakh(house, friend)
        await phone.press(whole(house))
        await shown(phone, announced(house))
        await phone.say("/help")  # the person's own buttons go on meanwhile, and everybody else's
        await friend.say("/topics")
        await phone.press(whole(house))
        busy = "I am still busy with what you asked before. Please wait for it."
        await shown(phone, house.desk.catalogues["kk"].gettext(busy))
        book.hold.set()
        await shown(phone, "\n\nКөктем келді.")
        await friend.press(whole(house))
        await shown(friend, "\n\nКөктем келді.")
    assert announced(house) not in phone.texts()  # the notice is taken back
    assert len(book.asked) == 1


async def test_telegram_s_slow_down_repeats_no_part(house: House, newsroom: Newsroom):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        async with house.database.writing() as c:
            text = "\n".join(["Spring has come to the town. " * 40] * 8)
            await c.execute(tables.article.update().values(text=text))
        house.world.faults.add(TooMany(1), method="sendMessage", times=1)
        await phone.press("Whole article")
        await shown(phone, "Part 3 of 3")
    assert [phone.texts().count(f"Part {number} of 3") for number in (1, 2, 3)] == [1, 1, 1]


async def test_a_stop_takes_the_notice_back(house: House, newsroom: Newsroom, book: Phrasebook, monkeypatch):
    monkeypatch.setattr(errands, "GRACE", timedelta(0))
    book.hold = asyncio.Event()
    phone = house.phone(language="kk")
    async with house.open():
        await read_kazakh(house, phone)
        await phone.press(whole(house))
        await shown(phone, announced(house))
    assert announced(house) not in phone.texts()


@pytest.mark.parametrize(
    ("error", "said"),
    [(ZeroDivisionError(), AlertbotError()), (NotFound("meanwhile"), NotFound())],
    ids=["bug", "gone"],
)
async def test_what_fails_ends_the_waiting_with_a_sentence(
    house: House, newsroom: Newsroom, book: Phrasebook, error: Exception, said: AlertbotError
):
    book.error = error
    phone = house.phone(language="kk")
    words = house.desk.catalogues["kk"]
    async with house.open():
        await read_kazakh(house, phone)
        await phone.press(whole(house))
        await shown(phone, replies.sentence(said, words))
    assert announced(house) not in phone.texts()


async def test_options_and_back_leave_the_button_there(house: House, newsroom: Newsroom):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        before = [[each["text"] for each in row] for row in phone.last.keyboard]
        await phone.press("Options")
        await phone.press("Back")
        assert [[each["text"] for each in row] for row in phone.last.keyboard] == before
        await phone.say("/latest")
        await phone.press("Whole article", where=phone.last.message_id)
        await shown(phone, "\n\nSpring has come.")


# ── without a phone ──────────────────────────────────────────────────────────────────────────────


async def press(desk: Desk, act: Act, *args: object) -> Reply:
    visit = await welcome(desk, GULNAR_ID, client_language="en", now=NOON)
    return await acts.perform(desk, visit, Press(act, tuple(str(arg) for arg in args)))


def text(reply: Reply) -> str:
    assert reply.screen is not None
    return reply.screen.text


async def test_so_many_a_day_and_no_more(desk: Desk, newsroom: Newsroom):
    desk = replace(desk, allowance=Allowance(b"key", most=1))
    await press(desk, Act.AGREE, "en", "")
    assert (await press(desk, Act.WHOLE, newsroom.articles[0])).later is not None
    assert "Try again tomorrow" in text(await press(desk, Act.WHOLE, newsroom.articles[0]))


async def test_what_is_not_kept_is_said_not_to_be(desk: Desk, newsroom: Newsroom):
    await press(desk, Act.AGREE, "en", "")
    assert "not kept any more" in text(await press(desk, Act.WHOLE, 99))
    async with desk.database.writing() as c:
        await c.execute(tables.article.update().values(text=" "))
    later = (await press(desk, Act.WHOLE, newsroom.articles[0])).later
    assert later is not None
    [screen] = (await later()).more
    assert "not kept any more" in screen.text
    for article in (newsroom.articles[0], 99):
        [row] = (await press(desk, Act.SHUT, article)).under or ()
        assert [each.text for each in row] == ["Options"]


async def test_without_a_link_it_leads_on_all_the_same_and_each_part_can_be_hidden(
    desk: Desk, newsroom: Newsroom
):
    await press(desk, Act.AGREE, "en", "")
    async with desk.database.writing() as c:
        text = "\n".join(["Spring has come to the town. " * 40] * 4)
        await c.execute(tables.article.update().values(text=text, hosts=[]))
    later = (await press(desk, Act.WHOLE, newsroom.articles[0])).later
    assert later is not None
    first, last = (await later()).more
    assert [[each.text for each in row] for row in first.keyboard] == [["Hide"]]
    assert [[each.text for each in row] for row in last.keyboard] == [["Menu", "Hide"]]
    assert [each.press and each.press.act for each in last.keyboard[0]] == [Act.HOME, Act.HIDE]
    assert last.keyboard[0][0].press == Press(Act.HOME, fresh=True)  # the article stays


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        (
            ["Көктем", "Көктем келді: 5 http://evil.example"],
            "The machine translation had errors, so you see the original.",
        ),
        (["Көктем"], "There is no translation of the whole article."),
    ],
    ids=["errors", "refused"],
)
async def test_the_original_is_shown_where_a_translation_is_not_fit(
    desk: Desk, newsroom: Newsroom, book: Phrasebook, answer: list[str], note: str
):
    book.answer = answer
    await press(desk, Act.AGREE, "kk", "")
    later = (await press(desk, Act.WHOLE, newsroom.articles[0])).later
    assert later is not None
    [screen] = (await later()).more
    assert desk.catalogues["kk"].gettext(note) in screen.text
    assert screen.text.endswith("Spring has come.")


async def test_in_a_freeze_readers_are_shown_nothing_and_told_why(desk: Desk, newsroom: Newsroom):
    await press(desk, Act.AGREE, "en", "")
    await make(desk, Role.EDITOR, ChatId(5))
    async with desk.database.writing(Bell.FREEZE) as c:
        [editor] = await people.everyone(c)
        await freezes.begin(c, by=editor.id, reason=FreezeReason.WRONG, now=NOON)
    for act in (Act.WHOLE, Act.LATEST):
        assert "stopped all alerts" in text(await press(desk, act, newsroom.articles[0]))
    assert (await press(desk, Act.FINISH)).after is None
