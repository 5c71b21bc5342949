"""The parts of a request that several methods share: text, caption, markup, preview, chat, reply."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from alertbot.playground.botapi import entities, fields, keyboards, texts, wire
from alertbot.playground.botapi.chats import OUTSIDE, Chat, Group
from alertbot.playground.botapi.errors import ApiError, bad_request, forbidden
from alertbot.playground.botapi.keyboards import Markup
from alertbot.playground.botapi.links import checked
from alertbot.playground.botapi.parameters import Parameters

if TYPE_CHECKING:
    from alertbot.playground.botapi.people import Person
    from alertbot.playground.botapi.world import World

_MODES = ("markdown", "markdownv2", "html")
_INT32 = range(-(2**31), 2**31)
_USERNAME = re.compile(r"@\w{1,32}\Z", re.ASCII)
_MARKUP_BYTES_MOST = 10_240  # all buttons together, as JSON; reported by bot authors, not documented


@dataclass(slots=True)
class Text:
    """A text with its entities as the API layer read them, not yet cleaned."""

    raw: str
    entities: list[entities.Entity]


def text(parameters: Parameters) -> Text:
    """The text of a message. Raises ApiError."""
    raw = parameters.text("text")
    if not raw:
        raise bad_request("Message text is empty")
    return _with_entities(parameters, raw, "entities")


def caption(parameters: Parameters) -> Text:
    """The caption of a picture, perhaps empty. Raises ApiError."""
    return _with_entities(parameters, parameters.text("caption"), "caption_entities")


def _with_entities(parameters: Parameters, raw: str, name: str) -> Text:
    if len(raw.encode("utf-8", "surrogatepass")) > texts.RAW_BYTES_MOST:
        raise bad_request("Text is too long")
    mode = parameters.text("parse_mode").lower()
    if raw and mode in _MODES:
        # Telegram would parse it; we do not, and a silent difference would be worse than none.
        raise ApiError(
            400, f"Bad Request: the playground reads message entities only, not parse_mode {mode!r}"
        )
    if raw and mode not in ("", "none"):
        raise bad_request("Unsupported parse_mode")
    return Text(raw, entities.read(_lenient_json(parameters, name)))


def _lenient_json(parameters: Parameters, name: str) -> Any:
    try:
        return parameters.json(name, "")
    except ApiError:  # entities that are no JSON are ignored (telegram-bot-api, get_input_entities)
        return None


def kept(world: "World", given: Text, most: int, complaint: str) -> tuple[str, list[entities.Entity]]:
    """`given` as Telegram keeps it: at most `most` code points. Raises ApiError, `complaint` if longer."""
    listed = given.entities and entities.checked(given.entities, _known(world))
    cleaned, moved = texts.formatted(given.raw, listed)
    if len(cleaned) > most:
        raise bad_request(complaint)
    return cleaned, entities.found(cleaned, moved)


def _known(world: "World") -> Any:
    return lambda id: wire.user(world.people[id]) if id in world.people else None


def markup(parameters: Parameters) -> Markup | None:
    """The reply markup, None where there is none. Raises ApiError."""
    if not parameters.given("reply_markup"):
        return None
    return keyboards.read(parameters.json("reply_markup", "Can't parse reply keyboard markup JSON object"))


def accepted(given: Markup | None) -> keyboards.Rows:
    """The inline rows of a markup as they become part of a message. Raises ApiError."""
    if given is None or not given.inline:
        return []
    if len(orjson.dumps(given.inline)) > _MARKUP_BYTES_MOST:
        raise bad_request("reply markup is too long")
    return keyboards.accept(given.inline)


def preview(parameters: Parameters) -> dict[str, Any] | None:
    """The link preview options, without those that are off. Raises ApiError."""
    if not parameters.given("link_preview_options"):
        return {"is_disabled": True} if parameters.flag("disable_web_page_preview") else None
    value = parameters.json("link_preview_options", "Can't parse link preview options JSON object")
    if not isinstance(value, dict):
        raise bad_request("Object expected as link preview options")
    flags = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
    try:
        read: dict[str, Any] = {name: fields.optional_flag(value, name) for name in flags}
        read["url"] = fields.optional_string(value, "url")
    except ValueError as error:
        raise bad_request(str(error)) from error
    return {name: said for name, said in read.items() if said} or None


def check_preview(options: dict[str, Any] | None) -> None:
    """Refuse a preview of what is no address, as Telegram's core does. Raises ApiError."""
    if options and "url" in options:
        try:
            checked(options["url"])
        except ValueError as error:
            raise bad_request("WEBPAGE_URL_INVALID") from error


def chat(
    world: "World", given: str, *, write: bool = False, edit: bool = False, members: bool = False
) -> Chat:
    """The chat called `given`, if the bot may do there what is asked. Raises ApiError.

    `members` asks for the right to see who is in it, `edit` to change messages, `write` to send them.
    """
    if not given:
        raise bad_request("chat_id is empty")
    found = None if _USERNAME.match(given) else world.chat(_as_id(given))
    if found is None and write and _as_id(given) == world.bot_id:
        raise forbidden("the bot can't send messages to the bot")
    if found is None:
        raise bad_request("chat not found")
    if isinstance(found, Group):
        _check_group(found, write=write or members, edit=edit or write or members)
    else:
        _check_person(world.people[found.id], edit=edit or write)
    return found


def _check_person(person: "Person", *, edit: bool) -> None:
    if person.deactivated and edit:
        raise forbidden("user is deactivated")
    if person.unknown:
        raise bad_request("private chat not found")


def _as_id(given: str) -> int:
    return Parameters({"id": given}).integer("id")


def _check_group(group: Group, *, write: bool, edit: bool) -> None:
    if group.moved_to is not None or group.deleted:
        if not write:
            return
        if group.moved_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to=group.moved_to,
            )
        raise forbidden("the group chat was deleted")
    if group.bot_status in OUTSIDE and (edit or group.kind != "group"):
        was = "kicked from" if group.bot_status == "kicked" else "not a member of"
        verb = "was" if group.bot_status == "kicked" else "is"
        raise forbidden(f"bot {verb} {was} the {group.kind} chat")


def message_id(parameters: Parameters, name: str = "message_id") -> int:
    """The message's id, 0 where it is absent or no positive number of 32 bits."""
    given = parameters.integer(name)
    return given if given > 0 and given in _INT32 else 0


def reply(parameters: Parameters) -> tuple[int, bool]:
    """The message to be replied to (0: none), and whether it may be missing. Raises ApiError."""
    if not parameters.has("reply_parameters"):
        return message_id(parameters, "reply_to_message_id"), parameters.flag("allow_sending_without_reply")
    if not parameters.given("reply_parameters"):
        return 0, False
    value = parameters.json("reply_parameters", "Can't parse reply parameters JSON object")
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply parameters")
    if not value:
        return 0, False
    try:
        return (
            max(fields.required_integer(value, "message_id"), 0),
            fields.optional_flag(value, "allow_sending_without_reply"),
        )
    except ValueError as error:
        raise bad_request(str(error)) from error
