"""Says which entries are the same as before, and which are new.

An entry's key is its guid; guid and link where a document repeats the guid; the link where there is no
guid and it is the entry's alone; else its content. Some feeds give the same story a new guid each time
or move from http to https: such an entry is recognised by its link and title together.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from unicodedata import normalize
from urllib.parse import parse_qsl, urlencode, urlsplit

from alertbot.model import EntryId, FoundEntry, KnownEntry, ParsedEntry

_KEY_BYTES = 16
_BLANKS = re.compile(r"\s+")
_TRACKER = re.compile(r"utm_\w+|fbclid|gclid|igshid|yclid|mc_[ce]id|_ga|wt\.\w+|at_\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What to do with the entries of one document, each in the document's order."""

    new: tuple[FoundEntry, ...]
    changed: tuple[tuple[EntryId, FoundEntry], ...]


def found(entries: Sequence[ParsedEntry], hashes: Sequence[bytes]) -> list[FoundEntry]:
    """The entries of one document with their keys, each key once: of equal ones the first counts.

    `hashes` are those of the entries' very words, in the same order.
    """
    guids = Counter(entry.guid for entry in entries)
    links = Counter(_link(entry) for entry in entries)
    titles = Counter(_title(entry) for entry in entries)
    made: dict[bytes, FoundEntry] = {}
    for entry, content_hash in zip(entries, hashes, strict=True):
        link, title = _link(entry), _title(entry)
        key = _key(entry, guid_alone=guids[entry.guid] == 1, link_alone=links[link] == 1)
        made.setdefault(
            key,
            FoundEntry(
                entry=entry,
                key=key,
                link_key=_hash("link", link) if link and links[link] == 1 else None,
                title_key=_hash("title", title) if title and titles[title] == 1 else None,
                content_hash=content_hash,
            ),
        )
    return list(made.values())


def decided(entries: Iterable[FoundEntry], known: Iterable[KnownEntry]) -> Decided:
    """Which entries are new and which known ones have changed; those as before are in neither."""
    stored = list(known)
    by_key = {each.key: each for each in stored}
    by_link = _unambiguous(stored, lambda each: each.link_key)
    new: list[FoundEntry] = []
    changed: dict[EntryId, FoundEntry] = {}
    for entry in entries:
        before = by_key.get(entry.key) or _moved(entry, by_link)
        if before is None:
            new.append(entry)
        elif before.content_hash != entry.content_hash:
            changed.setdefault(before.id, entry)
    return Decided(new=tuple(new), changed=tuple(changed.items()))


def _moved(entry: FoundEntry, by_link: dict[bytes, KnownEntry]) -> KnownEntry | None:
    """The stored entry with the same link and title under another key."""
    before = by_link.get(entry.link_key) if entry.link_key else None
    return before if before is not None and before.title_key == entry.title_key else None


def _unambiguous(
    stored: Iterable[KnownEntry], key: Callable[[KnownEntry], bytes | None]
) -> dict[bytes, KnownEntry]:
    seen: dict[bytes, list[KnownEntry]] = {}
    for each in stored:
        if (value := key(each)) is not None:
            seen.setdefault(value, []).append(each)
    return {value: sharing[0] for value, sharing in seen.items() if len(sharing) == 1}


def _key(entry: ParsedEntry, *, guid_alone: bool, link_alone: bool) -> bytes:
    if entry.guid:
        return (
            _hash("guid", entry.guid)
            if guid_alone
            else _hash("guid+link", entry.guid, entry.link or "", entry.title)
        )
    if link_alone and entry.link:
        return _hash("address", _link(entry))
    return _hash("content", entry.link or "", entry.title, entry.summary or entry.content)


def _hash(kind: str, *parts: str) -> bytes:
    hasher = blake2b(digest_size=_KEY_BYTES, person=kind.encode())
    for part in parts:
        encoded = part.encode("utf-8", "replace")
        hasher.update(len(encoded).to_bytes(8, "big") + encoded)
    return hasher.digest()


def _link(entry: ParsedEntry) -> str:
    """The link without what changes between two ways to the same page."""
    try:
        parts = urlsplit(entry.link or "")
    except ValueError:
        return entry.link or ""
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKER.fullmatch(pair[0])]
    )
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' if query else ''}{query}"


def _title(entry: ParsedEntry) -> str:
    return _BLANKS.sub(" ", normalize("NFKC", entry.title)).strip().casefold()
