"""Feeds are asked in their own rhythm, within bounds."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.watch import hosts, moved
from alertbot.watch.moved import Move
from alertbot.watch.schedule import Bounds, is_burst, next_poll, usual_pause
from tests.conftest import NOON

BOUNDS = Bounds(quickest=timedelta(minutes=5), slowest=timedelta(hours=24), usual=timedelta(minutes=15))


def every(gap: timedelta, count: int = 20, last: timedelta = timedelta(0)) -> list[datetime]:
    return [NOON - last - gap * number for number in range(count)]


@pytest.mark.parametrize(
    ("seen", "pause"),
    [
        ([], timedelta(minutes=15)),
        (every(timedelta(hours=1), 2), timedelta(minutes=15)),
        (every(timedelta(minutes=10)), timedelta(minutes=5)),
        (every(timedelta(hours=8)), timedelta(minutes=30)),
        (every(timedelta(hours=8), last=timedelta(days=10)), timedelta(hours=5)),
        (every(timedelta(days=400)), timedelta(hours=24)),
        ([NOON + timedelta(hours=3)] * 5, timedelta(minutes=15)),
    ],
)
def test_the_pause_fits_the_feed(seen: list[datetime], pause: timedelta):
    assert usual_pause(seen, now=NOON, bounds=BOUNDS) == pause


def test_failures_double_the_pause_and_patience_wins():
    pause = timedelta(minutes=10)
    waits = [
        next_poll(NOON, pause=pause, failures=failures, bounds=BOUNDS, chance=0) - NOON
        for failures in range(4)
    ]
    assert waits == [timedelta(minutes=minutes) for minutes in (10, 20, 40, 80)]
    asked = next_poll(NOON, pause=pause, asked=timedelta(hours=3), failures=1, bounds=BOUNDS, chance=0)
    assert asked == NOON + timedelta(hours=3)


durations = st.timedeltas(timedelta(0), timedelta(days=400))


@given(durations, st.one_of(st.none(), durations), st.integers(-1, 10**9), st.floats(-1, 2))
def test_the_next_poll_is_within_bounds(
    pause: timedelta, asked: timedelta | None, failures: int, chance: float
):
    due = next_poll(NOON, pause=pause, asked=asked, failures=failures, bounds=BOUNDS, chance=chance)
    assert BOUNDS.quickest <= due - NOON <= BOUNDS.slowest


@given(durations, st.integers(0, 20), st.floats(0, 1), st.floats(0, 1))
def test_more_failures_never_mean_an_earlier_poll(
    pause: timedelta, failures: int, chance: float, other: float
):
    sooner = next_poll(NOON, pause=pause, failures=failures, bounds=BOUNDS, chance=min(chance, other))
    later = next_poll(NOON, pause=pause, failures=failures + 1, bounds=BOUNDS, chance=max(chance, other))
    assert sooner <= later


@given(st.lists(st.integers(-400_000, 10_000).map(lambda hours: NOON + timedelta(hours=hours))))
def test_the_pause_is_within_bounds(seen: list[datetime]):
    assert BOUNDS.quickest <= usual_pause(seen, now=NOON, bounds=BOUNDS) <= BOUNDS.slowest


@pytest.mark.parametrize(
    ("count", "gap", "since", "burst"),
    [
        (15, timedelta(days=1), timedelta(minutes=15), False),
        (40, timedelta(days=1), timedelta(minutes=15), True),
        (40, timedelta(minutes=30), timedelta(hours=8), False),
        (40, timedelta(days=1), timedelta(days=14), False),
    ],
)
def test_bursts_stand_out_from_busy_days(count: int, gap: timedelta, since: timedelta, burst: bool):
    assert is_burst(count, seen=every(gap), since=NOON - since, now=NOON) is burst


def test_a_feed_of_unknown_rhythm_may_have_a_few():
    assert not is_burst(10, seen=[], since=NOON, now=NOON)
    assert is_burst(100, seen=[], since=NOON, now=NOON)


FEED, NEW = "https://x.example/feed", "https://feeds.x.example/new"


def test_a_move_is_adopted_after_five_sightings_in_a_row():
    move = Move(None, 0, adopt=False)
    for _ in range(5):
        assert not move.adopt
        move = moved.after_poll(FEED, moved_to=move.to, moved_seen=move.seen, found_at=NEW, permanent=True)
    assert move == Move(NEW, 5, adopt=True)


def test_a_move_seen_otherwise_begins_again():
    assert moved.after_poll(FEED, moved_to=NEW, moved_seen=4, found_at=NEW, permanent=False) == Move(
        None, 0, adopt=False
    )
    assert moved.after_poll(FEED, moved_to=NEW, moved_seen=4, found_at=FEED, permanent=True).seen == 0
    other = "https://x.example/other"
    assert moved.after_poll(FEED, moved_to=NEW, moved_seen=4, found_at=other, permanent=True) == Move(
        other, 1, adopt=False
    )


@pytest.mark.parametrize(
    ("there", "same"),
    [
        ("http://www.x.example/feed", True),
        (NEW, True),
        ("https://y.example/feed", False),
        ("https://evilx.example/", False),
        ("https://x.example.evil.example/", False),
        ("https://[", False),
        ("nonsense", False),
    ],
)
def test_only_the_same_site_is_adopted(there: str, same: bool):
    assert moved.same_site(FEED, there) is same
    assert moved.after_poll(FEED, moved_to=there, moved_seen=99, found_at=there, permanent=True).adopt is same


def test_a_host_where_anybody_has_a_name_is_nobodys_site():
    one, other = "https://blog.wordpress.com/feed", "https://wordpress.com/feed"
    assert not moved.same_site(one, other)
    assert not moved.same_site(other, one)


def test_another_site_is_away_by_whatever_redirect_unless_it_is_approved():
    there = "https://y.example/feed"
    for permanent in (True, False):
        move = moved.after_poll(FEED, moved_to=there, moved_seen=9, found_at=there, permanent=permanent)
        assert move == Move(there, 10 if permanent else 0, adopt=False, away=True)
    approved = {"www.y.example"}
    passing = moved.after_poll(
        FEED, moved_to=there, moved_seen=0, found_at=there, permanent=False, hosts=approved
    )
    assert passing == Move(None, 0, adopt=False)
    for_good = moved.after_poll(
        FEED, moved_to=there, moved_seen=4, found_at=there, permanent=True, hosts=approved
    )
    assert for_good == Move(there, 5, adopt=True)


def test_hosts_come_with_and_without_www():
    assert hosts.of_feed("https://www.x.example:443/feed", "http://y.example/", None, "", "https://[") == {
        "x.example",
        "www.x.example",
        "y.example",
        "www.y.example",
    }
    assert hosts.of_feed("http://127.0.0.1:8000/", "http://localhost/", "http://[::1]/") == {
        "127.0.0.1",
        "localhost",
        "::1",
    }
