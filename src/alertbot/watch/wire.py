"""What goes between us and the worker processes: JSON and the document, never pickles.

A worker has read hostile input; its answer is checked like any other input from outside.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from alertbot.errors import FeedBroken, FeedError, NotAFeed
from alertbot.model import ParsedEntry, ParsedFeed
from alertbot.watch.document import Reading

LARGEST_ANSWER = 256 * 1024 * 1024  # bytes
_HASH_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A document to read: as a feed, or as a page that may name its feeds."""

    body: bytes
    url: str
    content_type: str | None
    known: frozenset[bytes] | None  # None asks for the feeds a page names
    now: datetime


def packed(job: Job) -> bytes:
    """The job as bytes: the document follows a line of JSON."""
    known = None if job.known is None else b"".join(sorted(job.known)).hex()
    head = orjson.dumps({"url": job.url, "type": job.content_type, "known": known, "now": job.now})
    return head + b"\n" + job.body


def job_of(message: bytes) -> Job:
    """The job that `packed` was given."""
    line, _, body = message.partition(b"\n")
    head = orjson.loads(line)
    return Job(
        body=body,
        url=head["url"],
        content_type=head["type"],
        known=None if head["known"] is None else frozenset(_cut(bytes.fromhex(head["known"]))),
        now=datetime.fromisoformat(head["now"]),
    )


def answer(outcome: Reading | list[str] | FeedError) -> bytes:
    """An answer as bytes."""
    if isinstance(outcome, FeedError):
        return orjson.dumps({"error": isinstance(outcome, NotAFeed), "reason": outcome.reason})
    if isinstance(outcome, Reading):
        hashes = [each.hex() for each in outcome.hashes]
        reading = {"feed": outcome.feed, "hashes": hashes, "left_out": outcome.left_out}
        return orjson.dumps(reading, default=_seconds)
    return orjson.dumps({"links": outcome})


def reading_of(data: bytes, url: str) -> Reading:
    """The reading in an answer. Raises what the worker found: NotAFeed or FeedBroken."""
    found = _opened(data, url)
    try:
        feed = found["feed"]
        entries = tuple(_entry(each) for each in feed.pop("entries"))
        hashes = tuple(bytes.fromhex(key) for key, _ in zip(found["hashes"], entries, strict=True))
        ttl = feed.pop("ttl")
        parsed = ParsedFeed(**feed, ttl=None if ttl is None else timedelta(seconds=ttl), entries=entries)
        return Reading(feed=parsed, hashes=hashes, left_out=found["left_out"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FeedBroken(url, "the reader gave no sensible answer") from error


def links_of(data: bytes, url: str) -> list[str]:
    """The links in an answer. Raises FeedBroken."""
    links = _opened(data, url).get("links")
    if not isinstance(links, list):
        raise FeedBroken(url, "the reader gave no sensible answer")
    return [str(link) for link in links]


def _opened(data: bytes, url: str) -> dict[str, Any]:
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise FeedBroken(url, "the reader gave no sensible answer") from error
    if not isinstance(found, dict):
        raise FeedBroken(url, "the reader gave no sensible answer")
    if "error" in found:
        raise (NotAFeed if found["error"] else FeedBroken)(url, str(found.get("reason")))
    return found


def _entry(about: dict[str, Any]) -> ParsedEntry:
    published = about.pop("published_at")
    if not all(isinstance(about[name], str) for name in ("title", "summary", "content")):
        raise TypeError
    if not all(isinstance(about[name], str | None) for name in ("guid", "link", "language")):
        raise TypeError
    categories = tuple(about.pop("categories"))
    moment = None if published is None else datetime.fromisoformat(published)
    return ParsedEntry(**about, published_at=moment, categories=categories)


def _seconds(value: object) -> float:
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError


def _cut(joined: bytes) -> list[bytes]:
    return [joined[at : at + _HASH_BYTES] for at in range(0, len(joined), _HASH_BYTES)]
