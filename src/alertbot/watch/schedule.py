"""Says when a feed is asked next.

A feed's own rhythm decides, between the bounds of the settings. The server may ask for more patience
(ttl, Cache-Control, Expires, Retry-After), failures double the pause, and a little chance keeps feeds
from being asked all at the same moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

_POLLS_A_GAP = 16  # a feed is asked so often between two entries
_POLLS_A_SILENCE = 48  # … and so often in the time it has been silent already
_MOST_DOUBLINGS = 10
_JITTER = 0.1  # of the pause, at most
_FEWEST_TO_KNOW = 3
_BURST_FLOOR = 15
_BURST_TIMES = 4
_SHORTEST_DAYS = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the settings say about pauses."""

    quickest: timedelta
    slowest: timedelta
    usual: timedelta


def usual_pause(seen: Sequence[datetime], *, now: datetime, bounds: Bounds) -> timedelta:
    """The pause that fits a feed whose latest entries were published at these instants.

    A sixteenth of the gap between entries, longer when it has gone silent; the settings' usual pause
    while fewer than three entries are known.
    """
    times = sorted(moment for moment in seen if moment <= now)
    if len(times) < _FEWEST_TO_KNOW:
        return _between(bounds.usual, bounds)
    gaps = [after - before for before, after in pairwise(times)]
    rhythm = timedelta(seconds=median(gap.total_seconds() for gap in gaps)) / _POLLS_A_GAP
    silence = (now - times[-1]) / _POLLS_A_SILENCE
    return _between(max(rhythm, silence), bounds)


def next_poll(
    now: datetime,
    *,
    pause: timedelta,
    asked: timedelta | None = None,
    failures: int = 0,
    bounds: Bounds,
    chance: float,
) -> datetime:
    """When to ask again: after `pause`, doubled per failure in a row, or what the server `asked` if longer.

    Always at least `quickest` and at most `slowest` from `now`. `chance` is a number from 0 to 1.
    """
    wait = pause * (1 << min(max(failures, 0), _MOST_DOUBLINGS))
    wait += wait * _JITTER * min(max(chance, 0.0), 1.0)
    return now + _between(max(wait, asked or timedelta(0)), bounds)


def is_burst(count: int, *, seen: Sequence[datetime], since: datetime, now: datetime) -> bool:
    """Whether `count` new entries since the last poll are far over the feed's rhythm.

    A re-created site or a changed guid scheme looks so; a busy day does not. `seen` are the instants
    of earlier entries.
    """
    times = sorted(moment for moment in seen if moment <= now)
    days = max((now - times[0]) / timedelta(days=1), 1.0) if times else 1.0
    expected = len(times) / days * (max(now - since, _SHORTEST_DAYS) / timedelta(days=1))
    return count > _BURST_FLOOR + _BURST_TIMES * expected


def _between(wait: timedelta, bounds: Bounds) -> timedelta:
    return max(min(wait, bounds.slowest), bounds.quickest)
