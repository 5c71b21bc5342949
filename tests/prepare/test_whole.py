"""Whole articles in the reader's language: made once, honest about how, and the original where in doubt."""

import asyncio
from datetime import timedelta

import pytest

from alertbot.errors import NotFound, ProviderBusy, ProviderRefused
from alertbot.model import ArticleId, ArticleState, EditionState, Origin
from alertbot.prepare import whole
from alertbot.prepare.desk import Tools
from alertbot.prepare.studio import Studio
from alertbot.prepare.whole import Instead
from alertbot.providers.lead import Lead
from alertbot.storage import articles, editions, tables
from alertbot.storage.engine import Database
from alertbot.web.client import Client
from tests.conftest import NOON
from tests.prepare.newsroom import SPANISH, Phrasebook, newsroom, read_here
from tests.prepare.samples import PARAGRAPHS, TITLES, article

TEXT = "\n".join(PARAGRAPHS["en"][:2])
UYGHUR = "يېڭى مەكتەپ ئېچىلدى"


class Nowhere(Client):
    def __init__(self) -> None:
        """Whole articles need no web."""


def a_studio(database: Database, *translators: Phrasebook, target: str = "es") -> Studio:
    tools = Tools(Nowhere(), read_here, Lead(), {target: translators})
    return Studio(database, tools, ("en", target), lambda: NOON)


async def stored(database: Database, *, text: str | None = None, language: str = "en") -> ArticleId:
    async with database.writing() as c:
        id = await articles.add(
            c, url="https://news.example/a", source="Example", language=language,
            text=TEXT if text is None else text, image_url=None, published_at=NOON,
            hosts=["news.example"], state=ArticleState.PREPARED, now=NOON,
        )  # fmt: skip
        expected = await editions.expect(c, id, [language], now=NOON)
        await editions.write(
            c, expected[language], state=EditionState.READY, title=TITLES["en"], summary="",
            origin=Origin.ORIGINAL, now=NOON, url="https://news.example/a",
        )  # fmt: skip
    return id


async def test_readers_of_its_own_language_have_it_at_once(database: Database):
    id = await stored(database)
    found = await whole.at_hand(a_studio(database), id, "en")
    assert found is not None
    assert (found.whole.text, found.whole.title) == (TEXT, TITLES["en"])
    assert (found.whole.origin, found.instead) == (Origin.ORIGINAL, None)
    assert found.page is not None
    assert found.page.url == "https://news.example/a"


async def test_a_translation_is_made_once_for_all(database: Database):
    id, book = await stored(database), Phrasebook()
    studio = a_studio(database, book)
    assert await whole.at_hand(studio, id, "es") is None
    first, second = await asyncio.gather(whole.made(studio, id, "es"), whole.made(studio, id, "es"))
    assert first == second
    assert first.whole.text == "\n".join(SPANISH[each] for each in PARAGRAPHS["en"][:2])
    assert (first.whole.title, first.whole.origin) == ("Se abre una nueva escuela", Origin.MACHINE)
    assert first.whole.source_language == "en"
    assert len(book.asked) == 1
    assert await whole.at_hand(studio, id, "es") == first


async def test_what_the_guards_complain_of_is_not_shown_and_not_paid_for_again(database: Database):
    id = await stored(database, text="On Monday 120 children came.\nMore came later.")
    book = Phrasebook(answer=["La escuela", "El lunes llegaron 210 niños.", "Luego vinieron más."])
    studio = a_studio(database, book)
    found = await whole.made(studio, id, "es")
    assert (found.instead, found.whole.language) == (Instead.UNFIT, "en")
    assert "120 children" in found.whole.text
    assert await whole.at_hand(studio, id, "es") == found
    assert len(book.asked) == 1


@pytest.mark.parametrize(
    ("error", "instead"),
    [
        (ProviderBusy("p", "down", timedelta(seconds=1)), Instead.BUSY),
        (ProviderRefused("p", "never"), Instead.NO_WAY),
    ],
    ids=["busy", "refused"],
)
async def test_where_nobody_translates_the_original_is_shown_and_it_is_tried_again(
    database: Database, error: Exception, instead: Instead
):
    id, book = await stored(database), Phrasebook(error=error)
    studio = a_studio(database, book)
    found = await whole.made(studio, id, "es")
    assert (found.instead, found.whole.language) == (instead, "en")
    book.error = None
    assert (await whole.made(studio, id, "es")).instead is None


@pytest.mark.parametrize(
    ("state", "instead"),
    [
        (EditionState.HELD, Instead.BUSY),
        (EditionState.REJECTED, Instead.UNFIT),
        (EditionState.FAILED, Instead.UNFIT),
        (EditionState.READY, None),
    ],
)
async def test_what_editors_keep_from_all_is_not_had_by_a_button(
    database: Database, state: EditionState, instead: Instead | None
):
    id, book = await stored(database), Phrasebook()
    async with database.writing() as c:
        made = await editions.expect(c, id, ["es"], now=NOON)
        await editions.write(
            c, made["es"], state=state, title="x", summary="", origin=Origin.MACHINE, source_language="en",
            now=NOON,
        )  # fmt: skip
    found = await whole.made(a_studio(database, book), id, "es")
    assert (found.instead, found.whole.language) == (instead, "es" if instead is None else "en")
    assert len(book.asked) == (instead is None)


async def test_without_translators_it_is_the_original(database: Database):
    id = await stored(database)
    studio = a_studio(database)
    found = await whole.at_hand(studio, id, "kk")
    assert found is not None
    assert found.instead is Instead.NO_WAY
    assert await whole.made(studio, id, "kk") == found


async def test_another_script_is_a_conversion(database: Database):
    id = await stored(database, text=UYGHUR, language="ug")
    found = await whole.at_hand(a_studio(database), id, "ug-Latn")
    assert found is not None
    assert (found.whole.origin, found.whole.source_language) == (Origin.CONVERTED, "ug")
    assert found.whole.text == "Yëngi mektep ëchildi"


async def test_a_translation_in_another_script_is_said_to_be_both(database: Database):
    id = await stored(database, text="A new school was opened.")
    book = Phrasebook(pairs=[("en", "ug")], answer=[UYGHUR, UYGHUR + "."])
    studio = a_studio(database, book, target="ug")
    found = await whole.made(studio, id, "ug-Latn")
    assert (found.whole.origin, found.whole.source_language, found.converted) == (Origin.MACHINE, "en", True)
    assert found.whole.text == "Yëngi mektep ëchildi."
    assert await whole.at_hand(studio, id, "ug-Latn") == found


async def test_a_changed_article_is_translated_anew(database: Database):
    id, book = await stored(database), Phrasebook()
    studio = a_studio(database, book)
    await whole.made(studio, id, "es")
    async with database.writing() as c:
        await c.execute(tables.article.update().values(text="Changed."))
    assert await whole.at_hand(studio, id, "es") is None


async def test_what_is_gone_is_said_to_be(database: Database):
    studio = a_studio(database)
    with pytest.raises(NotFound):
        await whole.at_hand(studio, ArticleId(9), "en")
    found = await whole.at_hand(studio, await stored(database, text=""), "es")
    assert found is not None
    assert found.whole.text == ""


async def test_a_newsroom_s_own_page_in_another_language_is_its_own_text(database: Database):
    async with newsroom(database) as room:
        english, kazakh = await room.feed("en"), await room.feed("kk", path="/kk")
        head = "".join(
            f'<link rel="alternate" hreflang="{tag}" href="{room.server.url(path)}">'
            for tag, path in {"en": "/a", "kk": "/b"}.items()
        )
        first = await room.publish(english, "/a", page=article("en", head=head))
        await room.finish()
        await room.publish(kazakh, "/b", language="kk", page=article("kk", head=head))
        await room.finish()
        found = await whole.at_hand(a_studio(database), (await room.of_entry(first)).id, "kk")
    assert found is not None
    assert (found.whole.origin, found.whole.language, found.instead) == (Origin.ORIGINAL, "kk", None)
    assert PARAGRAPHS["kk"][0] in found.whole.text
