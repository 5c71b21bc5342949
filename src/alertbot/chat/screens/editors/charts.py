"""The pictures of /stats: what each shows, in the editor's language and direction."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from alertbot.chat.access import Act
from alertbot.chat.charts import Chart, Kind, Series, quantile, tens, written
from alertbot.chat.screens.page import Button, Row, Screen, back, button, choice, days_of, paired, screen
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Direction, Topic, TopicId

LEAST = 10
SPANS = (7, 30, 90)  # days
FIRST_SPAN = 30
_PARTS_MOST = 10
_NAME_MOST = 44  # characters
_MINUTE = 60


class Which(StrEnum):
    """The pictures, in the order of their buttons."""

    GROWTH = "g"
    DELIVERIES = "d"
    DELAY = "t"
    LANGUAGES = "l"
    TOPICS = "p"

    @property
    def by_day(self) -> bool:
        """Whether it shows days, of which there may be more or fewer."""
        return self not in {Which.LANGUAGES, Which.TOPICS}


@dataclass(frozen=True, slots=True)
class Days:
    """What is known of each day (YYYY-MM-DD), true counts; a day may be missing."""

    subscribers: Mapping[str, int]
    deliveries: Mapping[str, tuple[int, int]]  # sent, failed
    delays: Mapping[str, Mapping[int, int]]  # deliveries by the bound they were within, in seconds


def label(words: Words, which: Which) -> str:
    """What the button of a picture says."""
    return {
        Which.GROWTH: words.gettext("Readers by day"),
        Which.DELIVERIES: words.gettext("Deliveries by day"),
        Which.DELAY: words.gettext("Time to the phone"),
        Which.LANGUAGES: words.gettext("Readers by language"),
        Which.TOPICS: words.gettext("Readers by topic"),
    }[which]


def growth(words: Words, days: Days, span: Sequence[date]) -> Chart:
    """Subscribers when each day began."""
    values = tuple(_tens(days.subscribers.get(day.isoformat())) for day in span)
    return _by_day(words, Which.GROWTH, Kind.BARS, span, Series("", values), least=LEAST)


def deliveries(words: Words, days: Days, span: Sequence[date]) -> Chart:
    """Messages delivered and failed, by the day on which they were to go out."""
    known = [days.deliveries.get(day.isoformat(), (0, 0)) for day in span]
    delivered = Series(words.gettext("Delivered"), tuple(tens(sent) for sent, _ in known))
    failed = Series(words.gettext("Failed"), tuple(tens(failed) for _, failed in known))
    return _by_day(words, Which.DELIVERIES, Kind.BARS, span, delivered, failed, least=LEAST)


def delay(words: Words, days: Days, span: Sequence[date]) -> Chart:
    """Minutes from publication to phone within which half, and nine of ten, of a day's deliveries were."""
    known = [days.delays.get(day.isoformat(), {}) for day in span]
    half = Series(words.gettext("Half of all"), tuple(_minutes(quantile(each, 0.5)) for each in known))
    most = Series(words.gettext("Nine of ten"), tuple(_minutes(quantile(each, 0.9)) for each in known))
    made = _by_day(words, Which.DELAY, Kind.LINES, span, half, most)
    return replace(made, title=_plain(words.gettext("Minutes from publication to phone")))


def languages(words: Words, counts: Mapping[str, int]) -> Chart:
    """Subscribers by first language, the most first."""
    return _parts(words, Which.LANGUAGES, ((words.name_of(tag), n) for tag, n in counts.items()))


def topics(words: Words, counts: Mapping[TopicId, int], known: Iterable[Topic]) -> Chart:
    """Subscribers by topic, the most first."""
    return _parts(words, Which.TOPICS, ((each.name(words.tag), counts.get(each.id, 0)) for each in known))


def span_of(now: datetime, days: int) -> list[date]:
    """The last so many days (UTC), today last."""
    return [now.date() - timedelta(days=back) for back in range(days - 1, -1, -1)]


def shown(words: Words, which: Which, days: int, chart: Chart, picture: bytes | None) -> Screen:
    """A picture with its buttons; without one the same in words."""
    told = () if picture else (words.gettext("A picture cannot be drawn here."), "", *_in_words(words, chart))
    spans: tuple[Row, ...] = ()
    if which.by_day:
        spans = (tuple(_span(words, which, each, each == days) for each in SPANS),)
    others = paired(
        button(words, label(words, each), Act.STATS_PICTURE, each, days)
        for each in Which
        if each is not which
    )
    rows = (*spans, *others, back(words, Act.STATS))
    made = screen(words, *told, title=chart.title, rows=rows)
    return replace(made, picture=picture)


def _span(words: Words, which: Which, days: int, chosen: bool) -> Button:
    return choice(words, days_of(words, days), chosen, Act.STATS_PICTURE, which, days)


def _in_words(words: Words, chart: Chart) -> Iterable[str]:
    names = [each.name for each in chart.series if each.name]
    heads = [" / ".join(bidi.isolate(name) for name in names)] if names else []
    return [*heads, *(bidi.isolate(line) for line in written(chart))]


def _by_day(
    words: Words, which: Which, kind: Kind, span: Sequence[date], *series: Series, least: int = 0
) -> Chart:
    labels = tuple(_plain(words.short_day(day)) for day in span)
    return _chart(words, kind, label(words, which), labels, series, least=least)


def _parts(words: Words, which: Which, counted: Iterable[tuple[str, int]]) -> Chart:
    """Ordered by what is shown, so that the order tells nothing of what is hidden."""
    found = sorted(((tens(n), name) for name, n in counted), key=lambda each: (-each[0], each[1]))[
        :_PARTS_MOST
    ]
    labels = tuple(_plain(name) for _, name in found)
    counts = Series("", tuple(n for n, _ in found))
    return _chart(words, Kind.PARTS, label(words, which), labels, (counts,), least=LEAST)


def _chart(
    words: Words, kind: Kind, title: str, labels: tuple[str, ...], series: Sequence[Series], *, least: int
) -> Chart:
    return Chart(
        kind=kind,
        title=_plain(title),
        labels=labels,
        series=tuple(replace(each, name=_plain(each.name)) for each in series),
        rightward=words.direction is Direction.LTR,
        least=least,
        small=f"<{words.number(LEAST)}",
        number=words.number,
    )


def _plain(text: str) -> str:
    """Without what directs text in messages, which pictures do by themselves, and not too long."""
    kept = "".join(
        letter for letter in text if unicodedata.category(letter) != "Cf" or letter in "\u200c\u200d"
    )
    return kept if len(kept) <= _NAME_MOST else f"{kept[: _NAME_MOST - 1]}…"


def _tens(n: int | None) -> int | None:
    return None if n is None else tens(n)


def _minutes(seconds: int | None) -> float | None:
    return None if seconds is None else round(seconds / _MINUTE, 1)
