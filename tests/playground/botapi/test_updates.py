"""How updates reach the bot: kept until confirmed, one reader at a time, or brought to a webhook."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from alertbot.playground.botapi import World
from alertbot.playground.botapi.webhooks import SECRET_HEADER
from tests.playground.botapi import stage
from tests.playground.botapi.stage import Client

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def three(world: World) -> None:
    for text in ("one", "two", "three"):
        await world.person(stage.READER).say(text)


async def test_updates_come_again_until_a_higher_offset_confirms_them(world: World, client: Client) -> None:
    await three(world)
    first = await client.result("getUpdates")
    assert texts(first) == ["one", "two", "three"]
    assert await client.result("getUpdates") == first
    assert texts(await client.result("getUpdates", offset=first[1]["update_id"])) == ["two", "three"]
    assert texts(await client.result("getUpdates", limit=1)) == ["two"]
    assert await client.result("getUpdates", offset=first[2]["update_id"] + 1) == []
    assert not world.updates.pending


async def test_a_negative_offset_keeps_only_the_last(world: World, client: Client) -> None:
    await three(world)
    assert texts(await client.result("getUpdates", offset=-1)) == ["three"]
    assert texts(await client.result("getUpdates", offset=-100)) == ["three"]
    world.updates.pending.clear()
    assert await client.result("getUpdates", offset=-1) == []


async def test_a_poll_waits_for_the_next_update(world: World, client: Client) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(client.result("getUpdates", timeout=30))
        await world.until(lambda now: now.calls)
        await world.person(stage.READER).say("at last")
    assert texts(poll.result()) == ["at last"]


async def test_a_poll_ends_empty_after_its_timeout(world: World) -> None:
    assert await world.updates.get(0, 100, 0.01) == []


async def test_a_second_reader_ends_the_first(world: World, client: Client) -> None:
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(client.call("getUpdates", timeout=30))
        await world.until(lambda now: now.calls)
        second = tasks.create_task(client.result("getUpdates", timeout=30))
        await world.until(lambda now: len(now.calls) == 2)
        await world.person(stage.READER).say("for the second")
    assert first.result() == (409, {"ok": False, "error_code": 409, "description": CONFLICT})
    assert texts(second.result()) == ["for the second"]


async def test_repeated_conflicts_and_hurried_polls_can_be_slowed_as_telegram_does(
    world: World, client: Client
) -> None:
    world.updates.conflict_wait = world.updates.hurry_wait = 0.02
    loop, began = asyncio.get_running_loop(), asyncio.get_running_loop().time()
    async with asyncio.TaskGroup() as tasks:
        polls = []
        for count in (1, 2, 3):
            polls.append(tasks.create_task(client.call("getUpdates", timeout=30)))
            await world.until(lambda now, count=count: len(now.calls) == count)  # type: ignore[misc]
        await world.person(stage.READER).say("x")
    assert [poll.result()[0] for poll in polls] == [409, 409, 200]
    assert loop.time() - began >= 0.02
    world.updates.pending.clear()
    began = loop.time()
    for _ in range(2):
        await client.result("getUpdates", offset=7)
    assert loop.time() - began >= 0.02


async def test_only_the_kinds_asked_for_are_queued(world: World, client: Client) -> None:
    reader = world.person(stage.READER)
    await client.result("getUpdates", allowed_updates=["my_chat_member", 7, "no_such_kind"])
    await reader.say("unheard")
    await reader.block()
    [update] = await client.result("getUpdates", allowed_updates="not json")
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    await client.result("getUpdates", allowed_updates={"not": "a list"})
    assert world.updates.allowed == {"my_chat_member"}
    await client.result("getUpdates", allowed_updates=[])
    assert "message" in world.updates.allowed
    assert "chat_member" not in world.updates.allowed


@pytest.fixture
async def hook():
    """A server that takes updates: answers come from `statuses`, what came is in `taken`."""
    taken: list[tuple[str | None, dict[str, Any]]] = []
    statuses: list[int] = []

    async def take(request: web.Request) -> web.Response:
        taken.append((request.headers.get(SECRET_HEADER), await request.json()))
        return web.Response(status=statuses.pop(0) if statuses else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", taken, statuses
    await runner.cleanup()


async def test_a_webhook_gets_each_update_in_order_until_it_takes_it(
    world: World, client: Client, hook
) -> None:
    url, taken, statuses = hook
    world.local, world.webhook.retry = True, 0
    statuses.append(500)
    await client.result("setWebhook", url=url, secret_token="s3cret", max_connections=500)
    await three(world)
    await world.until(lambda now: not now.updates.pending)
    assert texts([update for _, update in taken]) == ["one", "one", "two", "three"]
    assert {secret for secret, _ in taken} == {"s3cret"}
    info = await client.result("getWebhookInfo")
    assert info == {
        "url": url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 100,
        "last_error_date": int(stage.START.timestamp()),
        "last_error_message": "Wrong response from the webhook: 500 Internal Server Error",
    }


async def test_a_webhook_that_is_not_there_is_told_of(world: World, client: Client) -> None:
    world.local, world.webhook.retry = True, 0
    await client.result("setWebhook", url="http://127.0.0.1:9/")
    await three(world)
    await world.until(lambda now: now.webhook.failure)
    assert world.webhook.failure == "Connection failed: ClientConnectorError"
    assert len(world.updates.pending) == 3


async def test_a_webhook_without_a_secret_gets_no_header(world: World, client: Client, hook) -> None:
    url, taken, _ = hook
    world.local = True
    await client.result("setWebhook", url=url)
    await world.person(stage.READER).say("x")
    await world.until(lambda now: not now.updates.pending)
    assert taken[0][0] is None


async def test_polling_and_a_webhook_exclude_each_other(world: World, client: Client) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(client.refusal("getUpdates", timeout=30))
        await world.until(lambda now: now.calls)
        await client.result("setWebhook", url="https://bot.example/hook")
    assert poll.result() == "Conflict: terminated by setWebhook request"
    assert await client.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await client.result("deleteWebhook")
    assert await client.result("getUpdates") == []
    assert (await client.result("getWebhookInfo"))["url"] == ""


async def test_setting_webhooks_in_haste_is_slowed(client: Client) -> None:
    await client.result("setWebhook", url="https://bot.example/hook")
    status, body = await client.call("setWebhook", url="https://bot.example/hook")
    assert (status, body["parameters"]) == (429, {"retry_after": 1})
    await client.result("setWebhook", url="")


async def test_pending_updates_can_be_dropped(world: World, client: Client) -> None:
    await three(world)
    await client.result("deleteWebhook", drop_pending_updates=True)
    assert await client.result("getUpdates") == []
