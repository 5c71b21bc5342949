"""Editors file what fits no topic, or leave it out."""

from datetime import timedelta

import pytest

from alertbot.chat.access import Act
from alertbot.chat.desk import Desk
from alertbot.chat.screens.editors import unfiled as screens
from alertbot.languages.catalogues import Catalogues
from alertbot.model import ArticleId, ArticleState, FoundEntry, ParsedEntry, Role, WorkKind
from alertbot.storage import articles, entries, work
from tests.chat.conftest import Newsroom, make
from tests.chat.test_handlers import GULNAR, press, text
from tests.conftest import NOON


@pytest.fixture(autouse=True)
async def editor(desk: Desk) -> None:
    await make(desk, Role.EDITOR, GULNAR)


async def state(desk: Desk, newsroom: Newsroom) -> ArticleState:
    assert newsroom.unfiled is not None
    async with desk.database.reading() as c:
        return (await articles.get(c, newsroom.unfiled)).state


async def test_the_topics_screen_leads_to_what_waits(desk: Desk, newsroom: Newsroom):
    reply = await press(desk, Act.MANAGE)
    assert reply.screen is not None
    assert reply.screen.keyboard[0][0].text == "1 article waits for a topic"
    shown = await press(desk, Act.UNFILED)
    assert "1 article waits for a topic" in text(shown)
    assert shown.screen is not None
    assert "Spring has come 3" in shown.screen.keyboard[0][0].text


async def test_an_editor_chooses_topics_and_sends_it_out(desk: Desk, newsroom: Newsroom):
    waiting, first = newsroom.unfiled, newsroom.topics[0]
    assert waiting is not None
    async with desk.database.writing() as c:
        entry = await an_entry(c, newsroom)
        await articles.add_entry(c, waiting, entry)
    unready = await press(desk, Act.UNFILED_DONE, waiting)
    assert unready.toast == "Choose a topic first."
    await press(desk, Act.UNFILED_ON, waiting, first)
    chosen = await press(desk, Act.UNFILED_ON, waiting, newsroom.topics[1])
    assert "Spring has come 3" in text(chosen)
    await press(desk, Act.UNFILED_OFF, waiting, newsroom.topics[1])
    assert "being prepared" in text(await press(desk, Act.UNFILED_DONE, waiting))
    async with desk.database.writing() as c:
        assert [each.reason for each in await articles.filings(c, waiting)] == ["editor"]
        [held] = await work.claim(c, [WorkKind.ARTICLE], now=NOON, lease=timedelta(minutes=1), limit=9)
        assert held.subject == entry
        await articles.release_filed(c, waiting)
    assert await state(desk, newsroom) is ArticleState.PREPARED
    assert "not there any more" in text(await press(desk, Act.UNFILED_ONE, waiting))


async def test_an_editor_leaves_it_out(desk: Desk, newsroom: Newsroom):
    reply = await press(desk, Act.UNFILED_LEAVE, newsroom.unfiled)
    assert "It was left out" in text(reply)
    assert "No article waits" in text(reply)
    assert await state(desk, newsroom) is ArticleState.SILENT
    await press(desk, Act.UNFILED_LEAVE, newsroom.articles[0])  # an old button changes nothing else
    async with desk.database.reading() as c:
        assert (await articles.get(c, newsroom.articles[0])).state is ArticleState.PREPARED


async def an_entry(c, newsroom: Newsroom):
    assert newsroom.feed is not None
    parsed = ParsedEntry(
        guid=None,
        link=None,
        title="t",
        summary="",
        content="",
        published_at=NOON,
        language=None,
        categories=(),
    )
    key = b"k" * 16
    found = FoundEntry(entry=parsed, key=key, link_key=None, title_key=None, content_hash=key)
    [id] = await entries.add(c, newsroom.feed, [found], silent=True, now=NOON)
    return id


async def test_an_article_without_words_or_topics_still_has_a_way_on(words: Catalogues, desk: Desk, newsroom):
    async with desk.database.reading() as c:
        article = await articles.get(c, newsroom.unfiled)
    shown = screens.one(words["en"], article, None, [])
    assert "no topics yet" in shown.text
    long = screens.listing(words["en"], [(ArticleId(1), "x" * 99)], 1, page=0)
    assert len(long.keyboard[0][0].text) < 70
