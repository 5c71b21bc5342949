"""Numbers for editors, in words; small ones are hidden, so that nobody can be counted out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from alertbot.chat.access import Act
from alertbot.chat.charts import tens
from alertbot.chat.screens.editors.charts import FIRST_SPAN, Which, label
from alertbot.chat.screens.page import Screen, back, button, paired, screen
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Topic
from alertbot.storage.providers import Spent
from alertbot.storage.stats import Overview

LEAST_SHOWN = 10
_MICROS = 1_000_000


def shown(words: Words, n: int) -> str:
    """A count of people or of what reached them, rounded down to tens: "<10" where it is smaller than that.

    Were it exact, the difference of two of them would be a small count: of yesterday and today, of all
    and of all but one language.
    """
    return bidi.isolate_ltr(words.number(tens(n)) if n >= LEAST_SHOWN else f"<{words.number(LEAST_SHOWN)}")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a provider took today and this month, and how long it still rests after failures."""

    provider: str
    today: Spent | None
    month: Spent
    rest: timedelta = timedelta(0)


def overview(
    words: Words, numbers: Overview, topics: Sequence[Topic], costs: Sequence[Cost] = (), *, days: int
) -> Screen:
    """Subscribers by language and topic, deliveries, feeds, and what providers cost."""
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
        *(line for cost in costs for line in ("", *_cost(words, cost))),
    ]
    lines += ["", words.gettext("Numbers of readers and of messages are rounded down to tens.")]
    pictures = paired(
        button(words, label(words, which), Act.STATS_PICTURE, which, FIRST_SPAN) for which in Which
    )
    return screen(
        words, *lines, title=words.gettext("Statistics"), rows=(*pictures, back(words, Act.NEWSROOM))
    )


def _cost(words: Words, cost: Cost) -> list[str]:
    """A provider by the operator's name for it, on lines of its own; the currency is the operator's."""
    name = words.gettext("Translations and summaries by {provider}")
    lines = [name.format(provider=bidi.isolate_ltr(cost.provider))]
    if cost.rest:
        lines.append(words.gettext("It rests after failures and will be asked again."))
    if cost.today is not None:
        lines.append(words.gettext("Today: {numbers}").format(numbers=_spent(words, cost.today)))
    lines.append(words.gettext("This month: {numbers}").format(numbers=_spent(words, cost.month)))
    return lines


def _spent(words: Words, spent: Spent) -> str:
    usage = spent.usage
    parts = [
        words.gettext("{number} characters").format(number=_number(words, usage.characters)),
        words.gettext("cost {number}").format(number=_number(words, round(usage.micros / _MICROS, 2))),
        words.gettext("failures {number}").format(number=_number(words, spent.failures)),
    ]
    return words.join(parts)


def _number(words: Words, n: float) -> str:
    return bidi.isolate_ltr(words.number(n))
