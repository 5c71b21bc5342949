"""So many a day for each, and nobody's number in memory."""

from datetime import timedelta

from alertbot.chat import allowance
from alertbot.chat.allowance import Allowance
from tests.conftest import NOON


def test_each_person_has_so_many_a_day():
    counts = Allowance(b"key", most=2)
    assert [counts.take(7, NOON) for _ in range(3)] == [True, True, False]
    assert counts.take(8, NOON)
    assert counts.take(7, NOON + timedelta(days=1))


def test_only_hashes_are_kept_and_not_too_many(monkeypatch):
    monkeypatch.setattr(allowance, "_MOST_PEOPLE", 2)
    counts = Allowance(b"key", most=1)
    for user in (7, 8, 9):
        assert counts.take(user, NOON)
    assert len(counts._counts) == 2
    assert all(len(name) == 32 for name in counts._counts)
    assert [counts.take(user, NOON) for user in (9, 7)] == [False, True]
