"""What Telegram's answer to a message means: its number, or one of the SendErrors of `errors`.

A chat is given up only on Telegram's definite word, in its own envelope; a proxy's error page blames
nobody. The texts are those of tdlib/telegram-bot-api and tdlib/td.
"""

import re
from datetime import timedelta
from typing import Any

import orjson

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

_TOO_MANY = 429
_SHORTEST_WAIT = timedelta(seconds=1)  # where a 429 does not say for how long

_GONE = re.compile(
    r"bot was blocked by the user|user is deactivated|can't send messages to (?:the bot|bots)|"
    r"group chat was (?:deleted|deactivated)|bot was kicked|"
    r"INPUT_USER_DEACTIVATED|USER_IS_BLOCKED|USER_DEACTIVATED|group is deactivated"
)
# What Telegram says of a deleted chat, and just the same of one that only another bot has met.
_UNKNOWN = re.compile(
    r"bot can't initiate conversation|bot is not a member|chat not found|user not found|"
    r"PEER_ID_INVALID|CHAT_ID_INVALID|CHANNEL_INVALID|CHANNEL_PRIVATE"
)
_FORBIDS = re.compile(
    r"not enough rights|have no rights|need administrator rights|CHAT_WRITE_FORBIDDEN|"
    r"CHAT_SEND_\w+_FORBIDDEN|CHAT_RESTRICTED|CHAT_ADMIN_REQUIRED|TOPIC_CLOSED|TOPIC_DELETED|"
    r"message thread not found|thread is closed"
)
_BODY = re.compile(
    r"(?i)message text|text must be|text is too long|message is too long|MESSAGE_TOO_LONG|MESSAGE_EMPTY|"
    r"entit|button|keyboard|reply.?markup|can't parse|\bURL\b|_URL_|link.?preview|WEBPAGE|"
    r"chat_id is empty|allow_paid_broadcast"
)


def is_definite(reason: str) -> bool:
    """Whether Telegram says for good that a chat is lost to this bot."""
    return _GONE.search(reason) is not None


def message_id(status: int, retry_after: str | None, body: bytes) -> int:
    """The number of the message that was sent. Raises the SendError the answer stands for.

    `retry_after` is the header of that name.
    """
    answer = _envelope(body)
    if answer is None:
        raise _without_envelope(status, retry_after)
    if answer["ok"] is False:
        raise _error(answer, retry_after)
    result = answer.get("result")
    number = result.get("message_id") if isinstance(result, dict) else None
    if not isinstance(number, int):
        raise SendFailed("an answer without a message")
    return number


def _envelope(body: bytes) -> dict[str, Any] | None:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return answer if isinstance(answer, dict) and isinstance(answer.get("ok"), bool) else None


def _without_envelope(status: int, retry_after: str | None) -> SendError:
    if status == _TOO_MANY:
        return SlowDown("too many requests", _wait(None, retry_after))
    return SendFailed(f"no answer of Telegram's, status {status}")


def _error(answer: dict[str, Any], retry_after: str | None) -> SendError:
    reason = str(answer.get("description", ""))
    given = answer.get("parameters")
    parameters = given if isinstance(given, dict) else {}
    match answer.get("error_code"):
        case 429:
            return SlowDown(reason, _wait(parameters.get("retry_after"), retry_after))
        case 401 | 404:
            return TokenDead(reason)
        case 403:
            return _about_chat(reason) or ChatForbids(reason)
        case 400:
            return _bad_request(reason, parameters.get("migrate_to_chat_id"))
        case _:
            return SendFailed(reason)


def _bad_request(reason: str, moved_to: object) -> SendError:
    if isinstance(moved_to, int):
        return ChatMoved(reason, moved_to)
    if "message is not modified" in reason:
        return MessageUnchanged(reason)
    if _FORBIDS.search(reason):
        return ChatForbids(reason)
    if gone := _about_chat(reason):
        return gone
    # What we do not know concerns this chat alone: it must neither erase a reader nor stop an alert.
    return (MessageRefused if _BODY.search(reason) else ChatForbids)(reason)


def _about_chat(reason: str) -> ChatGone | None:
    if is_definite(reason):
        return ChatGone(reason)
    return ChatUnknown(reason) if _UNKNOWN.search(reason) else None


def _wait(told: object, header: str | None) -> timedelta:
    """The longer of what the parameters and the header say."""
    waits = [timedelta(seconds=told)] if isinstance(told, int | float) else []
    if header is not None and re.fullmatch(r"\d{1,6}", header.strip()):
        waits.append(timedelta(seconds=int(header)))
    return max(waits, default=_SHORTEST_WAIT)
