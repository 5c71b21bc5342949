"""The window of updates: nothing is confirmed before it is done, nothing is taken twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.chat.updates.window import Window


def test_the_offset_stays_at_the_earliest_that_is_not_done():
    window = Window()
    assert Window().offset is None
    assert [window.admit(id) for id in (5, 6, 7)] == [True] * 3
    assert window.offset == 5
    window.finish(6)
    assert window.open == 2
    assert window.offset == 5
    assert not window.admit(6)
    assert not window.admit(5)
    window.finish(5)
    assert window.offset == 7
    window.finish(7)
    assert window.open == 0
    assert window.offset == 8
    assert not window.admit(7)
    assert window.admit(8)


@settings(max_examples=100)
@given(st.permutations(range(10)), st.integers(0, 10))
def test_in_whatever_order_they_end_each_is_taken_once(order: list[int], at: int):
    window = Window()
    for id in range(10):
        window.admit(id)
    for id in order[:at]:
        window.finish(id)
    left = set(order[at:])
    assert window.offset == min(left, default=10)
    assert not any(window.admit(id) for id in range(10))


def test_what_is_passed_over_is_neither_waited_for_nor_taken_again():
    window = Window()
    assert [window.admit(id) for id in (7, 8)] == [True, True]
    window.finish(8)
    window.pass_over()

    assert (window.offset, window.open) == (9, 0)
    window.finish(7)
    assert (window.offset, window.admit(7), window.admit(9)) == (9, False, True)
