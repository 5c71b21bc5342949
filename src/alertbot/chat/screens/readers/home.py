"""Where everything begins: what a person receives now, and the ways on."""

from datetime import datetime

from alertbot.chat.access import Act
from alertbot.chat.screens.page import (
    Row,
    Screen,
    button,
    languages_of,
    paired,
    screen,
)
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Role, Subscriber, SubscriberState


def home(
    words: Words,
    newsroom: str,
    subscriber: Subscriber | None,
    role: Role,
    *,
    note: str | None = None,
    banner: str | None = None,
    watches: bool = False,
) -> Screen:
    """Where everything begins; `note` is about what just happened, `banner` what all editors see.

    `watches`: a reader without topics watches words.
    """
    rows = [] if subscriber is None else _reader_rows(words, subscriber)
    if subscriber is None:
        rows.append((button(words, words.gettext("Receive alerts"), Act.GREET, ""),))
        rows.append(
            (
                button(words, words.gettext("Language"), Act.LANGUAGE),
                button(words, words.gettext("Help"), Act.HELP),
            )
        )
    if role >= Role.EDITOR:
        rows.append((button(words, words.gettext("Newsroom"), Act.NEWSROOM),))
    above = [each for each in (banner if role >= Role.EDITOR else None, note) if each is not None]
    return screen(
        words, *above, standing(words, subscriber, watches=watches), title=bidi.isolate(newsroom), rows=rows
    )


def _reader_rows(words: Words, subscriber: Subscriber) -> list[Row]:
    paused = subscriber.state is SubscriberState.PAUSED
    pause = (words.gettext("Resume"), Act.RESUME) if paused else (words.gettext("Pause"), Act.PAUSE)
    ways = [
        (words.gettext("Topics"), Act.TOPICS),
        (words.gettext("Words"), Act.WORDS),
        (words.gettext("Language"), Act.LANGUAGE),
        pause,
        (words.gettext("Safety"), Act.SAFETY),
        (words.gettext("Write to the editors"), Act.FEEDBACK),
        (words.gettext("My data"), Act.MYDATA),
        (words.gettext("Privacy"), Act.PRIVACY),
        (words.gettext("Stop"), Act.STOP),
        (words.gettext("Help"), Act.HELP),
    ]
    latest = button(words, words.gettext("Latest alerts"), Act.LATEST)
    return [(latest,), *paired([button(words, name, act) for name, act in ways])]


def standing(words: Words, subscriber: Subscriber | None, *, watches: bool = False) -> str:
    """One sentence: what the reader receives now."""
    if subscriber is None:
        return words.gettext("You do not receive alerts.")
    if subscriber.state is SubscriberState.PAUSED:
        return paused_until(words, subscriber.paused_until)
    if not subscriber.topics and watches:
        return words.gettext(
            "You receive alerts that contain a word you watch. Language: {languages}."
        ).format(languages=languages_of(words, subscriber.languages))
    if not subscriber.topics:
        return words.gettext("You have chosen no topic, so you receive no alerts.")
    n = len(subscriber.topics)
    return words.ngettext(
        "You receive alerts on {number} topic. Language: {languages}.",
        "You receive alerts on {number} topics. Language: {languages}.",
        n,
    ).format(number=words.number(n), languages=languages_of(words, subscriber.languages))


def paused_until(words: Words, until: datetime | None) -> str:
    """Until when there are no alerts."""
    if until is None:
        return words.gettext("Your alerts are paused until you resume them.")
    return words.gettext("Your alerts are paused until {date}.").format(date=bidi.isolate(words.date(until)))
