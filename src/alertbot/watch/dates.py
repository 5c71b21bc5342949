"""Reads the dates that feeds write, and takes none that cannot be true.

feedparser's own reading is the last resort: it makes 1793 of a Unix time and the first of the month
of some Chinese dates.
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import struct_time

EARLIEST = datetime(1991, 8, 6, tzinfo=UTC)  # the first page of the web
_AHEAD = timedelta(days=1)  # a clock may be wrong by a time zone
_UNIX = re.compile(r"\d{9,10}|\d{12,13}")
_MILLISECONDS = 10**11
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")
_CLOCK = r"(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.年]\s*(\d{1,2})\s*[/.月]\s*(\d{1,2})\s*日?" + _CLOCK)
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})" + _CLOCK)
_LONGEST = 100


def read(text: str | None, guess: struct_time | None, *, now: datetime) -> datetime | None:
    """The instant a feed wrote; None where absent, unreadable, before the web or over a day ahead.

    A date without a zone is taken as UTC. `guess` is feedparser's reading.
    """
    written = (text or "").strip()[:_LONGEST]
    found = _unix(written) or _iso(written) or _numbers(written) or _mail(written) or _guessed(guess)
    return found if found is not None and EARLIEST <= found <= now + _AHEAD else None


def _aware(moment: datetime) -> datetime | None:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:  # year 1 or 9999 with a zone
        return None


def _unix(text: str) -> datetime | None:
    if not _UNIX.fullmatch(text):
        return None
    seconds = int(text)
    return datetime.fromtimestamp(seconds // 1000 if seconds >= _MILLISECONDS else seconds, UTC)


def _iso(text: str) -> datetime | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        return _aware(datetime.fromisoformat(text))
    except ValueError:
        return None


def _numbers(text: str) -> datetime | None:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    else:
        return None
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return _aware(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _guessed(guess: struct_time | None) -> datetime | None:
    try:
        return datetime(*guess[:6], tzinfo=UTC) if guess else None
    except (ValueError, TypeError):  # the second 60, or a month that is none
        return None
