"""A stand-in for Telegram's Bot API: the true protocol, validation, limits and words, all in memory.

Real libraries talk to it over HTTP by their base URL and do not know the difference. What it does not
do: parsing of HTML and Markdown (it refuses a parse mode), media other than pictures, inline mode,
payments, joining and splitting of overlapping entities. Answers of Telegram's servers that are
published nowhere are as bots have met them.
"""

from alertbot.playground.botapi.chats import Chat, Group, Shown
from alertbot.playground.botapi.faults import (
    AcceptThenHang,
    AcceptThenReset,
    Blocked,
    HtmlError,
    Malformed,
    Reset,
    Slow,
    Status,
    TooMany,
)
from alertbot.playground.botapi.people import Person
from alertbot.playground.botapi.server import serve
from alertbot.playground.botapi.world import Call, World

__all__ = [
    "AcceptThenHang", "AcceptThenReset", "Blocked", "Call", "Chat", "Group", "HtmlError", "Malformed",
    "Person", "Reset", "Shown", "Slow", "Status", "TooMany", "World", "serve",
]  # fmt: skip
