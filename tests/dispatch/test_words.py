"""Readers are reached by their words as by topics, and spared by the words they skip."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from alertbot.dispatch.look import look
from alertbot.dispatch.visits import next_visits
from alertbot.model import AlertId, ArticleId, ChatId, SubscriberId, TermKind, WordId
from alertbot.storage import articles, editions, exceptions, glossary, subscribers, words
from alertbot.storage.bells import Bell
from tests.conftest import ON_SQLITE
from tests.dispatch.newsroom import Newsroom
from tests.dispatch.test_visits import a_dispatcher

pytestmark = ON_SQLITE


async def watcher(
    newsroom: Newsroom, chat: int, *texts: str, languages: Sequence[str] = ("en",)
) -> SubscriberId:
    """A reader with words and no topic."""
    newsroom.world.person(chat, started=True)
    async with newsroom.database.writing() as c:
        id = await subscribers.add(
            c, chat=ChatId(chat), languages=languages, topics=[], consent_version=1, consent_month="2026-11"
        )
        for text in texts:
            await words.add(c, id, text)
    return id


async def skipping(newsroom: Newsroom, id: SubscriberId, text: str) -> WordId:
    async with newsroom.database.writing() as c:
        return await words.add(c, id, text, skip=True)


async def test_who_watches_a_word_is_reached_without_a_topic(newsroom: Newsroom):
    await watcher(newsroom, 1, "road")
    await watcher(newsroom, 2, "bridge")
    await newsroom.reader(3)
    await newsroom.article()

    assert await newsroom.step() == 2
    assert newsroom.all_titles() == {1: ["A road was mended"], 2: [], 3: ["A road was mended"]}


async def test_the_message_names_the_articles_topic_and_not_the_word(newsroom: Newsroom):
    await watcher(newsroom, 1, "mended")
    await newsroom.article()
    await newsroom.step()
    [text] = [each.text for each in newsroom.world.people[1].messages if each.from_bot]
    assert text is not None
    assert "Roads" in text


async def test_who_has_both_is_reached_once(newsroom: Newsroom):
    id = await newsroom.reader(1)
    async with newsroom.database.writing() as c:
        await words.add(c, id, "road")
        await words.add(c, id, "mended")
    await newsroom.article()
    assert await newsroom.step() == 1


async def test_a_word_to_skip_spares_readers_of_the_topic_and_of_words(newsroom: Newsroom):
    by_topic, by_word = await newsroom.reader(1), await watcher(newsroom, 2, "road")
    for id in (by_topic, by_word):
        await skipping(newsroom, id, "closed")
    await newsroom.article(title="A road was closed")
    assert await newsroom.step() == 0

    await newsroom.article()
    assert await newsroom.step() == 2


async def test_words_are_found_in_every_edition_and_in_the_whole_article(newsroom: Newsroom):
    await watcher(newsroom, 1, "يول", languages=["ug"])
    await watcher(newsroom, 2, "жолы", "жол", languages=["kk", "en"])
    await watcher(newsroom, 3, "يول", languages=["ug", "en"])
    await newsroom.article(ready=("en", "kk"))

    assert await newsroom.step() == 1
    assert newsroom.titles(2) == ["Жол жөнделді"]
    assert newsroom.titles(1) == newsroom.titles(3) == []


async def test_a_late_edition_brings_the_readers_whose_words_only_it_has(newsroom: Newsroom):
    await watcher(newsroom, 1, "يول", languages=["ug"])
    article = await newsroom.article(awaited=("ug",))
    assert await newsroom.step() == 0
    await newsroom.write(article, "ug")
    assert await newsroom.step() == 1
    assert newsroom.titles(1) == ["يول رېمونت قىلىندى"]


async def test_names_are_found_through_the_glossary_and_when_it_changes(newsroom: Newsroom):
    await watcher(newsroom, 1, "تېرەكباغ", languages=["ug"])
    await newsroom.article(title="A road to Poplar Garden")
    assert await newsroom.step() == 0
    async with newsroom.database.writing() as c:
        await glossary.add(c, kind=TermKind.PLACE, renderings={"en": "Poplar Garden", "ug": "تېرەكباغ"})
    await newsroom.article(title="A road to Poplar Garden")
    assert await newsroom.step() >= 1
    assert newsroom.titles(1)[-1] == "A road to Poplar Garden"


async def test_what_was_removed_or_forgotten_is_not_in_the_way(newsroom: Newsroom):
    one, other, third = [await watcher(newsroom, chat, "road") for chat in (1, 2, 3)]
    skipped = await skipping(newsroom, third, "mended")
    await newsroom.article()
    dispatcher = await a_dispatcher(newsroom)
    await look(dispatcher)  # the words are in memory now
    async with newsroom.database.writing() as c:
        [word] = await words.of(c, one)
        await words.remove(c, one, word.id)
        await subscribers.erase(c, other)
        await words.remove(c, third, skipped)

    assert [visit.reader.id for visit in await next_visits(dispatcher) or []] == [third]


async def test_a_word_named_now_is_heard_by_alerts_on_their_way(newsroom: Newsroom):
    await newsroom.reader(1, "ug", originals=False)
    id = await watcher(newsroom, 2)
    await newsroom.article(awaited=("ug",))
    newsroom.clock.forward(minutes=31)
    assert await newsroom.step() == 0  # the run for Uyghur is through; it may open anew

    async with newsroom.database.writing(Bell.DISPATCH) as c:
        await words.add(c, id, "road")
        await exceptions.revisit(c, id, now=newsroom.clock())
    assert await newsroom.step() == 1
    assert newsroom.titles(2) == ["A road was mended"]


async def test_a_change_of_language_is_followed(newsroom: Newsroom):
    id = await watcher(newsroom, 1, "jol", languages=["en"])
    dispatcher = await a_dispatcher(newsroom)
    await newsroom.article(ready=("en", "kk"))
    await look(dispatcher)
    assert await next_visits(dispatcher) is None  # jol is no English word
    async with newsroom.database.writing() as c:
        await subscribers.set_languages(c, id, languages=["kk"])
    await newsroom.article(ready=("en", "kk"))
    await look(dispatcher)
    assert [visit.reader.languages for visit in await next_visits(dispatcher) or []] == [("kk",)]


async def test_pages_hold_those_of_topics_and_of_words_once_and_in_order(newsroom: Newsroom):
    expected = set()
    for chat in range(1, 13):
        if chat % 3:
            id = await watcher(newsroom, chat, "road")
        else:
            id = await newsroom.reader(chat)
        expected.add(id)
    await watcher(newsroom, 20, "road", languages=["kk"])
    await newsroom.article()
    newsroom.lane.pace.rate = 5
    try:
        dispatcher = await a_dispatcher(newsroom)
        await look(dispatcher)
        found = []
        while (page := await next_visits(dispatcher)) is not None:
            found += [visit.reader.id for visit in page]
    finally:
        newsroom.lane.pace.rate = 30
    assert len(found) == 13
    assert expected < set(found)


async def test_the_words_leave_the_memory_with_their_reader_within_the_hour(newsroom: Newsroom):
    id = await watcher(newsroom, 1, "road")
    await watcher(newsroom, 2, "mended")
    article = await newsroom.article()
    dispatcher = await a_dispatcher(newsroom)
    matches = dispatcher.matches
    for after, left in ((timedelta(0), 2), (timedelta(minutes=30), 2), (timedelta(minutes=61), 1)):
        if after:
            async with newsroom.database.writing() as c:
                await subscribers.erase(c, id)
                await words.renew(c, SubscriberId(2))
        found = await _matched(newsroom, matches, article, after)
        assert len(found.watchers) == left


async def _matched(newsroom: Newsroom, matches, article: ArticleId, after: timedelta):
    async with newsroom.database.reading() as c:
        known = await articles.get(c, article)
        ready = await editions.of(c, article)
        return await matches.in_alert(c, AlertId(1), known, ready, now=newsroom.clock() + after)


@pytest.mark.parametrize("gone", [True, False])
async def test_what_was_found_is_kept_while_the_alert_is_on_its_way(newsroom: Newsroom, gone: bool):
    await watcher(newsroom, 1, "road")
    article = await newsroom.article()
    dispatcher = await a_dispatcher(newsroom)
    first = await _matched(newsroom, dispatcher.matches, article, timedelta(0))
    if gone:
        dispatcher.matches.forget(set())
    again = await _matched(newsroom, dispatcher.matches, article, timedelta(0))
    assert (again is first) != gone
    assert again == first
