"""What goes to the process that reads pages, and what comes back: JSON, and the page."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import orjson

from alertbot.model import Entry, EntryId, Extract, FeedId
from alertbot.prepare.page import LARGEST_BYTES as LARGEST_PAGE
from alertbot.prepare.page import Page

LARGEST_ANSWER = 16 * 1024 * 1024  # bytes


def request(entry: Entry, page: Page | None, *, language: str, hosts: Collection[str]) -> bytes:
    """The arguments of `extract.extract`; the bytes of the page follow a line of JSON."""
    facts = {
        "entry": asdict(replace(entry, key=b"")) | {"key": None},
        "page": None if page is None else {"url": page.url, "charset": page.charset},
        "language": language,
        "hosts": sorted(hosts),
    }
    return orjson.dumps(facts) + b"\n" + (page.body[:LARGEST_PAGE] if page else b"")


def arguments(message: bytes) -> tuple[Entry, Page | None, str, list[str]]:
    """What `request` was given: entry, page, language, hosts."""
    line, _, body = message.partition(b"\n")
    facts: dict[str, Any] = orjson.loads(line)
    known = facts["entry"]
    entry = Entry(
        **known
        | {
            "id": EntryId(known["id"]),
            "feed": FeedId(known["feed"]),
            "key": b"",
            "categories": tuple(known["categories"]),
            "published_at": datetime.fromisoformat(known["published_at"]),
            "first_seen_at": datetime.fromisoformat(known["first_seen_at"]),
        }
    )
    page = None if facts["page"] is None else Page(body=body, **facts["page"])
    return entry, page, facts["language"], facts["hosts"]


def answer(extract: Extract) -> bytes:
    """The extract on its way back."""
    return orjson.dumps(asdict(extract))


def extract_of(message: bytes) -> Extract:
    """What `answer` was given. Raises ValueError for anything else."""
    facts = orjson.loads(message)
    if not isinstance(facts, dict) or not _whole(facts):
        raise ValueError("no extract")
    return Extract(**facts | {"published_at": datetime.fromisoformat(facts["published_at"])})


def _whole(facts: dict[str, Any]) -> bool:
    alternates = facts.get("alternates")
    return (
        facts.keys() == set(Extract.__dataclass_fields__)
        and all(isinstance(facts[name], str) for name in ("title", "text", "language", "published_at"))
        and all(isinstance(facts[name], str | None) for name in ("url", "image_url"))
        and isinstance(alternates, dict)
        and all(isinstance(url, str) for url in alternates.values())
    )
