"""The menu where everything begins."""

from alertbot.chat.desk import Desk, Visit
from alertbot.chat.screens.editors import freeze
from alertbot.chat.screens.page import Screen
from alertbot.chat.screens.readers import home as screens


def home(desk: Desk, visit: Visit, *, note: str | None = None) -> Screen:
    """The menu of somebody who is known; editors see there when all alerts are stopped."""
    banner = None if visit.freeze is None else freeze.banner(visit.words, visit.freeze, now=visit.now)
    return screens.home(
        visit.words,
        desk.newsroom,
        visit.subscriber,
        visit.role,
        note=note,
        banner=banner,
        watches=visit.watches,
    )
