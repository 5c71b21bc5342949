"""People: what a person with a phone can do to a bot, and sees."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from alertbot.playground.botapi import entities, profile, texts, wire
from alertbot.playground.botapi.chats import Chat, Group, Shown

if TYPE_CHECKING:
    from alertbot.playground.botapi.world import World


class Person:
    """Someone with Telegram on a phone, known to the bot by name and id.

    Until `started` (by writing to the bot) the bot may not write to them.
    """

    def __init__(self, world: "World", id: int, first_name: str, language_code: str) -> None:
        self._world = world
        self.id = id
        self.first_name = first_name
        self.language_code = language_code
        self.username: str | None = None
        self.started = False
        self.blocked = False
        self.deactivated = False
        self.unknown = False  # whether the bot has lost all it knew of them ("private chat not found")
        self.toasts: list[str] = []  # texts of answers to pressed buttons
        self.alerts: list[str] = []  # those of them that wait for an OK
        self.actions: list[str] = []  # "typing" and the like
        self.chat = Chat(id, "private", {"first_name": first_name})

    @property
    def messages(self) -> list[Shown]:
        """What the private chat with the bot shows now, oldest first."""
        return list(self.chat.messages.values())

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The command menu of the private chat: (command, description)."""
        return profile.menu(self._world.profile, self.id, self.language_code)

    async def say(self, text: str, *, group: Group | None = None) -> int:
        """Write `text` to the bot, or in `group`; the message's id.

        Texts are cleaned as Telegram cleans them. Raises ApiError where nothing would be left of it.
        """
        return self._write(text, group, None)

    async def reply(self, message_id: int, text: str, *, group: Group | None = None) -> int:
        """Reply with `text` to a message. Raises LookupError where it is not shown."""
        self._shown(message_id, group)
        return self._write(text, group, message_id)

    async def start(self, payload: str = "") -> int:
        """Press Start, perhaps having followed a link with a payload. Unblocks the bot, as on a phone."""
        await self.unblock()
        return await self.say(f"/start {payload}" if payload else "/start")

    async def send(self, content: Mapping[str, Any], *, group: Group | None = None) -> int:
        """Send a message of any other kind, given as fields of the API's Message; its id."""
        return self._post(group, other=dict(content)).message_id

    async def press(
        self, message_id: int, data: str, *, group: Group | None = None, inaccessible: bool = False
    ) -> str:
        """Press the button with callback `data` below a message; the callback query's id.

        `inaccessible` has the bot see only that there was a message, as with very old ones. Raises
        LookupError where no such button is shown.
        """
        chat = group or self.chat
        shown = self._shown(message_id, group)
        if not any(button.get("callback_data") == data for row in shown.keyboard for button in row):
            raise LookupError(f"message {message_id} has no button with the data {data!r}")
        seen = wire.inaccessible(chat, message_id) if inaccessible else wire.message(self._world, chat, shown)
        return self._world.ask(self, seen, data, chat)

    async def block(self) -> None:
        """Block the bot; a my_chat_member update tells it."""
        self._set_blocked(True)

    async def unblock(self) -> None:
        """Unblock the bot; a my_chat_member update tells it."""
        self._set_blocked(False)

    async def deactivate(self) -> None:
        """Delete the account; nothing tells the bot."""
        self.deactivated = True
        self._world.changed(self.id)

    def _set_blocked(self, blocked: bool) -> None:
        if blocked == self.blocked:
            return
        self.blocked = blocked
        bot, me = wire.bot(self._world), wire.user(self)
        was, now = ("member", "kicked") if blocked else ("kicked", "member")
        self._world.tell(
            "my_chat_member",
            wire.membership(self.chat, by=me, who=bot, was=was, now=now, at=self._world.clock()),
            self.id,
        )

    def _shown(self, message_id: int, group: Group | None) -> Shown:
        shown = (group or self.chat).messages.get(message_id)
        if shown is None:
            raise LookupError(f"there is no message {message_id} in this chat")
        return shown

    def _write(self, text: str, group: Group | None, reply_to: int | None) -> int:
        cleaned, _ = texts.formatted(text)
        found = entities.found(cleaned)
        return self._post(group, text=cleaned, entities=found, reply_to=reply_to).message_id

    def _post(self, group: Group | None, **content: Any) -> Shown:
        if group is None:
            if self.blocked:
                raise PermissionError("the bot is blocked; unblock it first")
            self.started = True
        else:
            group.members.setdefault(self.id, "member")
        return self._world.post(group or self.chat, sender=self.id, **content)
