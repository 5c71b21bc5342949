"""When a provider that fails is rested, and for how long: a circuit breaker, decided from its record."""

from datetime import datetime, timedelta

from alertbot.errors import ProviderBusy, ProviderClosed
from alertbot.model import Health

FEW = 3  # failures in a row that may be chance
FIRST_REST = timedelta(seconds=30)  # doubled at each failure after it
LONGEST_REST = timedelta(minutes=15)
_LONGEST_ASKED = timedelta(days=1)
_LONGEST_REASON = 200


def rest(health: Health, now: datetime) -> timedelta:
    """How long it still rests; zero where it may be asked."""
    if health.resting_until is None:
        return timedelta(0)
    return max(health.resting_until - now, timedelta(0))


def after_failure(health: Health, error: ProviderBusy, now: datetime) -> Health:
    """A provider rests after a few failures in a row, and at once where it is closed to us."""
    failures = health.failures + 1
    pause = timedelta(0)
    if failures >= FEW:
        pause = min(FIRST_REST * (1 << min(failures - FEW, 10)), LONGEST_REST)
    if isinstance(error, ProviderClosed):
        pause = max(pause, min(error.wait, _LONGEST_ASKED))
    until = now + pause if pause else None
    return Health(failures=failures, resting_until=until, last_error=error.reason[:_LONGEST_REASON])
