"""The whole conversation: a person's phone, the stand-in, PTB, our polling loop, the database."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import HttpUrl
from sqlalchemy import func, select

from alertbot import settings
from alertbot.chat import links, loop
from alertbot.chat.desk import Desk
from alertbot.chat.handlers.readers.about import erase
from alertbot.chat.screens.readers import about
from alertbot.chat.updates.flood import Flood
from alertbot.chat.updates.lanes import Times
from alertbot.chat.updates.newcomers import Newcomers
from alertbot.errors import TokenDead
from alertbot.keys import Keyring
from alertbot.model import (
    AlertId,
    ChatId,
    EditionId,
    FeedState,
    Receipt,
    Role,
    Sensitive,
    Subscriber,
    SubscriberState,
)
from alertbot.playground.botapi import Blocked, Status, server
from alertbot.playground.botapi.people import Person
from alertbot.playground.botapi.profile import Scope
from alertbot.playground.botapi.world import World
from alertbot.storage import feeds, people, receipts, subscribers, tables, topics
from tests.chat.conftest import ALL_LANGUAGES, LANGUAGES, NEWSROOM, Newsroom, make
from tests.conftest import NOON, ON_SQLITE

pytestmark = ON_SQLITE

QUICK = Times(
    poll=timedelta(seconds=30),
    glance=timedelta(milliseconds=20),
    retry=timedelta(milliseconds=5),
    lease=timedelta(milliseconds=20),
    grace=timedelta(seconds=2),
    gather=timedelta(milliseconds=20),
)
HOME = "https://news.example"
_FILE = {"file_id": "f", "file_unique_id": "u"}
MEDIA: dict[str, object] = {
    "photo": [],
    "sticker": {
        **_FILE, "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular",
    },
    "voice": {**_FILE, "duration": 1},
    "contact": {"phone_number": "+10000000000", "first_name": "Gülnar"},
    "location": {"longitude": 1.5, "latitude": 1.5},
}  # fmt: skip
GULNAR = 4_000_000_001


class Phone:
    """A person's phone: what they do, and what they then see."""

    def __init__(self, world: World, person: Person) -> None:
        self.world = world
        self.person = person

    @property
    def last(self):
        return self.from_bot[-1]

    @property
    def from_bot(self):
        return [message for message in self.person.messages if message.from_bot]

    def texts(self) -> str:
        return "\n".join(message.text for message in self.from_bot)

    async def say(self, text: str) -> None:
        await self._seen(await_=self.person.say(text))

    async def start(self, payload: str = "") -> None:
        await self._seen(await_=self.person.start(payload))

    async def press(self, label: str, *, where: int | None = None) -> None:
        """Press the button whose text holds `label`, below the last message that has one."""
        for message in reversed(self.from_bot):
            if where not in (None, message.message_id):
                continue
            for row in message.keyboard:
                for button in row:
                    if label in button["text"] and "callback_data" in button:
                        await self._answered(self.person.press(message.message_id, button["callback_data"]))
                        return
        raise AssertionError(f"no button {label!r}: {self.buttons()}")

    def buttons(self) -> list[str]:
        return [button["text"] for message in self.from_bot for row in message.keyboard for button in row]

    async def _seen(self, await_) -> None:
        before = self._newest()  # by number: messages go as well as come
        await await_
        await self.world.until(lambda _: self._newest() > before)
        await self.settled()

    def _newest(self) -> int:
        return max((message.message_id for message in self.from_bot), default=0)

    async def _answered(self, await_) -> None:
        await await_
        await self.settled()

    async def settled(self) -> None:
        """All that was asked is done: the next poll confirms everything."""
        await self.world.until(lambda world: not world.updates.pending)


class House:
    """The running front door, and the world outside."""

    def __init__(self, world: World, desk: Desk, keyring: Keyring, base_url: str) -> None:
        self.world = world
        self.desk = desk
        self.database = desk.database
        self.keyring = keyring
        self.base_url = base_url
        self.sent: list[int | None] = []
        self.now = NOON

    def phone(self, id: int = GULNAR, language: str = "en") -> Phone:
        return Phone(self.world, self.world.person(id, "Gülnar", language))

    @asynccontextmanager
    async def open(
        self, *, holder: str = "one", flood: Flood | None = None, newcomers: Newcomers | None = None
    ) -> AsyncIterator[None]:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.run(holder, stop, flood, newcomers))
            try:
                yield
            finally:
                stop.set()

    async def run(
        self,
        holder: str,
        stop: asyncio.Event,
        flood: Flood | None = None,
        newcomers: Newcomers | None = None,
    ) -> None:
        await loop.run(
            self.database,
            self.desk.catalogues,
            self.keyring,
            token=Sensitive(self.world.token),
            telegram=settings.Telegram(base_url=self.base_url),
            newsroom=settings.Newsroom(name=NEWSROOM, home_url=HttpUrl(HOME)),
            languages=self.desk.offered,
            probe=self.desk.probe,
            studio=self.desk.studio,
            note_send=self.sent.append,
            holder=holder,
            clock=lambda: self.now,
            stop=stop,
            times=QUICK,
            flood=flood or Flood(b"key", asyncio.get_running_loop().time, burst=1000),
            newcomers=newcomers,
        )

    async def reader(self, id: int = GULNAR) -> Subscriber | None:
        async with self.database.reading() as c:
            return await subscribers.find(c, ChatId(id))

    async def count(self, table) -> int:
        async with self.database.reading() as c:
            return (await c.execute(select(func.count()).select_from(table))).scalar_one()


@pytest.fixture
async def house(desk: Desk, newsroom: Newsroom, keyring: Keyring) -> AsyncIterator[House]:
    world = World()
    async with server.serve(world) as address:
        yield House(world, desk, keyring, address)


async def subscribe(phone: Phone, language: str = "English") -> None:
    await phone.start()
    await phone.press(language)
    await phone.press("I agree")
    await phone.press("Done")


# ── readers ──────────────────────────────────────────────────────────────────────────────────────


async def test_four_taps_to_the_first_alert(house: House, newsroom: Newsroom):
    phone = house.phone()
    async with house.open():
        await phone.start()
        assert [row[0]["text"] for row in phone.last.keyboard] == ["ئۇيغۇرچە", "Қазақша", "English"]
        await phone.press("English")
        assert "encrypted" in phone.last.text
        assert await house.count(tables.subscriber) == 0
        await phone.press("I agree")
        assert [row[0]["text"] for row in phone.last.keyboard][:3] == ["✓ ⁨Rights⁩", "✓ ⁨Culture⁩", "✓ ⁨Sport⁩"]
        await phone.press("Done")
    reader = await house.reader()
    assert reader is not None
    assert (reader.languages, reader.topics) == (("en",), tuple(newsroom.topics))
    assert (reader.consent_version, reader.consent_month) == (1, "2026-11")
    assert len(phone.from_bot) == 2  # the menu changed its own message; the latest alert is the other
    assert "Spring has come 2" in phone.last.text
    assert phone.last.link_preview == {"is_disabled": True}
    assert house.sent.count(GULNAR) >= 5


async def test_every_script_is_one_tap_away_and_the_menu_follows(house: House):
    house.desk = replace(house.desk, offered=ALL_LANGUAGES)
    phone, words = house.phone(), house.desk.catalogues["kk-Arab"]
    async with house.open():
        await phone.start()
        assert [len(row) for row in phone.last.keyboard] == [1, 2, 1, 2, 1, 1, 1, 2, 1, 1, 1]
        await phone.press("قازاقشا")
        await phone.press(words.gettext("I agree"))
        await phone.press(words.gettext("Done"))
        assert "كوكتەم كەلدى 2" in phone.last.text
        assert dict(phone.person.commands)["help"] == words.gettext("what this bot can do")
        await phone.say("/language")
        await phone.press("Qazaqşa")
        latin = house.desk.catalogues["kk-Latn"]
        assert dict(phone.person.commands)["help"] == latin.gettext("what this bot can do")
    reader = await house.reader()
    assert reader is not None
    assert reader.languages == ("kk-Latn",)


async def test_a_client_sees_the_menu_in_the_first_script_of_its_language(house: House):
    house.desk = replace(house.desk, offered=("en", "kk-Arab", "kk"))
    words = house.desk.catalogues["kk-Arab"]
    async with house.open():
        await house.phone(language="kk").start()
        here = (Scope("all_private_chats"), "kk")  # set beside the first conversations
        await house.world.until(lambda world: here in world.profile.commands)
        assert house.world.profile.commands[here] == about.commands(words, Role.READER)


async def test_where_to_find_the_bot_again_is_said_before_and_after_and_on_its_page(house: House):
    phone = house.phone()
    async with house.open():
        await phone.start()
        await phone.press("English")
        assert f"⁦{HOME}⁩" in phone.last.text
        await phone.press("I agree")
        await phone.say("/help")
        assert f"⁦{HOME}⁩" in phone.last.text
        here = ("short_description", "kk")
        await house.world.until(lambda world: here in world.profile.texts)
    assert house.world.profile.texts[here].endswith(f" {HOME}")


async def test_a_link_brings_a_script(house: House):
    house.desk = replace(house.desk, offered=ALL_LANGUAGES)
    phone = house.phone()
    async with house.open():
        await phone.start(links.subscribe(language="ug-Cyrl", topics=[]))
        await phone.press(house.desk.catalogues["ug-Cyrl"].gettext("I agree"))
    reader = await house.reader()
    assert reader is not None
    assert reader.languages == ("ug-Cyrl",)


async def test_no_writes_nothing(house: House):
    phone = house.phone(language="kk")
    async with house.open():
        await phone.start()
        await phone.press("Қазақша")
        await phone.press(house.desk.catalogues["kk"].gettext("No"))
    for table in (
        tables.subscriber,
        tables.subscription,
        tables.dialog,
        tables.person,
        tables.seen_update,
    ):
        assert await house.count(table) == 0


async def test_a_link_brings_its_language_and_topics(house: House, newsroom: Newsroom):
    phone = house.phone()
    payload = links.subscribe(language="kk", topics=[newsroom.topics[1]])
    async with house.open():
        await phone.start(payload)
        await phone.press(house.desk.catalogues["kk"].gettext("I agree"))
    reader = await house.reader()
    assert reader is not None
    assert (reader.languages, reader.topics) == (("kk",), (newsroom.topics[1],))
    assert dict(phone.person.commands)["help"] == house.desk.catalogues["kk"].gettext("what this bot can do")


async def test_a_link_changes_nothing_for_a_subscriber_unless_they_say_so(house: House, newsroom: Newsroom):
    phone = house.phone()
    payload = links.subscribe(language=None, topics=[newsroom.topics[1]])
    async with house.open():
        await subscribe(phone)
        await phone.say("/topics")
        await phone.press("Culture")
        await phone.start(payload)
        reader = await house.reader()
        assert reader is not None
        assert newsroom.topics[1] not in reader.topics
        await phone.press("Yes, add them")
        reader = await house.reader()
        assert reader is not None
        assert newsroom.topics[1] in reader.topics
        await phone.start(payload)
        assert "You receive alerts" in phone.last.text


async def test_languages_in_order_the_first_for_the_menu_too(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await phone.say("/language")
        await phone.press("Қазақша")
        kazakh = house.desk.catalogues["kk"]
        await phone.press(kazakh.gettext("More languages"))
        await phone.press("ئۇيغۇرچە")
        reader = await house.reader()
        assert reader is not None
        assert reader.languages == ("kk", "en", "ug")
        await phone.press("English")
        await phone.press(kazakh.gettext("Originals"))
    reader = await house.reader()
    assert reader is not None
    assert (reader.languages, reader.originals) == (("kk", "ug"), False)


async def test_a_pause_a_resume_and_a_pause_that_ends_by_itself(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await phone.say("/pause")
        await phone.press("For a day")
        reader = await house.reader()
        assert reader is not None
        assert (reader.state, reader.paused_until) == (SubscriberState.PAUSED, NOON + timedelta(days=1))
        await phone.say("/resume")
        reader = await house.reader()
        assert reader is not None
        assert reader.state is SubscriberState.ACTIVE
        await phone.say("/stop")
        await phone.press("Pause")
        await phone.press("For a week")
    house.now += timedelta(days=7)
    async with house.open():
        await phone.say("/help")
    reader = await house.reader()
    assert reader is not None
    assert reader.state is SubscriberState.ACTIVE


async def test_the_latest_alerts_are_paged_in_one_message(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await phone.say("/latest")
        before = len(phone.from_bot)
        assert "Spring has come 2" in phone.last.text
        await phone.press("Older")
        assert "Spring has come 1" in phone.last.text
        await phone.press("Newer")
        assert "Spring has come 2" in phone.last.text
        assert len(phone.from_bot) == before


async def test_options_mute_under_the_alert_which_stays(house: House, newsroom: Newsroom):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        alert = phone.last
        text, address = alert.text, alert.keyboard[0]
        await phone.press("Options")
        await phone.press("Mute")
        assert phone.person.toasts[-1] == "You will receive no more alerts on this topic."
        reader = await house.reader()
        assert reader is not None
        assert newsroom.topics[0] not in reader.topics
        await phone.press("Turn on")
        await phone.press("Back")
        assert (alert.text, alert.keyboard[0]) == (text, address)
        assert phone.buttons()[-1] == "Options"
        await phone.press("Options")
        await phone.press("Share")
        assert phone.last is not alert
        assert phone.last.text.startswith("Share")
    reader = await house.reader()
    assert reader is not None
    assert newsroom.topics[0] in reader.topics


async def test_mydata_and_privacy_tell(house: House):
    phone = house.phone()
    async with house.open():
        await phone.say("/mydata")
        assert "Nothing is stored about you." in phone.last.text
        await subscribe(phone)
        await phone.say("/mydata")
        for known in (str(GULNAR), "English", "Rights", "11/2026", "version 1"):
            assert known in phone.last.text
        await phone.say("/privacy")
        assert "10. " in phone.last.text
        assert "Telegram knows that you use this bot" in phone.last.text


async def test_forget_leaves_no_row(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await phone.say("/forget")
        assert await house.count(tables.subscriber) == 1
        await phone.press("Yes, erase everything")
        assert "has been erased" in phone.last.text or "has been erased" in phone.texts()
        await phone.settled()
    for table in (tables.subscriber, tables.subscription, tables.dialog, tables.exception, tables.receipt):
        assert await house.count(table) == 0
    deleted = [call for call in house.world.calls if call.method == "deleteMyCommands"]
    assert len(deleted) == 1


async def test_blocking_the_bot_erases(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await phone.person.block()
        await phone.settled()
    assert await house.reader() is None
    assert await house.count(tables.subscription) == 0


@pytest.mark.parametrize("text", ["hello", "/nonsense", "/TOPICS@example", "ياخشىمۇسىز"])
async def test_a_stranger_is_asked_for_a_language(house: House, text: str):
    phone = house.phone(language="fr")
    async with house.open():
        await phone.say(text)
    assert len(phone.last.text.split("\n")) == len(LANGUAGES)
    assert [row[0]["text"] for row in phone.last.keyboard] == ["ئۇيغۇرچە", "Қазақша", "English"]
    assert await house.count(tables.subscriber) == 0


async def test_a_stranger_with_a_language_of_ours_is_answered_in_it(house: House):
    phone = house.phone(language="kk")
    async with house.open():
        await phone.say("/topics")
        kazakh = house.desk.catalogues["kk"]
        assert (
            kazakh.gettext("You do not receive alerts yet, and nothing is stored about you as a reader.")
            in phone.last.text
        )
        await phone.press(kazakh.gettext("Start"))
        assert phone.last.text == kazakh.gettext("Choose your language.")


async def test_what_is_not_understood_is_answered_with_the_menu(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        for text in ("How are you today, my friend?", "/nonsense"):
            await phone.say(text)
            assert "I do not understand this." in phone.last.text
            assert "Topics" in phone.buttons()
        for kind, what in MEDIA.items():
            await phone._seen(phone.person.send({kind: what}))
            assert "I keep none of them" in phone.last.text
            assert "Topics" in phone.buttons()
        assert await house.count(tables.dialog) == 0


async def test_a_group_is_refused_politely_and_left(house: House):
    phone = house.phone()
    group = house.world.group(-55)
    async with house.open():
        await phone.person.say("/start", group=group)
        await house.world.until(lambda world: any(call.method == "leaveChat" for call in world.calls))
    assert [message.text for message in group.messages.values() if message.from_bot] == [
        "I write to people in private chats only. Please write to me there."
    ]


async def test_menus_are_set_once(house: House):
    async with house.open():
        await house.phone().start()
        await house.world.until(lambda world: len(world.person(GULNAR).commands) > 0)
        await house.world.until(lambda world: world.profile.texts.get(("name", "")))
    before = [call.method for call in house.world.calls if "My" in call.method]
    assert before.count("setMyCommands") == 4
    async with house.open(holder="two"):
        await house.phone().say("/start")
    assert [call.method for call in house.world.calls if "My" in call.method] == before


# ── editors ──────────────────────────────────────────────────────────────────────────────────────


async def test_the_first_owner_comes_by_a_link_that_works_once(house: House):
    async with house.database.writing() as c:
        payload = await people.invite(c, Role.OWNER, now=NOON)
    owner, other = house.phone(), house.phone(12)
    async with house.open():
        await owner.start(payload)
        await owner.press("Accept")
        assert "You are an owner of this bot now." in owner.texts()
        assert "Newsroom" in owner.buttons()
        assert "feeds" in dict(owner.person.commands)
        await other.start(payload)
        assert "has been used, has expired" in other.last.text
        await owner.start(payload)
        assert "Newsroom" in owner.buttons()
    async with house.database.reading() as c:
        assert await people.find(c, ChatId(12)) is None


async def test_an_editor_adds_a_feed_by_the_address_of_a_page(house: House, newsroom: Newsroom):
    phone = house.phone()
    await make(house.desk, Role.OWNER, ChatId(GULNAR))
    async with house.open():
        await phone.say("/feeds")
        await phone.press("Add a feed")
        await phone.say("nonsense.example")
        assert "There is no feed at this address." in phone.last.text
        await phone.say("news.example")
        assert "It has 12 entries." in phone.last.text
        await phone.press("Kazakh")
        await phone.press("Sport")
        await phone.press("Rights")
        await phone.press("Rights")
        await phone.press("Add this feed")
        assert "The feed was added." in phone.last.text
    async with house.database.reading() as c:
        feed = (await feeds.all(c))[-1]
    assert (feed.url, feed.language, feed.topics) == (
        "https://news.example/feed",
        "kk",
        (newsroom.topics[2],),
    )
    assert feed.hosts == {"news.example"}
    assert await house.count(tables.dialog) == 0


async def test_an_editor_pauses_asks_files_and_removes_a_feed(house: House, newsroom: Newsroom):
    phone = house.phone()
    await make(house.desk, Role.EDITOR, ChatId(GULNAR))
    async with house.open():
        await phone.say("/feeds")
        await phone.press("Old example")
        await phone.press("Ask now")
        assert "is being asked now" in phone.last.text
        await phone.press("Pause")
        assert (await first_feed(house)).state is FeedState.PAUSED
        await phone.press("Ask now")
        assert "while it is paused" in phone.last.text
        await phone.press("Resume")
        await phone.press("Topics")
        await phone.press("Culture")
        assert (await first_feed(house)).topics == tuple(newsroom.topics[:2])
        await phone.press("Back")
        await phone.press("Remove")
        assert await house.count(tables.feed) == 1
        await phone.press("Yes, remove it")
        assert await house.count(tables.feed) == 0
        assert "There are no feeds yet." in phone.last.text


async def first_feed(house: House):
    async with house.database.reading() as c:
        return (await feeds.all(c))[0]


async def test_an_editor_makes_a_topic_with_names_and_keywords(house: House):
    phone = house.phone()
    await make(house.desk, Role.EDITOR, ChatId(GULNAR))
    async with house.open():
        await phone.say("/start")
        await phone.press("Newsroom")
        await phone.press("Manage topics")
        await phone.press("Add a topic")
        await phone.say("x" * 65)
        assert "at most 64" in phone.last.text
        await phone.say("Environment")
        assert "The topic was added." in phone.last.text
        await phone.press("Names")
        await phone.press("Kazakh")
        await phone.say("Қоршаған орта")
        await phone.press("Keywords")
        await phone.press("Kazakh")
        await phone.say("су\nауа\nсу")
        assert "Қоршаған орта" in phone.last.text
        await phone.press("Keywords")
        await phone.press("Kazakh")
        await phone.press("Cancel")
        await phone.say("this is no keyword")
        assert "I do not understand this." in phone.last.text
    async with house.database.reading() as c:
        topic = (await topics.all(c))[-1]
    assert topic.names == {"en": "Environment", "kk": "Қоршаған орта"}
    assert sorted(topic.keywords["kk"]) == ["ауа", "су"]
    assert (
        links.address(house.world.username, links.subscribe(language=None, topics=[topic.id]))
        in phone.texts()
    )


async def test_small_numbers_are_hidden(house: House):
    phone = house.phone()
    await make(house.desk, Role.EDITOR, ChatId(GULNAR))
    async with house.open():
        await subscribe(house.phone(12))
        await phone.say("/stats")
    assert "Subscribers: ⁦<10⁩" in phone.last.text
    for hidden in ("Paused", "⁨English⁩", "⁨Rights⁩", "Delivered", "Failed"):
        assert f"{hidden}: ⁦<10⁩" in phone.last.text


async def test_pictures_of_numbers_replace_one_another(house: House):
    phone = house.phone()
    await make(house.desk, Role.EDITOR, ChatId(GULNAR))
    async with house.open():
        await phone.say("/stats")
        menu = phone.last.message_id
        await phone.press("Readers by language")
        first = phone.last.photo
        assert (phone.last.message_id, phone.last.text) == (menu, "Readers by language")
        assert first is not None
        await phone.press("Deliveries by day")
        await phone.press("90 days")
        assert phone.last.message_id == menu
        assert phone.last.photo.id != first.id
        await phone.press("Back")  # Telegram puts no text in place of a picture
    assert phone.last.message_id > menu
    assert all(message.photo is None for message in phone.from_bot)
    assert "Statistics" in phone.last.text


@pytest.mark.parametrize("command", ["/feeds", "/stats"])
async def test_a_reader_may_not_do_what_editors_do(house: House, command: str):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await phone.say(command)
    assert "You may not do this." in phone.last.text


async def test_rights_that_were_taken_end_at_the_next_press(house: House):
    phone = house.phone()
    await make(house.desk, Role.EDITOR, ChatId(GULNAR))
    async with house.open():
        await phone.say("/feeds")
        async with house.database.writing() as c:
            await c.execute(tables.person.delete())
        await phone.press("Old example")
    assert phone.person.toasts[-1] == "You may not do this."


async def test_an_expired_button_is_answered_with_the_menu(house: House):
    phone = house.phone()
    await make(house.desk, Role.EDITOR, ChatId(GULNAR))
    async with house.open():
        await phone.say("/feeds")
        house.now += timedelta(hours=2)
        await phone.press("Old example")
    assert phone.person.toasts[-1] == "This button is too old. Please use the ones below."
    assert "Newsroom" in phone.buttons()


async def test_what_others_wrote_commands_nothing(house: House):
    phone = house.phone()
    await make(house.desk, Role.EDITOR, ChatId(GULNAR))
    hidden = {"type": "hidden_user", "date": 1, "sender_user_name": "someone"}
    async with house.open():
        await phone._seen(phone.person.send({"text": "/feeds", "forward_origin": hidden}))
        assert "I do nothing with forwarded messages." in phone.last.text


async def test_words_are_watched_and_leave_the_chat(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await phone.say("/start")
        await phone.press("Words")
        await phone.press("Add words")
        await phone.say("Ghulja, spring")
        assert "2 words were added." in phone.last.text
        await phone.press("spring")
        assert "2 alerts of the last seven days" in phone.last.text
        await phone.press("Stop watching it")
        assert "Ghulja" in "".join(phone.buttons())
        await phone.say("Tërekbagh")
        await phone.press("Yes, watch it")
        typed = [message.text for message in phone.person.messages if not message.from_bot]
    assert not {"Ghulja, spring", "Tërekbagh"}.intersection(typed)
    assert await house.count(tables.word) == 2


async def test_a_restart_in_the_middle_of_a_question_or_a_menu_loses_nothing(house: House):
    """Each part is another run over the same database: nothing but that and the chat is left of the last."""
    phone = house.phone()
    async with house.open():
        await phone.start()
        await phone.press("English")
    async with house.open():
        await phone.press("I agree")
    async with house.open():
        await phone.press("Culture")
        await phone.press("Done")
        await phone.say("/words")
        await phone.press("Add words")
    async with house.open():
        await phone.say("spring")
        assert "1 word was added." in phone.last.text
        await phone.say("autumn")
    async with house.open():
        await phone.press("Yes, watch it")
        await phone.say("/latest")
    async with house.open():
        await phone.press("Older")
        assert "Spring has come 1" in phone.last.text
        await phone.press("Back")
        assert "You receive alerts on 2 topics." in phone.last.text
    assert await house.count(tables.word) == 2
    assert await house.count(tables.dialog) == 0


async def test_commands_are_understood_from_other_keyboards(house: House):
    phone = house.phone()
    async with house.open():
        await phone.start(links.subscribe(language="en", topics=[]))
        await phone.press("I agree")
        for typed in ("/ещзшсы", "TOPICS", "／topics ", ".ещзшсы", "/topics@example_bot"):
            await phone.say(typed)
            assert phone.last.text.startswith("Topics\n")
        await phone.say(f"/ыефке {links.subscribe(language='kk', topics=[])}")
        assert "You receive alerts" in phone.last.text


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────


async def test_the_flood_of_one_leaves_others_served(house: House):
    """A thousand commands, as in a second: six answers, and the next person's comes all the same."""
    flooding, quiet = house.phone(), house.phone(12)
    async with house.open(flood=Flood(b"key", lambda: 0.0, burst=5, per_second=1)):
        for _ in range(1000):
            await flooding.person.say("/help")
        await quiet.say("/help")
        await flooding.settled()
        await quiet.settled()
    assert len(flooding.from_bot) == 6
    assert "very fast" in flooding.last.text
    assert len(quiet.from_bot) == 1
    assert house.sent.count(GULNAR) == 6


async def test_many_newcomers_make_no_reader_wait(house: House):
    clock = [0.0]
    reader, first, second = house.phone(), house.phone(12), house.phone(13)
    async with house.open():
        await subscribe(reader)
    async with house.open(newcomers=Newcomers(lambda: clock[0], burst=1, per_second=1)):
        await first.start()
        await second.person.start()
        await second.settled()
        await reader.say("/help")
        assert (len(first.from_bot), len(second.from_bot)) == (1, 0)
        clock[0] += 1
        await house.world.until(lambda world: len(second.from_bot) == 1)
    assert second.last.text == first.last.text


async def test_a_press_over_the_budget_is_not_done(house: House):
    phone = house.phone()
    async with house.open(flood=Flood(b"key", lambda: 0.0, burst=2, per_second=1)):
        await phone.start()
        await phone.press("English")
        await phone.press("I agree")
    assert await house.reader() is None


async def test_who_blocked_the_bot_is_erased_when_it_writes(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        house.world.faults.add(method="sendMessage", fault=Blocked(), times=1)
        await phone.person.say("/help")
        await phone.settled()
    assert await house.reader() is None


async def test_a_menu_that_cannot_be_changed_comes_again(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await phone.say("/topics")
        before = len(phone.from_bot)
        refusal = Status(400, "Bad Request: message can't be edited")
        house.world.faults.add(method="editMessageText", fault=refusal, times=1)
        await phone.press("Culture")
        assert len(phone.from_bot) == before + 1
        same = Status(400, "Bad Request: message is not modified")
        house.world.faults.add(method="editMessageText", fault=same, times=1)
        await phone.press("Sport")
        assert len(phone.from_bot) == before + 1
    reader = await house.reader()
    assert reader is not None
    assert len(reader.topics) == 1


async def test_an_alert_too_old_to_change_is_answered_with_the_menu(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        alert = phone.last
        data = alert.keyboard[-1][-1]["callback_data"]
        await phone.person.press(alert.message_id, data, inaccessible=True)
        await phone.settled()
        assert "You receive alerts" in phone.last.text
        for reason in ("message can't be edited", "message is not modified"):
            refusal = Status(400, f"Bad Request: {reason}")
            house.world.faults.add(method="editMessageReplyMarkup", fault=refusal, times=1)
            await phone.person.press(alert.message_id, data)
            await phone.settled()
    assert alert.keyboard[-1][-1]["callback_data"] == data


async def test_options_for_someone_forgotten_leave_the_alert_alone(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        alert = phone.last
        text = alert.text
        await erase(house.database, ChatId(GULNAR), now=NOON)
        await phone.press("Options", where=alert.message_id)
        assert alert.text == text
        assert "You do not receive alerts yet" in phone.last.text


async def test_a_button_is_answered_even_if_the_answer_comes_too_late(house: House):
    phone = house.phone()
    late = Status(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    async with house.open():
        await phone.start()
        house.world.faults.add(method="answerCallbackQuery", fault=late, times=1)
        await phone.press("English")
        assert "Do you agree?" in phone.last.text


async def test_menus_that_cannot_be_set_stop_nothing(house: House, caplog):
    house.world.faults.add(method="getMyName", fault=Status(500), times=1)
    house.world.faults.add(method="getMyCommands", fault=Status(500), times=1)
    house.world.faults.add(method="deleteMyCommands", fault=Status(500), times=1)
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await phone.say("/forget")
        await phone.press("Yes, erase everything")
    assert await house.reader() is None
    assert "menu could not be" in caplog.text


async def test_messages_that_reached_the_reader_are_taken_back(house: House, newsroom: Newsroom):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        reader = await house.reader()
        assert reader is not None
        alert = phone.last.message_id
        await give_receipt(house, reader.id, newsroom, alert)
        await phone.say("/mydata")
        assert "Alerts that reached you in that time: 1" in phone.last.text
        await phone.say("/forget")
        await phone.press("Yes, erase everything")
        await house.world.until(lambda _: alert not in [message.message_id for message in phone.from_bot])
    assert await house.count(tables.receipt) == 0


async def give_receipt(house: House, reader, newsroom: Newsroom, message_id: int) -> None:
    async with house.database.writing() as c:
        made = await c.execute(
            tables.alert.insert()
            .values(
                article_id=newsroom.articles[0],
                urgency=0,
                state="open",
                revision=1,
                opened_at=NOON,
                deadline_at=NOON,
            )
            .returning(tables.alert.c.id)
        )
        receipt = Receipt(reader, message_id, EditionId(1), 1)
        await receipts.add(c, AlertId(made.scalar_one()), [receipt], now=NOON)


async def test_a_button_in_a_group_does_nothing(house: House):
    phone = house.phone()
    async with house.open():
        await phone.start()
        query = {
            "id": "1",
            "from": {"id": GULNAR, "is_bot": False, "first_name": "x"},
            "message": {"message_id": 1, "date": 0, "chat": {"id": -5, "type": "group", "title": "x"}},
            "chat_instance": "1",
            "data": "a:hm",
        }
        house.world.updates.add("callback_query", query)
        await phone.settled()
    assert len(phone.from_bot) == 1


async def test_a_group_that_is_left_already_stops_nothing(house: House):
    phone = house.phone()
    house.world.faults.add(method="leaveChat", fault=Status(400, "Bad Request: chat not found"), times=1)
    house.world.faults.add(method="deleteMessages", fault=Status(400, "Bad Request: too old"), times=1)
    group = house.world.group(-66)
    async with house.open():
        await group.set_bot("kicked", by=phone.person)
        await group.set_bot("member", by=phone.person)
        await phone.start()
        await phone.person.block()
        await phone.person.unblock()
        await phone.settled()
    assert await house.count(tables.seen_update) == 0


async def test_a_channel_is_left_without_a_word(house: House):
    phone = house.phone()
    channel = house.world.group(-77, kind="channel")
    async with house.open():
        await channel.set_bot("administrator", by=phone.person)
        await house.world.until(lambda world: any(call.method == "leaveChat" for call in world.calls))
    assert [message for message in channel.messages.values() if message.from_bot] == []


async def test_nobody_in_particular_commands_nothing(house: House):
    phone = house.phone()
    async with house.open():
        house.world.updates.add("message", service_message(GULNAR, is_bot=True))
        house.world.updates.add("message", service_message(1087968824))
        house.world.updates.add(
            "message", {**service_message(GULNAR), "sender_chat": {"id": -5, "type": "channel"}}
        )
        await phone.settled()
        assert phone.from_bot == []


def service_message(user: int, *, is_bot: bool = False) -> dict[str, object]:
    return {
        "message_id": 900,
        "date": 1,
        "chat": {"id": GULNAR, "type": "private"},
        "from": {"id": user, "is_bot": is_bot, "first_name": "x"},
        "text": "/start",
    }


async def test_what_a_handler_cannot_do_for_good_is_said(house: House):
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        async with house.database.writing() as c:
            await c.execute(tables.seen_update.delete())
        house.world.faults.add(
            method="sendMessage", fault=Status(400, "Bad Request: message is too long"), times=3
        )
        await phone.say("/help")
    assert "Something went wrong." in phone.last.text


async def test_no_log_line_tells_who_or_what(house: House, caplog):
    phone = Phone(house.world, house.world.person(4_123_456_789, "Canaryname", "en"))
    await make(house.desk, Role.OWNER, ChatId(4_123_456_789))
    with caplog.at_level(logging.INFO):
        async with house.open():
            await phone.start()
            await phone.press("Receive alerts")
            await phone.press("English")
            await phone.press("I agree")
            await phone.press("Done")
            await phone.say("canarytext")
            await phone.say("/feeds")
            await phone.press("Add a feed")
            await phone.say("canaryaddress.example")
            house.world.faults.add(method="sendMessage", fault=Status(400, "Bad Request: nothing"), times=4)
            await phone.person.say("canaryfault")
            await phone.settled()
            await phone.person.block()
            await phone.settled()
    told = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    for canary in (
        "4123456789",
        "anaryname",
        "canarytext",
        "canaryaddress",
        "canaryfault",
        house.world.token[11:],
    ):
        assert canary not in told
    assert "skipped" in told


async def test_telegram_that_cannot_be_reached_at_the_start_is_waited_for(house: House):
    house.world.faults.add(method="getMe", fault=Status(500), times=2)
    phone = house.phone()
    async with house.open():
        await phone.start()
    assert phone.from_bot


async def test_a_stop_before_telegram_answers_is_a_stop(house: House):
    house.world.faults.add(method="getMe", fault=Status(500), times=1_000_000)
    async with house.open():
        await house.world.until(lambda world: len(world.calls) > 2)


async def test_a_token_that_telegram_does_not_know_ends_it(house: House):
    house.world.faults.add(method="getMe", fault=Status(401, "Unauthorized"), times=1)
    with pytest.raises(TokenDead):
        await house.run("one", asyncio.Event())
