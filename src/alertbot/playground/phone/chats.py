"""What the page is told of a chat, as values that JSON can carry. Pure."""

from typing import Any

from alertbot.playground.botapi.chats import Shown
from alertbot.playground.botapi.people import Person
from alertbot.playground.phone.phones import Phone


def phone(shown: Phone) -> dict[str, Any]:
    """A phone as the page lists it."""
    return {
        "id": shown.person,
        "name": shown.name,
        "role": shown.role,
        "language": shown.language,
        "label": shown.label,
        "direction": shown.direction,
    }


def chat(person: Person) -> dict[str, Any]:
    """All that the person's phone shows now.

    `toasts` are all answers to pressed buttons so far; the page shows those it has not shown.
    """
    return {
        "messages": [_message(message) for message in person.messages],
        "commands": [
            {"command": command, "description": description} for command, description in person.commands
        ],
        "toasts": list(person.toasts),
        "blocked": person.blocked,
    }


def _message(message: Shown) -> dict[str, Any]:
    return {
        "id": message.message_id,
        "from_bot": message.from_bot,
        "text": message.text or _other_content(message),
        "picture": message.photo.id if message.photo is not None else None,
        "entities": message.entities,
        "keyboard": message.keyboard,
        "date": message.date.isoformat(),
        "edited": message.edited is not None,
        "silent": message.silent,
    }


def _other_content(message: Shown) -> str:
    """A stand-in for what the page cannot draw, so that no message looks empty."""
    return "" if message.photo is not None else f"[{', '.join(message.other) or 'empty'}]"
