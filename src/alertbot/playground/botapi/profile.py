"""What the bot says about itself: commands by scope and language, names, descriptions, menu buttons."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Scope(NamedTuple):
    """For whom a list of commands is."""

    kind: str = "default"
    chat: int = 0
    user: int = 0


Command = tuple[str, str]  # command, description


@dataclass(slots=True)
class Profile:
    """The bot's own pages, each by language code, "" being the one for all."""

    commands: dict[tuple[Scope, str], list[Command]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)  # by (kind of text, language)
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)  # by person, 0 being the default

    def text(self, kind: str, language: str) -> str:
        """A name or description in `language`, else the one for all."""
        return self.texts.get((kind, language)) or self.texts.get((kind, ""), "")


def menu(profile: Profile, person: int, client_language: str) -> list[Command]:
    """The commands a person's client shows in the private chat.

    The language is the client's, and the first list that exists counts (core.telegram.org/bots/api,
    "Determining list of commands").
    """
    language = client_language.partition("-")[0].lower()
    for scope in (Scope("chat", person), Scope("all_private_chats"), Scope()):
        for tag in (language, ""):
            if found := profile.commands.get((scope, tag)):
                return list(found)
    return []
