"""Scripted faults and sending limits, as a client meets them."""

import asyncio
from itertools import count

import aiohttp
import pytest

from alertbot.playground.botapi import (
    AcceptThenHang,
    AcceptThenReset,
    Blocked,
    HtmlError,
    Malformed,
    Reset,
    Slow,
    Status,
    TooMany,
    World,
)
from alertbot.playground.botapi.errors import ApiError, refusal
from alertbot.playground.botapi.limits import Limits
from tests.playground.botapi import stage
from tests.playground.botapi.stage import Client


async def send(client: Client, text: str = "x", chat: int = stage.READER) -> tuple[int, str, str | None]:
    """Status, body and Retry-After of a message sent."""
    async with client.session.post(client.url("sendMessage"), json={"chat_id": chat, "text": text}) as answer:
        return answer.status, await answer.text(), answer.headers.get("Retry-After")


def received(world: World) -> list[str]:
    return [shown.text for shown in world.person(stage.READER).messages][4:]


async def test_too_many_says_how_long_to_wait_twice(world: World, client: Client) -> None:
    world.faults.add(TooMany(7), method="sendMessage")
    status, body, header = await send(client)
    assert (status, header) == (429, "7")
    assert '"description":"Too Many Requests: retry after 7"' in body
    assert '"parameters":{"retry_after":7}' in body
    assert received(world) == []


@pytest.mark.parametrize(
    ("fault", "status", "body"),
    [
        (Status(500), 500, '{"ok":false,"error_code":500,"description":"Internal Server Error"}'),
        (
            Blocked(),
            403,
            '{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}',
        ),
        (
            HtmlError(502),
            502,
            "<html>\n<head><title>502</title></head>\n<body><h1>502</h1></body>\n</html>\n",
        ),
    ],
)
async def test_refusals_before_anything_is_done(
    world: World, client: Client, fault: Status, status: int, body: str
) -> None:
    world.faults.add(fault)
    assert await send(client) == (status, body, None)
    assert received(world) == []


@pytest.mark.parametrize(
    ("fault", "done"), [(Reset(), []), (AcceptThenReset(), ["x"]), (AcceptThenHang(0.01), ["x"])]
)
async def test_connections_break_before_or_after_the_message_is_kept(
    world: World, client: Client, fault: Reset, done: list[str]
) -> None:
    world.faults.add(fault)
    with pytest.raises(aiohttp.ClientConnectionError):
        await send(client)
    assert received(world) == done


async def test_an_answer_may_never_come_though_the_message_is_kept(world: World, client: Client) -> None:
    world.faults.add(AcceptThenHang())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await send(client)
    assert received(world) == ["x"]


async def test_an_answer_may_be_late_or_cut_off(world: World, client: Client) -> None:
    world.faults.add(Slow(0.01))
    world.faults.add(Malformed())
    assert (await send(client, "slow"))[0] == 200
    status, body, _ = await send(client, "cut")
    assert status == 200
    assert not body.endswith("}")
    assert received(world) == ["slow", "cut"]


async def test_faults_are_for_a_method_a_chat_and_a_number_of_times(world: World, client: Client) -> None:
    world.faults.add(Status(), method="sendMessage", chat=stage.READER, times=2)
    assert await client.result("getMe")
    assert (await send(client, chat=stage.GROUP))[0] == 200
    assert [(await send(client))[0] for _ in range(3)] == [500, 500, 200]
    world.faults.add(Status(), times=None)
    assert [(await send(client))[0] for _ in range(3)] == [500] * 3
    world.faults.clear()
    assert (await send(client))[0] == 200


async def test_limits_are_off_unless_set(world: World, client: Client) -> None:
    world.limits.set(per_second=2)
    assert [(await send(client))[0] for _ in range(3)] == [200, 200, 429]
    assert world.limits.refused == 1
    world.limits.set()
    assert (await send(client))[0] == 200


async def test_edits_count_against_the_limits(world: World, client: Client) -> None:
    world.limits.set(per_chat_second=1)
    edit = {"chat_id": stage.READER, "message_id": stage.HELLO}
    await client.result("editMessageText", text="new", **edit)
    assert await client.refusal("editMessageText", text="newer", **edit) == "Too Many Requests: retry after 1"


class Ticks:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def wait(limits: Limits, chat: int = 1, *, paid: bool = False) -> int | None:
    """How long the limits ask to wait for one message, None where it is taken."""
    try:
        limits.count(chat, paid=paid)
    except ApiError as error:
        return error.retry_after
    return None


def test_after_an_overall_refusal_everything_waits_its_whole_time() -> None:
    clock = Ticks()
    limits = Limits(clock)
    limits.set(per_second=2, wait=5)
    assert [wait(limits, chat) for chat in (1, 2, 3)] == [None, None, 5]
    clock.now += 4.5
    assert wait(limits, 4) == 1
    clock.now += 0.5
    assert wait(limits, 4) is None


def test_a_chat_and_a_group_have_their_own_windows() -> None:
    clock = Ticks()
    limits = Limits(clock)
    limits.set(per_chat_second=1, per_group_minute=2)
    assert [wait(limits, 1), wait(limits, 1), wait(limits, 2)] == [None, 1, None]
    clock.now += 1
    assert wait(limits, 1) is None
    assert [wait(limits, -1) for _ in range(3)] == [None, None, 60]
    clock.now += 60
    assert wait(limits, -1) is None


def test_paid_broadcasts_have_the_higher_rate() -> None:
    limits = Limits(Ticks())
    limits.set(per_second=1)
    waits = (wait(limits, chat, paid=True) for chat in count(1))
    assert next(at for at, asked in enumerate(waits) if asked is not None) == 1000


async def test_paid_broadcasts_are_for_bots_that_may(world: World, client: Client) -> None:
    world.paid_broadcast = True
    await client.result("sendMessage", chat_id=stage.READER, text="x", allow_paid_broadcast=True)


@pytest.mark.parametrize(
    ("code", "message", "shown"),
    [
        (403, "USER_IS_BLOCKED", (400, "Bad Request: USER_IS_BLOCKED")),
        (404, "Chat not found", (400, "Bad Request: chat not found")),
        (3, "Can't do it", (400, "Bad Request: can't do it")),
        (400, "URL host is empty", (400, "Bad Request: URL host is empty")),
        (500, "Oops", (500, "Internal Server Error: oops")),
    ],
)
def test_wording_of_what_lower_layers_say(code: int, message: str, shown: tuple[int, str]) -> None:
    error = refusal(code, message)
    assert (error.code, error.description) == shown
