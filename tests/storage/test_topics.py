"""Topics keep the owner's order, their names and their words."""

import pytest

from alertbot.errors import AlreadyThere, NotFound
from alertbot.model import TopicId
from alertbot.storage import topics
from alertbot.storage.engine import Database

NOBODY = TopicId(99)


async def test_topics_come_in_order_with_names_and_words(database: Database):
    async with database.writing() as connection:
        first = await topics.add(connection, slug="camps", names={"en": "Camps", "ug": "لاگېرلار"}, emoji="⛓")
        second = await topics.add(connection, slug="schools", names={})
        await topics.set_name(connection, second, "kk", "Мектептер")
        await topics.set_name(connection, second, "kk", "Мектеп")
        await topics.set_keywords(connection, second, "en", ["school", "lesson", "school"])
        await topics.set_keywords(connection, second, "kk", ["мектеп"])
        await topics.set_keywords(connection, second, "kk", [])
    async with database.reading() as connection:
        camps, schools = await topics.all(connection)
        assert await topics.get(connection, first) == camps
    assert (camps.id, camps.emoji, camps.names) == (first, "⛓", {"en": "Camps", "ug": "لاگېرلار"})
    assert (schools.position, schools.names) == (camps.position + 1, {"kk": "Мектеп"})
    assert schools.keywords == {"en": ["lesson", "school"]}


async def test_a_topic_that_is_not_offered_is_left_out(database: Database):
    async with database.writing() as connection:
        id = await topics.add(connection, slug="camps", names={"en": "Camps"})
        await topics.set_active(connection, id, False)
        assert await topics.all(connection) == []
        assert [topic.id for topic in await topics.all(connection, active_only=False)] == [id]
        await topics.set_active(connection, id, True)
        assert [topic.id for topic in await topics.all(connection)] == [id]


async def test_a_slug_is_taken_once(database: Database):
    async with database.writing() as connection:
        id = await topics.add(connection, slug="camps", names={})
        with pytest.raises(AlreadyThere) as caught:
            await topics.add(connection, slug="camps", names={})
    assert caught.value.id == id


async def test_nothing_is_changed_about_a_topic_that_is_not_there(database: Database):
    async with database.writing() as connection:
        for change in (
            topics.get(connection, NOBODY),
            topics.set_name(connection, NOBODY, "en", "x"),
            topics.set_keywords(connection, NOBODY, "en", ["x"]),
            topics.set_active(connection, NOBODY, False),
        ):
            with pytest.raises(NotFound):
                await change


async def test_a_name_is_there_in_the_other_scripts_of_its_language(database: Database):
    async with database.writing() as connection:
        id = await topics.add(connection, slug="roads", names={"en": "Roads", "kk": "Жолдар"})
        topic = await topics.get(connection, id)
        assert (topic.name("kk-Latn"), topic.name("kk"), topic.name("ug-Latn")) == (
            "Joldar",
            "Жолдар",
            "Roads",
        )
        await topics.set_name(connection, id, "kk-Latn", "Jol")
        topic = await topics.get(connection, id)
    assert topic.name("kk-Latn") == "Jol"
    assert topic.names.keys() == {"en", "kk", "kk-Latn"}  # what editors gave
