"""Methods that send something to a chat, and the answer to a pressed button."""

from typing import Any

from alertbot.playground.botapi import photos, reading, texts, wire
from alertbot.playground.botapi.chats import Chat, Shown
from alertbot.playground.botapi.errors import bad_request, forbidden
from alertbot.playground.botapi.keyboards import Markup
from alertbot.playground.botapi.links import checked
from alertbot.playground.botapi.parameters import Parameters
from alertbot.playground.botapi.photos import Photo
from alertbot.playground.botapi.world import World

_ACTIONS = frozenset(
    ("cancel", "typing", "record_video", "upload_video", "record_audio", "record_voice", "upload_audio",
     "upload_voice", "upload_photo", "upload_document", "choose_sticker", "pick_up_location", "find_location",
     "record_video_note", "upload_video_note")
)  # fmt: skip
_TOAST_MOST = 200


def send_message(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a text."""
    preview = reading.preview(parameters)
    given = reading.text(parameters)
    markup = reading.markup(parameters)
    reply = reading.reply(parameters)
    chat = reading.chat(world, parameters.text("chat_id"), write=True)
    options = _options(chat, parameters, reply)
    text, listed = reading.kept(world, given, texts.TEXT_MOST, "Message is too long")
    content = {"text": text, "entities": listed, "link_preview": preview}
    return _sent(world, chat, parameters, markup, content | options)


def send_photo(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a picture with a caption."""
    photo = _photo(world, parameters)
    given = reading.caption(parameters)
    markup = reading.markup(parameters)
    reply = reading.reply(parameters)
    chat = reading.chat(world, parameters.text("chat_id"), write=True)
    options = _options(chat, parameters, reply)
    content: dict[str, Any] = {"photo": photo}
    if not texts.is_blank(texts.clean(given.raw)):
        text, listed = reading.kept(world, given, texts.CAPTION_MOST, "Message caption is too long")
        content |= {"text": text, "entities": listed}
    sent = _sent(world, chat, parameters, markup, content | options)
    world.photos[photo.id] = photo
    return sent


def _photo(world: World, parameters: Parameters) -> Photo:
    if "photo" in parameters.files:
        return photos.read(parameters.files["photo"])
    if not parameters.text("photo"):
        raise bad_request("There is no photo in the request")
    return photos.given(parameters.text("photo"), parameters.files, world.photos)


def _options(chat: Chat, parameters: Parameters, reply: tuple[int, bool]) -> dict[str, Any]:
    """How a message is sent, checked against the chat."""
    to, may_miss = reply
    if to and to not in chat.messages:
        if not may_miss:
            raise bad_request("Message to be replied not found")
        to = 0
    # Threads are not modelled: only a thread that begins with a message of the chat exists.
    thread = reading.message_id(parameters, "message_thread_id")
    if thread and (chat.kind != "supergroup" or thread not in chat.messages):
        raise bad_request("Message thread not found")
    return {
        "silent": parameters.flag("disable_notification"),
        "protected": parameters.flag("protect_content"),
        "reply_to": to or None,
        "thread": thread or None,
    }


def _sent(
    world: World,
    chat: Chat,
    parameters: Parameters,
    markup: Markup | None,
    content: dict[str, Any],
) -> dict[str, Any]:
    """What Telegram's servers say last: may the bot write, are the buttons right, is it too much."""
    check_reachable(world, chat)
    reading.check_preview(content.get("link_preview"))
    content["keyboard"] = reading.accepted(markup)
    content["markup"] = markup.other if markup is not None else None
    paid = parameters.flag("allow_paid_broadcast")
    if paid and not world.paid_broadcast:
        raise bad_request("FLOODSKIP_NOT_ALLOWED")
    world.limits.count(chat.id, paid=paid)
    shown: Shown = world.post(chat, sender=world.bot_id, **content)
    return wire.message(world, chat, shown)


def check_reachable(world: World, chat: Chat) -> None:
    """Raises ApiError where a person has blocked the bot, or never wrote to it."""
    person = world.people.get(chat.id)
    if person is None:
        return
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Show what the bot is doing."""
    action = parameters.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = reading.chat(world, parameters.text("chat_id"), write=True)
    check_reachable(world, chat)
    if chat.id in world.people:
        world.people[chat.id].actions.append(action)
    world.changed(chat.id)
    return True


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """End the waiting of a pressed button, perhaps with a short text."""
    text, url = parameters.text("text"), parameters.text("url")
    if len(text) > _TOAST_MOST:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not _opens_bot(world, url):
        raise bad_request("URL_INVALID")
    person = world.take_query(parameters.text("callback_query_id"))
    if person is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if text:
        person.toasts.append(text)
        if parameters.flag("show_alert"):
            person.alerts.append(text)
    world.changed(person.id)
    return True


def _opens_bot(world: World, url: str) -> bool:
    """Whether `url` opens this bot with a parameter: the only kind allowed outside games."""
    try:
        return checked(url).partition("://")[2].startswith(f"t.me/{world.username}?start=")
    except ValueError:
        return False
