"""Every refusal, word for word: request -> status, description, parameters.

Where a wording was seen from Telegram itself or read in its server's source, see the notes in the
modules; this table pins them.
"""

from typing import Any

import pytest

from alertbot.playground.botapi import World
from tests.playground.botapi import stage
from tests.playground.botapi.stage import Client

TO = {"chat_id": stage.READER}
SEND = {"chat_id": stage.READER, "text": "Hello"}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def markup(*rows: Any) -> dict[str, Any]:
    return SEND | {"reply_markup": {"inline_keyboard": list(rows)}}


def entity(**fields: Any) -> dict[str, Any]:
    return SEND | {"entities": [{"type": "bold", "offset": 0, "length": 5} | fields]}


def bad(description: str) -> tuple[int, str, None]:
    return 400, f"Bad Request: {description}", None


def no(description: str) -> tuple[int, str, None]:
    return 403, f"Forbidden: {description}", None


MIGRATED = (
    400,
    "Bad Request: group chat was upgraded to a supergroup chat",
    {"migrate_to_chat_id": stage.MOVED_TO},
)

TEXTS = [
    ({"chat_id": stage.READER}, bad("message text is empty")),
    ({"chat_id": 0}, bad("message text is empty")),
    (TO | {"text": ""}, bad("message text is empty")),
    (TO | {"text": "   "}, bad("text must be non-empty")),
    (TO | {"text": " \n\u200b\u200f "}, bad("text must be non-empty")),
    (TO | {"text": "\u202a\u202c"}, bad("text must be non-empty")),
    (TO | {"text": "x" * 32769}, bad("text is too long")),
    (TO | {"text": "\u0649" * 16385}, bad("text is too long")),
    (TO | {"text": "x" * 4097}, bad("message is too long")),
    (TO | {"text": "\U0001f600" * 4097}, bad("message is too long")),
    (SEND | {"parse_mode": "INVALID"}, bad("unsupported parse_mode")),
    (
        SEND | {"parse_mode": "HTML"},
        bad("the playground reads message entities only, not parse_mode 'html'"),
    ),
]
CHATS = [
    ({"text": "x"}, bad("chat_id is empty")),
    ({"text": "x", "chat_id": ""}, bad("chat_id is empty")),
    ({"text": "x", "chat_id": 0}, bad("chat not found")),
    ({"text": "x", "chat_id": -1}, bad("chat not found")),
    ({"text": "x", "chat_id": stage.NOBODY}, bad("chat not found")),
    ({"text": "x", "chat_id": "not_a_chat"}, bad("chat not found")),
    ({"text": "x", "chat_id": "@no_such_channel"}, bad("chat not found")),
    ({"text": "x", "chat_id": stage.STRANGER}, no("bot can't initiate conversation with a user")),
    ({"text": "x", "chat_id": stage.BLOCKER}, no("bot was blocked by the user")),
    ({"text": "x", "chat_id": stage.GONE}, no("user is deactivated")),
    ({"text": "x", "chat_id": stage.UNKNOWN}, bad("private chat not found")),
    ({"text": "x", "chat_id": 7000000001}, no("the bot can't send messages to the bot")),
    ({"text": "x", "chat_id": stage.MOVED}, MIGRATED),
    ({"text": "x", "chat_id": stage.DELETED}, no("the group chat was deleted")),
    ({"text": "x", "chat_id": stage.KICKED}, no("bot was kicked from the group chat")),
    ({"text": "x", "chat_id": stage.LEFT}, no("bot is not a member of the group chat")),
    ({"text": "x", "chat_id": stage.SUPERGROUP_KICKED}, no("bot was kicked from the supergroup chat")),
    ({"text": "x", "chat_id": stage.SUPERGROUP_LEFT}, no("bot is not a member of the supergroup chat")),
    ({"text": "x", "chat_id": stage.CHANNEL_KICKED}, no("bot was kicked from the channel chat")),
    ({"text": "x", "chat_id": stage.CHANNEL_LEFT}, no("bot is not a member of the channel chat")),
    ({"text": " ", "chat_id": stage.NOBODY}, bad("chat not found")),
    ({"text": " ", "chat_id": stage.BLOCKER}, bad("text must be non-empty")),
]
ENTITIES = [
    (SEND | {"entities": ["x"]}, bad("can't parse MessageEntity: expected an Object")),
    (SEND | {"entities": [{}]}, bad("can't parse MessageEntity: Can't find field \"offset\"")),
    (
        SEND | {"entities": [{"offset": 0}]},
        bad("can't parse MessageEntity: Can't find field \"length\""),
    ),
    (
        SEND | {"entities": [{"offset": 0, "length": 1}]},
        bad("can't parse MessageEntity: Can't find field \"type\""),
    ),
    (entity(offset="x"), bad('can\'t parse MessageEntity: Field "offset" must be a valid Number')),
    (entity(offset=[]), bad('can\'t parse MessageEntity: Field "offset" must be of type Number')),
    (entity(type=[]), bad('can\'t parse MessageEntity: Field "type" must be of type String')),
    (entity(type=""), bad("can't parse MessageEntity: Type is not specified")),
    (entity(type="invalid_type"), bad("can't parse MessageEntity: Unsupported type specified")),
    (entity(type="text_link"), bad("can't parse MessageEntity: Can't find field \"url\"")),
    (entity(type="text_mention"), bad("can't parse MessageEntity: Can't find field \"user\"")),
    (
        entity(type="text_mention", user=1),
        bad('can\'t parse MessageEntity: Field "user" must be of type Object'),
    ),
    (entity(type="text_mention", user={"id": stage.NOBODY}), bad("user not found")),
    (
        entity(type="custom_emoji"),
        bad("can't parse MessageEntity: Can't find field \"custom_emoji_id\""),
    ),
    (
        entity(type="custom_emoji", custom_emoji_id="9999999999999999999"),
        bad('can\'t parse MessageEntity: Field "custom_emoji_id" must be a valid Number'),
    ),
    (entity(type="text_link", url=""), bad("entity URL '' is invalid: URL host is empty")),
    (
        entity(type="text_link", url="not-a-url"),
        bad("entity URL 'not-a-url' is invalid: Wrong HTTP URL"),
    ),
    (entity(offset=-1), bad("receive an entity with incorrect offset -1")),
    (entity(length=-1), bad("receive an entity with incorrect length -1")),
    (entity(offset=1000001), bad("receive an entity with incorrect offset 1000001")),
    (entity(offset=100), bad("entity begins after the end of the text at UTF-16 offset 100")),
    (
        entity(length=100),
        bad("entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100"),
    ),
    (
        entity(offset=5, length=1),
        bad("entity beginning at UTF-16 offset 5 ends after the end of the text at UTF-16 offset 6"),
    ),
    (
        entity(offset=1, length=1) | {"text": "\U0001f449 \U0001f449"},
        bad("entity begins in a middle of a UTF-16 symbol at byte offset 4"),
    ),
    (
        entity(offset=0, length=1) | {"text": "\U0001f449 \U0001f449"},
        bad("entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4"),
    ),
    (
        entity(type="text_link", url="https://a.example/" + "x" * 9500),
        bad("ENTITIES_TOO_LONG"),
    ),
]
BUTTON = "can't parse inline keyboard button: "
KEYBOARDS = [
    (SEND | {"reply_markup": "{"}, bad("can't parse reply keyboard markup JSON object")),
    (SEND | {"reply_markup": "[]"}, bad("object expected as reply markup")),
    (SEND | {"reply_markup": None}, bad("object expected as reply markup")),
    (
        SEND | {"reply_markup": {"inline_keyboard": "bad"}},
        bad('field "inline_keyboard" must be of type Array'),
    ),
    (
        markup("x"),
        bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    ),
    (markup(["x"]), bad(f"{BUTTON}InlineKeyboardButton must be an Object")),
    (markup([{"callback_data": "x"}]), bad(f'{BUTTON}Can\'t find field "text"')),
    (markup([{"text": []}]), bad(f'{BUTTON}Field "text" must be of type String')),
    (
        markup([{"text": "b"}]),
        bad(f"{BUTTON}Text buttons are unallowed in the inline keyboard"),
    ),
    (
        markup([{"text": "b", "callback_data": ""}]),
        bad(f"{BUTTON}Text buttons are unallowed in the inline keyboard"),
    ),
    (markup([{"text": "b", "copy_text": 1}]), bad(f'{BUTTON}Field "copy_text" must be of type Object')),
    (markup([{"text": " ", "callback_data": "x"}]), bad("inline keyboard button text must be non-empty")),
    (
        markup([{"text": "b", "url": "not-a-url"}]),
        bad("inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
    ),
    (
        markup([{"text": "b", "url": "ftp://a.example"}]),
        bad("inline keyboard button URL 'ftp://a.example' is invalid: Unsupported URL protocol"),
    ),
    (
        markup([{"text": "b", "url": "http://a.example:x/"}]),
        bad("inline keyboard button URL 'http://a.example:x/' is invalid: Wrong HTTP URL"),
    ),
    (
        markup([{"text": "b", "web_app": {"url": "http://a.example"}}]),
        bad("inline keyboard button Web App URL 'http://a.example' is invalid: Only HTTPS links are allowed"),
    ),
    (
        markup([{"text": "b", "web_app": {"url": "https://a"}}]),
        bad("inline keyboard button Web App URL 'https://a' is invalid: Wrong HTTP URL"),
    ),
    (markup([{"text": "b", "callback_data": "x" * 65}]), bad("BUTTON_DATA_INVALID")),
    (markup([{"text": "b", "callback_data": "\u0649" * 33}]), bad("BUTTON_DATA_INVALID")),
    (markup([{"text": "b", "copy_text": {"text": ""}}]), bad("BUTTON_COPY_TEXT_INVALID")),
    (markup([{"text": "b", "copy_text": {"text": "x" * 257}}]), bad("BUTTON_COPY_TEXT_INVALID")),
    (markup([{"text": "b", "pay": True}]), bad("BUTTON_TYPE_INVALID")),
    (
        markup(*[[{"text": "x" * 200, "callback_data": "x"}]] * 50),
        bad("reply markup is too long"),
    ),
    (SEND | {"reply_markup": {"keyboard": ["x"]}}, bad('field "keyboard" must be an Array of Arrays')),
    (
        SEND | {"reply_markup": {"keyboard": [[1]]}},
        bad("can't parse keyboard button: KeyboardButton must be a String or an Object"),
    ),
    (
        SEND | {"reply_markup": {"keyboard": [[{}]]}},
        bad("can't parse keyboard button: Can't find field \"text\""),
    ),
    (
        SEND | {"reply_markup": {"force_reply": "yes"}},
        bad('field "force_reply" must be of type Boolean'),
    ),
]
OPTIONS = [
    (
        SEND | {"link_preview_options": {"is_disabled": "yes"}},
        bad('field "is_disabled" must be of type Boolean'),
    ),
    (SEND | {"link_preview_options": "{"}, bad("can't parse link preview options JSON object")),
    (SEND | {"link_preview_options": []}, bad("object expected as link preview options")),
    (SEND | {"link_preview_options": {"url": "not-a-url"}}, bad("WEBPAGE_URL_INVALID")),
    (SEND | {"reply_parameters": "{"}, bad("can't parse reply parameters JSON object")),
    (SEND | {"reply_parameters": []}, bad("object expected as reply parameters")),
    (SEND | {"reply_parameters": {"quote": "x"}}, bad('can\'t find field "message_id"')),
    (
        SEND | {"reply_parameters": {"message_id": 999999999}},
        bad("message to be replied not found"),
    ),
    (SEND | {"reply_to_message_id": 999}, bad("message to be replied not found")),
    (SEND | {"message_thread_id": 999999999}, bad("message thread not found")),
    (SEND | {"allow_paid_broadcast": True}, bad("FLOODSKIP_NOT_ALLOWED")),
]
PICTURES = [
    (TO, bad("there is no photo in the request")),
    (TO | {"photo": "unknown"}, bad("wrong file identifier/HTTP URL specified")),
    (TO | {"photo": "known", "caption": "x" * 1025}, bad("message caption is too long")),
]
MEDIA = {"chat_id": stage.READER, "message_id": stage.PICTURE}
PHOTO = {"type": "photo", "media": "known"}
NEW_PICTURES = [
    (MEDIA, bad("there is no media in the request")),
    (MEDIA | {"media": "{"}, bad("can't parse input media JSON object")),
    (MEDIA | {"media": []}, bad("can't parse InputMedia: expected an Object")),
    (
        MEDIA | {"media": {"type": "video", "media": "known"}},
        bad("can't parse InputMedia: the playground takes photos only"),
    ),
    (MEDIA | {"media": PHOTO | {"media": "unknown"}}, bad("wrong file identifier/HTTP URL specified")),
    (MEDIA | {"media": PHOTO | {"caption": "x" * 1025}}, bad("message caption is too long")),
    (MEDIA | {"media": PHOTO, "message_id": stage.THEIRS}, bad("message can't be edited")),
    (MEDIA | {"media": PHOTO, "message_id": 999}, bad("message to edit not found")),
]
EDIT = {"chat_id": stage.READER, "message_id": stage.HELLO, "text": "Hello"}
PRESS = {"inline_keyboard": [[{"text": "Press", "callback_data": "p"}]]}
EDITS = [
    ({"text": "x"}, bad("message identifier is not specified")),
    ({"text": "x", "inline_message_id": "x"}, bad("MESSAGE_ID_INVALID")),
    ({"text": "x", "chat_id": stage.READER}, bad("message to edit not found")),
    ({"text": "x", "message_id": stage.HELLO}, bad("chat_id is empty")),
    (EDIT | {"message_id": 1}, bad("message to edit not found")),
    (EDIT | {"message_id": -1}, bad("message to edit not found")),
    (EDIT | {"message_id": stage.THEIRS}, bad("message can't be edited")),
    (EDIT | {"message_id": stage.PICTURE}, bad("there is no text in the message to edit")),
    (
        EDIT | {"entities": [{"type": "bold", "offset": 0, "length": 5}], "reply_markup": PRESS},
        (400, NOT_MODIFIED, None),
    ),
    (EDIT | {"chat_id": stage.BLOCKER}, no("bot was blocked by the user")),
    (EDIT | {"text": "x" * 4097}, bad("message is too long")),
    (EDIT | {"chat_id": stage.GONE}, no("user is deactivated")),
]
MARKUP_EDITS = [
    (TO | {"message_id": stage.HELLO, "reply_markup": PRESS}, (400, NOT_MODIFIED, None)),
    (TO | {"message_id": 1}, bad("message to edit not found")),
]
DELETES = [
    (TO, bad("message identifier is not specified")),
    (TO | {"message_id": 1}, bad("message to delete not found")),
    ({"message_id": 1}, bad("chat_id is empty")),
    (TO | {"message_id": stage.OLD}, bad("message can't be deleted for everyone")),
    (
        {"chat_id": stage.GROUP, "message_id": stage.IN_GROUP_THEIRS},
        bad("message can't be deleted"),
    ),
]
MANY_DELETES = [
    (TO, bad("message identifiers are not specified")),
    (TO | {"message_ids": "["}, bad("can't parse message_ids JSON object")),
    (TO | {"message_ids": {}}, bad("expected an Array of message identifiers")),
    (TO | {"message_ids": list(range(101))}, bad("too many message identifiers specified")),
    (TO | {"message_ids": [None]}, bad("message identifier must be a Number")),
    (TO | {"message_ids": ["x"]}, bad("can't parse message identifier as Number")),
    (TO | {"message_ids": [0]}, bad("invalid message identifier specified")),
    (TO | {"message_ids": [stage.HELLO, stage.OLD]}, bad("message can't be deleted for everyone")),
]
ANSWERS = [
    ({}, bad("query is too old and response timeout expired or query ID is invalid")),
    (
        {"callback_query_id": "1"},
        bad("query is too old and response timeout expired or query ID is invalid"),
    ),
    ({"callback_query_id": "1", "text": "x" * 201}, bad("MESSAGE_TOO_LONG")),
    ({"callback_query_id": "1", "url": "https://a.example"}, bad("URL_INVALID")),
    ({"callback_query_id": "1", "url": "no"}, bad("URL_INVALID")),
]
COMMAND = {"command": "start", "description": "Start"}
SCOPE = "can't parse BotCommandScope: "
COMMANDS = [
    ({"commands": "["}, bad("can't parse commands JSON object")),
    ({"commands": {}}, bad("expected an Array of BotCommand")),
    ({"commands": [1]}, bad("can't parse BotCommand: expected an Object")),
    ({"commands": [{"command": "x"}]}, bad("can't parse BotCommand: Can't find field \"description\"")),
    ({"commands": [COMMAND | {"command": "/"}]}, bad("command must be non-empty")),
    ({"commands": [COMMAND | {"command": "x" * 33}]}, bad("command length must not exceed 32")),
    ({"commands": [COMMAND | {"description": " "}]}, bad("command description must be non-empty")),
    (
        {"commands": [COMMAND | {"description": "x" * 257}]},
        bad("command description length must not exceed 256"),
    ),
    ({"commands": [COMMAND | {"command": "Start"}]}, bad("BOT_COMMAND_INVALID")),
    ({"commands": [COMMAND] * 101}, bad("BOT_COMMANDS_TOO_MUCH")),
    ({"commands": [COMMAND], "language_code": "kk-KZ"}, bad("invalid language code specified")),
    ({"scope": "{"}, bad("can't parse BotCommandScope JSON object")),
    ({"scope": []}, bad(f"{SCOPE}BotCommandScope must be an Object")),
    ({"scope": {}}, bad(f'{SCOPE}Can\'t find field "type"')),
    ({"scope": {"type": "x"}}, bad(f"{SCOPE}Unsupported type specified")),
    ({"scope": {"type": "chat"}}, bad(f'{SCOPE}Can\'t find field "chat_id"')),
    ({"scope": {"type": "chat", "chat_id": ""}}, bad(f"{SCOPE}Empty chat_id specified")),
    (
        {"scope": {"type": "chat_member", "chat_id": stage.GROUP, "user_id": 0}},
        bad(f"{SCOPE}Invalid user_id specified"),
    ),
    (
        {"scope": {"type": "chat_member", "chat_id": stage.GROUP, "user_id": stage.NOBODY}},
        bad("user not found"),
    ),
    ({"scope": {"type": "chat", "chat_id": stage.NOBODY}}, bad("chat not found")),
    (
        {"scope": {"type": "chat_administrators", "chat_id": stage.READER}},
        bad("can't use specified scope in private chats"),
    ),
    (
        {"scope": {"type": "chat", "chat_id": stage.CHANNEL}},
        bad("can't change commands in channel chats"),
    ),
]
MENUS = [
    ({"chat_id": 0}, bad("invalid chat_id specified")),
    ({"chat_id": stage.NOBODY}, bad("user not found")),
    ({"menu_button": "{"}, bad("can't parse menu button JSON object")),
    ({"menu_button": []}, bad("can't parse menu button: MenuButton must be an Object")),
    ({"menu_button": {"type": "x"}}, bad("can't parse menu button: MenuButton has unsupported type")),
    (
        {"menu_button": {"type": "web_app"}},
        bad("can't parse menu button: Can't find field \"web_app\""),
    ),
]
MEMBERS = [
    (TO, bad("invalid user_id specified")),
    ({"chat_id": stage.GROUP, "user_id": stage.NOBODY}, bad("PARTICIPANT_ID_INVALID")),
    ({"chat_id": stage.READER, "user_id": stage.STRANGER}, bad("member not found")),
    ({"chat_id": stage.DELETED, "user_id": stage.READER}, no("the group chat was deleted")),
]
WEBHOOKS = [
    ({"url": "https://a.example", "secret_token": "x" * 257}, bad("secret token is too long")),
    (
        {"url": "https://a.example", "secret_token": "\u0649"},
        bad("secret token contains unallowed characters"),
    ),
    ({"url": "nowhere"}, bad("invalid webhook URL specified")),
    ({"url": "https://a.example:x/"}, bad("invalid webhook URL specified")),
    (
        {"url": "http://a.example"},
        bad("bad webhook: An HTTPS URL must be provided for webhook"),
    ),
    (
        {"url": "https://a.example:81/"},
        bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ),
]
TABLE = [
    *[("sendMessage", *row) for row in (*TEXTS, *CHATS, *ENTITIES, *KEYBOARDS, *OPTIONS)],
    *[("sendPhoto", *row) for row in PICTURES],
    *[("editMessageMedia", *row) for row in NEW_PICTURES],
    *[("editMessageText", *row) for row in EDITS],
    *[("editMessageReplyMarkup", *row) for row in MARKUP_EDITS],
    *[("deleteMessage", *row) for row in DELETES],
    *[("deleteMessages", *row) for row in MANY_DELETES],
    *[("answerCallbackQuery", *row) for row in ANSWERS],
    *[("setMyCommands", *row) for row in COMMANDS],
    ("getMyCommands", {"language_code": "KK"}, bad("invalid language code specified")),
    ("setMyName", {"language_code": "kaz"}, bad("invalid language code specified")),
    *[("setChatMenuButton", *row) for row in MENUS],
    *[("getChatMember", *row) for row in MEMBERS],
    ("getChat", {}, bad("chat_id is empty")),
    ("getChat", {"chat_id": 7000000001}, bad("chat not found")),
    ("getChat", {"chat_id": stage.SUPERGROUP_LEFT}, no("bot is not a member of the supergroup chat")),
    ("leaveChat", TO, bad("chat member status can't be changed in private chats")),
    ("sendChatAction", TO | {"action": "dance"}, bad("wrong parameter action in request")),
    *[("setWebhook", *row) for row in WEBHOOKS],
    ("noSuchMethod", {}, (404, "Not Found: method not found", None)),
]


@pytest.mark.parametrize(
    ("method", "parameters", "expected"), TABLE, ids=[f"{row[0]}-{at}" for at, row in enumerate(TABLE)]
)
async def test_is_refused_in_telegrams_words(
    world: World,
    client: Client,
    method: str,
    parameters: dict[str, Any],
    expected: tuple[int, str, dict[str, Any] | None],
) -> None:
    world.photos["known"] = world.person(stage.READER).chat.messages[stage.PICTURE].photo  # type: ignore[assignment]  # it has one
    status, body = await client.call(method, **parameters)
    code, description, said = expected
    answer = {"ok": False, "error_code": code, "description": description}
    assert (status, body) == (code, answer | {"parameters": said} if said else answer)
