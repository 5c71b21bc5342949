"""A world with one of each kind of person, chat and message, and a plain client to talk to its server."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import orjson

from alertbot.playground.botapi import Group, World
from alertbot.playground.botapi.photos import Photo

READER, STRANGER, BLOCKER, GONE, UNKNOWN, NOBODY = 5, 6, 7, 8, 9, 999
GROUP, MOVED, DELETED, KICKED, LEFT = -10, -11, -12, -13, -14
SUPERGROUP_LEFT, SUPERGROUP_KICKED, CHANNEL_KICKED, CHANNEL_LEFT, CHANNEL = -1001, -1002, -1003, -1004, -1005
MOVED_TO = -1_000_000_000_011
HELLO, THEIRS, PICTURE, OLD, IN_GROUP_THEIRS = 101, 102, 103, 104, 105
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x20\x08\x02\0\0\0"
START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


class Clock:
    """Time that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


def peopled(clock: Clock) -> World:
    """A world with everyone and everything named above."""
    world = World(clock=clock)
    world.person(READER, "Reader", "kk", started=True)
    world.person(STRANGER, "Stranger")
    world.person(BLOCKER, "Blocker", started=True).blocked = True
    world.person(GONE, "Gone", started=True).deactivated = True
    world.person(UNKNOWN, "Unknown", started=True).unknown = True
    world.group(GROUP).join(world.person(READER))
    world.group(MOVED).moved_to = MOVED_TO
    world.group(DELETED).deleted = True
    for id, kind, status in (
        (KICKED, "group", "kicked"),
        (LEFT, "group", "left"),
        (SUPERGROUP_KICKED, "supergroup", "kicked"),
        (SUPERGROUP_LEFT, "supergroup", "left"),
        (CHANNEL_KICKED, "channel", "kicked"),
        (CHANNEL_LEFT, "channel", "left"),
    ):
        world.group(id, kind=kind).bot_status = status
    world.group(CHANNEL, kind="channel")
    _furnish(world, clock)
    return world


def _furnish(world: World, clock: Clock) -> None:
    chat, group = world.person(READER).chat, world.group(GROUP)
    world._last_message_id = HELLO - 1
    world.post(
        chat,
        sender=world.bot_id,
        text="Hello",
        entities=[{"offset": 0, "length": 5, "type": "bold"}],
        keyboard=[[{"text": "Press", "callback_data": "p"}]],
    )
    world.post(chat, sender=READER, text="Hi")
    world.post(chat, sender=world.bot_id, photo=Photo(PNG, 64, 32))
    world.post(chat, sender=world.bot_id, text="Long ago").date = clock() - timedelta(hours=49)
    world.post(group, sender=READER, text="/in the group")
    blocker = world.person(BLOCKER).chat
    blocker.messages[HELLO] = chat.messages[HELLO]
    world.updates.pending.clear()
    assert isinstance(group, Group)


@dataclass
class Client:
    """Calls methods as a plain program would."""

    session: aiohttp.ClientSession
    address: str
    token: str

    def url(self, method: str) -> str:
        return f"{self.address}/bot{self.token}/{method}"

    async def call(self, method: str, /, **parameters: Any) -> tuple[int, dict[str, Any]]:
        """Status and body of a call with a JSON body."""
        async with self.session.post(
            self.url(method), data=orjson.dumps(parameters), headers={"Content-Type": "application/json"}
        ) as answer:
            return answer.status, await answer.json()

    async def result(self, method: str, /, **parameters: Any) -> Any:
        """The result of a call that must succeed."""
        status, body = await self.call(method, **parameters)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refusal(self, method: str, /, **parameters: Any) -> str:
        """The description of a call that must be refused."""
        status, body = await self.call(method, **parameters)
        assert (status, False) == (body["error_code"], body["ok"])
        return str(body["description"])
