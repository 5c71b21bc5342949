"""What is kept how long: every table is on the list, and the clock takes what is over."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Table, func, select

from alertbot.chat.rounds import chores
from alertbot.model import (
    ChatId,
    EditionState,
    Keeping,
    KeptFinding,
    Origin,
    Retained,
    Role,
    Whole,
)
from alertbot.storage import (
    batches,
    dialogs,
    editions,
    invitations,
    people,
    policies,
    retention,
    tables,
    wholes,
)
from alertbot.storage.columns import SealedChatId, SealedJson
from alertbot.storage.engine import Connection, Database
from alertbot.storage.retention import RULES, Until
from alertbot.storage.tables import metadata
from tests.conftest import NOON
from tests.storage.desk import an_article
from tests.storage.rows import one_of_each

ALL = metadata.tables


def by(until: Until) -> list[Table]:
    return [ALL[name] for name, rule in RULES.items() if rule is until]


def swept() -> list[str]:
    return [name for sweep in (*retention.LAPSES, *retention.kept_for(Keeping())) for name in sweep.tables]


def parents(table: Table) -> set[str]:
    """The tables whose rows take rows of this one with them."""
    return {key.column.table.name for key in table.foreign_keys if key.ondelete == "CASCADE"}


def test_every_table_is_on_the_list_and_nothing_else():
    assert set(RULES) == set(ALL)


def test_what_expires_is_swept_and_nothing_else():
    assert sorted(swept()) == sorted(table.name for u in (Until.LAPSES, Until.SETTING) for table in by(u))


@pytest.mark.parametrize("table", by(Until.READER), ids=str)
def test_what_goes_with_a_reader_hangs_on_the_reader(table: Table):
    assert table.name == "subscriber" or "subscriber" in parents(table)


@pytest.mark.parametrize("table", by(Until.PERSON), ids=str)
def test_what_goes_with_an_editor_hangs_on_the_editor(table: Table):
    assert table.name == "person" or "person" in parents(table)


@pytest.mark.parametrize("table", by(Until.PARENT), ids=str)
def test_what_goes_with_its_parent_hangs_on_it(table: Table):
    assert parents(table)


@pytest.mark.parametrize("table", by(Until.KEPT), ids=str)
def test_what_is_kept_for_good_tells_nothing_about_a_reader(table: Table):
    """Nothing of a person is in a table that nothing empties; "a count" and names in the news may be."""
    personal = [each for each in table.columns if isinstance(each.type, SealedChatId | SealedJson)]
    assert personal == []
    assert not {"subscriber_id", "person_id"} & set(table.columns.keys())


WITHIN_A_DAY = {"dialog", "draft", "feedback", "invitation", "seen_update", "waiting"}
WITHIN_A_WEEK = WITHIN_A_DAY | {"fading"}
WITHIN_TWO_WEEKS = WITHIN_A_WEEK | {"receipt", "reached"}
WITHIN_A_MONTH = WITHIN_TWO_WEEKS | {"answer", "whole_text"}


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (0, set()), (1.01, WITHIN_A_DAY), (7, WITHIN_A_WEEK), (14.01, WITHIN_TWO_WEEKS),
        (30.01, WITHIN_A_MONTH), (90.01, set(swept()) - {"audit", "day_total"}),
        (180.01, set(swept()) - {"day_total"}),
    ],
)  # fmt: skip
async def test_the_clock_takes_what_is_over_and_nothing_else(database: Database, days: float, gone: set[str]):
    """A row in each table that expires, made at noon; the clock is put forward."""
    async with database.writing() as c:
        await one_of_each(c)
    now = NOON + timedelta(days=days)
    await chores.step(database, now=now)
    await chores.sweep(database, Keeping(), now=now)
    async with database.reading() as c:
        left = {name for name in swept() if await rows(c, ALL[name])}
    assert left == set(swept()) - gone


async def rows(c: Connection, table: Table) -> int:
    return (await c.execute(select(func.count()).select_from(table))).scalar_one()


async def test_texts_that_readers_get_stay_and_lose_only_what_the_checks_found(database: Database):
    """A replaced text and a rejected one go; one that waits for an editor stays whole, however old."""
    async with database.writing() as c:
        article = await an_article(c)
        made = await editions.expect(c, article, ["en", "ug", "kk"], now=NOON)
        for language, states in {
            "en": (EditionState.HELD, EditionState.READY),
            "ug": (EditionState.REJECTED,),
            "kk": (EditionState.HELD,),
        }.items():
            for state in states:
                await editions.write(
                    c, made[language], state=state, title=f"{language} {state}", summary="", now=NOON,
                    origin=Origin.MACHINE, findings=[KeptFinding("quotes", ("«",), False)],
                )  # fmt: skip
    later = NOON + timedelta(days=91)
    assert await chores.sweep(database, Keeping(), now=later) == 3  # two texts, and one's findings
    assert await chores.sweep(database, Keeping(), now=later) == 0
    async with database.reading() as c:
        found = select(tables.revision.c.title, tables.revision.c.findings).order_by(tables.revision.c.title)
        left = [(row.title, bool(row.findings)) for row in await c.execute(found)]
        rejected = await editions.get(c, made["ug"])
    assert left == [("en ready", False), ("kk held", True)]
    assert (rejected.title, rejected.revision, rejected.state) == ("", 1, EditionState.REJECTED)


async def test_texts_are_kept_as_long_as_receipts_name_them(database: Database):
    async with database.writing() as c:
        article = await an_article(c, ready=["en"])
        [edition] = await editions.of(c, article)
        await editions.write(
            c, edition.id, state=EditionState.READY, title="B", summary="", origin=Origin.PERSON, now=NOON
        )
    short = Keeping(texts=timedelta(days=1))
    assert await chores.sweep(database, short, now=NOON + timedelta(days=13)) == 0
    assert await chores.sweep(database, short, now=NOON + timedelta(days=15)) >= 1


async def test_owners_shorten_and_never_lengthen(database: Database):
    longest = Keeping(receipts=timedelta(days=7))
    async with database.writing() as c:
        assert await policies.keeping(c, longest) == longest
        await policies.set_keeping(c, Retained.RECEIPTS, 30)
        await policies.set_keeping(c, Retained.LOG, 30)
        assert await policies.keeping(c, longest) == Keeping(
            receipts=timedelta(days=7), log=timedelta(days=30)
        )
        await policies.set_keeping(c, Retained.RECEIPTS, 1)
        assert (await policies.keeping(c, longest)).receipts == timedelta(days=1)
        assert not await policies.previews(c)
        await policies.set_previews(c, on=True)
        assert await policies.previews(c)
        await policies.set_previews(c, on=False)
        assert not await policies.previews(c)


async def test_more_than_a_batch_goes_at_once(database: Database):
    async with database.writing() as c:
        article = await an_article(c)
        for language in ("en", "ug", "kk"):
            whole = Whole(language=language, title="A", text="B", origin=Origin.MACHINE, source_language="en")
            await wholes.put(c, article, whole, source_hash=b"h", provider=None, now=NOON)
        for _ in range(5):
            await people.invite(c, Role.EDITOR, now=NOON)
        late = NOON + timedelta(days=2)
        assert await invitations.expire(c, now=late, limit=2) == 2
    sweeps = retention.LAPSES
    assert await chores._forget(database, sweeps, now=late, limit=2) == 3
    async with database.reading() as c:
        assert await rows(c, tables.invitation) == 0
        assert await rows(c, tables.whole_text) == 3
    assert batches.SOME > 2


async def test_whoever_tidies_up_waits_for_nobody(database: Database):
    """What somebody else has in hand is left for the next time; SQLite has one writer anyway."""
    async with database.writing() as c:
        for user in (21, 22):
            await dialogs.put(c, ChatId(user), kind="words", data={}, now=NOON)
    later = NOON + timedelta(days=1)
    if database.is_sqlite:
        async with database.writing() as c:
            assert await dialogs.expire(c, now=later) == 2
        return
    async with database.writing() as held:
        await dialogs.close(held, ChatId(21))
        async with asyncio.timeout(30), database.writing() as c:
            assert await dialogs.expire(c, now=later) == 1
