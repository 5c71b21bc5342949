"""The webhook: nobody without the secret, one effect for each update, 200 only after it is stored."""

import asyncio
import io
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from http import HTTPStatus

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from alertbot.chat.bot import ChatBot
from alertbot.chat.updates.lanes import Times
from alertbot.chat.updates.newcomers import Newcomers
from alertbot.chat.updates.polling import Poller
from alertbot.chat.updates.webhook import LARGEST, SECRET_HEADER, Place, Webhook
from alertbot.errors import SettingsError
from alertbot.model import Sensitive
from alertbot.playground.botapi import Status, World, serve
from alertbot.storage import leases, seen
from alertbot.storage.engine import Database
from tests.chat.test_polling import QUICK, Taking, means
from tests.conftest import NOON

SECRET = "s" * 31 + "_"
NUMBERS = itertools.count(1)


def update(text: str = "/help", *, id: int | None = None) -> dict[str, object]:
    person = {"id": 11, "is_bot": False, "first_name": "Aynur", "language_code": "en"}
    message = {
        "message_id": 1, "date": 1, "from": person, "text": text,
        "chat": {"id": 11, "type": "private", "first_name": "Aynur"},
    }  # fmt: skip
    return {"update_id": next(NUMBERS) if id is None else id, "message": message}


class Door:
    """A webhook that listens, and Telegram outside."""

    def __init__(self, world: World, base_url: str, database: Database, taking: Taking) -> None:
        self.world = world
        self.database = database
        self.taking = taking
        self.base_url = base_url
        self.url = f"http://127.0.0.1:{unused_port()}/telegram"
        self.session = aiohttp.ClientSession()

    @asynccontextmanager
    async def open(
        self, *, holder: str = "one", times: Times = QUICK, newcomers: Newcomers | None = None
    ) -> AsyncIterator[None]:
        bot = ChatBot(self.base_url, Sensitive(self.world.token), note_send=lambda chat: None)
        await bot.initialize()
        port = int(self.url.rpartition(":")[2].partition("/")[0])
        self.world.webhook.url = ""
        place = Place(url=self.url, host="127.0.0.1", port=port, secret=Sensitive(SECRET))
        stop = asyncio.Event()
        hook = Webhook(
            means(bot, self.taking, self.database, stop, holder=holder, times=times, newcomers=newcomers),
            place,
        )
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(hook.run())
                await self.world.until(lambda world: world.webhook.url == self.url)
                yield
                stop.set()
        finally:
            await bot.shutdown()

    async def post(self, body: object = None, *, secret: str | None = SECRET, **options: object) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        request = self.session.post(self.url, json=body, headers=headers, **options)  # type: ignore[arg-type]
        async with request as answer:
            return answer.status


@pytest.fixture
async def door(database: Database) -> AsyncIterator[Door]:
    world = World(local=True)
    async with serve(world) as base_url:
        made = Door(world, base_url, database, Taking())
        yield made
        await made.session.close()


async def test_updates_are_brought_and_each_is_taken_once(door: Door):
    async with door.open():
        assert door.world.webhook.secret == SECRET
        await door.world.person(12, "Gülnar", "en").say("hello")
        await door.taking.until(lambda: door.taking.texts == ["hello"])
        await door.world.until(lambda world: not world.updates.pending)


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "a", "é" * 32])
async def test_without_the_secret_nothing_is_looked_at(door: Door, secret: str | None):
    async with door.open():
        answers = [
            await door.post(update(), secret=secret),
            await door.post({"no": "update"}, secret=secret),
        ]
        async with door.session.get(door.url, headers={}) as answer:
            answers.append(answer.status)
    assert answers == [HTTPStatus.FORBIDDEN] * 3
    assert door.taking.texts == []


async def test_what_is_no_update_is_refused(door: Door):
    headers = {SECRET_HEADER: SECRET}
    async with door.open():
        for body in (b"", b"[]", b"{", b"{}", b'{"update_id": "7"}', b'{"update_id": true}', b"\xff"):
            async with door.session.post(door.url, data=body, headers=headers) as answer:
                assert answer.status == HTTPStatus.BAD_REQUEST, body
        async with door.session.get(door.url, headers=headers) as answer:
            assert answer.status == HTTPStatus.METHOD_NOT_ALLOWED
        async with door.session.post(f"{door.url}/x", data=b"{}", headers=headers) as answer:
            assert answer.status == HTTPStatus.NOT_FOUND
        large = b'{"update_id": 1, "x": "' + b"x" * (10 * LARGEST) + b'"}'
        async with door.session.post(door.url, data=io.BytesIO(large), headers=headers) as answer:
            assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert door.taking.texts == []


async def test_replays_have_one_effect_also_after_a_restart(door: Door):
    same = update("once")
    async with door.open():
        together = await asyncio.gather(*(door.post(same) for _ in range(50)))
        after = [await door.post(same) for _ in range(500)]
    async with door.open(holder="two"):
        after += [await door.post(same) for _ in range(5)]
    assert {*together, *after} == {HTTPStatus.OK}
    assert door.taking.texts == ["once"]


async def test_200_is_said_only_after_the_effect_is_stored(door: Door):
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(text: str) -> None:
        begun.set()
        await may_end.wait()

    door.taking.do = slowly
    async with door.open():
        brought = asyncio.create_task(door.post(update("slow", id=1_000_001)))
        await begun.wait()
        async with door.database.reading() as c:
            assert not await seen.finished(c, [1_000_001], bot=door.world.bot_id)
        assert not brought.done()
        may_end.set()
        assert await brought == HTTPStatus.OK
    async with door.database.reading() as c:
        assert await seen.finished(c, [1_000_001], bot=door.world.bot_id)


async def test_what_was_not_done_at_the_end_is_brought_again(door: Door):
    begun = asyncio.Event()

    async def never(text: str) -> None:
        begun.set()
        await asyncio.Event().wait()

    door.taking.do = never
    hurried = Times(**{**_fields(QUICK), "grace": timedelta(0)})
    async with door.open(times=hurried):
        brought = asyncio.create_task(door.post(update("again", id=1_000_002)))
        await begun.wait()
    assert await brought == HTTPStatus.SERVICE_UNAVAILABLE
    door.taking.do = None
    async with door.open(holder="two"):
        assert await door.post(update("again", id=1_000_002)) == HTTPStatus.OK
    assert door.taking.texts == ["again"]


async def test_a_poisonous_update_is_skipped_after_three_tries(door: Door):
    tries = []

    async def poison(text: str) -> None:
        if text == "poison":
            tries.append(text)
            raise RuntimeError("a bug of ours")

    door.taking.do = poison
    async with door.open():
        assert await door.post(update("poison")) == HTTPStatus.OK
        assert await door.post(update("next")) == HTTPStatus.OK
    assert len(tries) == 3
    assert door.taking.texts == ["next"]
    assert door.taking.sorry == [11]


async def test_one_process_alone_takes_updates(door: Door):
    async with door.database.writing() as c:
        await leases.take(c, f"poll:{door.world.bot_id}", "another", now=NOON, time=timedelta(days=1))
    place = Place(url=door.url, host="127.0.0.1", port=0, secret=Sensitive(SECRET))
    bot = ChatBot(door.base_url, Sensitive(door.world.token), note_send=lambda chat: None)
    await bot.initialize()
    stop = asyncio.Event()
    hook = Webhook(means(bot, door.taking, door.database, stop), place)
    running = asyncio.create_task(hook.run())
    assert await hook._taken(update("mine")) is False
    stop.set()
    await running
    await bot.shutdown()
    assert door.world.webhook.url == ""
    assert door.taking.texts == []


async def test_telegram_is_told_until_it_hears_and_a_refusal_is_said(door: Door):
    door.world.faults.add(method="setWebhook", fault=Status(502, "Bad Gateway"), times=2)
    async with door.open():
        assert door.world.webhook.url == door.url
    door.world.faults.add(method="setWebhook", fault=Status(400, "Bad Request: bad webhook"), times=1)
    door.world.webhook.url = ""
    with pytest.raises(ExceptionGroup) as caught:
        async with door.open():
            raise AssertionError("never open")
    assert caught.group_contains(SettingsError, match="Telegram refuses the webhook")


async def test_a_port_that_is_taken_is_said(door: Door):
    async with door.open():
        with pytest.raises(ExceptionGroup) as caught:
            async with door.open(holder="two"):
                await asyncio.Event().wait()
    assert caught.group_contains(SettingsError, match="cannot listen")


async def test_polling_takes_a_webhook_back(door: Door):
    door.world.webhook.url = "https://news.example/telegram"
    bot = ChatBot(door.base_url, Sensitive(door.world.token), note_send=lambda chat: None)
    await bot.initialize()
    stop = asyncio.Event()
    poller = Poller(means(bot, door.taking, door.database, stop))
    running = asyncio.create_task(poller.run())
    await door.world.person(12, "Gülnar", "en").say("hello")
    await door.taking.until(lambda: door.taking.texts == ["hello"])
    stop.set()
    await running
    await bot.shutdown()
    assert door.world.webhook.url == ""


def _fields(times: Times) -> dict[str, timedelta]:
    return {name: getattr(times, name) for name in Times.__dataclass_fields__}
