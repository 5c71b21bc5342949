"""Nothing of a person reaches the log: through every command, button and answer, and where one breaks."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import pytest
from telegram import Update

from alertbot import logs
from alertbot.chat import access, acts, callbacks
from alertbot.chat.access import Act
from alertbot.chat.bot import ChatBot
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk
from alertbot.chat.handlers import editors, readers
from alertbot.chat.router import Router
from alertbot.chat.updates.flood import Flood
from alertbot.chat.updates.newcomers import Newcomers
from alertbot.chat.updates.polling import Poller
from alertbot.model import ChatId, Role, Sensitive
from alertbot.playground import botapi
from alertbot.playground.botapi.people import Person
from alertbot.playground.botapi.world import World
from alertbot.storage import dialogs
from tests.chat.conftest import Newsroom, make
from tests.chat.test_polling import means
from tests.conftest import NOON, ON_SQLITE
from tests.storage import desk as rows

pytestmark = ON_SQLITE

CANARY, NAME, TEXT = 5_123_456_789, "Kanarbek", "kanarwort zwitschert"
KEY = bytes(32)
LOUD = ("telegram", "aiohttp", "asyncio")  # with the database's drivers too it takes four times as long


class Loud:
    """A canary before the true router, with everything logged at DEBUG."""

    def __init__(self, world: World, router: Router, bot: ChatBot, person: Person, log: io.StringIO) -> None:
        self.world = world
        self.router = router
        self.bot = bot
        self.person = person
        self.log = log
        self._numbers = count(1)

    async def say(self, text: str) -> None:
        await self._take({"message": self._message(text)})

    async def press(self, press: Press) -> None:
        data = callbacks.pack(press, key=KEY, user=CANARY, now=NOON)
        query = {"id": "1", "from": self._who(), "chat_instance": "1", "data": data}
        await self._take({"callback_query": query | {"message": self._message("shown before")}})

    async def _take(self, body: dict[str, Any]) -> None:
        update = Update.de_json({"update_id": next(self._numbers), **body}, self.bot)
        await self.router.take(update)

    def _who(self) -> dict[str, Any]:
        return {"id": CANARY, "is_bot": False, "first_name": NAME, "username": NAME, "language_code": "en"}

    def _message(self, text: str) -> dict[str, Any]:
        chat = {"id": CANARY, "type": "private", "first_name": NAME}
        return {"message_id": 1, "date": 1, "chat": chat, "from": self._who(), "text": text}

    def told(self) -> list[str]:
        """What of the canary stands in the log."""
        secret = self.world.token.partition(":")[2]
        return [each for each in (secret, str(CANARY), NAME, *TEXT.split()) if each in self.log.getvalue()]


@pytest.fixture
async def loud(desk: Desk, newsroom: Newsroom, stream: io.StringIO) -> AsyncIterator[Loud]:
    world = World()
    await make(desk, Role.OWNER, ChatId(CANARY))
    async with desk.database.writing() as c:
        await rows.subscribed(c, CANARY, topics=newsroom.topics)
    levels = {name: logging.getLogger(name).level for name in LOUD}
    async with botapi.serve(world) as address:
        person = world.person(CANARY, NAME, "en", started=True)
        logs.set_up("DEBUG", secrets=[Sensitive(world.token)], stream=stream)
        for name in LOUD:
            logging.getLogger(name).setLevel(logging.DEBUG)
        bot = ChatBot(address, Sensitive(world.token), note_send=lambda chat: None)
        await bot.initialize()
        flood = Flood(KEY, lambda: 0.0, burst=10_000)
        newcomers = Newcomers(lambda: 0.0)
        router = Router(desk, bot, key=KEY, flood=flood, newcomers=newcomers, clock=lambda: NOON)
        try:
            yield Loud(world, router, bot, person, stream)
        finally:
            await router.close()
            await bot.shutdown()
            for name, level in levels.items():
                logging.getLogger(name).setLevel(level)


async def test_no_command_button_or_answer_leaks(loud: Loud, desk: Desk, newsroom: Newsroom):
    """At DEBUG, which settings do not offer, with what is said to Telegram; other levels write less."""
    for command in access.COMMANDS:
        await loud.say(f"/{command} {TEXT}")
    for kind in {*readers.TAKERS, *editors.TAKERS}:
        async with desk.database.writing() as c:
            await dialogs.put(c, ChatId(CANARY), kind=kind, data={}, now=NOON)
        await tried(loud.say(TEXT))
    number = str(newsroom.articles[0])
    for act in sorted(acts.HANDLERS, key=lambda each: each in {Act.FORGET_SURE, Act.FREEZE_NOW}):
        await tried(loud.press(Press(act, (number, "en"))))
    written = loud.log.getvalue()
    assert loud.told() == []
    assert "DEBUG" in written
    assert "telegram" in written


async def tried(doing: Any) -> None:
    """What makes no sense to a handler may break it: that is logged as the poller does."""
    try:
        await doing
    except Exception:
        logging.getLogger("alertbot.chat.updates").exception("an update failed")


async def test_a_handler_that_breaks_does_not_quote_the_person(
    loud: Loud, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    async def breaks(*_: object) -> None:
        raise ValueError(f"what is {TEXT} of {NAME} ({CANARY})")

    monkeypatch.setitem(acts.HANDLERS, Act.HELP, breaks)
    stop = asyncio.Event()
    poller = Poller(means(loud.bot, loud.router, desk.database, stop))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(poller.run())
        await loud.person.say("/help")
        await loud.world.until(lambda world: not world.updates.pending)
        stop.set()
    written = loud.log.getvalue()
    assert "an update failed for good and is skipped" in written
    assert "builtins.ValueError: <not shown>" in written
    assert loud.told() == []
