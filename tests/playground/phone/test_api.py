"""The routes behind the phone page."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from alertbot.playground.botapi import World
from alertbot.playground.botapi.photos import Photo
from alertbot.playground.phone import api
from alertbot.playground.phone.phones import SAMPLE
from tests.playground.phone.conftest import ENGLISH, KAZAKH, OURS, UYGHUR, Stage

KEYS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


async def test_phones_are_listed_with_their_language_and_direction(stage: Stage):
    listing = await stage.get("/phones")

    assert [(phone["label"], phone["direction"], phone["role"]) for phone in listing["phones"]] == [
        ("ئۇيغۇرچە", "rtl", "Reader"),
        ("Қазақша", "ltr", "Reader"),
        ("English", "ltr", "Reader"),
        ("English", "ltr", "Editor"),
    ]
    assert listing["publishers"] == ["story", "untranslated"]
    assert listing["newsroom"] == "http://127.0.0.1:9/en/"


async def test_page_is_served_under_a_strict_policy(stage: Stage):
    async with stage.http.get(f"{stage.address}/") as response:
        page = await response.text()
        policy = response.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in page.replace("http-equiv", "")  # nothing from elsewhere
    assert "<style" not in page
    for name, kind in [
        ("page.js", "text/javascript"),
        ("phone.css", "text/css"),
        ("icon.svg", "image/svg+xml"),
    ]:
        async with stage.http.get(f"{stage.address}/static/{name}") as response:
            assert response.content_type == kind
            assert "innerHTML" not in await response.text()


@pytest.mark.parametrize("path", ["/static/nothing.js", "/phones/1/chat", "/nothing"])
async def test_what_is_not_there_is_not_found(stage: Stage, path: str):
    async with stage.http.get(stage.address + path) as response:
        assert response.status == 404


async def test_bot_sees_what_the_reader_does(stage: Stage):
    assert await stage.post(f"/phones/{UYGHUR}/start", {"payload": "t1"}) == 200
    await stage.bot("sendMessage", chat_id=UYGHUR, text="؟", reply_markup=KEYS)
    message = (await stage.get(f"/phones/{UYGHUR}/chat"))["messages"][-1]
    assert await stage.post(f"/phones/{UYGHUR}/press", {"message_id": message["id"], "data": "yes"}) == 200
    assert await stage.post(f"/phones/{UYGHUR}/say", {"text": "رەھمەت"}) == 200

    updates = await stage.bot("getUpdates")

    assert updates[0]["message"]["text"] == "/start t1"
    assert updates[0]["message"]["from"]["language_code"] == "ug"
    assert updates[1]["callback_query"]["data"] == "yes"
    assert updates[2]["message"]["text"] == "رەھمەت"


async def test_reader_sees_what_the_bot_does(stage: Stage):
    await stage.post(f"/phones/{ENGLISH}/start", {"payload": ""})
    bold = [{"type": "bold", "offset": 0, "length": 4}]
    sent = await stage.bot(
        "sendMessage",
        chat_id=ENGLISH,
        text="News /help",
        entities=bold,
        reply_markup=KEYS,
        disable_notification=True,
    )
    scope = {"type": "chat", "chat_id": ENGLISH}
    await stage.bot("setMyCommands", commands=[{"command": "help", "description": "Get help"}], scope=scope)

    chat = await stage.get(f"/phones/{ENGLISH}/chat")

    assert [entity["type"] for entity in chat["messages"][1]["entities"]] == ["bold", "bot_command"]
    assert chat["messages"][1] | {"entities": None, "date": None} == {
        "id": sent["message_id"],
        "from_bot": True,
        "text": "News /help",
        "picture": None,
        "entities": None,
        "keyboard": KEYS["inline_keyboard"],
        "date": None,
        "edited": False,
        "silent": True,
    }
    assert chat["commands"] == [{"command": "help", "description": "Get help"}]
    assert not chat["blocked"]

    await stage.bot("editMessageText", chat_id=ENGLISH, message_id=sent["message_id"], text="Corrected")
    edited = (await stage.get(f"/phones/{ENGLISH}/chat"))["messages"][1]
    assert (edited["text"], edited["keyboard"], edited["edited"]) == ("Corrected", [], True)


async def test_answers_to_buttons_reach_the_phone(stage: Stage):
    await stage.post(f"/phones/{ENGLISH}/start", {"payload": ""})
    sent = await stage.bot("sendMessage", chat_id=ENGLISH, text="?", reply_markup=KEYS)
    await stage.post(f"/phones/{ENGLISH}/press", {"message_id": sent["message_id"], "data": "yes"})
    query = (await stage.bot("getUpdates", offset=-1))[0]["callback_query"]["id"]

    await stage.bot("answerCallbackQuery", callback_query_id=query, text="Saved")

    assert (await stage.get(f"/phones/{ENGLISH}/chat"))["toasts"] == ["Saved"]


async def test_pictures_are_shown(stage: Stage):
    person = stage.world.person(ENGLISH)
    await person.send({"text": "Hi"})
    photo = Photo(b"\x89PNG\r\n\x1a\n", 1, 1)
    stage.world.photos[photo.id] = photo
    stage.world.post(person.chat, sender=stage.world.bot_id, photo=photo)

    assert (await stage.get(f"/phones/{ENGLISH}/chat"))["messages"][1]["picture"] == photo.id
    async with stage.http.get(f"{stage.address}/pictures/{photo.id}") as response:
        assert (response.content_type, await response.read()) == ("image/png", photo.content)
    async with stage.http.get(f"{stage.address}/pictures/00") as response:
        assert response.status == 404


async def test_messages_of_other_kinds_are_named(stage: Stage):
    person = stage.world.person(ENGLISH)
    await person.send({"sticker": {}})
    await person.send({})

    messages = (await stage.get(f"/phones/{ENGLISH}/chat"))["messages"]

    assert [message["text"] for message in messages] == ["[sticker]", "[empty]"]


async def test_blocking_and_unblocking(stage: Stage):
    assert await stage.post(f"/phones/{KAZAKH}/block") == 200
    assert (await stage.get(f"/phones/{KAZAKH}/chat"))["blocked"]
    assert await stage.post(f"/phones/{KAZAKH}/say", {"text": "сәлем"}) == 409

    assert await stage.post(f"/phones/{KAZAKH}/unblock") == 200
    assert await stage.post(f"/phones/{KAZAKH}/say", {"text": "сәлем"}) == 200


@pytest.mark.parametrize(
    ("action", "body", "status"),
    [
        ("say", {"text": "  "}, 409),  # nothing is left of it
        ("say", {}, 400),
        ("say", {"text": 5}, 400),
        ("say", ["text"], 400),
        ("press", {"message_id": 99, "data": "no"}, 409),
        ("press", {"message_id": True, "data": "no"}, 400),
        ("start", {}, 400),
        ("shout", {}, 404),
    ],
)
async def test_bad_requests_are_refused_and_change_nothing(
    stage: Stage, action: str, body: object, status: int
):
    assert await stage.post(f"/phones/{ENGLISH}/{action}", body) == status
    assert (await stage.get(f"/phones/{ENGLISH}/chat"))["messages"] == []


async def test_body_that_is_no_json_is_refused(stage: Stage):
    url = f"{stage.address}/phones/{ENGLISH}/say"
    async with stage.http.post(url, data=b"{", headers=OURS) as response:
        assert response.status == 400


async def test_newsroom_buttons_publish(stage: Stage):
    assert await stage.post("/publish/story") == 200
    assert await stage.post("/publish/untranslated") == 200
    assert await stage.post("/publish/rumour") == 404

    assert stage.published == ["story", "untranslated"]


async def test_without_a_newsroom_there_are_no_buttons():
    page = api.routes(World(), SAMPLE[:1])
    async with (
        TestServer(page) as server,
        aiohttp.ClientSession() as http,
        http.get(server.make_url("/phones")) as response,
    ):
        listing = await response.json()

    assert (listing["publishers"], listing["newsroom"], len(listing["phones"])) == ([], None, 1)


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, Any]]:
    while line := (await response.content.readuntil(b"\n\n")).decode().strip():
        if line.startswith("event: "):
            name, data = line.split("\n")
            yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


async def test_changes_are_told_as_they_happen(stage: Stage):
    async with stage.http.get(f"{stage.address}/events") as response:
        assert response.content_type == "text/event-stream"
        told = events(response)
        assert await anext(told) == ("hello", {})

        stage.world.person(1, "No phone", started=True)
        await stage.bot("sendMessage", chat_id=1, text="nobody's phone")
        await stage.post(f"/phones/{KAZAKH}/start", {"payload": ""})
        assert await anext(told) == ("chat", {"id": KAZAKH})

        # A menu for everybody changes every phone.
        await stage.bot("setMyCommands", commands=[{"command": "help", "description": "Help"}])
        assert {(await anext(told))[1]["id"] for _ in SAMPLE} == {phone.person for phone in SAMPLE}


async def test_silent_stream_shows_that_it_lives(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(api, "HEARTBEAT_SECONDS", 0.01)
    async with stage.http.get(f"{stage.address}/events") as response:
        assert b"hello" in await response.content.readuntil(b"\n\n")
        assert await response.content.readuntil(b"\n\n") == b": still here\n\n"


class Overheard(World):
    """A world that says when nobody listens to its changes any more."""

    def __init__(self) -> None:
        super().__init__()
        self.left = asyncio.Event()

    async def changes(self) -> AsyncGenerator[int, None]:
        try:
            async for chat in super().changes():
                yield chat
        finally:
            self.left.set()


async def test_closed_page_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(api, "HEARTBEAT_SECONDS", 0.01)
    world = Overheard()
    async with TestServer(api.routes(world, SAMPLE)) as server, aiohttp.ClientSession() as http:
        response = await http.get(server.make_url("/events"))
        await response.content.readuntil(b"\n\n")

        response.close()

        async with asyncio.timeout(5):
            await world.left.wait()


async def test_server_stops_while_a_page_listens():
    server = TestServer(api.routes(World(), SAMPLE))
    await server.start_server()
    async with aiohttp.ClientSession() as http, http.get(server.make_url("/events")) as response:
        await response.content.readuntil(b"\n\n")
        async with asyncio.timeout(5):
            await server.close()
        assert await response.content.read() == b""
