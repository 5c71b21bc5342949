"""People, chats and messages in the JSON of the Bot API, complete enough for strict readers."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alertbot.playground.botapi.chats import Chat, Shown
    from alertbot.playground.botapi.people import Person
    from alertbot.playground.botapi.world import World

Json = dict[str, Any]


def user(person: "Person") -> Json:
    """A person."""
    made = {
        "id": person.id,
        "is_bot": False,
        "first_name": person.first_name,
        "language_code": person.language_code,
    }
    return made | {"username": person.username} if person.username else made


def bot(world: "World") -> Json:
    """The bot, as the sender of its messages."""
    return {"id": world.bot_id, "is_bot": True, "first_name": world.bot_name, "username": world.username}


def message(world: "World", chat: "Chat", shown: "Shown") -> Json:
    """A message as it stands."""
    made: Json = {
        "message_id": shown.message_id,
        "date": int(shown.date.timestamp()),
        "chat": chat.as_json(),
    }
    if chat.kind == "channel":
        made["sender_chat"] = chat.as_json()
    else:
        made["from"] = world.as_user(shown.sender)
    if shown.thread is not None:
        made["message_thread_id"] = shown.thread
    if shown.edited is not None:
        made["edit_date"] = int(shown.edited.timestamp())
    if shown.protected:
        made["has_protected_content"] = True
    made |= _content(shown)
    replied = chat.messages.get(shown.reply_to) if shown.reply_to is not None else None
    if replied is not None:
        # Replies are shown one level deep, without what the replied-to message replies to.
        made["reply_to_message"] = message(world, chat, replied.without_reply())
    return made


def _content(shown: "Shown") -> Json:
    made: Json = dict(shown.other)
    if shown.photo is not None:
        made["photo"] = [shown.photo.as_json()]
        if shown.text:
            made["caption"] = shown.text
        if shown.entities:
            made["caption_entities"] = shown.entities
    elif shown.text:
        made["text"] = shown.text
        if shown.entities:
            made["entities"] = shown.entities
    if shown.link_preview:
        made["link_preview_options"] = shown.link_preview
    if shown.keyboard:
        made["reply_markup"] = {"inline_keyboard": shown.keyboard}
    return made


def inaccessible(chat: "Chat", message_id: int) -> Json:
    """A message that is too old or gone, as a callback query names it."""
    return {"chat": chat.as_json(), "message_id": message_id, "date": 0}


def member(person: Json, status: str) -> Json:
    """Someone's place in a chat."""
    made: Json = {"user": person, "status": status}
    if status == "kicked":
        made["until_date"] = 0
    if status == "creator":
        made["is_anonymous"] = False
    if status == "administrator":
        made |= _EDITING_RIGHTS
    return made


_EDITING_RIGHTS = {
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": True,
    "can_restrict_members": True,
    "can_promote_members": False,
    "can_change_info": True,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_post_messages": True,
    "can_edit_messages": True,
    "can_pin_messages": True,
    "can_manage_topics": False,
}


def membership(chat: "Chat", *, by: Json, who: Json, was: str, now: str, at: datetime) -> Json:
    """That someone's place in a chat changed (ChatMemberUpdated)."""
    return {
        "chat": chat.as_json(),
        "from": by,
        "date": int(at.timestamp()),
        "old_chat_member": member(who, was),
        "new_chat_member": member(who, now),
    }
