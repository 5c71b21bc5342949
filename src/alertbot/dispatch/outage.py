"""Tells an outage of Telegram or of the network from the bad luck of single sends."""

_IN_A_ROW = 5  # failures without a success in between
_SHORTEST, _LONGEST = 1.0, 60.0  # seconds of silence


class Outage:
    """Counts failures in a row; during an outage no reader is blamed for them.

    Instants are seconds of a monotonic clock.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._silence = _SHORTEST
        self._until = float("-inf")

    @property
    def on(self) -> bool:
        """Whether there is an outage: then one send at a time shows whether it is over."""
        return self._failures >= _IN_A_ROW

    def worked(self) -> None:
        """Telegram answered, whatever it said."""
        self._failures = 0
        self._silence = _SHORTEST

    def failed(self, now: float) -> float:
        """A send failed: for how many seconds nothing more should be tried, 0 while it is bad luck."""
        self._failures += 1
        if not self.on or now < self._until:
            return 0.0
        silence = self._silence
        self._silence = min(2 * silence, _LONGEST)
        self._until = now + silence
        return silence
