"""Numbers in digits: of every numeral system, with every separator, in all the ways they can be read."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from zlib import crc32

_GAPS = " \u00a0\u202f\u2009'’"
# A number whose groups of three are set apart by spaces or apostrophes, or digits with marks between.
NUMBER = (
    rf"(?<!\d)\d{{1,3}}(?P<gap>[{_GAPS}])\d{{3}}(?:(?P=gap)\d{{3}})*(?!\d)(?:[.,٫]\d++(?![.,:/٫]\d))?"
    r"|\d++(?:[.,:/٫٬،]\d++)*"
)
_GROUPED = re.compile(r"\d{1,3}([.,٬،])\d{3}(?:\1\d{3})*")
_MIXED = re.compile(r"(\d{1,3}(?:([,٬،.])\d{3})(?:\2\d{3})*)(?!\2)[.,٫](\d+)")
_DECIMAL = re.compile(r"(\d+)[.,٫](\d+)")
_HOUR_OR_DAY = re.compile(r"\d{1,2}\.\d{2}")
_DIGITS = {
    code: str(unicodedata.decimal(chr(code))) for code in range(0x80, 0x110000) if chr(code).isdecimal()
}
_LONGEST = 20  # digits; a longer one, or one with noughts before it, is a name and known by its checksum
_LONGEST_FRACTION = 8


class Reading(NamedTuple):
    """What digits may mean: one of the `values`, the likeliest last, or all of the `parts` side by side."""

    values: tuple[Decimal, ...]
    parts: tuple[frozenset[Decimal], ...] = ()


def ascii_digits(text: str) -> str:
    """The text with the digits of every numeral system as ASCII ones; superscripts are no digits."""
    return text if text.isascii() else text.translate(_DIGITS)


def digits(text: str) -> str:
    """Only the digits of a text, in ASCII."""
    return re.sub(r"[^0-9]", "", ascii_digits(text))


def reading(token: str) -> Reading:
    """The readings of a match of NUMBER, in ASCII digits."""
    gap = next((character for character in token if character in _GAPS), None)
    if gap is not None:
        whole, fraction = re.fullmatch(r"(.*?)(?:[.,٫](\d+))?", token).groups()  # type: ignore[union-attr]
        parts = tuple(frozenset({_value(piece)}) for piece in whole.split(gap))
        return Reading((_value(digits(whole), fraction),), parts)
    pieces = re.split("[:/]", token)
    if len(pieces) > 1:
        return Reading((), _together(pieces))
    return _marked(token)


def _marked(token: str) -> Reading:
    """Of digits with full stops and commas between."""
    values: list[Decimal] = []
    if _GROUPED.fullmatch(token) and not token.startswith("0"):
        values.append(_value(digits(token)))
    decimal = _DECIMAL.fullmatch(token)
    if decimal and not (values and set(decimal.group(2)) == {"0"}):
        values.append(_value(*decimal.groups()))
    elif not decimal and (mixed := _MIXED.fullmatch(token)):
        values.append(_value(digits(mixed.group(1)), mixed.group(3)))
    if token.isdecimal():
        values.append(_value(token))
    if not values or _HOUR_OR_DAY.fullmatch(token):
        return Reading(tuple(values), _together(re.split("[.,٫٬،]", token)))
    return Reading(tuple(values))


def _together(pieces: Iterable[str]) -> tuple[frozenset[Decimal], ...]:
    """The pieces of a date, a score or a time, without the nought of a full hour."""
    values = (frozenset(_marked(piece).values) for piece in pieces if piece and piece != "00")
    return tuple(each for each in values if each)


def _value(whole: str, fraction: str | None = None) -> Decimal:
    if len(whole) > _LONGEST or whole.startswith("00"):
        return Decimal(f"{len(whole)}.{crc32(whole.encode()):010}")
    return Decimal(f"{whole}.{(fraction or '0')[:_LONGEST_FRACTION]}")
