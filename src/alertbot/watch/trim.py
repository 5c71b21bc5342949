"""Cuts a feed document down to the items not read before, in linear time.

A parser spends most of its time on items that are known. Where the items of a document can be told
apart safely by plain searching, those whose very text was read before are left out. Where they
cannot (nested, inside comments or CDATA, repeated guids), the document is left as it is.
"""

import re
from bisect import bisect_right
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar

MOST_ITEMS = 500  # kept of one document, from both its ends: feeds run newest or oldest first
_OPENING = re.compile(r"<(item|entry)(?=[\s>/])")
_HIDING = re.compile(r"<!--|<!\[CDATA\[")
_NAMED = re.compile(r"<(?:guid|id)\b[^<>]{0,200}>\s*(?:<!\[CDATA\[)?([^<]{1,2000})<")
_KEY_BYTES = 16
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Trimmed:
    """What is left to parse, and a hash for each item left, in order."""

    text: str
    hashes: tuple[bytes, ...]
    left_out: int  # items read before


def hash_of(text: str) -> bytes:
    """What an item is recognised by when nothing in it has changed: 16 bytes."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=_KEY_BYTES).digest()


def trimmed(text: str, known: AbstractSet[bytes]) -> Trimmed | None:
    """`text` without the items whose hash is in `known`, and of at most MOST_ITEMS.

    None where the items cannot be told apart safely.
    """
    spans = _items(text)
    if not spans or _hides_items(text, spans):
        return None
    items = [text[start:end] for start, end in spans]
    if _repeats_ids(items):
        return None
    hashed = both_ends([(hash_of(item), item) for item in items])
    kept = [pair for pair in hashed if pair[0] not in known]
    between = "\n".join(item for _, item in kept)
    head, tail = text[: spans[0][0]], text[spans[-1][1] :]
    gaps = "".join(text[end:start] for (_, end), (start, _) in pairwise(spans))
    if gaps.strip():
        head += gaps  # the channel's own elements may stand between items
    return Trimmed(head + between + tail, tuple(key for key, _ in kept), len(hashed) - len(kept))


def count_items(text: str) -> int:
    """How many items the document seems to have."""
    return sum(1 for _ in _OPENING.finditer(text))


def _items(text: str) -> list[tuple[int, int]]:
    """Where each item begins and ends; empty where one is not closed or stands inside another."""
    spans: list[tuple[int, int]] = []
    end = 0
    for found in _OPENING.finditer(text):
        if found.start() < end:
            return []
        closing = f"</{found[1]}>"
        at = text.find(closing, found.end())
        if at < 0:
            return []
        end = at + len(closing)
        spans.append((found.start(), end))
    return spans


def _hides_items(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a border of an item stands inside a comment or CDATA section, or a tag closes itself."""
    if "<!DOCTYPE" in text[: spans[0][0]] and "[" in text[: spans[0][0]]:
        return True
    borders = [border for span in spans for border in span]
    position = 0
    for found in _HIDING.finditer(text):
        if found.start() < position:
            continue
        closing = "-->" if found.group() == "<!--" else "]]>"
        position = text.find(closing, found.end())
        if position < 0 or _one_between(borders, found.start(), position):
            return True
    return any(text[text.find(">", start) - 1] == "/" for start, _ in spans)


def _one_between(borders: list[int], start: int, end: int) -> bool:
    at = bisect_right(borders, start)
    return at < len(borders) and borders[at] <= end


def _repeats_ids(items: list[str]) -> bool:
    """Two items with one guid can only be told apart by looking at both."""
    found = [named[1].strip().removesuffix("]]>").strip() for item in items if (named := _NAMED.search(item))]
    return len(set(found)) != len(found)


def both_ends(items: list[Item]) -> list[Item]:
    """At most MOST_ITEMS of them: the first and the last ones.

    Taken before known items are left out: else each poll would find "new" ones in the middle.
    """
    if len(items) <= MOST_ITEMS:
        return items
    half = MOST_ITEMS // 2
    return items[:half] + items[-half:]
