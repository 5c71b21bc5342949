from datetime import timedelta

import pytest

from alertbot.dispatch import release
from alertbot.model import Alert, AlertId, AlertState, ArticleId, EditionState, Run, RunId, RunState, Urgency
from tests.conftest import NOON

READY, AWAITED, HELD, FAILED = (
    EditionState.READY,
    EditionState.AWAITED,
    EditionState.HELD,
    EditionState.FAILED,
)
DEADLINE = NOON + timedelta(minutes=30)


def an_alert(state: AlertState = AlertState.OPEN) -> Alert:
    return Alert(
        id=AlertId(1),
        article=ArticleId(1),
        urgency=Urgency.ORDINARY,
        state=state,
        opened_at=NOON,
        deadline_at=DEADLINE,
    )


def a_run(language: str = "ug", *, state: RunState = RunState.DONE, ready: int | None = None) -> Run:
    return Run(
        id=RunId(1),
        alert=AlertId(1),
        language=language,
        state=state,
        priority=10,
        start=0,
        max_id=9,
        wrapped=False,
        cursor=0,
        epoch=1,
        sent=0,
        failed=0,
        ready=ready,
    )


def due(editions, runs=(), *, audience=("ug",), now=NOON, alert=None) -> list[str]:
    return release.languages_due(
        alert or an_alert(), editions=editions, audience=audience, runs=runs, now=now
    )


def settled(editions, runs=(), *, audience=("ug",), now=NOON, alert=None) -> bool:
    return release.settled(alert or an_alert(), editions=editions, audience=audience, runs=runs, now=now)


@pytest.mark.parametrize(
    ("editions", "now", "opens"),
    [
        ({"en": READY, "ug": READY}, NOON, True),
        ({"en": READY, "ug": AWAITED}, NOON, False),
        ({"en": READY, "ug": HELD}, NOON, False),
        ({"en": READY, "ug": HELD}, DEADLINE, True),
        ({"en": READY, "ug": FAILED}, NOON, True),
        ({"en": READY}, NOON, True),
        ({"en": AWAITED}, DEADLINE, False),
        ({}, DEADLINE, False),
    ],
)
def test_a_first_run_opens_when_its_edition_is_ready_or_never_comes_or_at_the_deadline(editions, now, opens):
    assert due(editions, now=now) == (["ug"] if opens else [])


@pytest.mark.parametrize(
    ("editions", "language", "opens", "notes"),
    [
        ({"ug": READY}, "ug-Latn", True, None),
        ({"ug": AWAITED, "en": READY}, "ug-Cyrl", False, 1),
        ({"ug": FAILED, "en": READY}, "ug-Cyrl", True, 1),
        ({"kk": READY, "kk-Arab": AWAITED}, "kk-Arab", True, None),
        ({"kk-Arab": READY}, "kk", True, 1),  # that way is a guess: it is as if there were none
        ({"zh-Hant": READY}, "zh-Hans", True, None),
    ],
)
def test_a_script_is_ready_with_what_converts_to_it(editions, language, opens, notes):
    assert due(editions, audience={language}) == ([language] if opens else [])
    assert release.ready_for(editions, language) == notes


def test_every_language_of_the_audience_gets_a_run():
    assert due({"en": READY}, audience={"ug", "en", "kk"}) == ["en", "kk", "ug"]


@pytest.mark.parametrize(
    ("run", "opens"),
    [
        (a_run(ready=1), True),
        (a_run(ready=2), False),
        (a_run(ready=None), False),
        (a_run(ready=1, state=RunState.OPEN), False),
        (a_run(ready=1, state=RunState.PARKED), False),
    ],
)
def test_another_run_opens_for_what_became_ready_since(run, opens):
    assert due({"en": READY, "ug": READY}, [run], now=DEADLINE) == (["ug"] if opens else [])


def test_what_becomes_ready_a_day_later_is_no_news():
    assert due({"en": READY, "ug": READY}, [a_run(ready=1)], now=NOON + release.LATEST) == []


def test_a_withdrawn_alert_opens_nothing_and_is_settled():
    withdrawn = an_alert(AlertState.WITHDRAWN)

    assert due({"ug": READY}, alert=withdrawn) == []
    assert settled({"ug": READY}, alert=withdrawn)


@pytest.mark.parametrize(
    ("editions", "runs", "now", "expected"),
    [
        ({"ug": READY}, [], NOON, False),
        ({"ug": READY}, [a_run(state=RunState.OPEN)], NOON, False),
        ({"ug": READY}, [a_run()], NOON, True),
        ({"ug": READY, "kk": AWAITED}, [a_run()], NOON, True),
        ({"en": READY, "ug": HELD}, [a_run(ready=1)], DEADLINE, False),
        ({"en": READY, "ug": HELD}, [a_run(ready=1)], NOON + release.LATEST, True),
        ({"en": READY, "ug": FAILED}, [a_run(ready=1)], NOON, True),
        ({"en": READY, "ug": AWAITED}, [], NOON, False),
        ({"ug": AWAITED}, [], NOON, False),
    ],
)
def test_settled_is_what_can_reach_nobody_any_more(editions, runs, now, expected):
    assert settled(editions, runs, now=now) is expected


def test_without_an_audience_there_is_nothing_to_wait_for():
    assert settled({"en": READY, "ug": AWAITED}, audience=())


def test_a_run_notes_how_many_were_ready_unless_its_own_was():
    assert release.ready_for({"en": READY, "ug": AWAITED}, "ug") == 1
    assert release.ready_for({"en": READY, "ug": READY}, "ug") is None


def test_urgent_alerts_wait_less_and_go_first():
    long, short = timedelta(minutes=30), timedelta(minutes=5)

    urgent, ordinary = (
        release.deadline_at(urgency, now=NOON, ordinary=long, urgent=short)
        for urgency in (Urgency.URGENT, Urgency.ORDINARY)
    )
    assert urgent == NOON + short
    assert ordinary == NOON + long
    assert release.priority(Urgency.URGENT) < release.priority(Urgency.ORDINARY)
