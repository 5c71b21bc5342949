"""Reads how long a server asks us to wait or lets us keep what it sent (RFC 9110 §10.2.3, RFC 9111)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=365)  # numbers from outside may be absurd; a timedelta overflows on them
_SECONDS = re.compile(r"\d{1,12}")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[,\s])(?:no-cache|no-store)(?:$|[,;\s])", re.IGNORECASE)


def http_date(text: str | None) -> datetime | None:
    """A date of an HTTP header; None where absent or unreadable."""
    try:
        parsed = parsedate_to_datetime((text or "").strip())
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """The wait of a Retry-After header, in seconds or as a date; None where absent, unreadable or over."""
    text = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(text):
        return _bounded(int(text))
    until = http_date(text)
    if until is None or until <= now:
        return None
    return min(until - now, LONGEST)


def freshness(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """How long the answer stays fresh by Cache-Control, else by Expires; None where it does not say."""
    control = headers.get("Cache-Control", "")
    if _NOT_KEPT.search(control):
        return None
    if found := _MAX_AGE.search(control):
        return _bounded(int(found[1])) or None
    expires = http_date(headers.get("Expires"))
    if expires is None:
        return None
    left = expires - (http_date(headers.get("Date")) or now)
    return min(left, LONGEST) if left > timedelta(0) else None


def _bounded(seconds: int) -> timedelta:
    return min(timedelta(seconds=min(seconds, 10**9)), LONGEST)
