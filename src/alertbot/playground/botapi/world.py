"""The world behind the stand-in: people, chats and messages, all in memory."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import orjson

from alertbot.playground.botapi import wire
from alertbot.playground.botapi.chats import OUTSIDE, Chat, Group, Shown
from alertbot.playground.botapi.faults import Faults
from alertbot.playground.botapi.limits import Limits
from alertbot.playground.botapi.people import Person
from alertbot.playground.botapi.photos import Photo
from alertbot.playground.botapi.profile import Profile
from alertbot.playground.botapi.updates import Updates
from alertbot.playground.botapi.webhooks import Webhook

TOKEN = "7000000001:playground-token-of-no-real-bot-00"  # noqa: S105 - opens nothing but this stand-in
_QUERIES_KEPT = 10_000


class Call(NamedTuple):
    """One call of a method."""

    method: str  # as Telegram writes it: "sendMessage"
    parameters: Mapping[str, Any]  # as they came; nested values of a form are JSON text
    at: float  # monotonic seconds

    def value(self, name: str) -> Any:
        """A parameter with nested JSON decoded, None where it did not come."""
        given = self.parameters.get(name)
        if isinstance(given, str) and given[:1] in ("[", "{"):
            return orjson.loads(given)
        return given


class Query(NamedTuple):
    """A pressed button that waits for its answer."""

    person: Person
    asked: datetime


class World:
    """People, chats and one bot.

    `clock` dates messages. `keep_calls` logs every call in `calls`; `keep_messages` stores what the bot
    sends: switch both off for long measurements. `paid_broadcast` lets the bot use
    `allow_paid_broadcast`. `local` is what a Bot API server of one's own allows in its local mode:
    webhooks without TLS, on any port.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "alertbot_demo_bot",
        bot_name: str = "alertbot",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        keep_calls: bool = True,
        keep_messages: bool = True,
        paid_broadcast: bool = False,
        local: bool = False,
    ) -> None:
        self.token = token
        self.bot_id = int(token.partition(":")[0])
        self.username = username
        self.bot_name = bot_name
        self.clock = clock
        self.keep_calls = keep_calls
        self.keep_messages = keep_messages
        self.paid_broadcast = paid_broadcast
        self.local = local
        self.calls: list[Call] = []
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.photos: dict[str, Photo] = {}  # that the bot sent, by file id
        self.faults = Faults()
        self.limits = Limits(time.monotonic)
        self.profile = Profile()
        self.updates = Updates(self.changed)
        self.webhook = Webhook()
        self.logged_out = False
        self.query_lifetime: timedelta | None = timedelta(minutes=15)  # Telegram's own is not published
        self._queries: dict[str, Query] = {}
        self._last_message_id = 0
        self._last_query_id = 4_000_000_000_000_000_000
        self._waiting: set[asyncio.Event] = set()
        self._listening: dict[asyncio.Event, dict[int, None]] = {}

    # ── people and chats ─────────────────────────────────────────────────────────────────────────

    def person(
        self, id: int, first_name: str = "Reader", language_code: str = "en", *, started: bool = False
    ) -> Person:
        """The person with this id, made if they are new.

        `started` spares them the first message to the bot: it may write to them at once.
        """
        found = self.people.get(id)
        if found is None:
            found = self.people[id] = Person(self, id, first_name, language_code)
        found.started = found.started or started
        return found

    def group(self, id: int, title: str = "Readers", *, kind: str = "group") -> Group:
        """The "group", "supergroup" or "channel" with this id (below zero), made with the bot in it."""
        found = self.groups.get(id)
        if found is None:
            found = self.groups[id] = Group(self, id, title, kind)
        return found

    def chat(self, id: int) -> Chat | None:
        """The chat with this id, if there is one."""
        if id < 0:
            return self.groups.get(id)
        person = self.people.get(id)
        return person.chat if person is not None else None

    def as_user(self, id: int) -> dict[str, Any]:
        """The person or the bot with this id in the API's form."""
        person = self.people.get(id)
        return wire.user(person) if person is not None else wire.bot(self)

    # ── what happens ─────────────────────────────────────────────────────────────────────────────

    def post(self, chat: Chat, *, sender: int, **content: Any) -> Shown:
        """Put a message into `chat`; if it is a person's or a service message, the bot gets an update."""
        self._last_message_id += 1
        from_bot = sender == self.bot_id
        shown = Shown(
            message_id=self._last_message_id,
            chat_id=chat.id,
            sender=sender,
            from_bot=from_bot,
            date=self.clock(),
            **content,
        )
        if self.keep_messages or not from_bot:
            chat.messages[shown.message_id] = shown
        if (shown.other or not from_bot) and self._reaches_bot(chat, shown):
            kind = "channel_post" if chat.kind == "channel" else "message"
            self.updates.add(kind, wire.message(self, chat, shown))
        self.changed(chat.id)
        return shown

    def _reaches_bot(self, chat: Chat, shown: Shown) -> bool:
        """Whether the bot may read it: in groups what is meant for it, or all as an administrator."""
        if not isinstance(chat, Group):
            return True
        if chat.bot_status in OUTSIDE:
            return False
        if chat.bot_status == "administrator" or shown.other:
            return True
        replied = chat.messages.get(shown.reply_to or 0)
        to_it = replied is not None and replied.from_bot
        return to_it or shown.text.startswith("/") or f"@{self.username}" in shown.text

    def ask(self, person: Person, message: dict[str, Any], data: str, chat: Chat) -> str:
        """Have `person` press a button below `message`; the query's id."""
        self._last_query_id += 1
        id = str(self._last_query_id)
        self._queries[id] = Query(person, self.clock())
        if len(self._queries) > _QUERIES_KEPT:
            del self._queries[next(iter(self._queries))]
        self.tell(
            "callback_query",
            {
                "id": id,
                "from": wire.user(person),
                "message": message,
                "chat_instance": str(-chat.id * 7919),
                "data": data,
            },
            chat.id,
        )
        return id

    def take_query(self, id: str) -> Person | None:
        """Whoever waits for the answer to a query; None if there is none, or it came too late."""
        query = self._queries.pop(id, None)
        if query is None:
            return None
        late = self.query_lifetime is not None and self.clock() - query.asked > self.query_lifetime
        return None if late else query.person

    def tell(self, kind: str, body: dict[str, Any], chat: int) -> None:
        """Queue an update for the bot, about a change in `chat`."""
        self.updates.add(kind, body)
        self.changed(chat)

    def called(self, method: str, parameters: Mapping[str, Any]) -> None:
        """Log a call that begins."""
        if self.keep_calls:
            self.calls.append(Call(method, parameters, time.monotonic()))
        self.changed()

    # ── watching ─────────────────────────────────────────────────────────────────────────────────

    def changed(self, chat: int = 0) -> None:
        """Wake whoever waits for a change; 0 is no chat's."""
        for event in self._waiting:
            event.set()
        for event, chats in self._listening.items():
            chats[chat] = None
            event.set()

    async def until(self, predicate: Callable[["World"], object], timeout: float | None = 30) -> None:  # noqa: ASYNC109
        """Return as soon as `predicate` of this world is true; it is asked again after every change.

        Raises TimeoutError after `timeout` seconds (None: never).
        """
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(timeout):
                while not predicate(self):
                    await event.wait()
                    event.clear()
        finally:
            self._waiting.discard(event)

    async def changes(self) -> AsyncGenerator[int, None]:
        """The ids of chats in which something changes, from the first step of the iteration on.

        Changes in one chat may be joined; 0 stands for what concerns no chat.
        """
        event = asyncio.Event()
        chats = self._listening[event] = {}
        try:
            while True:
                await event.wait()
                event.clear()
                batch = list(chats)
                chats.clear()
                for chat in batch:
                    yield chat
        finally:
            del self._listening[event]
