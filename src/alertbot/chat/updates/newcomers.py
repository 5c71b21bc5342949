"""Allows newcomers a pace that leaves everyone else unharmed, however many come at once.

Telegram lets a bot send about thirty messages a second in all (Bot API FAQ), alerts included. So those
whom we do not know share a budget; whoever is over it stands in the queue (`queue`).
"""

from collections.abc import Callable


class MustWait(Exception):
    """A newcomer's update is answered when those who came before are; nothing of it is done yet."""


class Newcomers:
    """Allows `burst` answers at once and `per_second` from then on, to all newcomers together.

    `clock` gives seconds that never go back. At most `most` may wait.
    """

    def __init__(
        self, clock: Callable[[], float], *, burst: int = 60, per_second: float = 10.0, most: int = 100_000
    ) -> None:
        self.waiting = 0  # how many stand in the queue, as far as is known
        self._clock = clock
        self._burst = burst
        self._per_second = per_second
        self._most = most
        self._left = float(burst)
        self._at = clock()

    @property
    def is_full(self) -> bool:
        """Whether nobody more may wait."""
        return self.waiting >= self._most

    def admit(self) -> bool:
        """Whether somebody whom we do not know may be written to now; nobody passes those who wait."""
        return not self.waiting and self.call(1) == 1

    def call(self, most: int) -> int:
        """How many of up to `most` who wait have their turn now; they are counted as answered."""
        self._fill()
        called = min(int(self._left), most)
        self._left -= called
        return called

    def _fill(self) -> None:
        now = self._clock()
        self._left = min(float(self._burst), self._left + (now - self._at) * self._per_second)
        self._at = now
