"""Subscribers: what they chose is kept as chosen, and nothing is left of who was erased."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from alertbot.errors import AlreadyThere, NotFound
from alertbot.model import ChatId, SubscriberId, SubscriberKind, SubscriberState, TopicId
from alertbot.storage import dialogs, subscribers, topics
from alertbot.storage.engine import Database
from alertbot.storage.tables import subscriber, subscription
from tests.conftest import NOON

GULNAR = ChatId(4_000_000_001)


async def add(
    database: Database, chat: ChatId = GULNAR, languages=("ug",), chosen=("a", "b")
) -> SubscriberId:
    async with database.writing() as c:
        known = {topic.slug: topic.id for topic in await topics.all(c)}
        for slug in chosen:
            if slug not in known:
                known[slug] = await topics.add(c, slug=slug, names={"en": slug})
        return await subscribers.add(
            c,
            chat=chat,
            languages=languages,
            topics=[known[slug] for slug in chosen],
            consent_version=1,
            consent_month="2026-11",
        )


async def languages_of_rows(database: Database) -> set[str]:
    async with database.reading() as c:
        return set((await c.execute(select(subscription.c.language))).scalars())


async def test_what_was_added_is_found_by_chat_and_by_number(database: Database):
    id = await add(database, languages=("ug", "kk"))
    async with database.reading() as c:
        found = await subscribers.find(c, GULNAR)
        assert found == await subscribers.get(c, id)
    assert found is not None
    assert (found.languages, found.state, found.kind) == (
        ("ug", "kk"),
        SubscriberState.ACTIVE,
        SubscriberKind.PERSON,
    )
    assert (found.consent_version, found.consent_month, found.originals) == (1, "2026-11", True)
    assert len(found.topics) == 2


async def test_nobody_is_found_who_is_not_there(database: Database):
    async with database.reading() as c:
        assert await subscribers.find(c, GULNAR) is None
        with pytest.raises(NotFound):
            await subscribers.get(c, SubscriberId(1))


async def test_a_chat_subscribes_once(database: Database):
    id = await add(database)
    with pytest.raises(AlreadyThere) as raised:
        await add(database)
    assert raised.value.id == id


async def test_no_topics_are_a_choice_too(database: Database):
    id = await add(database, chosen=())
    async with database.reading() as c:
        assert (await subscribers.get(c, id)).topics == ()


async def test_the_first_language_is_the_one_readers_are_walked_by(database: Database):
    id = await add(database)
    async with database.writing() as c:
        await subscribers.set_languages(c, id, languages=("kk", "ug", "en"))
    async with database.reading() as c:
        assert (await subscribers.get(c, id)).languages == ("kk", "ug", "en")
        assert (await c.execute(select(subscriber.c.language))).scalar_one() == "kk"
    assert await languages_of_rows(database) == {"kk"}


@pytest.mark.parametrize("languages", [(), ("ug", "kk", "en", "es"), ("ug", "ug")])
async def test_one_to_three_different_languages(database: Database, languages):
    id = await add(database)
    async with database.writing() as c:
        with pytest.raises(ValueError, match="different languages"):
            await subscribers.set_languages(c, id, languages=languages)


async def test_a_topic_switched_on_twice_is_on_and_switched_off_twice_is_off(database: Database):
    id = await add(database, chosen=("a",))
    async with database.writing() as c:
        b = await topics.add(c, slug="b", names={})
        await subscribers.set_topic(c, id, b, on=True)
        await subscribers.set_topic(c, id, b, on=True)
        assert b in (await subscribers.get(c, id)).topics
        await subscribers.set_topic(c, id, b, on=False)
        await subscribers.set_topic(c, id, b, on=False)
        assert b not in (await subscribers.get(c, id)).topics


async def test_who_was_erased_gets_no_topic(database: Database):
    async with database.writing() as c:
        with pytest.raises(NotFound):
            await subscribers.set_topic(c, SubscriberId(77), TopicId(1), on=True)


async def test_a_pause_ends_when_it_is_due_and_one_without_end_does_not(database: Database):
    short, long = await add(database), await add(database, ChatId(2))
    async with database.writing() as c:
        await subscribers.pause(c, short, until=NOON)
        await subscribers.pause(c, long, until=None)
        assert await subscribers.due_resumes(c, now=NOON - timedelta(seconds=1), limit=9) == []
        assert await subscribers.due_resumes(c, now=NOON, limit=9) == [short]
        assert (await subscribers.get(c, long)).state is SubscriberState.PAUSED
        await subscribers.resume(c, short)
        assert await subscribers.due_resumes(c, now=NOON, limit=9) == []
        resumed = await subscribers.get(c, short)
    assert (resumed.state, resumed.paused_until) == (SubscriberState.ACTIVE, None)


async def test_originals_can_be_refused(database: Database):
    id = await add(database)
    async with database.writing() as c:
        await subscribers.set_originals(c, id, welcome=False)
        assert not (await subscribers.get(c, id)).originals


async def test_nothing_is_left_of_who_was_erased_and_the_number_is_not_used_again(database: Database):
    id = await add(database)
    async with database.writing() as c:
        await subscribers.erase(c, id)
        await subscribers.erase(c, id)
        assert (await c.execute(select(subscriber))).first() is None
        assert (await c.execute(select(subscription))).first() is None
    assert await add(database) > id


async def test_a_group_that_moved_keeps_its_choice(database: Database):
    id = await add(database)
    async with database.writing() as c:
        assert await subscribers.move(c, id, to=ChatId(-1001))
        assert (await subscribers.get(c, id)).chat == ChatId(-1001)
        assert await subscribers.move(c, id, to=ChatId(-1001))
        assert await subscribers.find(c, GULNAR) is None


async def test_a_group_that_moved_to_one_that_subscribes_keeps_its_old_number_until_erased(
    database: Database,
):
    old, new = await add(database), await add(database, ChatId(-1001))
    async with database.writing() as c:
        assert not await subscribers.move(c, old, to=ChatId(-1001))
        assert [(await subscribers.get(c, id)).chat for id in (old, new)] == [GULNAR, ChatId(-1001)]


async def test_who_is_erased_is_asked_nothing_any_more(database: Database):
    id = await add(database)
    async with database.writing() as c:
        for user in (GULNAR, ChatId(2)):
            await dialogs.put(c, user, kind="feed address", data={}, now=NOON)
        await subscribers.erase(c, id)
        assert await dialogs.get(c, GULNAR, now=NOON) is None
        assert await dialogs.get(c, ChatId(2), now=NOON) is not None


@pytest.mark.parametrize(
    ("languages", "kept"),
    [(("kk", "en"), "kk-Arab"), (("kk-Latn",), "kk-Arab"), (("kk-Arab",), None), (("en", "kk"), None)],
)
async def test_a_second_script_is_of_the_first_language(database: Database, languages, kept):
    id = await add(database, languages=("kk",))
    async with database.writing() as c:
        assert (await subscribers.get(c, id)).second_script is None
        await subscribers.set_second_script(c, id, tag="kk-Arab")
        await subscribers.set_languages(c, id, languages=languages)
        assert (await subscribers.get(c, id)).second_script == kept
