"""Methods that change or delete messages."""

from datetime import timedelta
from typing import Any

from alertbot.playground.botapi import fields, photos, reading, texts, wire
from alertbot.playground.botapi.chats import Chat, Group, Shown
from alertbot.playground.botapi.errors import bad_request
from alertbot.playground.botapi.methods.messages import check_reachable
from alertbot.playground.botapi.parameters import Parameters
from alertbot.playground.botapi.photos import Photo
from alertbot.playground.botapi.world import World

_DELETABLE = timedelta(hours=48)
_DELETE_MOST = 100
_UNCHANGED = (
    "Message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


def edit_message_text(world: World, parameters: Parameters) -> dict[str, Any]:
    """Change a message's text; without a markup its buttons go."""
    preview = reading.preview(parameters)
    given = reading.text(parameters)
    markup = reading.markup(parameters)
    chat, shown = _to_edit(world, parameters)
    if shown.photo is not None or shown.other:
        raise bad_request("There is no text in the message to edit")
    text, listed = reading.kept(world, given, texts.TEXT_MOST, "Message is too long")
    reading.check_preview(preview)
    return _edited(
        world,
        chat,
        shown,
        {"text": text, "entities": listed, "link_preview": preview, "keyboard": reading.accepted(markup)},
    )


def edit_message_media(world: World, parameters: Parameters) -> dict[str, Any]:
    """Change a message's picture and caption, or put a picture in place of its text."""
    photo, given = _media(world, parameters)
    markup = reading.markup(parameters)
    chat, shown = _to_edit(world, parameters)
    if shown.other:
        raise bad_request("Message can't be edited")
    text, listed = reading.kept(world, given, texts.CAPTION_MOST, "Message caption is too long")
    rows = reading.accepted(markup)
    edited = _edited(
        world, chat, shown,
        {"photo": photo, "text": text, "entities": listed, "link_preview": None, "keyboard": rows},
    )  # fmt: skip
    world.photos[photo.id] = photo
    return edited


def _media(world: World, parameters: Parameters) -> tuple[Photo, reading.Text]:
    """The `media` of a request, its picture and caption. Only pictures are modelled."""
    if not parameters.given("media"):
        raise bad_request("There is no media in the request")
    media = parameters.json("media", "Can't parse input media JSON object")
    if not isinstance(media, dict):
        raise bad_request("Can't parse InputMedia: expected an Object")
    inner = Parameters(media, parameters.files)
    if inner.text("type") != "photo":
        raise bad_request("Can't parse InputMedia: the playground takes photos only")
    photo = photos.given(inner.text("media"), parameters.files, world.photos)
    return photo, reading.caption(inner)


def edit_message_reply_markup(world: World, parameters: Parameters) -> dict[str, Any]:
    """Change a message's buttons."""
    markup = reading.markup(parameters)
    chat, shown = _to_edit(world, parameters)
    return _edited(world, chat, shown, {"keyboard": reading.accepted(markup)})


def _to_edit(world: World, parameters: Parameters) -> tuple[Chat, Shown]:
    named, id = parameters.text("chat_id"), reading.message_id(parameters)
    if not named and not id:
        raise _inline_only(parameters)
    chat = reading.chat(world, named, edit=True)
    shown = chat.messages.get(id)
    if shown is None:
        raise bad_request("message to edit not found")
    if not shown.from_bot:
        raise bad_request("Message can't be edited")
    return chat, shown


def _inline_only(parameters: Parameters) -> Exception:
    """Messages sent by way of inline queries are not modelled, so none exists."""
    if not parameters.text("inline_message_id"):
        return bad_request("Message identifier is not specified")
    return bad_request("MESSAGE_ID_INVALID")


def _edited(world: World, chat: Chat, shown: Shown, content: dict[str, Any]) -> dict[str, Any]:
    check_reachable(world, chat)
    if all(getattr(shown, name) == value for name, value in content.items()):
        raise bad_request(_UNCHANGED)
    world.limits.count(chat.id)
    for name, value in content.items():
        setattr(shown, name, value)
    shown.edited = world.clock()
    world.changed(chat.id)
    return wire.message(world, chat, shown)


def delete_message(world: World, parameters: Parameters) -> bool:
    """Delete one message."""
    id = reading.message_id(parameters)
    if not parameters.text("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = reading.chat(world, parameters.text("chat_id"), edit=True)
    shown = chat.messages.get(id)
    if shown is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, shown)
    del chat.messages[id]
    world.changed(chat.id)
    return True


def delete_messages(world: World, parameters: Parameters) -> bool:
    """Delete up to 100 messages at once; those that are not there are passed over."""
    ids = _ids(parameters)
    chat = reading.chat(world, parameters.text("chat_id"), edit=True)
    there = [chat.messages[id] for id in ids if id in chat.messages]
    for shown in there:
        _check_deletable(world, chat, shown)
    for shown in there:
        chat.messages.pop(shown.message_id, None)
    world.changed(chat.id)
    return True


def _ids(parameters: Parameters) -> list[int]:
    if not parameters.given("message_ids"):
        raise bad_request("Message identifiers are not specified")
    value = parameters.json("message_ids", "Can't parse message_ids JSON object")
    if not isinstance(value, list):
        raise bad_request("Expected an Array of message identifiers")
    if len(value) > _DELETE_MOST:
        raise bad_request("Too many message identifiers specified")
    return [_id(one) for one in value]


def _id(given: object) -> int:
    if not fields.is_number(given) and not isinstance(given, str):
        raise bad_request("Message identifier must be a Number")
    try:
        id = int(str(given))
    except ValueError as error:
        raise bad_request("Can't parse message identifier as Number") from error
    if id <= 0:
        raise bad_request("Invalid message identifier specified")
    return id


def _check_deletable(world: World, chat: Chat, shown: Shown) -> None:
    """A bot deletes its own messages, all in private chats, and as an administrator; for 48 hours."""
    admin = isinstance(chat, Group) and chat.bot_status == "administrator"
    if isinstance(chat, Group) and not admin and not shown.from_bot:
        raise bad_request("Message can't be deleted")
    if not admin and world.clock() - shown.date > _DELETABLE:
        raise bad_request("Message can't be deleted for everyone")
