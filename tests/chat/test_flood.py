"""One person's haste: served up to a budget, warned once, then ignored until it has filled again."""

from alertbot.chat.updates import flood
from alertbot.chat.updates.flood import Flood, Verdict


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_served_then_warned_once_then_ignored():
    clock = Clock()
    budget = Flood(b"key", clock, burst=3, per_second=1)
    assert [budget.judge(1) for _ in range(6)] == [Verdict.SERVE] * 3 + [Verdict.WARN] + [Verdict.IGNORE] * 2
    assert budget.judge(2) is Verdict.SERVE
    clock.now += 1
    assert [budget.judge(1) for _ in range(3)] == [Verdict.SERVE, Verdict.WARN, Verdict.IGNORE]


def test_a_budget_is_never_more_than_full():
    clock = Clock()
    budget = Flood(b"key", clock, burst=2, per_second=1)
    budget.judge(1)
    clock.now += 1000
    assert [budget.judge(1) for _ in range(3)] == [Verdict.SERVE, Verdict.SERVE, Verdict.WARN]


def test_those_who_have_been_quiet_longest_are_dropped(monkeypatch):
    monkeypatch.setattr(flood, "_MOST_PEOPLE", 2)
    budget = Flood(b"key", Clock(), burst=1)
    for user in (1, 2, 3):
        budget.judge(user)
    assert budget.judge(1) is Verdict.SERVE  # forgotten, so full again
    assert budget.judge(3) is Verdict.WARN
