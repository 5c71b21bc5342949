"""A newsroom with topics, a feed and stories in three languages, and the desk that people come to."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from alertbot.chat.desk import Desk
from alertbot.errors import NotAFeed
from alertbot.languages import catalogues, table
from alertbot.languages.catalogues import Catalogues
from alertbot.model import (
    ArticleId,
    ArticleState,
    ChatId,
    EditionState,
    FeedId,
    Filing,
    Origin,
    Role,
    TermId,
    TermKind,
    TopicId,
)
from alertbot.prepare.desk import Tools
from alertbot.prepare.studio import Studio
from alertbot.providers import Translator
from alertbot.providers.lead import Lead
from alertbot.storage import articles, editions, feeds, glossary, people, topics
from alertbot.storage.engine import Database
from alertbot.watch.probe import Probe
from alertbot.web.addresses import Reach
from alertbot.web.client import open_client
from tests.conftest import NOON
from tests.prepare.newsroom import read_here
from tests.watch.server import FeedServer, serving

LANGUAGES = ("ug", "kk", "en")
ALL_LANGUAGES = tuple(row.tag for row in table.TABLE.values() if not row.test_only)
NEWSROOM = "Tengri Tag News"
FEED_URL = "https://news.example/feed"
TITLES = {"ug": "باھار كەلدى", "kk": "Көктем келді", "en": "Spring has come"}


@dataclass
class Newsroom:
    """What is in the database, by our numbers."""

    topics: list[TopicId] = field(default_factory=list)
    articles: list[ArticleId] = field(default_factory=list)
    feed: FeedId | None = None
    unfiled: ArticleId | None = None
    term: TermId | None = None


@pytest.fixture(scope="session")
def words() -> Catalogues:
    return catalogues.load()


@pytest.fixture
async def newsroom(database: Database) -> Newsroom:
    """Three topics, one feed, two stories on the first topic and one on none, a term and a suggestion."""
    made = Newsroom()
    async with database.writing() as c:
        for slug, names in {
            "rights": {"en": "Rights", "ug": "ھوقۇق", "kk": "Құқық"},
            "culture": {"en": "Culture", "kk": "Мәдениет"},
            "sport": {"en": "Sport"},
        }.items():
            made.topics.append(await topics.add(c, slug=slug, names=names))
        await topics.set_keywords(c, made.topics[0], "en", ["detention", "law"])
        made.feed = await feeds.add(
            c,
            url="https://old.example/feed",
            title="Old example",
            language="en",
            hosts=["old.example"],
            topics=made.topics[:1],
            now=NOON,
        )
        for number in (1, 2):
            made.articles.append(await add_article(c, made.topics[0], number))
        made.unfiled = await add_article(c, None, 3)
        made.term = await glossary.add(
            c,
            kind=TermKind.PLACE,
            renderings={"en": "Silver Poplar", "ug": "كۈمۈش تېرەك"},
            note="A town that is invented.",
            others={"en": ["Silverpoplar"]},
        )
        await glossary.suggest(c, language="kk", instead="Ақ терек", better="Күміс терек", now=NOON)
    return made


async def add_article(c, topic: TopicId | None, number: int) -> ArticleId:
    url = f"https://news.example/{number}"
    id = await articles.add(
        c,
        url=url,
        source="News example",
        language="en",
        text="Spring has come.",
        image_url=None,
        published_at=NOON,
        hosts=["news.example"],
        state=ArticleState.UNFILED if topic is None else ArticleState.PREPARED,
        now=NOON,
    )
    await articles.file(c, id, [Filing(topic=topic, reason="feed")] if topic is not None else [])
    for tag, edition in (await editions.expect(c, id, LANGUAGES, now=NOON)).items():
        await editions.write(
            c,
            edition,
            state=EditionState.READY,
            title=f"{TITLES[tag]} {number}",
            summary=TITLES[tag],
            origin=Origin.ORIGINAL,
            now=NOON,
            url=url,
        )
    return id


async def probe(url: str) -> Probe:
    """A web where one address has a feed."""
    if "news.example" not in url:
        raise NotAFeed(url, "no feed")
    return Probe(
        url=FEED_URL,
        title="News example",
        language="en-GB",
        hosts=frozenset({"news.example"}),
        entries=12,
        titles=("Spring has come",),
    )


@pytest.fixture
def translators() -> dict[str, list[Translator]]:
    """The chains; a test adds to them what it wants."""
    return {}


@pytest.fixture
async def site() -> AsyncIterator[FeedServer]:
    """A web site on loopback."""
    async with serving() as server:
        yield server


@pytest.fixture
async def studio(database: Database, translators: dict[str, list[Translator]]) -> AsyncIterator[Studio]:
    """The tools, which reach loopback alone."""
    async with open_client(reach=Reach.PUBLIC_AND_LOOPBACK, contact="", at_once=8, per_host=8) as client:
        yield Studio(database, Tools(client, read_here, Lead(), translators), LANGUAGES, lambda: NOON)


@pytest.fixture
def desk(database: Database, words: Catalogues, studio: Studio) -> Desk:
    return Desk(
        database=database,
        catalogues=words,
        offered=LANGUAGES,
        newsroom=NEWSROOM,
        username="example_bot",
        probe=probe,
        studio=studio,
    )


async def make(desk: Desk, role: Role, user: ChatId) -> None:
    """Make a person editor or owner."""
    async with desk.database.writing() as c:
        payload = await people.invite(c, role, now=NOON)
        await people.redeem(c, payload, user=user, language="en", now=NOON)
