"""What waits for an editor, why, until when, and what never goes out by itself."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.model import (
    EditionState,
    HoldReason,
    KeptFinding,
    Origin,
    ReviewMode,
    ReviewPolicy,
    TopicId,
    Urgency,
)
from alertbot.prepare import review
from alertbot.prepare.review import Step
from tests.conftest import NOON

AUTOMATIC, WHEN_CLEAN, ALWAYS = ReviewMode.AUTOMATIC, ReviewMode.WHEN_CLEAN, ReviewMode.ALWAYS
HARD, SOFT = KeptFinding("link", ("x",), True), KeptFinding("quotes", (), False)
MINUTES = timedelta(minutes=1)
findings = st.lists(st.sampled_from([HARD, SOFT]), max_size=3)
modes = st.sampled_from(ReviewMode)


@pytest.mark.parametrize(
    ("language", "attended", "mode"),
    [
        ("ug", True, ALWAYS),
        ("ug-Latn", True, ALWAYS),
        ("kk", True, ALWAYS),
        ("kk", False, WHEN_CLEAN),
        ("en", True, WHEN_CLEAN),
        ("xx", True, WHEN_CLEAN),
    ],
)
def test_uyghur_and_kazakh_are_reviewed_where_somebody_can(language: str, attended: bool, mode: ReviewMode):
    assert review.mode(ReviewPolicy(), language, [TopicId(1)], attended=attended) is mode


def test_the_owner_says_otherwise_and_of_several_topics_the_strictest_counts():
    policy = ReviewPolicy(
        modes={"ug": AUTOMATIC},
        topic_modes={("ug", TopicId(1)): WHEN_CLEAN, ("ug", TopicId(2)): ALWAYS, ("kk", TopicId(3)): ALWAYS},
    )
    told = {
        topics: review.mode(policy, "ug", [TopicId(id) for id in topics], attended=True)
        for topics in [(), (1,), (1, 2), (3,)]
    }
    assert told == {(): AUTOMATIC, (1,): WHEN_CLEAN, (1, 2): ALWAYS, (3,): AUTOMATIC}


@pytest.mark.parametrize(
    ("mode", "found", "named", "reasons", "by_itself"),
    [
        (AUTOMATIC, [], False, (), True),
        (AUTOMATIC, [SOFT], False, (), True),
        (AUTOMATIC, [HARD], False, (HoldReason.HARD,), False),
        (AUTOMATIC, [], True, (HoldReason.NAMED,), False),
        (WHEN_CLEAN, [], False, (), True),
        (WHEN_CLEAN, [SOFT], False, (HoldReason.FINDINGS,), True),
        (ALWAYS, [], False, (HoldReason.POLICY,), True),
        (ALWAYS, [SOFT], False, (HoldReason.FINDINGS, HoldReason.POLICY), True),
        (ALWAYS, [HARD, SOFT], True, (HoldReason.HARD, HoldReason.NAMED, HoldReason.POLICY), False),
    ],
)
def test_why_a_machines_text_waits(mode, found, named, reasons, by_itself):
    verdict = review.verdict(mode, found, named=named, attended=True)
    assert (verdict.reasons, verdict.by_itself) == (reasons, by_itself)
    assert verdict.state is (EditionState.HELD if reasons else EditionState.READY)


def test_a_warning_waits_for_nobody_who_is_not_there():
    assert review.verdict(WHEN_CLEAN, [SOFT], named=False, attended=False).state is EditionState.READY
    assert review.verdict(ALWAYS, [SOFT], named=False, attended=False).reasons == (HoldReason.POLICY,)
    assert review.verdict(WHEN_CLEAN, [HARD], named=False, attended=False).reasons == (HoldReason.HARD,)


@settings(max_examples=50)
@given(modes, findings, st.booleans(), st.booleans(), st.booleans())
def test_a_hard_finding_and_a_name_never_go_out_by_themselves(mode, found, named, late, attended):
    kept = HARD in found or named
    for verdict in (
        review.verdict(mode, found, named=named, attended=attended),
        review.verdict_on_edit(found, named=named, late=late),
    ):
        assert not (kept and verdict.by_itself)
        assert not kept or verdict.reasons


def test_what_an_editor_wrote_waits_for_approval():
    clean = review.verdict_on_edit([], named=False, late=False)
    assert (clean.reasons, clean.by_itself) == ((HoldReason.EDITED,), True)
    assert not review.verdict_on_edit([], named=False, late=True).by_itself
    assert review.verdict_on_edit([SOFT], named=False, late=False).reasons == (
        HoldReason.FINDINGS,
        HoldReason.EDITED,
    )


def test_only_what_waits_for_no_other_reason_goes_out_in_one_press():
    assert review.is_clean([HoldReason.POLICY], [])
    assert not review.is_clean([HoldReason.POLICY], [SOFT])
    assert not review.is_clean([HoldReason.NAMED, HoldReason.POLICY], [])
    assert not review.is_clean([HoldReason.EDITED], [])


def test_readers_wait_for_a_translation_by_hand_only_where_somebody_can():
    assert review.by_hand(ALWAYS, attended=True)
    assert review.by_hand(WHEN_CLEAN, attended=True)
    assert not review.by_hand(AUTOMATIC, attended=True)
    assert not review.by_hand(ALWAYS, attended=False)


@pytest.mark.parametrize(
    ("source", "output", "named"),
    [
        ("The court said that Aynur Tursun was released.", "", True),
        ("Aynur Tursun was released.", "", False),  # one word of a name is left: the other begins it
        ("Aynur Kerim Tursun was released.", "", True),
        ("A school opened. People came to see it.", "Бір мектеп ашылды.", False),
        ("Сот Айнұр Тұрсынды босатты.", "", True),
        ("قۇلجىدا بىر مەكتەپ ئېچىلدى", "伊宁开了一所学校", True),  # no capitals anywhere: nobody can tell
        ("قۇلجىدا بىر مەكتەپ ئېچىلدى", "a school opened in Ghulja", False),
        ("the year 2026", "", False),
    ],
)
def test_names_of_people_are_guessed_on_the_safe_side(source: str, output: str, named: bool):
    assert review.names_people(source, output) == named


def test_the_glossary_knows_names_that_nobody_could_guess():
    assert review.names_people("rahile was released", "", known=lambda text: "rahile" in text)
    assert not review.names_people("a school opened", "", known=lambda text: "rahile" in text)


def test_an_edition_waits_as_long_as_its_alert():
    policy = ReviewPolicy(urgent_deadline=2 * MINUTES)

    def until(urgency: Urgency, minutes: float | None):
        alert = None if minutes is None else NOON + minutes * MINUTES
        return review.deadline_at(
            policy, urgency, ordinary=30 * MINUTES, urgent=5 * MINUTES, alert=alert, now=NOON
        )

    assert until(Urgency.ORDINARY, 12) == NOON + 12 * MINUTES
    assert until(Urgency.ORDINARY, None) == NOON + 30 * MINUTES
    assert until(Urgency.ORDINARY, -1) == NOON + 30 * MINUTES  # too late for it: a time of its own
    assert until(Urgency.URGENT, None) == NOON + 2 * MINUTES
    assert review.patience(
        ReviewPolicy(deadline=MINUTES), Urgency.ORDINARY, ordinary=MINUTES * 9, urgent=MINUTES
    ) == (MINUTES)


@pytest.mark.parametrize(
    ("by_itself", "minutes", "step"),
    [
        (True, 0, Step.WAIT),
        (True, 30, Step.RELEASE),
        (False, 30, Step.WAIT),
        (False, 24 * 60, Step.GIVE_UP),
        (True, 24 * 60, Step.RELEASE),
    ],
)
def test_what_happens_when(by_itself: bool, minutes: int, step: Step):
    deadline = NOON + 30 * MINUTES
    at = NOON + minutes * MINUTES
    assert review.step(by_itself=by_itself, since=NOON, deadline_at=deadline, now=at) is step


@given(st.booleans(), st.integers(0, 1500))
def test_at_the_next_look_something_happens(by_itself: bool, minutes: int):
    times = {"by_itself": by_itself, "since": NOON, "deadline_at": NOON + minutes * MINUTES}
    look = review.next_look(**times)  # type: ignore[arg-type]  # names and values are checked above
    assert review.step(**times, now=look) is not Step.WAIT  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(
    ("before", "after", "present", "origin"),
    [
        ("a b c d", "a b c e", Origin.MACHINE, Origin.MACHINE_CHECKED),
        ("a b c d", "a b c e", Origin.MACHINE_CHECKED, Origin.MACHINE_CHECKED),
        ("a b c d", "w x y z", Origin.MACHINE, Origin.PERSON),
        ("", "w x y z", Origin.ORIGINAL, Origin.PERSON),
        ("a b c d", "a b c e", Origin.PERSON, Origin.PERSON),
    ],
)
def test_a_text_is_the_machines_as_long_as_most_of_it_is(before, after, present, origin):
    assert review.origin(before, after, present=present) is origin
