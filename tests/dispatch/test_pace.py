"""Never more than the rate in any window, whatever arrives when; and it always goes on."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.dispatch.pace import GROUP_MESSAGES, GROUP_WINDOW, WINDOW, Pace

gaps = st.lists(st.floats(0, 3, allow_nan=False), min_size=1, max_size=120)
rates = st.integers(1, 40)


def released(pace: Pace, arrivals: list[float]) -> list[float]:
    """When messages that arrive at these instants are released, one after another."""
    now, times = 0.0, []
    for arrival in arrivals:
        now = max(now, arrival, pace.next_at())
        pace.note(now)
        times.append(now)
    return times


def arrivals_of(waits: list[float]) -> list[float]:
    arrivals, now = [], 100.0
    for wait in waits:
        now += 0.0 if wait > 2 else wait
        arrivals.append(now)
    return arrivals


@given(rate=rates, waits=gaps)
@settings(max_examples=150)
def test_no_window_holds_more_than_the_rate(rate: int, waits: list[float]):
    times = released(Pace(rate), arrivals_of(waits))

    assert all(later >= earlier + WINDOW for earlier, later in zip(times, times[rate:], strict=False))


@given(rate=rates, waits=gaps)
@settings(max_examples=100)
def test_every_message_goes_within_its_share_of_time(rate: int, waits: list[float]):
    arrivals = arrivals_of(waits)

    times = released(Pace(rate), arrivals)

    assert times[-1] <= arrivals[-1] + (len(times) + 1) * WINDOW / rate + WINDOW


@given(rate=rates, noted=st.lists(st.floats(0, 2, allow_nan=False), max_size=60), waits=gaps)
@settings(max_examples=100)
def test_replies_take_from_the_budget_and_broadcasts_keep_the_rate(
    rate: int, noted: list[float], waits: list[float]
):
    pace = Pace(rate)
    for at in sorted(noted):
        pace.note(100 + at)
    start = 100 + max(noted, default=0)

    times = released(pace, [max(start, at) for at in arrivals_of(waits)])

    everything = sorted([100 + at for at in noted] + times)
    for time in times:
        window = [at for at in everything if time - WINDOW < at - 1e-9 and at <= time]
        assert len(window) <= rate + 1e-9


def test_a_full_second_goes_at_the_rate():
    times = released(Pace(30), [100.0] * 90)

    assert 2 <= times[-1] - times[0] <= 3.2


def test_a_late_release_is_made_up_for_but_never_in_a_burst():
    pace = Pace(10)
    times = released(pace, [100.0, *([101.0] * 20)])

    late = times[1:]
    assert late[9] - late[0] < 0.9  # quicker than even spacing
    assert all(later - earlier >= 0.0599 for earlier, later in pairwise(late))


def test_a_pause_holds_everything_and_a_shorter_one_does_not_end_it():
    pace = Pace(30)
    pace.pause(10.0, 5.0)
    pace.pause(11.0, 1.0)

    assert pace.next_at() == 15.0


def test_a_chat_gets_one_a_second():
    pace = Pace(30)
    pace.note(10.0, 7)

    assert pace.chat_at(7) == 11.0
    assert pace.chat_at(8) < 10.0


def test_a_group_gets_twenty_a_minute():
    pace = Pace(30)
    for second in range(GROUP_MESSAGES):
        pace.note(100.0 + second, -7)

    assert pace.chat_at(-7) == 100.0 + GROUP_WINDOW


def test_chats_are_forgotten_when_they_may_be_sent_to_again():
    pace = Pace(30)
    for chat in (-1, 2, 3):
        pace.note(10.0, chat)
    pace.note(100.0, -4)

    assert len(pace._chats) == len(pace._groups) == 1
