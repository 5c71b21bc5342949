"""Reads one document from bytes to entries: decoded, scanned, trimmed, parsed.

What runs here sees hostile input and runs in a worker process that can be killed (`workers`).
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from alertbot.errors import FeedBroken, NotAFeed
from alertbot.model import ParsedFeed
from alertbot.watch import jsonfeed, parse, prescan, trim
from alertbot.watch.decode import text_of

MOST_ITEMS_AT_ONCE = 1000  # where a document cannot be trimmed
MOST_TEXT = 8_000_000  # characters of summaries and contents handed on from one document
_PROLOGUE = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]{1,50}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_HEAD = 20_000  # characters in which a feed shows that it is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a document: entries seen before in these very words are not in it."""

    feed: ParsedFeed
    hashes: tuple[bytes, ...]  # one for each entry, of its very words
    left_out: int  # how many entries were seen before


def read(
    body: bytes, *, url: str, content_type: str | None, known: AbstractSet[bytes], now: datetime
) -> Reading:
    """The feed in `body`, without the entries whose hash is in `known`.

    Raises NotAFeed or FeedBroken, and nothing else whatever the bytes are.
    """
    text = text_of(body, content_type=content_type)
    text = text[found.end() :] if (found := _PROLOGUE.match(text)) else text.lstrip()
    if text.startswith("{"):
        return _bounded(_json(text, url=url, known=known, now=now))
    if not _ROOT.search(text[:_HEAD]):
        raise NotAFeed(url, "a web page" if _PAGE.search(text[:_HEAD]) else "no feed that we can read")
    if objection := prescan.objection(text):
        raise FeedBroken(url, objection)
    return _bounded(_xml(text, url=url, known=known, now=now))


def _xml(text: str, *, url: str, known: AbstractSet[bytes], now: datetime) -> Reading:
    trimmed = trim.trimmed(text, known)
    if trimmed is not None:
        parsed = parse.xml(trimmed.text, url=url, now=now)
        if parsed.items == len(trimmed.hashes):
            hashes = tuple(trimmed.hashes[at] for at in parsed.places)
            return Reading(feed=parsed.feed, hashes=hashes, left_out=trimmed.left_out)
    if trim.count_items(text) > MOST_ITEMS_AT_ONCE:
        raise FeedBroken(url, f"more than {MOST_ITEMS_AT_ONCE} items that cannot be told apart")
    return _without_known(parse.xml(text, url=url, now=now).feed, known)


def _without_known(feed: ParsedFeed, known: AbstractSet[bytes]) -> Reading:
    hashed = [(trim.hash_of(repr(entry)), entry) for entry in feed.entries]
    fresh = [pair for pair in trim.both_ends(hashed) if pair[0] not in known]
    return Reading(
        feed=replace(feed, entries=tuple(entry for _, entry in fresh)),
        hashes=tuple(key for key, _ in fresh),
        left_out=sum(key in known for key, _ in hashed),
    )


def _json(text: str, *, url: str, known: AbstractSet[bytes], now: datetime) -> Reading:
    document, items = jsonfeed.items_of(text, url=url)
    hashed = [(_hash_of_item(item), item) for item in items]
    fresh = [pair for pair in trim.both_ends(hashed) if pair[0] not in known]
    feed, kept = jsonfeed.feed(document, _seconds(fresh), url=url, now=now)
    return Reading(
        feed=feed,
        hashes=tuple(fresh[at][0] for at in kept),
        left_out=sum(key in known for key, _ in hashed),
    )


def _hash_of_item(item: Mapping[str, Any]) -> bytes:
    return trim.hash_of(orjson.dumps(item, option=orjson.OPT_SORT_KEYS).decode())


def _seconds(pairs: Sequence[tuple[bytes, Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    return [item for _, item in pairs]


def _bounded(reading: Reading) -> Reading:
    """Entries past MOST_TEXT characters in all keep their titles and links, without their texts."""
    room = MOST_TEXT
    entries = []
    for entry in reading.feed.entries:
        room -= len(entry.summary) + len(entry.content)
        entries.append(entry if room >= 0 else replace(entry, summary=entry.summary[:2000], content=""))
    return replace(reading, feed=replace(reading.feed, entries=tuple(entries)))
