"""What waits says of an update all that its answer depends on, and nobody's name."""

from collections.abc import Mapping
from typing import Any

import pytest
from telegram import MaybeInaccessibleMessage, Update

from alertbot.chat.updates.bare import bare
from alertbot.chat.updates.lanes import lane

PERSON = {
    "id": 7, "is_bot": False, "first_name": "Canary", "last_name": "Canary", "username": "canary",
    "language_code": "ug", "is_premium": True,
}  # fmt: skip
OTHER = PERSON | {"id": 8}
BOT = {"id": 9, "is_bot": True, "first_name": "Canary", "username": "canarybot"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Canary", "username": "canary"}
GROUP = {"id": -5, "type": "supergroup", "title": "Canary"}
SAID = {"message_id": 3, "date": 1_800_000_000, "from": PERSON, "chat": PRIVATE, "text": "/start s_ug_1"}
KEYS = {"inline_keyboard": [[{"text": "Rights", "callback_data": "n:tp"}]]}
PRESS = {
    "id": "4", "from": PERSON, "chat_instance": "5", "data": "n:gr:ug",
    "message": {**SAID, "from": BOT, "reply_markup": KEYS},
}  # fmt: skip
CHANGE = {
    "from": PERSON, "chat": GROUP, "date": 1,
    "old_chat_member": {"status": "left", "user": BOT},
    "new_chat_member": {"status": "member", "user": BOT, "tag": "canary"},
}  # fmt: skip

UPDATES: Mapping[str, Mapping[str, Any]] = {
    "said": {"message": SAID},
    "forwarded": {
        "message": {**SAID, "forward_origin": {"type": "user", "sender_user": OTHER, "date": 1}},
    },
    "through a bot": {"message": {**SAID, "via_bot": BOT}},
    "a photo": {"message": {key: SAID[key] for key in SAID if key != "text"} | {"caption": "canary"}},
    "of a channel": {"message": {**SAID, "sender_chat": {"id": -6, "type": "channel", "title": "Canary"}}},
    "in a group": {"message": {**SAID, "chat": GROUP}},
    "of nobody": {"message": {key: SAID[key] for key in SAID if key != "from"}},
    "pressed": {"callback_query": PRESS},
    "pressed under an old message": {
        "callback_query": {**PRESS, "message": {"chat": PRIVATE, "message_id": 3, "date": 0}}
    },
    "pressed under another bot's": {
        "callback_query": {**{key: PRESS[key] for key in PRESS if key != "message"}, "inline_message_id": "x"}
    },
    "blocked": {
        "my_chat_member": {
            **CHANGE, "chat": PRIVATE, "new_chat_member": {"status": "kicked", "user": BOT, "until_date": 0}
        }
    },
    "made an administrator": {"my_chat_member": CHANGE},
}  # fmt: skip


def read(update: Update) -> list[object]:
    """What the router asks of an update."""
    changed, message, query = update.my_chat_member, update.message, update.callback_query
    return [
        *([] if changed is None else [changed.chat.id, changed.chat.type, changed.from_user.id,
          changed.from_user.language_code, changed.new_chat_member.status, changed.old_chat_member.status]),
        *of_message(message),
        *([] if message is None else [message.text, message.via_bot is None, message.forward_origin is None]),
        *([] if query is None else [query.id, query.data, query.from_user.id, query.from_user.language_code,
          *of_message(query.message)]),
    ]  # fmt: skip


def of_message(message: MaybeInaccessibleMessage | None) -> list[object]:
    if message is None:
        return []
    sender = getattr(message, "from_user", None)
    place = getattr(message, "sender_chat", None)
    person = None if sender is None else (sender.id, sender.is_bot, sender.language_code)
    channel = None if place is None else place.id
    return [
        message.message_id, message.date, message.chat.id, message.chat.type, message.is_accessible,
        getattr(message, "reply_markup", None), person, channel,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", UPDATES)
def test_the_answer_is_the_same(kind: str):
    raw = {"update_id": 1, **UPDATES[kind]}
    kept = bare(raw)
    whole, reduced = Update.de_json(dict(raw), None), Update.de_json(dict(kept), None)
    assert read(reduced) == read(whole)
    assert lane(kept) == lane(raw)
    assert bare(kept) == kept


@pytest.mark.parametrize("kind", UPDATES)
def test_no_name_is_kept(kind: str):
    assert "canary" not in str(bare({"update_id": 1, **UPDATES[kind]})).lower()


def test_what_is_no_update_says_nothing():
    assert bare({"update_id": 1, "message": "x", "poll": {}}) == {"update_id": 1}
    assert bare({"update_id": 1, "my_chat_member": {"new_chat_member": 3, "from": 4, "chat": 5}}) == {
        "update_id": 1,
        "my_chat_member": {"new_chat_member": None},
    }
