"""Drafts: one for each editor, out at their time, and only the version that was confirmed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.model import (
    Draft,
    DraftEdition,
    DraftState,
    Origin,
    PersonId,
    TopicId,
    Urgency,
    WorkKind,
)
from alertbot.storage import drafts, work
from alertbot.storage.engine import Connection, Database
from tests.conftest import NOON
from tests.storage.test_freezes import an_editor

SOON = NOON + timedelta(seconds=30)
DRAFT = Draft(
    author=PersonId(1), state=DraftState.WRITING, version=0, tested=0, urgency=Urgency.URGENT,
    source="Example News", language="en", title="A road", text="It was mended.", link="https://news.example/",
    topics=(TopicId(3),),
    editions={"kk": DraftEdition(title="Жол", text="", origin=Origin.MACHINE, complaints=("length",))},
    opens_at=None,
)  # fmt: skip


async def a_draft(c: Connection) -> Draft:
    editor = await an_editor(c)
    kept = await drafts.put(c, replace(DRAFT, author=editor.id), now=NOON)
    assert kept is not None
    return kept


async def claims(c: Connection) -> int:
    due = await work.claim(c, [WorkKind.BY_HAND], now=SOON, lease=timedelta(0), limit=9)
    return len(due)


async def test_a_draft_comes_back_as_it_was_kept_and_lapses(database: Database):
    async with database.writing() as c:
        kept = await a_draft(c)
        assert kept == replace(DRAFT, author=kept.author, version=kept.version)
        assert await drafts.get(c, kept.author, now=NOON) == kept
        changed = await drafts.put(c, replace(kept, title="Two roads"), now=NOON)
        assert changed is not None
        assert changed.version != kept.version
        later = NOON + drafts.LIFETIME
        assert await drafts.get(c, kept.author, now=later) is None
        await drafts.expire(c, now=later)
        assert await drafts.get(c, kept.author, now=NOON) is None


async def test_of_two_changes_to_one_version_one_is_kept(database: Database):
    async with database.writing() as c:
        kept = await a_draft(c)
        changed = await drafts.put(c, replace(kept, title="Two roads"), now=NOON)
        assert await drafts.put(c, replace(kept, title="No road"), now=NOON) is None
        assert await drafts.get(c, kept.author, now=NOON) == changed
        assert changed is not None
        await drafts.count_down(c, kept.author, changed.version, since=DraftState.WRITING, opens_at=SOON)
        assert await drafts.put(c, changed, now=NOON) is None  # it is on its way
        lapsed = NOON + drafts.LIFETIME
        assert await drafts.put(c, replace(DRAFT, author=kept.author), now=lapsed) is not None


async def test_what_it_says_is_sealed(database: Database):
    async with database.writing() as c:
        await a_draft(c)
        [content] = (await c.exec_driver_sql("SELECT content FROM draft")).scalars()
        assert b"road" not in bytes(content)


async def test_it_goes_out_at_its_time_and_once(database: Database):
    async with database.writing() as c:
        kept = await a_draft(c)
        assert await drafts.test(c, kept.author, kept.version)
        assert await drafts.count_down(c, kept.author, kept.version, since=DraftState.WRITING, opens_at=SOON)
        assert await claims(c) == 1
        assert await drafts.take(c, kept.author, now=NOON) is None
        await drafts.expire(c, now=NOON + 2 * drafts.LIFETIME)  # what counts down goes out in any case
        taken = await drafts.take(c, kept.author, now=SOON)
        assert taken == replace(kept, state=DraftState.COUNTING, tested=kept.version, opens_at=SOON)
        assert await drafts.take(c, kept.author, now=SOON) is None


async def test_a_second_editor_confirms_what_waits_and_either_may_cancel(database: Database):
    async with database.writing() as c:
        kept = await a_draft(c)
        author, version = kept.author, kept.version
        assert await drafts.wait(c, author, version)
        assert not await drafts.wait(c, author, version)
        assert await drafts.count_down(c, author, version, since=DraftState.WAITING, opens_at=SOON)
        assert await drafts.cancel(c, author, version)
        assert not await drafts.cancel(c, author, version)
        assert await claims(c) == 0
        assert await drafts.take(c, author, now=SOON) is None
        assert await drafts.get(c, author, now=NOON) == kept


@pytest.mark.parametrize("step", ["test", "wait", "count_down", "cancel"])
async def test_another_version_than_the_one_that_was_seen_goes_nowhere(database: Database, step: str):
    async with database.writing() as c:
        kept = await a_draft(c)
        more = {"since": DraftState.WRITING, "opens_at": SOON} if step == "count_down" else {}
        assert not await getattr(drafts, step)(c, kept.author, kept.version + 1, **more)
        assert await drafts.get(c, kept.author, now=NOON) == kept


async def test_what_waits_is_not_thrown_away_before_it_is_cancelled(database: Database):
    async with database.writing() as c:
        kept = await a_draft(c)
        await drafts.wait(c, kept.author, kept.version)
        await drafts.drop(c, kept.author)
        assert await drafts.get(c, kept.author, now=NOON) is not None
        await drafts.cancel(c, kept.author, kept.version)
        await drafts.drop(c, kept.author)
        assert await drafts.get(c, kept.author, now=NOON) is None


async def test_a_second_editor_is_wanted_until_an_owner_says_otherwise(database: Database):
    async with database.writing() as c:
        assert await drafts.second_wanted(c)
        for wanted in (False, True):
            await drafts.want_second(c, wanted)
            assert await drafts.second_wanted(c) == wanted
