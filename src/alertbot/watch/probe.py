"""Looks at an address an editor gives: is it a feed, or a page that has one, and what is in it?"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alertbot.errors import FeedError, NotAFeed, WebError
from alertbot.model import ParsedFeed
from alertbot.watch import hosts, identify
from alertbot.watch.workers import ParserPool
from alertbot.web.client import Client, Response

ACCEPT_FEED = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
)
_ACCEPT_ANY = "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.5"
_MOST_TRIES = 3
_MOST_TITLES = 3
_DEADLINE = timedelta(seconds=20)
_LARGEST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a feed looks like before it is added."""

    url: str  # of the feed itself
    title: str  # "" where it has none
    language: str | None  # as the feed declares it; `languages.table.recognise` makes it one of ours
    hosts: frozenset[str]  # where its links may lead
    entries: int
    titles: tuple[str, ...]  # of a few entries, so that the editor recognises it


async def look_at(
    client: Client,
    parsers: ParserPool,
    url: str,
    *,
    deadline: timedelta = _DEADLINE,
    largest_bytes: int = _LARGEST_BYTES,
) -> Probe:
    """The feed at `url`, or the first good one of those that the page at `url` names.

    An address without a scheme gets https. `deadline` is for each document. Raises a WebError or
    FeedError about the address given: NotAFeed where neither it nor what it names is a feed.
    """
    given = url.strip()
    address = given if "://" in given else f"https://{given}"
    got = await client.get(address, deadline=deadline, largest_bytes=largest_bytes, accept=_ACCEPT_ANY)
    try:
        return await _probe(parsers, got)
    except NotAFeed:
        named = await parsers.feeds_in(got.body, url=got.url, content_type=got.headers.get("Content-Type"))
    for candidate in named[:_MOST_TRIES]:
        try:
            there = await client.get(
                candidate, deadline=deadline, largest_bytes=largest_bytes, accept=ACCEPT_FEED
            )
            return await _probe(parsers, there, page=got.url)
        except (WebError, FeedError):
            continue  # the next one may do
    raise NotAFeed(address, "neither a feed nor a page that names one")


async def _probe(parsers: ParserPool, got: Response, *, page: str | None = None) -> Probe:
    reading = await parsers.read(
        got.body, url=got.url, content_type=got.headers.get("Content-Type"), now=datetime.now(UTC)
    )
    feed = reading.feed
    return Probe(
        url=got.url,
        title=feed.title,
        language=feed.language or _language_of_entries(feed),
        hosts=hosts.of_feed(got.url, feed.link, page),
        entries=len(identify.found(feed.entries, reading.hashes)),
        titles=tuple(entry.title for entry in feed.entries if entry.title)[:_MOST_TITLES],
    )


def _language_of_entries(feed: ParsedFeed) -> str | None:
    """The language that all entries declare, None where they differ or do not."""
    declared = {entry.language for entry in feed.entries}
    return declared.pop() if len(declared) == 1 else None
