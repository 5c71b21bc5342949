"""Reads RSS, RDF and Atom with feedparser, which has met most of what feeds do wrong.

It is given text that is known to be text, and is told not to clean HTML or resolve links inside it:
both cost most of its time, and what comes in is cleaned where it is used.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import feedparser

from alertbot.errors import FeedBroken, NotAFeed
from alertbot.model import ParsedEntry, ParsedFeed
from alertbot.watch import dates, tidy

_LONGEST_TTL = timedelta(days=7)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}  # RSS 1.0 syndication module


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed, and where its entries stood."""

    feed: ParsedFeed
    places: tuple[int, ...]  # for each entry, which item of the document it was
    items: int  # how many items the document had, empty ones included


def xml(text: str, *, url: str, now: datetime) -> Parsed:
    """The feed in an XML document.

    Items with nothing in them are left out. Raises NotAFeed or FeedBroken.
    """
    found = _parsed(text, url)
    about: Mapping[str, Any] = found["feed"]
    items: Sequence[Mapping[str, Any]] = found["entries"]
    if not found.get("version") and not items:
        raise NotAFeed(url, "no feed that we can read")
    link = tidy.link_of(_text(about, "link"), url)
    entries = [
        (at, entry) for at, item in enumerate(items) if (entry := _entry(item, link or url, now)) is not None
    ]
    feed = ParsedFeed(
        title=tidy.line(_text(about, "title")),
        link=link,
        language=tidy.tag(_text(about, "language") or _detail_language(about)),
        ttl=_ttl(about),
        entries=tuple(entry for _, entry in entries),
    )
    return Parsed(feed, tuple(at for at, _ in entries), len(items))


def _parsed(text: str, url: str) -> Mapping[str, Any]:
    # Not told where the document was found: it would make guids absolute, and others after a move.
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:
        # The parser's own faults on damaged documents come as any exception there is; for us they are
        # all one thing: this document cannot be read.
        raise FeedBroken(url, f"the parser stumbled ({type(error).__name__})") from error
    return parsed


def _text(about: Mapping[str, Any], name: str) -> str:
    # Past feedparser's own `get`, which warns and guesses one field from another.
    value = dict.get(about, name) if isinstance(about, dict) else None
    return value if isinstance(value, str) else ""


def _dicts(about: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    value = dict.get(about, name) if isinstance(about, dict) else None
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each


def _entry(item: Mapping[str, Any], base: str, now: datetime) -> ParsedEntry | None:
    contents = [_text(content, "value") for content in _dicts(item, "content")]
    return tidy.entry(
        base=base,
        guid=_text(item, "id"),
        link=_text(item, "feedburner_origlink") or _text(item, "link"),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        content=max(contents, key=len, default=""),
        published_at=_published(item, now),
        language=_text(item, "language") or _detail_language(item),
        categories=[_text(tag, "label") or _text(tag, "term") for tag in _dicts(item, "tags")],
    )


def _published(item: Mapping[str, Any], now: datetime) -> datetime | None:
    for name in ("published", "created", "updated"):
        guess = dict.get(item, f"{name}_parsed") if isinstance(item, dict) else None
        found = dates.read(_text(item, name), guess, now=now)
        if found is not None:
            return found
    return None


def _detail_language(about: Mapping[str, Any]) -> str:
    for name in ("title_detail", "content", "summary_detail", "subtitle_detail"):
        for detail in _dicts(about, name):
            if language := _text(detail, "language"):
                return language
    return ""


def _ttl(about: Mapping[str, Any]) -> timedelta | None:
    with suppress(ValueError, OverflowError):
        if minutes := _text(about, "ttl").strip():
            ttl = timedelta(minutes=float(minutes))
            return min(ttl, _LONGEST_TTL) if ttl > timedelta(0) else None
    period = _PERIODS.get(_text(about, "sy_updateperiod").strip().lower())
    if period is None:
        return None
    frequency = _text(about, "sy_updatefrequency").strip()
    times = int(frequency) if frequency.isascii() and frequency.isdigit() and len(frequency) < 6 else 1  # noqa: PLR2004  # more a year than any feed
    return min(period / max(times, 1), _LONGEST_TTL)
