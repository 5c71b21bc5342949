"""What waits for editors: in order, in one pair of hands, and decided once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.errors import NotFound
from alertbot.model import (
    ChatId,
    EditionId,
    EditionState,
    HoldReason,
    KeptFinding,
    Origin,
    PersonId,
    Role,
    Urgency,
)
from alertbot.storage import alerts, editions, people, review, reviewers
from alertbot.storage.engine import Connection, Database
from alertbot.storage.reviewers import Notice
from tests.conftest import NOON
from tests.storage.desk import an_article

DEADLINE = NOON + timedelta(minutes=30)
FOUND = (KeptFinding("number_lost", ("12",), True), KeptFinding("quotes", (), False))


async def a_person(
    c: Connection, user: int = 1, *, role: Role = Role.EDITOR, languages: tuple[str, ...] = ("ug",)
) -> PersonId:
    payload = await people.invite(c, role, now=NOON, languages=languages)
    made = await people.redeem(c, payload, user=ChatId(user), language="en", now=NOON)
    assert made is not None
    return made.id


async def held(
    c: Connection,
    language: str = "ug",
    *,
    urgency: Urgency | None = None,
    since: timedelta = timedelta(0),
    findings: tuple[KeptFinding, ...] = (),
) -> EditionId:
    """A machine translation that waits."""
    article = await an_article(c, ready=["en"], awaited=[language])
    if urgency is not None:
        await alerts.add(c, article, urgency=urgency, now=NOON, deadline_at=DEADLINE)
    id = next(each.id for each in await editions.of(c, article) if each.language == language)
    await editions.write(
        c, id, state=EditionState.HELD, title="T", summary="S", origin=Origin.MACHINE,
        source_language="en", findings=findings, now=NOON,
    )  # fmt: skip
    await review.hold(
        c, id, reasons=[HoldReason.POLICY], by_itself=True, deadline_at=DEADLINE, now=NOON + since
    )
    return id


async def test_the_most_urgent_comes_first_then_the_oldest(database: Database):
    async with database.writing() as c:
        young = await held(c, since=timedelta(minutes=5))
        old = await held(c, urgency=Urgency.ORDINARY)
        urgent = await held(c, urgency=Urgency.URGENT, since=timedelta(minutes=9))
        kazakh = await held(c, "kk")
        assert [each.edition.id for each in await review.waiting(c, ["ug"])] == [urgent, old, young]
        assert [each.edition.id for each in await review.waiting(c)] == [urgent, old, kazakh, young]
        assert await review.waiting(c, []) == []


async def test_what_waits_says_why_until_when_and_what_was_found(database: Database):
    async with database.writing() as c:
        waiting = await review.get(c, await held(c, findings=FOUND))
    assert waiting.findings == FOUND
    assert (waiting.reasons, waiting.by_itself) == ((HoldReason.POLICY,), True)
    assert (waiting.since, waiting.deadline_at, waiting.urgency) == (NOON, DEADLINE, Urgency.ORDINARY)
    assert (waiting.claimed_by, waiting.assigned_to) == (None, None)


async def test_two_people_never_have_the_same_one_in_hand(database: Database):
    async with database.writing() as c:
        ann, ben = await a_person(c, 1), await a_person(c, 2)
        first, second = await held(c), await held(c)
        assert await review.claim(c, first, ann, now=NOON)
        assert await review.claim(c, first, ann, now=NOON)  # an old press once more
        assert not await review.claim(c, first, ben, now=NOON)
        assert (await review.get(c, first)).held_by(NOON) == ann
        assert await review.claim(c, second, ann, now=NOON)  # and lets go of the first
        assert await review.claim(c, first, ben, now=NOON)
        later = NOON + review.CLAIM
        assert (await review.get(c, first)).held_by(later) is None
        assert await review.claim(c, first, ann, now=later)
        await review.let_go(c, ann)
        assert (await review.get(c, first)).held_by(later) is None


async def test_a_colleague_is_asked(database: Database):
    async with database.writing() as c:
        ann, ben = await a_person(c, 1), await a_person(c, 2)
        id = await held(c)
        await review.claim(c, id, ann, now=NOON)
        await review.assign(c, id, ben)
        waiting = await review.get(c, id)
        assert (waiting.assigned_to, waiting.held_by(NOON)) == (ben, None)
        await reviewers.set_away(c, ben, away=True)
        assert (await review.get(c, id)).assigned_to is None


async def test_approving_checks_the_text_and_ends_the_waiting(database: Database):
    async with database.writing() as c:
        ann, id = await a_person(c), await held(c)
        assert not await review.approve(c, id, 2, ann, now=NOON)
        assert await review.find(c, id) is not None
        assert await review.approve(c, id, 1, ann, now=NOON)
        edition = await editions.get(c, id)
        assert (edition.state, edition.origin) == (EditionState.READY, Origin.MACHINE_CHECKED)
        assert not await review.approve(c, id, 1, ann, now=NOON)
        with pytest.raises(NotFound):
            await review.get(c, id)


async def test_what_a_person_wrote_stays_theirs_when_it_is_approved(database: Database):
    async with database.writing() as c:
        ann, id = await a_person(c), await held(c)
        await editions.write(
            c, id, state=EditionState.HELD, title="T", summary="S", origin=Origin.PERSON, now=NOON
        )
        await review.hold(c, id, reasons=[HoldReason.EDITED], by_itself=True, deadline_at=DEADLINE, now=NOON)
        assert await review.approve(c, id, 2, ann, now=NOON)
        assert (await editions.get(c, id)).origin is Origin.PERSON


async def test_releasing_checks_nothing_and_rejecting_keeps_it_back(database: Database):
    async with database.writing() as c:
        out, no, late = await held(c), await held(c), await held(c)
        assert await review.release(c, out, 1, now=NOON)
        assert await review.reject(c, no, 1, now=NOON)
        assert await review.reject(c, late, 1, now=NOON, given_up=True)
        states = [(await editions.get(c, id)) for id in (out, no, late)]
        assert await review.waiting(c) == []
    assert [each.state for each in states] == [
        EditionState.READY,
        EditionState.REJECTED,
        EditionState.FAILED,
    ]
    assert states[0].origin is Origin.MACHINE


async def test_the_newsrooms_own_words_end_the_waiting(database: Database):
    async with database.writing() as c:
        written, given_up = await held(c), await held(c)
        await editions.write(
            c, written, state=EditionState.READY, title="T", summary="", origin=Origin.ORIGINAL, now=NOON
        )
        await editions.set_state(c, given_up, EditionState.FAILED, now=NOON)
        assert await review.waiting(c) == []
        await editions.set_state(c, given_up, EditionState.HELD, now=NOON)
        assert await review.waiting(c) == []


async def test_a_changed_text_waits_under_a_new_number(database: Database):
    async with database.writing() as c:
        id = await held(c)
        before = (await review.get(c, id)).id
        await review.hold(c, id, reasons=[HoldReason.EDITED], by_itself=True, deadline_at=DEADLINE, now=NOON)
        assert (await review.get(c, id)).id > before


async def test_reviewers_are_here_or_away_and_have_one_notice(database: Database):
    async with database.writing() as c:
        ann = await a_person(c, 1)
        await a_person(c, 2, role=Role.OWNER, languages=())
        id = await held(c)
        await review.claim(c, id, ann, now=NOON)
        first, second = await reviewers.all(c)
        assert (first.person.languages, first.away, first.notice) == (("ug",), False, Notice())
        assert second.person.role is Role.OWNER
        notice = Notice(message_id=5, at=NOON, told=3, urgent=True, owed=True)
        await reviewers.set_notice(c, ann, notice)
        await reviewers.set_away(c, ann, away=True)
        await reviewers.set_languages(c, ann, ["kk"])
        away = (await reviewers.all(c))[0]
        assert away.person == replace(first.person, languages=("kk",))
        assert (away.away, away.notice) == (True, notice)
        assert (await review.get(c, id)).claimed_by is None
        await reviewers.set_away(c, ann, away=False)
        assert not (await reviewers.all(c))[0].away
