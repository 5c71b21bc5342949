"""Finds the feeds that a web page names."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from alertbot.watch import tidy
from alertbot.watch.decode import text_of

MOST_FEEDS = 10
_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
    }
)
_LIKE_A_FEED = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feed|feeds|rdf)(?:[/._-]|\d|$)|\.(?:rss|atom|rdf|xml)$", re.IGNORECASE
)
_OF_COMMENTS = re.compile(r"comments?(?:[/._-]|$)", re.IGNORECASE)


def feeds_in(body: bytes, *, url: str, content_type: str | None) -> list[str]:
    """Absolute addresses of feeds, those the page declares before those that only look like one.

    Feeds of comments come last. Empty where there is none.
    """
    text = text_of(body, content_type=content_type).encode("utf-8")
    root = etree.fromstring(text, etree.HTMLParser(encoding="utf-8", no_network=True))
    if root is None:  # nothing there
        return []
    base = _base(root, url)
    found = [link for href in (*_declared(root), *_linked(root)) if (link := tidy.link_of(href, base))]
    return sorted(dict.fromkeys(found), key=_is_of_comments)[:MOST_FEEDS]


def _base(root: etree._Element, url: str) -> str:
    for element in root.iter("base"):
        if link := tidy.link_of(element.get("href"), url):
            return link
    return url


def _declared(root: etree._Element) -> Iterator[str]:
    for element in root.iter("link"):
        relations = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        if ("alternate" in relations and kind in _TYPES) or "feed" in relations:
            yield element.get("href") or ""


def _linked(root: etree._Element) -> Iterator[str]:
    for element in root.iter("a"):
        href = element.get("href") or ""
        if _LIKE_A_FEED.search(href.partition("?")[0].partition("#")[0]):
            yield href


def _is_of_comments(link: str) -> bool:
    return bool(_OF_COMMENTS.search(urlsplit(link).path))
