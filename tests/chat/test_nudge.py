"""When the one notice makes a sound, when it only changes, and whom it counts for."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.chat.rounds import nudge
from alertbot.chat.rounds.nudge import QUIET, Count, Move
from alertbot.model import (
    ArticleId,
    ChatId,
    Edition,
    EditionId,
    EditionState,
    HoldReason,
    Origin,
    Person,
    PersonId,
    Role,
    Urgency,
)
from alertbot.storage.review import Waiting
from alertbot.storage.reviewers import Notice, Reviewer
from tests.conftest import NOON

AN_HOUR_AGO = NOON - timedelta(hours=1)


def reviewer(id: int, *languages: str, role: Role = Role.EDITOR, away: bool = False) -> Reviewer:
    person = Person(
        id=PersonId(id),
        user=ChatId(id),
        role=role,
        pseudonym=f"editor-{id}",
        language="en",
        languages=languages,
    )
    return Reviewer(person=person, away=away, notice=Notice())


def waiting(language: str, *, urgent: bool = False, to: int | None = None) -> Waiting:
    edition = Edition(
        id=EditionId(1), article=ArticleId(1), language=language, state=EditionState.HELD, revision=1,
        title="T", summary="S", origin=Origin.MACHINE, source_language="en", url=None,
    )  # fmt: skip
    return Waiting(
        id=1, edition=edition, urgency=Urgency(urgent), reasons=(HoldReason.POLICY,), findings=(), since=NOON,
        by_itself=True, deadline_at=NOON, claimed_by=None, claimed_until=None,
        assigned_to=None if to is None else PersonId(to),
    )  # fmt: skip


def test_each_is_told_of_their_languages_and_owners_of_those_that_nobody_reviews():
    known = [reviewer(1, "ug"), reviewer(2, role=Role.OWNER), reviewer(3, "kk", away=True), reviewer(4, "en")]
    counts = nudge.counts(known, [waiting("ug", urgent=True), waiting("ug"), waiting("kk")])
    assert counts == {PersonId(1): Count(2, 1), PersonId(2): Count(1, 0), PersonId(4): Count(0, 0)}


def test_what_was_sent_to_a_colleague_waits_for_that_one_alone():
    known = [reviewer(1, "ug"), reviewer(2, "ug"), reviewer(3, "ug", away=True)]
    counts = nudge.counts(known, [waiting("ug", to=2), waiting("ug", to=3)])
    assert counts == {PersonId(1): Count(1, 0), PersonId(2): Count(2, 0)}


@pytest.mark.parametrize(
    ("notice", "count", "move"),
    [
        (Notice(), Count(0, 0), Move.NOTHING),
        (Notice(), Count(1, 0), Move.SEND),
        (Notice(message_id=1, at=NOON, told=1), Count(1, 0), Move.NOTHING),
        (Notice(message_id=1, at=NOON, told=1), Count(30, 0), Move.CHANGE),
        (Notice(message_id=1, at=NOON, told=1), Count(0, 0), Move.CHANGE),
        (Notice(message_id=1, at=NOON, told=1), Count(2, 1), Move.SEND),
        (Notice(message_id=1, at=NOON, told=2, urgent=True), Count(3, 2), Move.CHANGE),
        (Notice(message_id=1, at=NOON, told=0), Count(1, 0), Move.CHANGE),  # so soon after the last sound
        (Notice(message_id=1, at=NOON, told=1, owed=True), Count(1, 0), Move.NOTHING),
        (Notice(message_id=1, at=AN_HOUR_AGO, told=1, owed=True), Count(1, 0), Move.SEND),
        (Notice(message_id=1, at=AN_HOUR_AGO, told=0), Count(1, 0), Move.SEND),
        (Notice(told=1), Count(2, 0), Move.NOTHING),  # the first one could not be sent
    ],
)
def test_what_happens_to_the_notice(notice: Notice, count: Count, move: Move):
    assert nudge.move(notice, count, now=NOON) is move


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 300)), max_size=30))
def test_no_work_goes_untold_and_sounds_keep_their_distance(changes: list[tuple[int, int]]):
    notice, now, message, sounds = Notice(), NOON, 0, []
    for waits, seconds in [*changes, (1, 0), (1, int(QUIET.total_seconds()))]:
        now += timedelta(seconds=seconds)
        count = Count(waits, 0)
        move = nudge.move(notice, count, now=now)
        if move is Move.SEND:
            message += 1
            sounds.append(now)
        notice = nudge.following(notice, count, move, message_id=message or None, now=now)
        assert notice.told == waits or move is Move.NOTHING
    assert not notice.owed
    assert all(later - earlier >= QUIET for earlier, later in pairwise(sounds))
