"""The audience is every reader of the topics once, by rising id."""

import pytest

from alertbot.model import ChatId, SubscriberId, SubscriberKind, TopicId
from alertbot.storage import audience, subscribers, topics
from alertbot.storage.audience import Reader
from alertbot.storage.engine import Connection, Database
from tests.storage.desk import subscribed


async def two_topics(c: Connection) -> tuple[TopicId, TopicId]:
    return await topics.add(c, slug="roads", names={}), await topics.add(c, slug="bridges", names={})


async def walked(c: Connection, chosen: list[TopicId], *, limit: int, language: str = "en") -> list[Reader]:
    """All pages, one after another."""
    found: list[Reader] = []
    after: int | None = 0
    while after is not None:
        page = await audience.page(c, topics=chosen, language=language, after=after, up_to=1000, limit=limit)
        found += page.readers
        after = page.last
    return found


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
async def test_pages_hold_everybody_once_and_in_order(database: Database, limit: int):
    async with database.writing() as c:
        roads, bridges = await two_topics(c)
        both = await subscribed(c, 1, topics=[roads, bridges])
        one = await subscribed(c, 2, topics=[bridges])
        await subscribed(c, 3, language="ug", topics=[roads])
        await subscribed(c, 4)
        paused = await subscribed(c, 5, topics=[roads])
        await subscribers.pause(c, paused, until=None)
        last = await subscribed(c, 6, topics=[roads])

        found = await walked(c, [roads, bridges], limit=limit)
        assert [reader.id for reader in found] == [both, one, last]
        assert [reader.topics for reader in found] == [{roads, bridges}, {bridges}, {roads}]


async def test_a_reader_comes_with_what_sending_needs(database: Database):
    async with database.writing() as c:
        roads, _ = await two_topics(c)
        id = await subscribed(c, 7, topics=[roads])
        await subscribers.set_languages(c, id, languages=["kk", "en"])
        await subscribers.set_originals(c, id, welcome=False)
        await subscribers.set_second_script(c, id, tag="kk-Arab")
        await subscribers.set_discreet(c, id, on=True)

        assert await walked(c, [roads], limit=5, language="kk") == [
            Reader(
                id=id,
                chat=ChatId(7),
                kind=SubscriberKind.PERSON,
                languages=("kk", "en"),
                originals=False,
                second_script="kk-Arab",
                discreet=True,
                topics=frozenset({roads}),
            )
        ]


async def test_a_page_keeps_within_its_bounds(database: Database):
    async with database.writing() as c:
        roads, _ = await two_topics(c)
        ids = [await subscribed(c, chat, topics=[roads]) for chat in range(1, 6)]

        page = await audience.page(c, topics=[roads], language="en", after=ids[0], up_to=ids[3], limit=9)
        assert [reader.id for reader in page.readers] == ids[1:4]
        assert page.last is None
        nothing = await audience.page(c, topics=[], language="en", after=0, up_to=9, limit=9)
        assert (nothing.readers, nothing.last) == ((), None)


async def test_single_readers_are_found_by_their_present_choice(database: Database):
    async with database.writing() as c:
        roads, bridges = await two_topics(c)
        one = await subscribed(c, 1, topics=[roads, bridges])
        other = await subscribed(c, 2, topics=[bridges])
        paused = await subscribed(c, 3, topics=[roads])
        await subscribers.pause(c, paused, until=None)

        found = await audience.readers(c, [one, other, paused, SubscriberId(99)], topics=[roads])
        assert [(reader.id, reader.topics) for reader in found] == [(one, frozenset({roads}))]


async def test_the_languages_of_an_audience(database: Database):
    async with database.writing() as c:
        roads, bridges = await two_topics(c)
        for chat, language, topic in (
            (1, "ug", roads),
            (2, "en", roads),
            (3, "ug", roads),
            (4, "kk", bridges),
        ):
            await subscribed(c, chat, language=language, topics=[topic])

        assert await audience.languages(c, [roads]) == {"en", "ug"}
        assert await audience.languages(c, [roads, bridges]) == {"en", "kk", "ug"}
        assert await audience.languages(c, []) == set()


async def test_who_is_still_there(database: Database):
    async with database.writing() as c:
        one, two = await subscribed(c, 1), await subscribed(c, 2)
        await subscribers.erase(c, one)

        assert await audience.still_there(c, [one, two]) == {two}
        assert await audience.still_there(c, []) == set()


async def test_readers_are_counted_once_by_first_language_without_those_who_pause(database: Database):
    async with database.writing() as c:
        roads, bridges = await two_topics(c)
        await subscribed(c, 1, topics=[roads, bridges])
        await subscribed(c, 2, language="ug", topics=[bridges])
        await subscribed(c, 3)
        await subscribers.pause(c, await subscribed(c, 4, topics=[roads]), until=None)
        assert await audience.count(c, [roads, bridges]) == {"en": 1, "ug": 1}
        assert await audience.count(c, []) == {}
