"""How long to be silent, and the way out of a pause."""

from alertbot.chat.access import Act
from alertbot.chat.screens.page import (
    Row,
    Screen,
    back,
    button,
    screen,
)
from alertbot.chat.screens.readers.home import paused_until
from alertbot.languages.catalogues import Words
from alertbot.model import Subscriber, SubscriberState


def pause(words: Words, subscriber: Subscriber) -> Screen:
    """How long to be silent, and the way out of a pause."""
    rows: list[Row] = [
        (button(words, words.gettext("For a day"), Act.PAUSE_FOR, "day"),),
        (button(words, words.gettext("For a week"), Act.PAUSE_FOR, "week"),),
        (button(words, words.gettext("Until I resume"), Act.PAUSE_FOR, "ever"),),
        back(words),
    ]
    if subscriber.state is SubscriberState.PAUSED:
        rows.insert(0, (button(words, words.gettext("Resume"), Act.RESUME),))
        return screen(
            words, paused_until(words, subscriber.paused_until), title=words.gettext("Pause"), rows=rows
        )
    return screen(
        words,
        words.gettext("How long do you want to receive nothing?"),
        title=words.gettext("Pause"),
        rows=rows,
    )
