"""How often a person may ask for what costs, a day: counted in memory, by a keyed hash, and gone at midnight.

Who asked for what is written down nowhere.
"""

import hashlib
import hmac
from collections import OrderedDict
from datetime import date, datetime

MOST = 30
_MOST_PEOPLE = 50_000  # of a day; those counted longest ago are dropped


class Allowance:
    """Allows `most` a day (UTC's) to each person; `key` is random and as short-lived as the counts."""

    def __init__(self, key: bytes, *, most: int = MOST) -> None:
        self._key = key
        self._most = most
        self._day: date | None = None
        self._counts: OrderedDict[bytes, int] = OrderedDict()

    def take(self, user: int, now: datetime) -> bool:
        """Count one, if it is allowed."""
        if now.date() != self._day:
            self._day = now.date()
            self._counts.clear()
        name = hmac.digest(self._key, str(user).encode(), hashlib.sha256)
        count = self._counts.get(name, 0)
        if count >= self._most:
            return False
        self._counts[name] = count + 1
        self._counts.move_to_end(name)
        if len(self._counts) > _MOST_PEOPLE:
            self._counts.popitem(last=False)
        return True
