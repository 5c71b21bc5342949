"""What of an update is kept while it waits: what its answer depends on, and nobody's name.

That a message was forwarded or sent through another bot matters, from whom and through which does not.
"""

from collections.abc import Mapping
from typing import Any

Raw = Mapping[str, Any]  # an update, or a part of one, as Telegram writes it

_MESSAGE = ("message_id", "date", "text", "reply_markup")
_QUERY = ("id", "chat_instance", "data")
_CHANGE = ("date",)
_MEMBER_NAMED = ("custom_title", "tag", "user")
_FORWARDED = {"type": "hidden_user", "sender_user_name": "", "date": 0}


def bare(raw: Raw) -> Raw:
    """The update without what nobody reads; what is no update of a kind we ask for says nothing any more."""
    kinds = {"message": _message, "callback_query": _query, "my_chat_member": _change}
    bodies = {kind: reduce(raw[kind]) for kind, reduce in kinds.items() if isinstance(raw.get(kind), Mapping)}
    return {"update_id": raw["update_id"], **bodies}


def _message(body: Raw) -> Raw:
    kept = _some(body, _MESSAGE) | _those(body)
    if "sender_chat" in body:
        kept["sender_chat"] = _chat(body["sender_chat"])
    if "forward_origin" in body:
        kept["forward_origin"] = _FORWARDED
    if "via_bot" in body:
        kept["via_bot"] = _person(body["via_bot"])
    return kept


def _query(body: Raw) -> Raw:
    kept = _some(body, _QUERY) | _those(body)
    if isinstance(body.get("message"), Mapping):
        kept["message"] = _message(body["message"])
    return kept


def _change(body: Raw) -> Raw:
    members = {key: _member(body[key]) for key in ("old_chat_member", "new_chat_member") if key in body}
    return _some(body, _CHANGE) | _those(body) | members


def _member(member: Any) -> Any:
    if not isinstance(member, Mapping):
        return None
    rights = {key: value for key, value in member.items() if key not in _MEMBER_NAMED}
    return rights | {"user": _person(member.get("user"))}


def _those(body: Raw) -> dict[str, Any]:
    """Who it is from, and in which chat."""
    reduced = {"from": _person(body.get("from")), "chat": _chat(body.get("chat"))}
    return {key: value for key, value in reduced.items() if value is not None}


def _person(person: Any) -> Any:
    if not isinstance(person, Mapping):
        return None
    return _some(person, ("id", "is_bot", "language_code")) | {"first_name": ""}


def _chat(chat: Any) -> Any:
    return _some(chat, ("id", "type")) if isinstance(chat, Mapping) else None


def _some(body: Raw, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: body[key] for key in keys if key in body}
