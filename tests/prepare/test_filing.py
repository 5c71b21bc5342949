"""What no feed, category or word files, a model or an editor does; and translators get the glossary."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from alertbot.errors import ProviderBusy, ProviderRefused
from alertbot.model import ArticleState, EditionState, EntryId, Filing, TermKind, WorkKind
from alertbot.providers import Choice
from alertbot.storage import articles, glossary, work
from alertbot.storage.engine import Database
from tests.conftest import ON_SQLITE
from tests.prepare.newsroom import Chooser, Newsroom, Phrasebook, newsroom

pytestmark = ON_SQLITE


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Newsroom]:
    async with newsroom(database) as opened:
        yield opened


async def filings(room: Newsroom, entry: EntryId) -> list[Filing]:
    article = await room.of_entry(entry)
    async with room.database.reading() as c:
        return await articles.filings(c, article.id)


async def test_a_model_chooses_where_nothing_else_does(room: Newsroom):
    chooser = room.classifier = Chooser(["all", "unheard-of"])
    entry = await room.publish(await room.feed(filed=False))
    await room.finish()
    assert chooser.offered == [[Choice("all", "All")]]
    assert await filings(room, entry) == [Filing(topic=room.topic, reason="model")]
    assert (await room.of_entry(entry)).state is ArticleState.PREPARED


async def test_a_model_is_not_asked_where_the_feed_says_it(room: Newsroom):
    chooser = room.classifier = Chooser(["all"])
    await room.publish(await room.feed())
    await room.finish()
    assert chooser.offered == []


@pytest.mark.parametrize(
    "chooser",
    [
        Chooser(["other"]),
        Chooser(error=ProviderRefused("chooser", "no")),
        Chooser(error=ProviderBusy("chooser", "no", timedelta(minutes=1))),
    ],
)
async def test_without_a_choice_the_article_waits_for_an_editor(room: Newsroom, chooser: Chooser):
    room.classifier = chooser
    entry = await room.publish(await room.feed(filed=False))
    await room.finish()
    waiting = await room.of_entry(entry)
    assert (waiting.state, waiting.topics) == (ArticleState.UNFILED, ())


async def test_an_article_that_an_editor_filed_goes_out_with_its_translations(room: Newsroom):
    room.translators = {"es": [Phrasebook()]}
    entry = await room.publish(await room.feed(filed=False))
    await room.finish()
    waiting = await room.of_entry(entry)
    assert set(await room.editions(entry)) == {"en"}
    async with room.database.writing() as c:
        assert [id for id, _ in await articles.unfiled(c, limit=5)] == [waiting.id]
        await articles.choose_topic(c, waiting.id, room.topic, on=True)
        assert await articles.count_unfiled(c) == 1
        await work.add(c, WorkKind.ARTICLE, await articles.entries_of(c, waiting.id), due_at=room.now)
    await room.finish()
    assert (await room.of_entry(entry)).state is ArticleState.PREPARED
    assert (await room.editions(entry))["es"].state is EditionState.READY
    assert await filings(room, entry) == [Filing(topic=room.topic, reason="editor")]


async def test_a_translator_is_given_the_names_that_the_text_has(room: Newsroom):
    phrasebook = Phrasebook()
    room.translators = {"es": [phrasebook]}
    async with room.database.writing() as c:
        for renderings in ({"en": "school", "es": "escuela"}, {"en": "volcano", "es": "volcán"}):
            await glossary.add(c, kind=TermKind.TERM, renderings=renderings)
    await room.publish(await room.feed())
    await room.finish()
    assert phrasebook.entries == [{"school": "escuela"}]
