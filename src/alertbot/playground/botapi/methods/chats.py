"""Methods about chats and who is in them."""

from typing import Any

from alertbot.playground.botapi import reading, wire
from alertbot.playground.botapi.chats import Chat, Group
from alertbot.playground.botapi.errors import bad_request
from alertbot.playground.botapi.parameters import Parameters
from alertbot.playground.botapi.world import World

_GIFTS = {
    "unlimited_gifts": True,
    "limited_gifts": True,
    "unique_gifts": True,
    "premium_subscription": True,
    "gifts_from_channels": True,
}


def get_chat(world: World, parameters: Parameters) -> dict[str, Any]:
    """A chat in full."""
    chat = reading.chat(world, parameters.text("chat_id"))
    return chat.as_json() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": _GIFTS,
    }


def get_chat_member(world: World, parameters: Parameters) -> dict[str, Any]:
    """Someone's place in a chat."""
    user = parameters.integer("user_id")
    if user <= 0:
        raise bad_request("Invalid user_id specified")
    chat = reading.chat(world, parameters.text("chat_id"), members=True)
    if user != world.bot_id and user not in world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return wire.member(world.as_user(user), _status(world, chat, user))


def _status(world: World, chat: Chat, user: int) -> str:
    if isinstance(chat, Group):
        return chat.bot_status if user == world.bot_id else chat.members.get(user, "left")
    if user in (world.bot_id, chat.id):
        return "member"
    raise bad_request("Member not found")


def leave_chat(world: World, parameters: Parameters) -> bool:
    """Leave a group; the bot is told by a my_chat_member update, as of any such change."""
    chat = reading.chat(world, parameters.text("chat_id"))
    if not isinstance(chat, Group):
        raise bad_request("Chat member status can't be changed in private chats")
    if chat.bot_status != "left":
        chat.change_bot("left", wire.bot(world))
    return True
