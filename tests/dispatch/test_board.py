"""Urgent alerts go before ordinary ones, also those of readers visited apart."""

from dataclasses import replace

from alertbot.dispatch.board import Board
from alertbot.model import AlertId, Retry, RunId, RunState, SubscriberId, Urgency
from tests.conftest import NOON
from tests.dispatch.test_release import a_run, an_alert


def a_board() -> Board:
    """An ordinary alert 1 and an urgent alert 2, each with an open run."""
    board = Board()
    ordinary, urgent = an_alert(), replace(an_alert(), id=AlertId(2), urgency=Urgency.URGENT)
    run = replace(a_run(state=RunState.OPEN), priority=10)
    board.show(
        [ordinary, urgent],
        {AlertId(1): [run], AlertId(2): [replace(run, id=RunId(2), alert=AlertId(2), priority=0)]},
    )
    return board


def a_retry(alert: int) -> Retry:
    return Retry(alert=AlertId(alert), subscriber=SubscriberId(1), due_at=NOON, attempts=1)


def test_the_urgent_walk_goes_first():
    walk = a_board().next_walk()

    assert walk is not None
    assert walk.run.id == 2


def test_an_ordinary_visit_apart_waits_for_an_urgent_walk():
    board = a_board()

    assert not board.goes_before(a_retry(1), board.next_walk())
    assert board.goes_before(a_retry(2), board.next_walk())
    assert board.goes_before(a_retry(1), None)
    assert board.goes_before(a_retry(9), board.next_walk())  # of an alert that must be looked at first


def test_what_is_settled_or_gone_leaves_the_board():
    board = a_board()
    board.show([board.alerts[AlertId(1)].alert], {AlertId(1): board.alerts[AlertId(1)].runs})
    assert list(board.walks) == [1]

    board.forget(AlertId(1))
    assert (board.alerts, board.walks) == ({}, {})


def test_a_walk_goes_on_when_the_board_is_shown_again():
    board = a_board()
    walk = board.walks[RunId(1)]
    board.show([board.alerts[AlertId(1)].alert], {AlertId(1): board.alerts[AlertId(1)].runs})

    assert board.walks[RunId(1)] is walk


def test_what_was_read_before_a_run_ended_does_not_open_it_again():
    board = a_board()
    board.end(RunId(1))
    board.show([board.alerts[AlertId(1)].alert], {AlertId(1): board.alerts[AlertId(1)].runs})

    assert (board.walks, board.ended) == ({}, {1})
    board.show([], {})
    assert board.ended == set()


def test_the_last_run_of_a_language_counts_a_visit_apart():
    tracked = a_board().alerts[AlertId(1)]

    assert tracked.run_for("ug") is tracked.runs[0]
    assert tracked.run_for("kk") is None
