"""A newsroom, its readers and Telegram as the tests of dispatch want them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alertbot.dispatch import loop
from alertbot.dispatch.rules import Rules
from alertbot.dispatch.telegram import Lane
from alertbot.errors import AlreadyThere
from alertbot.languages.catalogues import Catalogues
from alertbot.model import (
    AlertId,
    ArticleId,
    ArticleState,
    ChatId,
    EditionState,
    Filing,
    Origin,
    SubscriberId,
    TopicId,
)
from alertbot.playground.botapi.world import World
from alertbot.storage import articles, editions, receipts, subscribers, topics
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Database
from tests.conftest import NOON

TITLES = {
    "en": "A road was mended",
    "ug": "يول رېمونت قىلىندى",
    "kk": "Жол жөнделді",
    "zh-Hans": "道路已经修好",
}
RULES = Rules(
    bot_id=1,
    checkpoint=timedelta(milliseconds=5),
    lease=timedelta(seconds=30),
    look=timedelta(milliseconds=200),
)


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is put forward."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(slots=True)
class Newsroom:
    """Everything around a dispatcher, on a real database and a stand-in of Telegram."""

    database: Database
    world: World
    lane: Lane
    address: str
    catalogues: Catalogues
    clock: Clock = field(default_factory=Clock)
    rules: Rules = RULES

    async def topic(self, slug: str = "roads") -> TopicId:
        async with self.database.writing() as c:
            try:
                return await topics.add(c, slug=slug, names={"en": slug.title()})
            except AlreadyThere as error:
                return TopicId(error.id)

    async def reader(
        self, chat: int, *languages: str, slug: str = "roads", originals: bool = True
    ) -> SubscriberId:
        """A reader who has started the bot."""
        if chat > 0:
            self.world.person(chat, started=True)
        topic = await self.topic(slug)
        async with self.database.writing() as c:
            id = await subscribers.add(
                c,
                chat=ChatId(chat),
                languages=languages or ("en",),
                topics=[topic],
                consent_version=1,
                consent_month="2026-11",
            )
            await subscribers.set_originals(c, id, welcome=originals)
        return id

    async def article(
        self,
        *,
        ready: Sequence[str] = ("en",),
        awaited: Sequence[str] = (),
        slug: str = "roads",
        title: str | None = None,
    ) -> ArticleId:
        """An article in English, with editions in these languages."""
        topic = await self.topic(slug)
        async with self.database.writing(Bell.RELEASE) as c:
            id = await articles.add(
                c,
                url="https://news.example/roads",
                source="Example News",
                language="en",
                text="A road was mended.",
                image_url=None,
                published_at=NOON,
                hosts=["news.example"],
                state=ArticleState.PREPARED,
                now=self.clock(),
            )
            await articles.file(c, id, [Filing(topic=topic, reason="feed")])
            await editions.expect(c, id, [*ready, *awaited], now=self.clock())
        for language in ready:
            await self.write(id, language, title=title)
        return id

    async def write(
        self,
        article: ArticleId,
        language: str,
        *,
        title: str | None = None,
        state: EditionState = EditionState.READY,
    ) -> None:
        """Give an edition its text."""
        async with self.database.writing(Bell.RELEASE) as c:
            [edition] = [each for each in await editions.of(c, article) if each.language == language]
            await editions.write(
                c,
                edition.id,
                state=state,
                title=TITLES[language] if title is None else title,
                summary="It is open again.",
                origin=Origin.ORIGINAL if language == "en" else Origin.MACHINE,
                source_language=None if language == "en" else "en",
                now=self.clock(),
            )

    async def step(self, holder: str = "one") -> int:
        """Dispatch all that is due."""
        return await loop.step(
            self.database, self.lane, self.catalogues, self.rules, holder=holder, clock=self.clock
        )

    async def reached(self, alert: int = 1) -> set[int]:
        """Whom an alert reached, by its receipts."""
        async with self.database.reading() as c:
            found, _ = await receipts.page(c, AlertId(alert), limit=1000)
        return {each.subscriber for each in found}

    def titles(self, chat: int) -> list[str]:
        """The first lines of what a chat shows, without marks of direction."""
        return [text.split("\n")[0].strip("\u200e\u200f") for text in self.texts(chat)]

    def texts(self, chat: int) -> list[str]:
        """What a chat shows of the bot's."""
        people, groups = self.world.people, self.world.groups
        shown = people[chat].messages if chat > 0 else groups[chat].messages.values()
        return [each.text for each in shown if each.from_bot and each.text]

    def all_titles(self) -> Mapping[int, list[str]]:
        return {chat: self.titles(chat) for chat in self.world.people}
