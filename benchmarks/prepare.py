"""What preparing costs beside trafilatura alone: python -m benchmarks.prepare [FOLDER_OF_PAGES].

Extract, topics, lead and guards together, against trafilatura's own reading of the same pages in the same
run, turn by turn. Without a folder of HTML pages the playground's are taken, dressed as newspapers'.
"""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura

from alertbot.languages import identify
from alertbot.model import Entry, EntryId, FeedId, Topic, TopicId
from alertbot.playground.newsroom import pages, stories
from alertbot.playground.newsroom.press import Newsroom
from alertbot.prepare import check, safe, topics
from alertbot.prepare.extract import extract
from alertbot.prepare.page import Page
from alertbot.providers import Summary
from alertbot.providers.lead import lead
from benchmarks.dressed import dressed

ROUNDS = 5
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
_HOST = "news.example"
_URL = f"https://{_HOST}/a"
_TOPICS = [
    Topic(
        id=TopicId(number), slug=f"t{number}", emoji="", position=number, names={},
        keywords={"en": [f"word{number}", "school"], "ug": ["مەكتەپ"], "kk": ["мектеп"]},
    )
    for number in range(1, 13)
]  # fmt: skip


def main() -> None:
    """Measure, and print a line for each way and the ratio."""
    bodies = _pages(sys.argv[1:])
    identify.identify("The models are loaded before anything is measured.")
    spent = dict.fromkeys(_WAYS, 0.0)
    for turn in range(ROUNDS + 1):
        for name, way in _WAYS.items():
            cost = _cost(way, bodies)
            spent[name] += cost if turn else 0  # the first turn warms up
    for name, seconds in spent.items():
        ratio = spent["ours"] / seconds
        print(
            f"{name:34} {1000 * seconds / ROUNDS / len(bodies):7.2f} ms CPU a page; ours is {ratio:.2f} times"
        )


def _pages(named: Sequence[str]) -> list[bytes]:
    if named:
        return [path.read_bytes() for path in sorted(Path(named[0]).glob("*.htm*"))]
    press = Newsroom(stories.outlets(), clock=lambda: NOON, at_start=3)
    return [
        dressed(pages.article("https://news.example", outlet, section, publication), seed=number).encode()
        for outlet in press.outlets
        for section in outlet.sections
        for number, publication in enumerate(press.published(outlet.id))
    ]


def _cost(way: Callable[[bytes], Any], bodies: Sequence[bytes]) -> float:
    start = time.process_time()
    for body in bodies:
        way(body)
    return time.process_time() - start


def _ours(body: bytes) -> None:
    entry = Entry(
        id=EntryId(1), feed=FeedId(1), key=b"k", link=_URL, title="", summary="", content="", language=None,
        categories=(), published_at=NOON, first_seen_at=NOON,
    )  # fmt: skip
    got = extract(entry, Page(url=_URL, body=body), language="en", hosts=(_HOST,))
    topics.file(
        language=got.language, title=got.title, text=got.text, categories=(), feed_topics=(), topics=_TOPICS
    )  # fmt: skip
    summary = safe.summary(Summary(got.title, lead(got.title, got.text, got.language)), got)
    texts = (summary.title, summary.summary)
    check.findings(texts, texts, target=got.language, source_language=got.language)


_WAYS: dict[str, Callable[[bytes], Any]] = {
    "ours": _ours,
    "trafilatura, text and metadata": lambda body: trafilatura.bare_extraction(body, with_metadata=True),
    "trafilatura, text": lambda body: trafilatura.extract(body, include_comments=False),
    "trafilatura, bare and fast": lambda body: trafilatura.bare_extraction(
        body, fast=True, include_comments=False, with_metadata=False
    ),
}

if __name__ == "__main__":
    main()
