"""Reply markup: reading it as the API layer does, then accepting it as Telegram's core does."""

from dataclasses import dataclass, field
from typing import Any

from alertbot.playground.botapi import fields, links
from alertbot.playground.botapi.errors import ApiError, bad_request

Rows = list[list[dict[str, Any]]]

DATA_MOST = 64  # bytes of callback data
COPY_MOST = 256  # characters of a text to copy
_ACTIONS = (
    "copy_text", "callback_game", "pay", "switch_inline_query",
    "switch_inline_query_chosen_chat", "switch_inline_query_current_chat", "login_url", "web_app",
)  # fmt: skip
_OBJECTS = frozenset(("copy_text", "switch_inline_query_chosen_chat", "login_url", "web_app"))
_FLAGS = (
    "remove_keyboard",
    "selective",
    "force_reply",
    "resize_keyboard",
    "one_time_keyboard",
    "is_persistent",
)
_LOOKS = ("style", "icon_custom_emoji_id")


@dataclass(slots=True)
class Markup:
    """A markup as asked for; only inline rows become part of a message."""

    inline: Rows = field(default_factory=list)
    other: dict[str, Any] | None = None  # a reply keyboard, its removal, or a forced reply


def read(value: object) -> Markup:
    """The markup of a request. Raises ApiError."""
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply markup")
    try:
        reply = _reply_rows(fields.optional_array(value, "keyboard"))
        inline = _inline_rows(fields.optional_array(value, "inline_keyboard"))
        flags = {name: fields.optional_flag(value, name) for name in _FLAGS}
        placeholder = fields.optional_string(value, "input_field_placeholder")
    except ValueError as error:
        raise bad_request(str(error)) from error
    if reply:
        return Markup(other={"keyboard": reply, "input_field_placeholder": placeholder, **flags})
    if any(inline):
        return Markup(inline=[row for row in inline if row])
    if flags["remove_keyboard"] or flags["force_reply"]:
        return Markup(other={"input_field_placeholder": placeholder, **flags})
    return Markup()


def _reply_rows(rows: list[Any]) -> Rows:
    made = []
    for row in rows:
        if not isinstance(row, list):
            raise fields.WrongField('Field "keyboard" must be an Array of Arrays')
        made.append([_reply_button(button) for button in row])
    return made


def _reply_button(button: object) -> dict[str, Any]:
    if isinstance(button, str):
        return {"text": button}
    try:
        if not isinstance(button, dict):
            raise fields.WrongField("KeyboardButton must be a String or an Object")
        return dict(button) | {"text": fields.required_string(button, "text")}
    except ValueError as error:
        raise fields.WrongField(f"Can't parse keyboard button: {error}") from error


def _inline_rows(rows: list[Any]) -> Rows:
    made = []
    for row in rows:
        if not isinstance(row, list):
            raise fields.WrongField(
                'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        made.append([_inline_button(button) for button in row])
    return made


def _inline_button(button: object) -> dict[str, Any]:
    try:
        if not isinstance(button, dict):
            raise fields.WrongField("InlineKeyboardButton must be an Object")
        text = fields.required_string(button, "text")
        looks = {name: button[name] for name in _LOOKS if name in button}
        return {"text": text, **_action(button), **looks}
    except ValueError as error:
        raise fields.WrongField(f"Can't parse inline keyboard button: {error}") from error


def _action(button: fields.Fields) -> dict[str, Any]:
    """The first thing the button can do; an empty url or callback data is none."""
    for name in ("url", "callback_data"):
        if value := fields.optional_string(button, name):
            return {name: value}
    name = next((name for name in _ACTIONS if name in button), "")
    if not name:
        raise fields.WrongField("Text buttons are unallowed in the inline keyboard")
    if name in _OBJECTS:
        return {name: dict(fields.required_object(button, name))}
    if name.startswith("switch"):
        return {name: fields.required_string(button, name)}
    return {name: button[name]}


def accept(rows: Rows) -> Rows:
    """The rows as they become part of a message. Raises ApiError."""
    accepted = [[_accepted(button) for button in row] for row in rows]
    for row in accepted:
        for button in row:
            _check_by_server(button)
    return accepted


def _accepted(button: dict[str, Any]) -> dict[str, Any]:
    if not button["text"].strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    if "url" in button:
        return button | {"url": _link(button["url"], "inline keyboard button URL")}
    if "web_app" in button:
        url = fields.optional_string(button["web_app"], "url")
        if not url.lower().startswith("https://"):
            raise _wrong_link("inline keyboard button Web App URL", url, "Only HTTPS links are allowed")
        return button | {"web_app": {"url": _link(url, "inline keyboard button Web App URL")}}
    return button


def _link(url: str, what: str) -> str:
    try:
        return links.checked(url)
    except ValueError as error:
        raise _wrong_link(what, url, str(error)) from error


def _wrong_link(what: str, url: str, why: str) -> ApiError:
    return bad_request(f"{what} '{url}' is invalid: {why}")


def _check_by_server(button: dict[str, Any]) -> None:
    if len(button.get("callback_data", "").encode()) > DATA_MOST:
        raise bad_request("BUTTON_DATA_INVALID")
    if (
        "copy_text" in button
        and not 1 <= len(fields.optional_string(button["copy_text"], "text")) <= COPY_MOST
    ):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "pay" in button or "callback_game" in button:
        raise bad_request("BUTTON_TYPE_INVALID")
