"""A newsroom on loopback whose entries are prepared step by step, and translators that do as told."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select

from alertbot.model import (
    Article,
    Edition,
    Entry,
    EntryId,
    Extract,
    FeedId,
    FoundEntry,
    ParsedEntry,
    TopicId,
)
from alertbot.prepare import loop
from alertbot.prepare.extract import extract
from alertbot.prepare.page import Page
from alertbot.prepare.workers import Reader
from alertbot.providers import Choice, Classifier, Summariser, Summary, Translator
from alertbot.providers.lead import Lead
from alertbot.settings import Prepare
from alertbot.storage import articles, editions, entries, feeds, topics
from alertbot.storage.engine import Database
from alertbot.storage.tables import article
from alertbot.web.addresses import Reach
from alertbot.web.client import Client, open_client
from tests.conftest import NOON
from tests.prepare.samples import PARAGRAPHS, TITLES
from tests.prepare.samples import article as article_page
from tests.watch.server import FeedServer, serving

OFFERED = ("ug", "kk", "en", "es")


async def read_here(entry: Entry, page: Page | None, *, language: str, hosts: Collection[str]) -> Extract:
    """Reads in this process: the pages of these tests are ours."""
    return extract(entry, page, language=language, hosts=hosts)


@dataclass
class Newsroom:
    """A database, a web site, and the time."""

    database: Database
    client: Client
    server: FeedServer
    topic: TopicId
    now: datetime = NOON
    translators: Mapping[str, Sequence[Translator]] = field(default_factory=dict)
    summariser: Summariser = field(default_factory=Lead)
    classifier: Classifier | None = None
    read: Reader = read_here
    settings: Prepare = field(default_factory=Prepare)
    offered: Sequence[str] = OFFERED

    def clock(self) -> datetime:
        return self.now

    def tools(self) -> loop.Tools:
        return loop.Tools(self.client, self.read, self.summariser, self.translators, self.classifier)

    async def step(self) -> int:
        return await loop.step(
            self.database, self.tools(), self.settings, offered=self.offered, clock=self.clock
        )

    async def run(self, stop: asyncio.Event) -> None:
        await loop.run(
            self.database, self.tools(), self.settings, offered=self.offered, clock=self.clock, stop=stop
        )

    async def finish(self) -> None:
        """Step until nothing is due."""
        while await self.step():
            pass

    async def later(self, **time: float) -> None:
        self.now += timedelta(**time)
        await self.finish()

    async def feed(
        self,
        language: str = "en",
        *,
        path: str = "/feed",
        filed: bool = True,
        hosts: Collection[str] = ("127.0.0.1",),
    ) -> FeedId:
        async with self.database.writing() as connection:
            return await feeds.add(
                connection,
                url=self.server.url(path),
                title=f"News {language}",
                language=language,
                hosts=hosts,
                topics=[self.topic] if filed else [],
                now=self.now,
            )

    async def publish(
        self,
        feed: FeedId,
        path: str = "/a",
        *,
        language: str = "en",
        page: str | None = None,
        content: str = "",
    ) -> EntryId:
        """An entry with its page; "" serves none."""
        html = article_page(language) if page is None else page
        if html:
            self.server.serve(path, html, headers={"Content-Type": "text/html; charset=utf-8"})
        return await self.enter(feed, self.server.url(path), title=TITLES[language], content=content)

    async def enter(self, feed: FeedId, link: str | None, *, title: str, content: str = "") -> EntryId:
        parsed = ParsedEntry(
            guid=None, link=link, title=title, summary="A teaser.", content=content,
            published_at=self.now, language=None, categories=(),
        )  # fmt: skip
        key = f"{feed} {link} {title}".encode().ljust(16, b".")
        found = FoundEntry(entry=parsed, key=key, link_key=None, title_key=None, content_hash=key)
        async with self.database.writing() as connection:
            [id] = await entries.add(connection, feed, [found], silent=False, now=self.now)
        return id

    async def of_entry(self, entry: EntryId) -> Article:
        async with self.database.reading() as connection:
            id = await articles.of_entry(connection, entry)
            assert id is not None
            return await articles.get(connection, id)

    async def count(self) -> int:
        async with self.database.reading() as connection:
            return int((await connection.execute(select(func.count()).select_from(article))).scalar_one())

    async def editions(self, entry: EntryId) -> dict[str, Edition]:
        found = await self.of_entry(entry)
        async with self.database.reading() as connection:
            return {each.language: each for each in await editions.of(connection, found.id)}


@asynccontextmanager
async def newsroom(database: Database) -> AsyncIterator[Newsroom]:
    async with (
        serving() as server,
        open_client(reach=Reach.PUBLIC_AND_LOOPBACK, contact="", at_once=8, per_host=8) as client,
    ):
        async with database.writing() as connection:
            topic = await topics.add(connection, slug="all", names={"en": "All"})
        yield Newsroom(database, client, server, topic)


SPANISH = {
    TITLES["en"]: "Se abre una nueva escuela",
    " ".join(PARAGRAPHS["en"][:2]): (
        "El consejo inauguró el lunes una nueva escuela, y unas cien personas vinieron a verla. "
        "El edificio tiene doce aulas y una biblioteca, que pagaron las familias de la ciudad."
    ),
    PARAGRAPHS["en"][
        0
    ]: "El consejo inauguró el lunes una nueva escuela, y unas cien personas vinieron a verla.",
    PARAGRAPHS["en"][
        1
    ]: "El edificio tiene doce aulas y una biblioteca, que pagaron las familias de la ciudad.",
}


@dataclass
class Phrasebook:
    """A translator by a list; says what it is told to instead where there is an `error` or an `answer`."""

    name: str = "phrasebook"
    version: str = "1"
    pairs: Collection[tuple[str, str]] = (("en", "es"),)
    error: Exception | None = None
    answer: list[str] | None = None
    hold: asyncio.Event | None = None
    began: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[Sequence[str]] = field(default_factory=list)
    entries: list[Mapping[str, str]] = field(default_factory=list)

    def serves(self, source: str, target: str) -> bool:
        return (source, target) in self.pairs

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        self.asked.append(texts)
        self.entries.append(glossary)
        self.began.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.error is not None:
            raise self.error
        if self.answer is not None:
            return self.answer
        return [next((SPANISH[key] for key in SPANISH if text.startswith(key)), "") for text in texts]


@dataclass
class Failing:
    """A summariser that raises."""

    error: Exception
    name: str = "failing"

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        raise self.error


@dataclass
class Chooser:
    """A classifier that says what it is told to."""

    answer: Sequence[str] = ()
    error: Exception | None = None
    name: str = "chooser"
    offered: list[Sequence[Choice]] = field(default_factory=list)

    async def choose(
        self, *, title: str, text: str, language: str, topics: Sequence[Choice]
    ) -> Sequence[str]:
        self.offered.append(topics)
        if self.error is not None:
            raise self.error
        return self.answer
