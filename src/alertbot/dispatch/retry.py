"""When a reader is tried again after a passing fault, and when no more."""

from datetime import timedelta

MOST_ATTEMPTS = 6
_FIRST = timedelta(seconds=5)
_FACTOR = 3  # 5 s, 15 s, 45 s, 2 min 15 s, 6 min 45 s: about ten minutes in all


def pause(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts failed (0: none was the reader's bad luck); None: give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    tries: int = _FACTOR ** max(attempts - 1, 0)
    return _FIRST * tries
