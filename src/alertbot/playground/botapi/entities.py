"""Message entities: reading them from a request, and finding those Telegram finds by itself."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from alertbot.playground.botapi import fields, links
from alertbot.playground.botapi.errors import bad_request

Entity = dict[str, Any]  # in the Bot API's form: type, offset, length, and what the type needs

MOST_USED = 100  # "up to 100 entities"; the rest is ignored
_PAYLOAD_MOST = 9500  # characters of URLs and the like (tdlib/telegram-bot-api#165: "good approximation")
_FARTHEST = 1_000_000
_PLAIN = frozenset(
    ("bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote")
)
_FOUND_BY_TELEGRAM = frozenset(
    ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
)
# Outer kinds first where two entities cover the same text.
_ORDER = {
    name: place
    for place, name in enumerate(
        ("expandable_blockquote", "blockquote", "bold", "italic", "underline", "strikethrough", "spoiler",
         "text_link", "text_mention", "custom_emoji", "pre", "code")
    )
}  # fmt: skip
_HOLDERS = re.compile(r"[/@#]|https?:", re.IGNORECASE)
_FINDER = re.compile(
    r"(?P<url>https?://[^\s<>\"'\u00ab\u00bb\u2066-\u2069]+[^\s<>\"'.,:;!?()\u00ab\u00bb\u2066-\u2069])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w/@<])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?!\w)"
    r"|(?<![\w#])(?P<hashtag>#(?=\d*[^\W\d])\w{1,256})",
    re.IGNORECASE,
)


def read(value: object) -> list[Entity]:
    """The entities of a request that count: those Telegram finds by itself are passed over.

    Whatever is no array is ignored, as Telegram does. Raises ApiError.
    """
    if not isinstance(value, list):
        return []
    try:
        return [entity for given in value if (entity := _one(given)) is not None]
    except ValueError as error:
        raise bad_request(f"Can't parse MessageEntity: {error}") from error


def _one(given: object) -> Entity | None:
    if not isinstance(given, dict):
        raise fields.WrongField("expected an Object")
    entity: Entity = {
        "offset": fields.required_integer(given, "offset"),
        "length": fields.required_integer(given, "length"),
        "type": fields.required_string(given, "type"),
    }
    kind = entity["type"]
    if kind in _PLAIN:
        return entity
    if kind in _FOUND_BY_TELEGRAM:
        return None
    if not kind:
        raise fields.WrongField("Type is not specified")
    if kind not in _WITH_MORE:
        raise fields.WrongField("Unsupported type specified")
    return entity | _WITH_MORE[kind](given)


def _pre(given: fields.Fields) -> Entity:
    language = fields.optional_string(given, "language")
    return {"language": language} if language else {}


def _text_link(given: fields.Fields) -> Entity:
    return {"url": fields.required_string(given, "url")}


def _text_mention(given: fields.Fields) -> Entity:
    return {"user": fields.required_integer(fields.required_object(given, "user"), "id")}


def _custom_emoji(given: fields.Fields) -> Entity:
    return {"custom_emoji_id": str(fields.required_integer(given, "custom_emoji_id"))}


_WITH_MORE: dict[str, Callable[[fields.Fields], Entity]] = {
    "pre": _pre,
    "text_link": _text_link,
    "text_mention": _text_mention,
    "custom_emoji": _custom_emoji,
}


def checked(entities: Sequence[Entity], known_user: Callable[[int], Entity | None]) -> list[Entity]:
    """The entities in order, their links in Telegram's form and their users complete.

    `known_user` gives the user object of an id the bot has met. Raises ApiError.
    """
    if sum(len(entity.get("url", "")) for entity in entities) > _PAYLOAD_MOST:
        raise bad_request("ENTITIES_TOO_LONG")
    kept = [_checked(entity, known_user) for entity in entities]
    for entity in kept:
        for bound in ("offset", "length"):
            if not 0 <= entity[bound] <= _FARTHEST:
                raise bad_request(f"Receive an entity with incorrect {bound} {entity[bound]}")
    kept = [entity for entity in kept if entity["length"]]
    return in_order(kept)[:MOST_USED]


def _checked(entity: Entity, known_user: Callable[[int], Entity | None]) -> Entity:
    if entity["type"] == "text_link":
        try:
            return entity | {"url": links.checked(entity["url"])}
        except ValueError as error:
            raise bad_request(f"Entity URL '{entity['url']}' is invalid: {error}") from error
    if entity["type"] == "text_mention":
        user = known_user(entity["user"])
        if user is None:
            raise bad_request("User not found")
        return entity | {"user": user}
    return dict(entity)


def in_order(entities: Sequence[Entity]) -> list[Entity]:
    """By where they begin, the longer before the shorter."""
    return sorted(entities, key=lambda one: (one["offset"], -one["length"], _ORDER.get(one["type"], 0)))


def found(text: str, given: Sequence[Entity] = ()) -> list[Entity]:
    """`given` and what Telegram finds in `text`: commands, mentions, hashtags, mails, http links.

    Nothing is found inside links and code. Bare domains are passed over: Telegram links those with a
    known ending only, and the invented ones of a demo have none.
    """
    if not _HOLDERS.search(text):
        return list(given)
    closed = [
        (one["offset"], one["offset"] + one["length"])
        for one in given
        if one["type"] in ("text_link", "text_mention", "code", "pre")
    ]
    fresh = [
        entity for match in _FINDER.finditer(text) if not _inside(entity := _as_entity(text, match), closed)
    ]
    return in_order([*given, *fresh]) if fresh else list(given)


def _as_entity(text: str, match: re.Match[str]) -> Entity:
    kind = str(match.lastgroup)
    start, end = match.span(kind)
    return {"offset": utf16_length(text[:start]), "length": utf16_length(text[start:end]), "type": kind}


def _inside(entity: Entity, closed: Sequence[tuple[int, int]]) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return any(start < closed_end and closed_start < end for closed_start, closed_end in closed)


def utf16_length(text: str) -> int:
    """How many UTF-16 units `text` has: what offsets and lengths count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
