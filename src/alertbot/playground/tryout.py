"""Takes every feed document of a folder the whole way, and tells what each gave, or why not.

The documents are served on loopback as feeds are; the real watcher asks for them, articles are made of
what they hold (their pages are not fetched: nothing here needs the internet), and every article is
rendered as a reader would get it.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from alertbot.dispatch import render
from alertbot.errors import FeedError, Unreachable
from alertbot.languages.catalogues import Catalogues
from alertbot.model import ArticleId, FeedId, TopicId
from alertbot.prepare import loop as prepare
from alertbot.prepare.workers import open_worker
from alertbot.providers.lead import Lead
from alertbot.settings import Feeds, Prepare
from alertbot.storage import articles, editions, entries, feeds, topics
from alertbot.storage.engine import Database
from alertbot.watch import loop as watch
from alertbot.watch.workers import ParserPool
from alertbot.web.addresses import Reach
from alertbot.web.client import Client, Response, open_client

_NO_FEEDS = {".tsv", ".md"}
_MOST_ENTRIES = 1000  # of one document
_QUICK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one document gave."""

    name: str
    seconds: float  # to fetch, read and store it
    entries: int
    articles: int  # fewer than entries where several tell one story
    messages: tuple[render.Message, ...]
    error: str | None  # why it gave nothing


class _NoPages(Client):
    """A client for which there is no internet."""

    def __init__(self) -> None:
        """Nothing is opened."""

    async def get(self, url: str, **_: object) -> Response:
        """Raises Unreachable."""
        raise Unreachable(url, "pages are not fetched here")


async def run(database: Database, catalogues: Catalogues, folder: Path) -> AsyncIterator[Outcome]:
    """Try every file of `folder` in the order of their names, on a database that is new."""
    documents = await asyncio.to_thread(_read, folder)
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(_served(list(documents.values())))
        parsers = await stack.enter_async_context(ParserPool())
        read = await stack.enter_async_context(open_worker())
        client = await stack.enter_async_context(
            open_client(reach=Reach.PUBLIC_AND_LOOPBACK, contact="", at_once=1, per_host=1)
        )
        async with database.writing() as connection:
            topic = await topics.add(connection, slug="tried", names={"en": "Tried"})
        trial = _Trial(database, catalogues, client, parsers, prepare.Tools(_NoPages(), read, Lead(), {}))
        for number, (name, body) in enumerate(documents.items()):
            yield await trial.of(name, body, f"{address}/{number}", topic)


@dataclass(frozen=True, slots=True)
class _Trial:
    database: Database
    catalogues: Catalogues
    client: Client
    parsers: ParserPool
    tools: prepare.Tools

    async def of(self, name: str, body: bytes, url: str, topic: TopicId) -> Outcome:
        title, hosts = await self._newsroom(body, url)
        async with self.database.writing() as connection:
            feed = await feeds.add(
                connection, url=url, title=title, language="en", hosts=hosts, topics=[topic],
                announce_first=True, now=_now(),
            )  # fmt: skip
        began = time.monotonic()
        settings = Feeds(quickest=_QUICK, slowest=timedelta(days=1), usual=timedelta(days=1))
        await watch.step(self.database, self.client, self.parsers, settings, clock=_now)
        seconds = time.monotonic() - began
        while await prepare.step(self.database, self.tools, Prepare(at_once=16), offered=(), clock=_now):
            pass
        made = await self._articles(feed)
        async with self.database.reading() as connection:
            count = await entries.count(connection, feed)
            error = (await feeds.get(connection, feed)).last_error
        return Outcome(
            name=name, seconds=seconds, entries=count, articles=len(made),
            messages=tuple([await self._message(article, topic) for article in made]), error=error,
        )  # fmt: skip

    async def _newsroom(self, body: bytes, url: str) -> tuple[str, frozenset[str]]:
        """The feed's title, and the hosts its links lead to: its newsroom would have approved them."""
        try:
            reading = await self.parsers.read(body, url=url, now=_now())
        except FeedError:
            return "", frozenset()
        links = (urlsplit(entry.link or "") for entry in reading.feed.entries)
        return reading.feed.title, frozenset(link.hostname for link in links if link.hostname)

    async def _articles(self, feed: FeedId) -> list[ArticleId]:
        async with self.database.reading() as connection:
            kept = await entries.latest(connection, feed, limit=_MOST_ENTRIES)
            found = [await articles.of_entry(connection, entry.id) for entry in kept]
        return list(dict.fromkeys(id for id in found if id is not None))

    async def _message(self, id: ArticleId, topic: TopicId) -> render.Message:
        async with self.database.reading() as connection:
            article = await articles.get(connection, id)
            [edition] = (await editions.ready(connection, [id]))[id]
            named = await topics.get(connection, topic)
        words = self.catalogues.best(edition.language)
        return render.render(article, edition, words=words, topic=named)


@asynccontextmanager
async def _served(documents: Sequence[bytes]) -> AsyncIterator[str]:
    """Each document at /NUMBER, as a feed that does not say what it is."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=documents[int(request.match_info["number"])])

    app = web.Application()
    app.router.add_get("/{number:[0-9]+}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _read(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.iterdir() if file.is_file() and file.suffix not in _NO_FEEDS)
    return {file.name: file.read_bytes() for file in sorted(files)}


def _now() -> datetime:
    return datetime.now(UTC)
