"""Readers and editions that wait for an editor: what goes out at the deadline, and what never does."""

from datetime import timedelta
from typing import Any, cast

import pytest

from alertbot.model import AlertId, ArticleId, EditionId, EditionState, HoldReason, Urgency, WorkKind
from alertbot.prepare import loop as prepare
from alertbot.prepare.review import AHEAD
from alertbot.providers.lead import Lead
from alertbot.settings import Prepare
from alertbot.storage import alerts, editions, policies, review, work
from tests.conftest import NOON, ON_SQLITE
from tests.dispatch.newsroom import TITLES, Newsroom

pytestmark = ON_SQLITE

ANN, BEN = 101, 102
DEADLINE = NOON + timedelta(minutes=30)


async def hold(newsroom: Newsroom, article: ArticleId, language: str, *, by_itself: bool) -> EditionId:
    """A translation that waits, as `prepare` leaves it."""
    await newsroom.write(article, language, state=EditionState.HELD)
    async with newsroom.database.writing() as c:
        id = next(each.id for each in await editions.of(c, article) if each.language == language)
        reason = HoldReason.POLICY if by_itself else HoldReason.HARD
        await review.hold(
            c, id, reasons=[reason], by_itself=by_itself, deadline_at=DEADLINE, now=newsroom.clock()
        )
        await work.add(c, WorkKind.REVIEW, [id], due_at=DEADLINE - AHEAD)
    return id


async def chores(newsroom: Newsroom) -> None:
    """What `prepare` has to do now; nothing of it reads a page."""
    nothing = cast(Any, None)
    tools = prepare.Tools(nothing, nothing, Lead(), {})
    while await prepare.step(newsroom.database, tools, Prepare(), offered=("ug", "en"), clock=newsroom.clock):
        pass


async def test_what_nobody_looked_at_reaches_its_readers_at_the_deadline_labelled(newsroom: Newsroom):
    await newsroom.reader(ANN, "ug", "en")
    article = await newsroom.article(awaited=["ug"])
    await hold(newsroom, article, "ug", by_itself=True)
    await chores(newsroom)
    assert await newsroom.step() == 0
    newsroom.clock.now = DEADLINE - AHEAD
    await chores(newsroom)
    assert await newsroom.step() == 1
    newsroom.clock.forward(hours=1)
    await chores(newsroom)
    assert await newsroom.step() == 0
    assert newsroom.titles(ANN) == [TITLES["ug"]]
    shown = newsroom.world.people[ANN].messages[-1].text
    label = newsroom.catalogues["ug"].gettext("Machine translation from {language}, not checked")
    assert label.partition("{")[2].partition("}")[2].strip() in shown


async def test_a_hard_finding_never_goes_out_and_the_next_language_serves(newsroom: Newsroom):
    await newsroom.reader(ANN, "ug", "en")
    await newsroom.reader(BEN, "ug", originals=False)
    article = await newsroom.article(awaited=["ug"])
    id = await hold(newsroom, article, "ug", by_itself=False)
    for passed in (timedelta(minutes=29), timedelta(minutes=31), timedelta(hours=3)):
        newsroom.clock.now = NOON + passed
        await chores(newsroom)
        await newsroom.step()
    assert (newsroom.titles(ANN), newsroom.titles(BEN)) == ([TITLES["en"]], [])
    async with newsroom.database.writing() as c:  # an editor has found it right after all
        assert await review.release(c, id, 1, now=newsroom.clock())
    await newsroom.step()
    assert (newsroom.titles(ANN), newsroom.titles(BEN)) == ([TITLES["en"]], [TITLES["ug"]])


async def test_what_is_rejected_lets_the_next_language_serve_at_once(newsroom: Newsroom):
    await newsroom.reader(ANN, "ug", "en")
    article = await newsroom.article(awaited=["ug"])
    id = await hold(newsroom, article, "ug", by_itself=True)
    assert await newsroom.step() == 0
    async with newsroom.database.writing() as c:
        assert await review.reject(c, id, 1, now=newsroom.clock())
    assert await newsroom.step() == 1
    assert newsroom.titles(ANN) == [TITLES["en"]]


@pytest.mark.parametrize("minutes", [None, 5])
async def test_the_owners_deadline_is_that_of_the_alert(newsroom: Newsroom, minutes: int | None):
    chosen = None if minutes is None else timedelta(minutes=minutes)
    async with newsroom.database.writing() as c:
        await policies.set_deadline(c, Urgency.ORDINARY, chosen)
    await newsroom.article()
    await newsroom.step()
    async with newsroom.database.reading() as c:
        alert = await alerts.get(c, AlertId(1))
    assert alert.deadline_at == NOON + (chosen or newsroom.rules.deadline)
