"""Reads JSON Feed, versions 1 and 1.1 (jsonfeed.org), which feedparser does not."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from alertbot.errors import FeedBroken, NotAFeed
from alertbot.model import ParsedEntry, ParsedFeed
from alertbot.watch import dates, tidy

_VERSION = "https://jsonfeed.org/version/1"


def items_of(text: str, *, url: str) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """The document and its items as they stand. Raises NotAFeed or FeedBroken."""
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise FeedBroken(url, "the JSON is damaged") from error
    if not isinstance(document, dict) or not _text(document, "version").startswith(_VERSION):
        raise NotAFeed(url, "JSON, but no JSON Feed")
    items = document.get("items")
    return document, [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def feed(
    document: Mapping[str, Any], items: Sequence[Mapping[str, Any]], *, url: str, now: datetime
) -> tuple[ParsedFeed, tuple[int, ...]]:
    """The feed with these of its items, and for each entry which of the items it was."""
    link = tidy.link_of(_text(document, "home_page_url"), url)
    entries = [
        (at, entry) for at, item in enumerate(items) if (entry := _entry(item, link or url, now)) is not None
    ]
    parsed = ParsedFeed(
        title=tidy.line(_text(document, "title")),
        link=link,
        language=tidy.tag(_text(document, "language")),
        ttl=None,
        entries=tuple(entry for _, entry in entries),
    )
    return parsed, tuple(at for at, _ in entries)


def _entry(item: Mapping[str, Any], base: str, now: datetime) -> ParsedEntry | None:
    categories = item.get("tags")
    return tidy.entry(
        base=base,
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or _text(item, "content_text"),
        published_at=dates.read(_text(item, "date_published") or _text(item, "date_modified"), None, now=now),
        language=_text(item, "language"),
        categories=[each for each in categories if isinstance(each, str)]
        if isinstance(categories, list)
        else [],
    )


def _text(about: Mapping[str, Any], name: str) -> str:
    """A string; numbers (some feeds have numeric ids, against the rule) become one."""
    value = about.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
