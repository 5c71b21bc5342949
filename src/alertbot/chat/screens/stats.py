"""Numbers for editors, in words; small ones are hidden, so that nobody can be counted out."""

from collections.abc import Sequence

from alertbot.chat.screens.page import Screen, back, screen
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Topic
from alertbot.storage.stats import Overview

LEAST_SHOWN = 10


def shown(words: Words, n: int) -> str:
    """A count of people or of what reached them: "<10" where it is smaller than that."""
    return bidi.isolate_ltr(words.number(n) if n >= LEAST_SHOWN else f"<{words.number(LEAST_SHOWN)}")


def overview(words: Words, numbers: Overview, topics: Sequence[Topic], *, days: int) -> Screen:
    """Subscribers by language and topic, deliveries and feeds."""
    lines = [
        words.gettext("Subscribers: {number}").format(number=shown(words, numbers.subscribers)),
        words.gettext("Paused: {number}").format(number=shown(words, numbers.paused)),
        "",
        words.gettext("By first language"),
        *(
            words.gettext("{language}: {number}").format(
                language=bidi.isolate(words.name_of(tag)), number=shown(words, n)
            )
            for tag, n in sorted(numbers.by_language.items(), key=lambda pair: -pair[1])
        ),
        "",
        words.gettext("By topic"),
        *(
            words.gettext("{topic}: {number}").format(
                topic=bidi.isolate(topic.name(words.tag)),
                number=shown(words, numbers.by_topic.get(topic.id, 0)),
            )
            for topic in topics
        ),
        "",
        words.ngettext("In the last {number} day", "In the last {number} days", days).format(
            number=words.number(days)
        ),
        words.gettext("Alerts: {number}").format(number=bidi.isolate(words.number(numbers.alerts))),
        words.gettext("Delivered: {number}").format(number=shown(words, numbers.delivered)),
        words.gettext("Failed: {number}").format(number=shown(words, numbers.failed)),
        "",
        words.gettext("Feeds: {number}").format(number=bidi.isolate(words.number(numbers.feeds))),
        words.gettext("Feeds that are paused: {number}").format(
            number=bidi.isolate(words.number(numbers.feeds_paused))
        ),
        words.gettext("Feeds that do not work: {number}").format(
            number=bidi.isolate(words.number(numbers.feeds_failing))
        ),
    ]
    return screen(words, *lines, title=words.gettext("Statistics"), rows=(back(words),))
