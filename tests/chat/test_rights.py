"""The rights matrix: every command and every button, by everyone who could send one.

Real updates go through PTB and the router against the stand-in. Handlers are replaced by a note of what
was let through, so a cell is true or false by the doors alone, and a new act or command is in the matrix
by itself. What editors of another language may not do is in test_review.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from sqlalchemy import delete
from telegram import Update

from alertbot.chat import access, acts, callbacks
from alertbot.chat.access import Act, Door
from alertbot.chat.bot import ChatBot
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.router import Router
from alertbot.chat.updates.flood import Flood
from alertbot.chat.updates.newcomers import Newcomers
from alertbot.model import ChatId, Role, Sensitive
from alertbot.playground.botapi import server
from alertbot.playground.botapi.world import World
from alertbot.storage import subscribers, tables
from tests.chat import desk as editors_desk
from tests.conftest import NOON, ON_SQLITE

pytestmark = ON_SQLITE

KEY = b"callbacks of the matrix"
_ANYONE, _READERS = frozenset({Door.ANYONE}), frozenset({Door.ANYONE, Door.SUBSCRIBERS})
_EDITORS = frozenset({Door.ANYONE, Door.EDITORS})
_OWNERS = _EDITORS | {Door.OWNERS}
_NOTHING: frozenset[Door] = frozenset()
_USERS = count(5_000_000_001)
GROUP = {"id": -1_001_000_000_001, "type": "supergroup", "title": "Neighbours"}
CHANNEL = {"id": -1_001_000_000_002, "type": "channel", "title": "Square"}
NOBODY = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@dataclass(frozen=True)
class Someone:
    """Who sends something: what they are, how their updates look, and which doors are open to them."""

    role: Role = Role.STRANGER
    was: Role | None = None  # an editor or owner who has been removed
    doors: frozenset[Door] = _NOTHING
    chat: Mapping[str, Any] | None = None  # none: their private chat with the bot
    as_: Mapping[str, Any] | None = None  # an account that stands for nobody
    of_message: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "message"
    presses: bool = True


def _origin() -> dict[str, Any]:
    writer = {"id": 77, "is_bot": False, "first_name": "Writer"}
    return {"type": "user", "date": 1, "sender_user": writer}


SOMEONE: Mapping[str, Someone] = {
    "stranger": Someone(doors=_ANYONE),
    "reader": Someone(Role.READER, doors=_READERS),
    "former editor": Someone(was=Role.EDITOR, doors=_ANYONE),
    "former owner": Someone(was=Role.OWNER, doors=_ANYONE),
    "editor": Someone(Role.EDITOR, doors=_EDITORS),
    "owner": Someone(Role.OWNER, doors=_OWNERS),
    "anonymous group admin": Someone(Role.OWNER, chat=GROUP, as_=NOBODY, of_message={"sender_chat": GROUP}),
    "channel": Someone(Role.OWNER, chat=CHANNEL, of_message={"sender_chat": CHANNEL}),
    "channel in a private chat": Someone(Role.OWNER, of_message={"sender_chat": CHANNEL}, presses=False),
    "forwarded": Someone(Role.OWNER, of_message={"forward_origin": _origin()}, presses=False),
    "edited": Someone(Role.OWNER, kind="edited_message", presses=False),
    "via another bot": Someone(
        Role.OWNER, of_message={"via_bot": {"id": 9, "is_bot": True, "first_name": "b"}}, presses=False
    ),
    "group member": Someone(chat=GROUP),
    "group admin who is an owner": Someone(Role.OWNER, chat=GROUP),
}


@dataclass
class Doorstep:
    """The router, and what it let through."""

    router: Router
    bot: ChatBot
    world: World
    passed: list[Act] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    async def takes(self, kind: str, body: Mapping[str, Any]) -> list[Act]:
        """What an update makes happen."""
        self.passed.clear()
        update = Update.de_json({"update_id": next(self.numbers), kind: dict(body)}, self.bot)
        await self.router.take(update)
        return list(self.passed)


@pytest.fixture
async def doorstep(desk: Desk, newsroom, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Doorstep]:
    world = World()
    async with server.serve(world) as address:
        bot = ChatBot(address, Sensitive(world.token), note_send=lambda chat: None)
        await bot.initialize()
        router = Router(
            desk,
            bot,
            key=KEY,
            flood=Flood(b"flood", lambda: 0.0, burst=10_000),
            newcomers=Newcomers(lambda: 0.0, burst=10_000),
            clock=lambda: NOON,
        )
        step = Doorstep(router, bot, world)

        async def noted(desk: Desk, visit: Visit, press: Press) -> Reply:
            step.passed.append(press.act)
            return Reply()

        monkeypatch.setattr(acts, "HANDLERS", dict.fromkeys(Act, noted))
        yield step
        await router.close()
        await bot.shutdown()


async def made(desk: Desk, doorstep: Doorstep, someone: Someone) -> dict[str, Any]:
    """The person, as the database and Telegram know them."""
    user = next(_USERS)
    await doorstep.world.person(user, "Aynur", "en").start()
    role = someone.was or someone.role
    async with desk.database.writing() as c:
        if role is Role.READER:
            await subscribers.add(
                c, chat=ChatId(user), languages=["en"], topics=[], consent_version=1, consent_month="2026-11"
            )
    if role >= Role.EDITOR:
        id = await editors_desk.editor(desk, user, "ug", role=role)
        if someone.was is not None:
            async with desk.database.writing() as c:
                await c.execute(delete(tables.person).where(tables.person.c.id == id))
    return {"id": user, "is_bot": False, "first_name": "Aynur", "language_code": "en"}


def message(someone: Someone, sender: Mapping[str, Any], text: str) -> dict[str, Any]:
    private = {"id": sender["id"], "type": "private", "first_name": "Aynur"}
    return {
        "message_id": 5,
        "date": 1_700_000_000,
        "chat": dict(someone.chat or private),
        "from": dict(someone.as_ or sender),
        "text": text,
        **someone.of_message,
    }


@pytest.mark.parametrize("who", SOMEONE)
async def test_who_may_command_what(desk: Desk, doorstep: Doorstep, who: str):
    someone = SOMEONE[who]
    sender = await made(desk, doorstep, someone)
    wrong = []
    for command, act in access.COMMANDS.items():
        passed = await doorstep.takes(someone.kind, message(someone, sender, f"/{command}"))
        if passed != ([act] if access.door(act) in someone.doors else []):
            wrong.append((command, passed))
    assert wrong == []


@pytest.mark.parametrize("who", [name for name, someone in SOMEONE.items() if someone.presses])
async def test_who_may_press_what(desk: Desk, doorstep: Doorstep, who: str):
    """The buttons are signed for the one who presses: what is refused is refused for its door."""
    someone = SOMEONE[who]
    sender = await made(desk, doorstep, someone)
    user = int((someone.as_ or sender)["id"])
    wrong = []
    for act in Act:
        data = callbacks.pack(Press(act, ("1",)), key=KEY, user=user, now=NOON)
        passed = await doorstep.takes("callback_query", pressed(someone, sender, data))
        if passed != ([_does(act)] if access.door(act) in someone.doors else []):
            wrong.append((act, passed))
    assert wrong == []


async def test_nobody_presses_what_is_signed_for_another(desk: Desk, doorstep: Doorstep):
    """Of one act through the router; every signed act, and hundreds of forgeries, in test_callbacks."""
    owner, other = SOMEONE["owner"], await made(desk, doorstep, SOMEONE["owner"])
    sender = await made(desk, doorstep, owner)
    press = Press(Act.FREEZE_NOW, ("1",))
    theirs = callbacks.pack(press, key=KEY, user=other["id"], now=NOON)
    forged = callbacks.pack(press, key=b"another key", user=sender["id"], now=NOON)
    for data in (theirs, forged, f"a:{press.act}:1", f"n:{press.act}:1"):
        assert await doorstep.takes("callback_query", pressed(owner, sender, data)) == []


async def test_rights_end_between_two_presses(desk: Desk, doorstep: Doorstep):
    owner = SOMEONE["owner"]
    sender = await made(desk, doorstep, owner)
    data = callbacks.pack(Press(Act.POLICY), key=KEY, user=sender["id"], now=NOON)
    assert await doorstep.takes("callback_query", pressed(owner, sender, data)) == [Act.POLICY]
    async with desk.database.writing() as c:
        await c.execute(delete(tables.person).where(tables.person.c.user_id == ChatId(sender["id"])))
    assert await doorstep.takes("callback_query", pressed(owner, sender, data)) == []


def pressed(someone: Someone, sender: Mapping[str, Any], data: str) -> dict[str, Any]:
    under = message(someone, {"id": sender["id"]}, "a menu") | {"from": {**NOBODY, "id": 1, "is_bot": True}}
    return {
        "id": "1",
        "from": dict(someone.as_ or sender),
        "chat_instance": "1",
        "message": under,
        "data": data,
    }


def _does(act: Act) -> Act:
    """A Cancel button does what it leads to: the newsroom, where it names nothing else."""
    return Act.NEWSROOM if act is Act.CANCEL else act
