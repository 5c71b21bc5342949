"""Each answer of Telegram means one thing, and only its definite word gives a chat up."""

from datetime import timedelta

import orjson
import pytest

from alertbot.dispatch.answers import message_id
from alertbot.errors import (
    ChatForbids,
    ChatGone,
    ChatMoved,
    ChatUnknown,
    MessageRefused,
    MessageUnchanged,
    SendError,
    SendFailed,
    SlowDown,
    TokenDead,
)


def an_error(code: int, description: str, **parameters: object) -> bytes:
    return orjson.dumps(
        {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    )


def meaning(status: int, body: bytes, retry_after: str | None = None) -> SendError:
    with pytest.raises(SendError) as caught:
        message_id(status, retry_after, body)
    return caught.value


def test_a_sent_message_has_a_number():
    assert message_id(200, None, b'{"ok":true,"result":{"message_id":12}}') == 12


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        (403, "Forbidden: bot was blocked by the user", ChatGone),
        (403, "Forbidden: user is deactivated", ChatGone),
        (403, "Forbidden: bot can't initiate conversation with a user", ChatUnknown),
        (403, "Forbidden: the bot can't send messages to the bot", ChatGone),
        (403, "Forbidden: the group chat was deleted", ChatGone),
        (403, "Forbidden: bot was kicked from the supergroup chat", ChatGone),
        (403, "Forbidden: bot is not a member of the channel chat", ChatUnknown),
        (403, "Forbidden: something that we have never seen", ChatForbids),
        (403, "Forbidden: not enough rights to send text messages to the chat", ChatForbids),
        (400, "Bad Request: chat not found", ChatUnknown),
        (400, "Bad Request: private chat not found", ChatUnknown),
        (400, "Bad Request: PEER_ID_INVALID", ChatUnknown),
        (400, "Bad Request: CHANNEL_PRIVATE", ChatUnknown),
        (400, "Bad Request: not enough rights to send text messages to the chat", ChatForbids),
        (400, "Bad Request: have no rights to send a message", ChatForbids),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", ChatForbids),
        (400, "Bad Request: TOPIC_CLOSED", ChatForbids),
        (400, "Bad Request: message thread not found", ChatForbids),
        (400, "Bad Request: something that we have never seen", ChatForbids),
        (400, "Bad Request: message text is empty", MessageRefused),
        (400, "Bad Request: message is too long", MessageRefused),
        (400, "Bad Request: text must be encoded in UTF-8", MessageRefused),
        (400, "Bad Request: ENTITIES_TOO_LONG", MessageRefused),
        (400, "Bad Request: BUTTON_URL_INVALID", MessageRefused),
        (400, "Bad Request: inline keyboard button text must be non-empty", MessageRefused),
        (400, "Bad Request: chat_id is empty", MessageRefused),
        (400, "Bad Request: message is not modified: specified new message content", MessageUnchanged),
        (401, "Unauthorized", TokenDead),
        (404, "Not Found", TokenDead),
        (500, "Internal Server Error", SendFailed),
        (502, "Bad Gateway", SendFailed),
        (409, "Conflict", SendFailed),
    ],
)
def test_what_an_error_means(code: int, description: str, kind: type[SendError]):
    found = meaning(code, an_error(code, description))

    assert type(found) is kind
    assert found.reason == description


def test_a_moved_group_tells_where_to():
    body = an_error(
        400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001
    )

    found = meaning(400, body)

    assert isinstance(found, ChatMoved)
    assert found.to == -1001


@pytest.mark.parametrize(
    ("body", "header", "seconds"),
    [
        (an_error(429, "Too Many Requests: retry after 7", retry_after=7), None, 7),
        (an_error(429, "Too Many Requests: retry after 7", retry_after=7), "9", 9),
        (an_error(429, "Too Many Requests: retry after 7", retry_after=7), "3", 7),
        (an_error(429, "Too Many Requests"), " 4 ", 4),
        (an_error(429, "Too Many Requests"), "tomorrow", 1),
        (b"<html>", "5", 5),
        (b"<html>", None, 1),
    ],
)
def test_too_many_requests_tell_for_how_long(body: bytes, header: str | None, seconds: int):
    found = meaning(429, body, header)

    assert isinstance(found, SlowDown)
    assert found.wait == timedelta(seconds=seconds)


@pytest.mark.parametrize("status", [200, 302, 401, 403, 404, 500, 502])
@pytest.mark.parametrize(
    "body", [b"", b"<html>Forbidden: bot was blocked by the user</html>", b"[]", b'{"ok":1}', b'{"a":2}']
)
def test_what_is_not_telegrams_answer_blames_nobody(status: int, body: bytes):
    assert type(meaning(status, body)) is SendFailed


@pytest.mark.parametrize("body", [b'{"ok":true}', b'{"ok":true,"result":{"message_id":"x"}}'])
def test_an_answer_without_a_message_is_a_failure(body: bytes):
    assert type(meaning(200, body)) is SendFailed


def test_odd_parameters_are_ignored():
    body = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":[1]}'

    assert isinstance(meaning(429, body), SlowDown)
