"""How requests come in and what the token decides."""

import asyncio
import logging

import aiohttp
import orjson
import pytest

from alertbot.playground.botapi import World, serve
from tests.playground.botapi import stage
from tests.playground.botapi.stage import Client


async def get(client: Client, path: str) -> tuple[int, str]:
    async with client.session.get(f"{client.address}{path}") as answer:
        return answer.status, (await answer.json())["description"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", (404, "Not Found")),
        ("/bot", (404, "Not Found")),
        ("/bot123:abc", (404, "Not Found")),
        ("/bot123:abc/getMe/more", (404, "Not Found")),
        ("/file/bot123:abc/x", (404, "Not Found")),
        ("/bot123:abc/getMe", (401, "Unauthorized")),
        ("/bot123:abc/noSuchMethod", (401, "Unauthorized")),
        ("/bot0123:abc/getMe", (401, "Unauthorized: invalid token specified")),
        ("/bot123/getMe", (401, "Unauthorized: invalid token specified")),
        ("/botabc:abc/getMe", (401, "Unauthorized: invalid token specified")),
        (f"/bot123:{'x' * 80}/getMe", (401, "Unauthorized: invalid token specified")),
    ],
)
async def test_only_the_bots_own_path_leads_in(client: Client, path: str, expected: tuple[int, str]) -> None:
    assert await get(client, path) == expected


async def test_methods_are_found_in_any_case_and_by_get(client: Client) -> None:
    async with client.session.get(client.url("GETME")) as answer:
        assert (await answer.json())["result"]["username"] == "alertbot_demo_bot"


SENDING = {"chat_id": str(stage.READER), "text": "Сәлем & سالام", "disable_notification": "True"}


async def test_all_four_ways_of_sending_parameters_mean_the_same(world: World, client: Client) -> None:
    url = client.url("sendMessage")
    upload = aiohttp.FormData(SENDING, default_to_multipart=True)
    for arguments in ({"params": SENDING}, {"data": SENDING}, {"json": SENDING}, {"data": upload}):
        async with client.session.post(url, **arguments) as answer:
            assert answer.status == 200
    shown = world.person(stage.READER).messages[-4:]
    assert [(one.text, one.silent) for one in shown] == [(SENDING["text"], True)] * 4


async def test_the_first_of_equal_names_counts(world: World, client: Client) -> None:
    url = client.url(f"sendMessage?chat_id={stage.READER}&text=first&text=second")
    async with client.session.get(url) as answer:
        assert (await answer.json())["result"]["text"] == "first"


@pytest.mark.parametrize("raw", [b"text=%ff", b"text=\xff"])
async def test_a_text_that_is_not_utf8_is_refused(client: Client, raw: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with client.session.post(
        client.url("sendMessage"), data=raw + b"&chat_id=%d" % stage.READER, headers=headers
    ) as answer:
        assert (await answer.json())["description"] == "Bad Request: text must be encoded in UTF-8"


@pytest.mark.parametrize(
    ("body", "description"),
    [
        (b"[]", "Bad Request: JSON object expected"),
        (b'{"text": ', "Bad Request: can't parse parameter value"),
        (b"", "Bad Request: message text is empty"),
    ],
)
async def test_a_body_that_is_no_object_is_refused(client: Client, body: bytes, description: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with client.session.post(client.url("sendMessage"), data=body, headers=headers) as answer:
        assert (answer.status, (await answer.json())["description"]) == (400, description)


async def test_a_picture_is_uploaded_kept_and_sent_again_by_its_id(world: World, client: Client) -> None:
    form = aiohttp.FormData({"chat_id": str(stage.READER), "caption": "See /help", "photo": "attach://chart"})
    form.add_field("chart", stage.PNG, filename="chart.png")
    async with client.session.post(client.url("sendPhoto"), data=form) as answer:
        result = (await answer.json())["result"]
    [size] = result["photo"]
    assert (size["width"], size["height"], result["caption"]) == (64, 32, "See /help")
    assert result["caption_entities"] == [{"offset": 4, "length": 5, "type": "bot_command"}]
    again = await client.result("sendPhoto", chat_id=stage.READER, photo=size["file_id"])
    assert again["photo"] == [size]
    shown = world.person(stage.READER).messages[-1]
    assert shown.photo is not None
    assert shown.photo.content == stage.PNG


JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x20\0\x40"


@pytest.mark.parametrize(
    ("content", "size"), [(JPEG, (64, 32)), (b"text", None), (JPEG[:6], None), (b"\xff\xd8", None)]
)
async def test_only_pictures_are_taken(client: Client, content: bytes, size: tuple[int, int] | None) -> None:
    form = aiohttp.FormData({"chat_id": str(stage.READER)})
    form.add_field("photo", content, filename="x")
    async with client.session.post(client.url("sendPhoto"), data=form) as answer:
        body = await answer.json()
    if size is None:
        assert body["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    else:
        assert (body["result"]["photo"][0]["width"], body["result"]["photo"][0]["height"]) == size


async def test_calls_are_logged_with_their_parameters_until_switched_off(
    world: World, client: Client
) -> None:
    data = {"chat_id": str(stage.READER), "text": "x", "entities": orjson.dumps([]).decode()}
    async with client.session.post(client.url("sendmessage"), data=data):
        pass
    await client.call("getMe")
    assert [call.method for call in world.calls] == ["sendMessage", "getMe"]
    assert world.calls[0].value("entities") == []
    assert (world.calls[0].value("text"), world.calls[0].value("missing")) == ("x", None)
    world.keep_calls = False
    await client.call("getMe")
    assert len(world.calls) == 2


async def test_what_is_sent_need_not_be_kept(world: World, client: Client) -> None:
    world.keep_messages = False
    before = world.person(stage.READER).messages
    sent = await client.result("sendMessage", chat_id=stage.READER, text="x")
    assert sent["text"] == "x"
    assert world.person(stage.READER).messages == before


async def test_after_logging_out_nothing_is_answered(world: World, client: Client) -> None:
    assert await client.result("close") is True
    assert await client.result("logOut") is True
    assert await client.refusal("getMe") == "Logged out"


async def test_nothing_of_a_call_is_logged(
    world: World, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await client.result("sendMessage", chat_id=stage.READER, text="canary text")
    assert "canary" not in caplog.text
    assert world.token not in caplog.text


async def test_serving_ends_with_its_block_even_while_a_call_waits(world: World) -> None:
    async def cut_off() -> None:
        with pytest.raises(aiohttp.ClientError):
            await client.call("getUpdates", timeout=50)

    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks, serve(world) as address:
        client = Client(session, address, world.token)
        tasks.create_task(cut_off())
        await world.until(lambda now: now.calls)
