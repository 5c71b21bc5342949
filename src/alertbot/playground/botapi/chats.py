"""Chats and what is shown in them."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from alertbot.playground.botapi import wire
from alertbot.playground.botapi.entities import Entity
from alertbot.playground.botapi.keyboards import Rows
from alertbot.playground.botapi.photos import Photo

if TYPE_CHECKING:
    from alertbot.playground.botapi.people import Person
    from alertbot.playground.botapi.world import World

_SUPERGROUP_BASE = -1_000_000_000_000
OUTSIDE = ("left", "kicked")


@dataclass(slots=True, kw_only=True)
class Shown:
    """A message as it stands in a chat; editing changes it in place."""

    message_id: int
    chat_id: int
    sender: int  # a person's id or the bot's
    from_bot: bool
    date: datetime
    text: str = ""  # of a picture: its caption
    entities: list[Entity] = field(default_factory=list)
    keyboard: Rows = field(default_factory=list)
    markup: dict[str, Any] | None = None  # a reply keyboard, its removal, or a forced reply
    link_preview: dict[str, Any] | None = None
    edited: datetime | None = None
    silent: bool = False
    protected: bool = False
    reply_to: int | None = None
    thread: int | None = None
    photo: Photo | None = None
    other: dict[str, Any] = field(default_factory=dict)  # content of any other kind, as the API has it

    def without_reply(self) -> "Shown":
        """The same, replying to nothing."""
        return replace(self, reply_to=None) if self.reply_to is not None else self


class Chat:
    """A private chat, group, supergroup or channel, with its messages in order."""

    def __init__(self, id: int, kind: str, described: dict[str, Any]) -> None:
        self.id = id
        self.kind = kind
        self.messages: dict[int, Shown] = {}
        self._json = {"id": id, "type": kind, **described}

    def as_json(self) -> dict[str, Any]:
        """The chat in the API's form; not to be changed."""
        return self._json


class Group(Chat):
    """A group, supergroup or channel that the bot is in until someone removes it."""

    def __init__(self, world: "World", id: int, title: str, kind: str) -> None:
        super().__init__(id, kind, {"title": title})
        self._world = world
        self.title = title
        self.bot_status = "administrator" if kind == "channel" else "member"
        self.members: dict[int, str] = {}  # the status of people by id
        self.moved_to: int | None = None
        self.deleted = False

    def join(self, person: "Person", status: str = "member") -> None:
        """Have `person` in the group, as a "member", "administrator" or "creator"; no update tells of it."""
        self.members[person.id] = status

    async def set_bot(self, status: str, *, by: "Person") -> None:
        """Have `by` make the bot a "member" or "administrator", or remove it ("kicked")."""
        self.change_bot(status, wire.user(by))

    def change_bot(self, status: str, by: dict[str, Any]) -> None:
        """Change the bot's place; a my_chat_member update tells of it."""
        was, self.bot_status = self.bot_status, status
        bot = wire.bot(self._world)
        self._world.tell(
            "my_chat_member",
            wire.membership(self, by=by, who=bot, was=was, now=status, at=self._world.clock()),
            self.id,
        )

    async def delete(self) -> None:
        """Delete the group: whoever sends to it is told so."""
        self.deleted = True
        self._world.changed(self.id)

    async def upgrade(self) -> "Group":
        """Become a supergroup: the new chat, known to the bot through service messages in both."""
        upgraded = self._world.group(_SUPERGROUP_BASE + self.id, self.title, kind="supergroup")
        upgraded.members = dict(self.members)
        upgraded.bot_status = self.bot_status
        self.moved_to = upgraded.id
        by = next(iter(self.members), self._world.bot_id)
        self._world.post(self, sender=by, other={"migrate_to_chat_id": upgraded.id})
        self._world.post(upgraded, sender=by, other={"migrate_from_chat_id": self.id})
        return upgraded
