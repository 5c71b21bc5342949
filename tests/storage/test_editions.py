"""Editions keep every revision of their text and say which may go to readers."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from alertbot.errors import NotFound
from alertbot.model import ArticleId, EditionId, EditionState, Origin
from alertbot.storage import editions
from alertbot.storage.engine import Connection, Database
from alertbot.storage.tables import edition as edition_table
from alertbot.storage.tables import revision
from tests.conftest import NOON
from tests.storage.test_articles import add

LATER = NOON + timedelta(hours=1)


async def expect(connection: Connection, article: ArticleId, language: str) -> EditionId:
    return (await editions.expect(connection, article, [language], now=NOON))[language]


async def write(connection: Connection, id: EditionId, title: str, **more: object) -> int:
    values: dict[str, object] = {"state": EditionState.READY, "origin": Origin.ORIGINAL, "now": NOON}
    return await editions.write(connection, id, title=title, summary="S.", **(values | more))  # type: ignore[arg-type]  # as the test says


async def test_an_awaited_edition_has_no_text_and_is_awaited_once(database: Database):
    async with database.writing() as connection:
        article = await add(connection)
        made = await editions.expect(connection, article, ["ug", "kk", "ug"], now=NOON)
        assert await editions.expect(connection, article, ["kk", "en"], now=NOON) != {}
        assert await editions.expect(connection, article, ["kk"], now=NOON) == {}
        assert await editions.expect(connection, article, [], now=NOON) == {}
        first, *others = await editions.of(connection, article)
    assert set(made) == {"ug", "kk"}
    assert {each.language for each in others} | {first.language} == {
        "ug",
        "kk",
        "en",
    }
    assert (first.state, first.revision, first.title, first.summary) == (EditionState.AWAITED, 0, "", "")


async def test_texts_are_numbered_from_one_and_the_last_one_counts(database: Database):
    async with database.writing() as connection:
        id = await expect(connection, await add(connection), "ug")
        assert await write(connection, id, "ق", url="https://x.example/ug", provider="p") == 1
        assert await write(connection, id, "ك", origin=Origin.MACHINE, source_language="en", now=LATER) == 2
        got = await editions.get(connection, id)
        kept = [row.title for row in await connection.execute(select(revision).order_by(revision.c.number))]
    assert (got.title, got.summary, got.revision, got.origin) == ("ك", "S.", 2, Origin.MACHINE)
    assert (got.url, got.source_language, kept) == ("https://x.example/ug", "en", ["ق", "ك"])


async def test_only_ready_editions_go_to_readers(database: Database):
    async with database.writing() as connection:
        first, second = await add(connection), await add(connection)
        ready, held = await expect(connection, first, "ug"), await expect(connection, first, "kk")
        await expect(connection, first, "en")
        await write(connection, ready, "ق")
        await write(connection, held, "Қ", state=EditionState.HELD)
        got = await editions.ready(connection, [first, second])
        assert {article: [each.id for each in some] for article, some in got.items()} == {
            first: [ready],
            second: [],
        }
        await editions.set_state(connection, held, EditionState.READY, now=LATER)
        assert len((await editions.ready(connection, [first]))[first]) == 2
        await editions.set_state(connection, ready, EditionState.REJECTED, now=LATER)
        times = dict((await connection.execute(select(edition_table.c.id, edition_table.c.ready_at))).all())
    assert (times[ready], times[held]) == (NOON, LATER)


async def test_what_is_not_there_is_said(database: Database):
    async with database.writing() as connection:
        nobody = EditionId(99)
        for act in (
            editions.get(connection, nobody),
            write(connection, nobody, "x"),
            editions.set_state(connection, nobody, EditionState.READY, now=NOON),
        ):
            with pytest.raises(NotFound):
                await act
