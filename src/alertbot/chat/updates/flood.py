"""Keeps one person's haste from slowing the others: a small budget each, in memory, by a keyed hash."""

import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

_MOST_PEOPLE = 10_000  # the longest quiet ones are dropped: they would be full again anyway


class Verdict(Enum):
    """What to do with an update."""

    SERVE = "serve"
    WARN = "warn"  # the first one too many: say so
    IGNORE = "ignore"


@dataclass(slots=True)
class _Budget:
    left: float
    at: float
    warned: bool = False


class Flood:
    """Allows `burst` updates at once and `per_second` from then on, for each person.

    `clock` gives seconds that never go back. What is kept are hashes under `key`, never numbers of people.
    """

    def __init__(
        self, key: bytes, clock: Callable[[], float], *, burst: int = 30, per_second: float = 1.0
    ) -> None:
        self._key = key
        self._clock = clock
        self._burst = burst
        self._per_second = per_second
        self._budgets: OrderedDict[bytes, _Budget] = OrderedDict()

    def judge(self, user: int) -> Verdict:
        """Count one update of a person."""
        budget = self._budget(user)
        if budget.left >= 1:
            budget.left -= 1
            budget.warned = False
            return Verdict.SERVE
        if budget.warned:
            return Verdict.IGNORE
        budget.warned = True
        return Verdict.WARN

    def _budget(self, user: int) -> _Budget:
        now = self._clock()
        name = hmac.digest(self._key, str(user).encode(), hashlib.sha256)
        budget = self._budgets.setdefault(name, _Budget(self._burst, now))
        self._budgets.move_to_end(name)
        budget.left = min(self._burst, budget.left + (now - budget.at) * self._per_second)
        budget.at = now
        if len(self._budgets) > _MOST_PEOPLE:
            self._budgets.popitem(last=False)
        return budget
