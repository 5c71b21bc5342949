"""How long servers ask us to wait is read in every way they write it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.web.waits import LONGEST, freshness, http_date, retry_after
from tests.conftest import NOON

IN_AN_HOUR = "Mon, 02 Nov 2026 13:00:00 GMT"


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 120 ", timedelta(minutes=2)),
        ("0", timedelta(0)),
        ("999999999999", LONGEST),
        (IN_AN_HOUR, timedelta(hours=1)),
        ("Monday, 02-Nov-26 13:00:00 GMT", timedelta(hours=1)),
        ("Mon, 02 Nov 2026 11:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after(value: str, wait: timedelta | None):
    assert retry_after({"Retry-After": value}, now=NOON) == wait


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, timedelta(minutes=10)),
        ({"Cache-Control": 'public, Max-Age="600"'}, timedelta(minutes=10)),
        ({"Cache-Control": "s-maxage=9, max-age = 600"}, timedelta(minutes=10)),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "max-age=600, no-store"}, None),
        ({"Cache-Control": "max-age=0", "Expires": IN_AN_HOUR}, None),
        ({"Cache-Control": "max-age=999999999999"}, LONGEST),
        ({"Expires": IN_AN_HOUR}, timedelta(hours=1)),
        ({"Expires": IN_AN_HOUR, "Date": "Mon, 02 Nov 2026 12:30:00 GMT"}, timedelta(minutes=30)),
        ({"Expires": "0"}, None),
        ({"Expires": "Mon, 02 Nov 2026 11:00:00 GMT"}, None),
    ],
)
def test_freshness(headers: dict[str, str], fresh: timedelta | None):
    assert freshness(headers, now=NOON) == fresh


def test_a_date_without_a_zone_is_utc():
    assert http_date("Mon, 02 Nov 2026 12:00:00 -0000") == NOON
    assert http_date(None) is None


@given(st.text(max_size=50))
def test_no_header_breaks_the_readers(value: str):
    headers = {"Retry-After": value, "Cache-Control": value, "Expires": value}
    wait = retry_after(headers, now=NOON)
    assert wait is None or timedelta(0) <= wait <= LONGEST
    assert isinstance(freshness(headers, now=NOON), timedelta | None)
    assert isinstance(http_date(value), datetime | None)
