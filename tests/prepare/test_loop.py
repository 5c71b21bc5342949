"""Entries become articles with editions, once, whoever does it and whatever fails on the way."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import timedelta

import pytest

from alertbot.errors import ProviderBusy, ProviderRefused, Unready
from alertbot.languages import scripts
from alertbot.model import (
    ArticleState,
    EditionState,
    Entry,
    Extract,
    Origin,
    WorkKind,
)
from alertbot.prepare import loop, translate
from alertbot.prepare.desk import pause
from alertbot.prepare.page import Page
from alertbot.prepare.story import ALTERNATE_WAIT
from alertbot.settings import Prepare
from alertbot.storage import articles, editions, feeds, topics, work
from alertbot.storage.bells import Bell
from alertbot.storage.claims import LEASE
from alertbot.storage.engine import Database
from tests.prepare.newsroom import Failing, Newsroom, Phrasebook, newsroom, read_here
from tests.prepare.samples import PARAGRAPHS, TITLES
from tests.prepare.samples import article as page_of
from tests.watch.server import FeedServer

MINUTE = timedelta(minutes=1)
BUSY = ProviderBusy("phrasebook", "busy", MINUTE)
REFUSED = ProviderRefused("phrasebook", "no")


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Newsroom]:
    async with newsroom(database) as opened:
        yield opened


def naming(server: FeedServer, **paths: str) -> str:
    """The head of a page that names the same story in other languages."""
    return "".join(
        f'<link rel="alternate" hreflang="{tag}" href="{server.url(path)}">' for tag, path in paths.items()
    )


async def works(room: Newsroom, kind: WorkKind) -> list[int]:
    async with room.database.writing() as connection:
        held = await work.claim(
            connection, [kind], now=room.now + timedelta(days=9), lease=timedelta(0), limit=99
        )
    return [each.subject for each in held]


# ── articles ─────────────────────────────────────────────────────────────────────────────────────


async def test_an_entry_becomes_an_article_with_its_original(room: Newsroom):
    entry = await room.publish(await room.feed("ug"), language="ug")

    await room.finish()

    article = await room.of_entry(entry)
    [edition] = (await room.editions(entry)).values()
    assert (article.state, article.source, article.language) == (ArticleState.PREPARED, "News ug", "ug")
    assert (article.topics, article.hosts) == ((room.topic,), frozenset({"127.0.0.1"}))
    assert article.url == edition.url == room.server.url("/a")
    assert PARAGRAPHS["ug"][2] in article.text
    assert (edition.state, edition.origin, edition.revision) == (EditionState.READY, Origin.ORIGINAL, 1)
    assert (edition.title, edition.summary) == (TITLES["ug"], " ".join(PARAGRAPHS["ug"][:2]))
    assert await works(room, WorkKind.ARTICLE) == []


async def test_who_waits_for_articles_and_for_work_is_woken(room: Newsroom):
    entry = await room.publish(await room.feed())
    room.translators = {"es": [Phrasebook()]}
    await room.step()
    for bell in (Bell.RELEASE, Bell.PREPARE):
        await asyncio.wait_for(room.database.bells.wait(bell, timedelta(hours=1), asyncio.Event()), 5)
    assert await room.of_entry(entry)


async def test_without_its_page_the_feeds_words_serve(room: Newsroom):
    feed = await room.feed()
    words = " ".join(PARAGRAPHS["en"])
    gone = await room.publish(feed, "/gone", page="", content=words)
    room.server.serve("/pdf", b"%PDF", headers={"Content-Type": "application/pdf"})
    pdf = await room.enter(feed, room.server.url("/pdf"), title="Pdf", content=words)
    away = await room.enter(feed, "https://other.example/x", title="Away", content=words)
    nowhere = await room.enter(feed, None, title="Nowhere", content=words)
    room.server.redirect("/moved", room.server.url("/elsewhere", host="localhost"))
    room.server.serve("/elsewhere", page_of("kk"))
    moved = await room.enter(feed, room.server.url("/moved"), title="Moved", content=words)

    await room.finish()

    for entry in (gone, pdf, away, nowhere, moved):
        assert (await room.of_entry(entry)).text == words
    assert (await room.of_entry(gone)).url == room.server.url("/gone")
    assert (await room.of_entry(away)).url is None
    assert (await room.of_entry(nowhere)).url is None
    assert await room.count() == 5


async def test_a_topic_is_found_by_words_and_says_which(room: Newsroom):
    async with room.database.writing() as connection:
        schools = await topics.add(connection, slug="schools", names={})
        await topics.set_keywords(connection, schools, "en", ["school"])
    entry = await room.publish(await room.feed(filed=False))
    await room.finish()
    article = await room.of_entry(entry)
    async with room.database.reading() as connection:
        [filing] = await articles.filings(connection, article.id)
    assert (article.topics, article.state) == ((schools,), ArticleState.PREPARED)
    assert (filing.topic, filing.reason, filing.words) == (schools, "keyword", ("school",))


async def test_an_unfiled_article_is_not_translated_until_it_is_filed(room: Newsroom):
    book = Phrasebook()
    room.translators = {"es": [book]}
    entry = await room.publish(await room.feed(filed=False))
    await room.finish()
    assert (await room.of_entry(entry)).state is ArticleState.UNFILED
    assert set(await room.editions(entry)) == {"en"}
    assert not book.asked

    async with room.database.writing() as connection:
        await topics.set_keywords(connection, room.topic, "en", ["school"])
        await work.add(connection, WorkKind.ARTICLE, [entry], due_at=room.now)
    await room.finish()

    assert (await room.of_entry(entry)).state is ArticleState.PREPARED
    assert (await room.editions(entry))["es"].state is EditionState.READY
    assert (await room.editions(entry))["en"].revision == 1
    assert await room.count() == 1


async def test_work_on_what_was_removed_is_forgotten(room: Newsroom):
    feed = await room.feed()
    entry = await room.publish(feed)
    async with room.database.writing() as connection:
        await feeds.remove(connection, feed)
        await work.add(connection, WorkKind.ARTICLE, [entry], due_at=room.now)
        await work.add(connection, WorkKind.TRANSLATE, [77], due_at=room.now)
    await room.finish()
    assert await works(room, WorkKind.ARTICLE) == await works(room, WorkKind.TRANSLATE) == []


@pytest.mark.parametrize(("error", "steps"), [(REFUSED, 1), (BUSY, 2)])
async def test_a_summariser_that_fails_is_replaced_by_the_embedded_one(
    room: Newsroom, error: Exception, steps: int
):
    room.summariser = Failing(error)
    entry = await room.publish(await room.feed())
    for _ in range(steps):
        await room.later(hours=1)
    assert PARAGRAPHS["en"][0] in (await room.editions(entry))["en"].summary


# ── one story, several pages ─────────────────────────────────────────────────────────────────────


async def test_pages_that_name_each_other_are_one_article(room: Newsroom):
    english, uyghur = (
        await room.feed("en", path="/en.xml"),
        await room.feed("ug", path="/ug.xml", filed=False),
    )
    await room.feed("kk", path="/kk.xml")
    head = naming(room.server, en="/en/a", ug="/ug/a", kk="/kk/a")
    first = await room.publish(english, "/en/a", page=page_of("en", head=head))
    await room.finish()
    waiting = await room.editions(first)
    assert {tag: each.state for tag, each in waiting.items()} == {
        "en": EditionState.READY, "ug": EditionState.AWAITED, "kk": EditionState.AWAITED,
    }  # fmt: skip

    second = await room.publish(uyghur, "/ug/a", language="ug", page=page_of("ug", head=head))
    await room.finish()

    assert await room.count() == 1
    got = await room.editions(second)
    assert got == await room.editions(first)
    assert (got["ug"].state, got["ug"].origin, got["ug"].title) == (
        EditionState.READY,
        Origin.ORIGINAL,
        TITLES["ug"],
    )
    assert (got["ug"].url, got["en"].url) == (room.server.url("/ug/a"), room.server.url("/en/a"))
    article = await room.of_entry(second)
    assert (article.language, article.url, article.source) == ("en", room.server.url("/en/a"), "News en")


async def test_a_language_without_a_feed_is_not_waited_for(room: Newsroom):
    head = naming(room.server, kk="/kk/a", ug="/ug/a")
    entry = await room.publish(await room.feed(), page=page_of("en", head=head))
    await room.finish()
    assert set(await room.editions(entry)) == {"en"}


async def test_the_same_page_by_two_feeds_is_one_article(room: Newsroom):
    first = await room.publish(await room.feed(path="/1.xml", filed=False))
    other = await room.feed(path="/2.xml", hosts={"127.0.0.1", "second.example"})
    second = await room.enter(other, room.server.url("/a?utm_source=second"), title="Another title")
    await room.finish()
    assert await room.count() == 1
    article = await room.of_entry(first)
    assert article == await room.of_entry(second)
    assert article.hosts == {"127.0.0.1", "second.example"}
    assert (article.topics, article.state) == ((room.topic,), ArticleState.PREPARED)
    assert (await room.editions(first))["en"].revision == 1


async def test_a_front_that_every_story_names_does_not_make_them_one(room: Newsroom):
    feed = await room.feed("en")
    await room.feed("ug", path="/ug.xml")
    head = naming(room.server, ug="/ug/all-the-news")
    first = await room.publish(feed, "/1", page=page_of("en", head=head))
    await room.finish()
    second = await room.publish(feed, "/2", page=page_of("en", head=head))
    await room.finish()
    assert (await room.of_entry(first)).id != (await room.of_entry(second)).id
    # And a page that another story claimed is found by itself from then on.
    third = await room.publish(feed, "/ug/all-the-news", page=page_of("en"))
    await room.finish()
    again = await room.enter(feed, room.server.url("/ug/all-the-news"), title="Again")
    await room.finish()
    assert (
        (await room.of_entry(third)).id == (await room.of_entry(again)).id != (await room.of_entry(first)).id
    )


async def test_of_two_pages_prepared_at_once_one_makes_the_article(room: Newsroom):
    """On PostgreSQL they meet inside the transaction; on SQLite one waits."""
    english, uyghur = await room.feed("en", path="/en.xml"), await room.feed("ug", path="/ug.xml")
    head = naming(room.server, en="/en/a", ug="/ug/a")
    both = asyncio.Barrier(2)

    async def together(entry: Entry, page: Page | None, *, language: str, hosts: Collection[str]) -> Extract:
        await both.wait()
        return await read_here(entry, page, language=language, hosts=hosts)

    room.read = together
    for number in range(3):
        head = naming(room.server, en=f"/en/{number}", ug=f"/ug/{number}")
        entries = [
            await room.publish(english, f"/en/{number}", page=page_of("en", head=head)),
            await room.publish(uyghur, f"/ug/{number}", language="ug", page=page_of("ug", head=head)),
        ]
        assert await room.step() == 2
        assert await room.count() == number + 1
        for entry in entries:
            states = {tag: each.state for tag, each in (await room.editions(entry)).items()}
            assert states == {"en": EditionState.READY, "ug": EditionState.READY}


async def test_the_same_page_prepared_twice_at_once_is_one_article(room: Newsroom):
    first, second = await room.feed(path="/1.xml"), await room.feed(path="/2.xml")
    both = asyncio.Barrier(2)

    async def together(entry: Entry, page: Page | None, *, language: str, hosts: Collection[str]) -> Extract:
        await both.wait()
        return await read_here(entry, page, language=language, hosts=hosts)

    room.read = together
    entries = [await room.publish(feed, "/a") for feed in (first, second)]
    await room.step()
    assert await room.count() == 1
    assert [list(await room.editions(entry)) for entry in entries] == [["en"], ["en"]]


# ── translations ─────────────────────────────────────────────────────────────────────────────────


async def test_a_language_with_a_translator_gets_an_edition_of_its_own(room: Newsroom):
    room.translators = {"es": [Phrasebook()]}
    entry = await room.publish(await room.feed())
    await room.step()
    assert (await room.editions(entry))["es"].state is EditionState.AWAITED
    await room.finish()
    spanish = (await room.editions(entry))["es"]
    assert (spanish.state, spanish.origin, spanish.source_language) == (
        EditionState.READY,
        Origin.MACHINE,
        "en",
    )
    assert spanish.title == "Se abre una nueva escuela"
    assert set(await room.editions(entry)) == {"en", "es"}  # nobody serves the others


async def test_translators_are_asked_for_languages_and_not_for_scripts(room: Newsroom):
    book = Phrasebook(pairs=[("en", tag) for tag in ("ug", "ug-Latn", "kk", "kk-Arab")], answer=["a", "b"])
    room.offered = ("ug-Latn", "ug-Cyrl", "kk-Arab", "en")
    room.translators = {target: [book] for _, target in book.pairs}
    entry = await room.publish(await room.feed())
    await room.finish()
    assert set(await room.editions(entry)) == {"en", "ug", "kk"}


async def test_a_translator_reads_the_script_it_knows(room: Newsroom):
    book = Phrasebook(pairs=[("kk", "es"), ("kk-Latn", "es"), ("kk", "kk")], answer=["Escuela", "Se abre."])
    room.offered = ("kk", "kk-Latn", "es")
    room.translators = {"es": [book], "kk": [book]}
    page = page_of("kk", tuple(scripts.convert(text, "kk", "kk-Latn") for text in PARAGRAPHS["kk"]))
    entry = await room.publish(await room.feed("kk-Latn"), language="kk", page=page)
    await room.finish()
    made = await room.editions(entry)
    assert set(made) == {"kk-Latn", "es"}  # readers of "kk" have it by conversion
    assert made["es"].source_language == "kk"
    assert book.asked[0][1].startswith("Қала әкімдігі")


async def test_what_can_only_be_guessed_at_is_not_translated(room: Newsroom):
    book = Phrasebook(pairs=[("kk-Arab", "es"), ("kk", "es")], answer=["Escuela", "Se abre."])
    room.translators = {"es": [book]}
    page = page_of("kk", tuple(scripts.convert(text, "kk", "kk-Arab") for text in PARAGRAPHS["kk"]))
    entry = await room.publish(await room.feed("kk-Arab"), language="kk", page=page)
    await room.finish()
    assert set(await room.editions(entry)) == {"kk-Arab"}
    assert book.asked == []


@pytest.mark.parametrize(
    "first",
    [
        Phrasebook(error=BUSY), Phrasebook(error=REFUSED), Phrasebook(answer=["one"]), Phrasebook(pairs=()),
        Phrasebook(answer=["a", "b", "c"]),
    ],
)  # fmt: skip
async def test_the_next_of_a_chain_does_what_one_cannot(room: Newsroom, first: Phrasebook):
    room.translators = {"es": [first, Phrasebook(name="second")]}
    entry = await room.publish(await room.feed())
    await room.finish()
    assert (await room.editions(entry))["es"].title == "Se abre una nueva escuela"


async def test_a_translator_that_hangs_is_left_for_the_next(room: Newsroom, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(translate, "TIME_LIMIT", timedelta(milliseconds=500))
    room.translators = {"es": [Phrasebook(hold=asyncio.Event()), Phrasebook()]}
    entry = await room.publish(await room.feed())
    await room.finish()
    assert (await room.editions(entry))["es"].state is EditionState.READY


@pytest.mark.parametrize(
    "answer",
    [
        [TITLES["en"], " ".join(PARAGRAPHS["en"][:2])],
        ["Título", "Vea https://evil.example/ ahora mismo."],
        ["", ""],
        ["Título 4711", "Resumen"],
    ],
)
async def test_a_translation_with_a_finding_waits_for_an_editor(room: Newsroom, answer: list[str]):
    room.translators = {"es": [Phrasebook(answer=answer)]}
    entry = await room.publish(await room.feed())
    await room.finish()
    held = (await room.editions(entry))["es"]
    assert (held.state, held.title) == (EditionState.HELD, answer[0])


async def test_what_a_translator_says_is_cleaned_and_bounded(room: Newsroom):
    room.translators = {"es": [Phrasebook(answer=["Una\u202e nueva\nescuela", "x" * 1_000_000])]}
    entry = await room.publish(await room.feed())
    await room.finish()
    held = (await room.editions(entry))["es"]
    assert held.title == "Una nueva escuela"
    assert len(held.summary) <= 4000
    assert held.state is EditionState.HELD


async def test_when_all_are_busy_it_is_tried_again_and_given_up_in_the_end(room: Newsroom):
    book = Phrasebook(error=BUSY)
    room.translators = {"es": [book]}
    entry = await room.publish(await room.feed())
    await room.finish()
    assert (await room.editions(entry))["es"].state is EditionState.AWAITED
    await room.later(seconds=59)  # it asked for a minute
    assert len(book.asked) == 1
    for _ in range(translate.MOST_TRIES):
        await room.later(hours=1)
    assert len(book.asked) == translate.MOST_TRIES
    assert (await room.editions(entry))["es"].state is EditionState.FAILED
    assert await works(room, WorkKind.TRANSLATE) == []


async def test_who_is_busy_for_longer_than_readers_wait_is_not_waited_for(room: Newsroom):
    """A day's budget that is used up: the reader's next language serves now, and not in half an hour."""
    room.translators = {"es": [Phrasebook(error=ProviderBusy("phrasebook", "budget", timedelta(hours=9)))]}
    entry = await room.publish(await room.feed())
    await room.finish()
    assert (await room.editions(entry))["es"].state is EditionState.FAILED


async def test_whoever_is_free_first_is_waited_for(room: Newsroom):
    long = Phrasebook(error=ProviderBusy("long", "budget", timedelta(hours=9)))
    short = Phrasebook(name="short", error=BUSY)
    room.translators = {"es": [long, short]}
    entry = await room.publish(await room.feed())
    await room.finish()
    short.error = None
    await room.later(minutes=1)
    assert (await room.editions(entry))["es"].state is EditionState.READY


async def test_all_languages_of_an_article_are_translated_side_by_side(room: Newsroom):
    """Each translator answers only when all of them have been asked."""
    targets = ["ug", "kk", "tr", "ru", "zh-Hans", "de", "fr", "ar"]
    room.offered = ("en", *targets)
    together, met = asyncio.Barrier(len(targets)), asyncio.Event()

    class Meeting(Phrasebook):
        async def translate(
            self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
        ) -> list[str]:
            async with asyncio.timeout(20):
                await together.wait()
            met.set()
            raise ProviderRefused(self.name, "that was all")

    room.translators = {tag: [Meeting(pairs=[("en", tag)])] for tag in targets}
    entry = await room.publish(await room.feed())
    stop = asyncio.Event()
    running = asyncio.ensure_future(room.run(stop))
    await asyncio.wait_for(met.wait(), 20)
    stop.set()
    await asyncio.wait_for(running, 20)
    states = {tag: each.state for tag, each in (await room.editions(entry)).items()}
    assert states == {"en": EditionState.READY} | dict.fromkeys(targets, EditionState.FAILED)


async def test_when_all_refuse_it_is_given_up_at_once(room: Newsroom):
    room.translators = {"es": [Phrasebook(error=REFUSED)]}
    entry = await room.publish(await room.feed())
    await room.finish()
    assert (await room.editions(entry))["es"].state is EditionState.FAILED


async def test_a_busy_translator_that_recovers_is_used(room: Newsroom):
    book = Phrasebook(error=BUSY)
    room.translators = {"es": [book]}
    entry = await room.publish(await room.feed())
    await room.finish()
    book.error = None
    await room.later(minutes=2)
    assert (await room.editions(entry))["es"].state is EditionState.READY


async def test_a_page_that_was_named_is_awaited_before_a_translator_is_asked(room: Newsroom):
    english, spanish = await room.feed("en"), await room.feed("es", path="/es.xml")
    book = Phrasebook()
    room.translators = {"es": [book]}
    head = naming(room.server, es="/es/a", en="/en/a")
    entry = await room.publish(english, "/en/a", page=page_of("en", head=head))
    await room.finish()
    assert not book.asked
    await room.later(seconds=ALTERNATE_WAIT.total_seconds())
    assert (await room.editions(entry))["es"].origin is Origin.MACHINE

    html = page_of("en", ("El consejo inauguró el lunes una nueva escuela en la ciudad.",), head=head)
    await room.publish(spanish, "/es/a", page=html.replace('lang="en"', 'lang="es"'))
    await room.finish()

    original = (await room.editions(entry))["es"]
    assert (original.origin, original.revision, original.source_language) == (Origin.ORIGINAL, 2, None)
    assert await room.count() == 1


async def test_a_translation_that_comes_after_the_original_is_dropped(
    room: Newsroom, caplog: pytest.LogCaptureFixture
):
    english, spanish = await room.feed("en"), await room.feed("es", path="/es.xml")
    release = asyncio.Event()
    book = Phrasebook(hold=release)
    room.translators = {"es": [book]}
    head = naming(room.server, es="/es/a")
    entry = await room.publish(english, "/en/a", page=page_of("en", head=head))
    await room.step()
    room.now += ALTERNATE_WAIT
    slow = asyncio.ensure_future(room.step())
    await book.began.wait()
    html = page_of(
        "en",
        ("El consejo inauguró el lunes una nueva escuela en la ciudad.",),
        head=naming(room.server, en="/en/a"),
    )
    await room.publish(spanish, "/es/a", page=html.replace('lang="en"', 'lang="es"'))
    await room.step()
    release.set()
    await slow

    original = (await room.editions(entry))["es"]
    assert (original.origin, original.revision) == (Origin.ORIGINAL, 1)
    assert "work taken over" in caplog.messages


async def test_what_an_editor_wrote_meanwhile_stays(room: Newsroom):
    english = await room.feed("en")
    room.translators = {"es": [Phrasebook()]}
    entry = await room.publish(english)
    await room.step()
    spanish = (await room.editions(entry))["es"]
    async with room.database.writing() as connection:
        await editions.write(
            connection, spanish.id, state=EditionState.READY, title="De un redactor", summary="",
            origin=Origin.PERSON, now=room.now,
        )  # fmt: skip
    await room.finish()
    assert (await room.editions(entry))["es"].title == "De un redactor"
    assert await works(room, WorkKind.TRANSLATE) == []


# ── the loop ─────────────────────────────────────────────────────────────────────────────────────


async def test_the_loop_prepares_what_comes_and_stops_when_told(room: Newsroom):
    stop = asyncio.Event()
    room.translators = {"es": [Phrasebook()]}
    feed = await room.feed()
    running = asyncio.ensure_future(room.run(stop))
    released = room.database.bells
    entry = await room.publish(feed)
    released.ring(Bell.PREPARE)
    for _ in range(2):  # the article, then its translation
        await released.wait(Bell.RELEASE, timedelta(seconds=10), asyncio.Event())
    stop.set()
    await asyncio.wait_for(running, 10)
    assert (await room.editions(entry))["es"].state is EditionState.READY


async def test_articles_do_not_wait_behind_slow_translators(room: Newsroom):
    room.settings = Prepare(at_once=1, translations_at_once=1)
    stop, release = asyncio.Event(), asyncio.Event()
    book = Phrasebook(hold=release)
    room.translators = {"es": [book]}
    feed = await room.feed()
    first = await room.publish(feed, "/1")
    running = asyncio.ensure_future(room.run(stop))
    await asyncio.wait_for(book.began.wait(), 10)
    await room.database.bells.wait(Bell.RELEASE, timedelta(seconds=10), asyncio.Event())
    second = await room.publish(feed, "/2")
    room.database.bells.ring(Bell.PREPARE)
    await room.database.bells.wait(Bell.RELEASE, timedelta(seconds=10), asyncio.Event())
    assert (await room.editions(second))["en"].state is EditionState.READY
    assert (await room.editions(first))["es"].state is EditionState.AWAITED
    release.set()
    stop.set()
    await asyncio.wait_for(running, 10)


async def test_a_bug_ends_the_loop_and_the_work_stays(room: Newsroom):
    room.summariser = Failing(RuntimeError("bug"))
    entry = await room.publish(await room.feed())
    with pytest.raises(ExceptionGroup):
        await room.run(asyncio.Event())
    assert await works(room, WorkKind.ARTICLE) == [entry]


async def test_work_that_keeps_failing_is_parked_where_editors_see_it(room: Newsroom):
    async def nothing(entry: Entry, page: Page | None, *, language: str, hosts: Collection[str]) -> Extract:
        raise Unready("no process")

    good, room.read = room.read, nothing
    entry = await room.publish(await room.feed())
    for _ in range(work.MOST_ATTEMPTS + 2):
        await room.later(hours=2)
    async with room.database.writing() as connection:
        assert await work.parked(connection, WorkKind.ARTICLE) == {entry: "no process"}
        await work.hasten(connection, WorkKind.ARTICLE, entry, due_at=room.now)
    room.read = good
    await room.finish()
    assert await room.count() == 1


async def test_work_that_ends_its_process_each_time_is_parked(room: Newsroom):
    entry = await room.publish(await room.feed())
    for _ in range(work.MOST_ATTEMPTS):
        async with room.database.writing() as connection:
            [_held] = await work.claim(connection, loop.KINDS, now=room.now, lease=MINUTE, limit=9)
        room.now += MINUTE  # nobody came back
    await room.finish()
    async with room.database.reading() as connection:
        assert list(await work.parked(connection, WorkKind.ARTICLE)) == [entry]
    assert await room.count() == 0


async def test_who_lost_the_work_writes_nothing(room: Newsroom, caplog: pytest.LogCaptureFixture):
    entry = await room.publish(await room.feed())

    async def overtaken(entry: Entry, page: Page | None, *, language: str, hosts: Collection[str]) -> Extract:
        async with room.database.writing() as connection:
            later = room.now + LEASE
            assert await work.claim(connection, [WorkKind.ARTICLE], now=later, lease=MINUTE, limit=1)
        return await read_here(entry, page, language=language, hosts=hosts)

    room.read = overtaken
    await room.step()
    assert await room.count() == 0
    assert "work taken over" in caplog.messages
    assert await works(room, WorkKind.ARTICLE) == [entry]


async def test_logs_tell_outcomes_and_no_words(room: Newsroom, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "alertbot.prepare")
    room.translators = {"es": [Phrasebook(error=BUSY), Phrasebook()]}
    await room.publish(await room.feed())
    await room.finish()
    assert {"article prepared", "translator failed", "edition translated"} <= set(caplog.messages)
    said = " ".join(
        str(vars(record)) for record in caplog.records if record.name.startswith("alertbot.prepare")
    )
    assert TITLES["en"] not in said
    assert "escuela" not in said


def test_pauses_grow_to_an_hour():
    assert [pause(1), pause(2), pause(99)] == [
        timedelta(seconds=15),
        timedelta(seconds=30),
        timedelta(hours=1),
    ]
