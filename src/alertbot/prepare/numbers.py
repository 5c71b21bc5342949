"""Compares the numbers of two texts, whatever digits, separators and order they are written in.

A number of one digit is not compared: languages write those as words. "1.234" may be one and a bit or
more than a thousand; the text that is compared with decides.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

Reading = frozenset[Decimal]  # the values that a way of reading a number gives

_TOKEN = re.compile(r"\d+(?:[.,:/'’٫٬،\u00a0\u202f\u2009 ]\d+)*")
_SPACES = "\u00a0\u202f\u2009 "
_GROUPED = re.compile(r"[0-9]{1,3}([.,'’٬،\u00a0\u202f\u2009 ])[0-9]{3}(?:\1[0-9]{3})*(?:[.,٫]([0-9]+))?")
_DECIMAL = re.compile(r"([0-9]+)[.,٫]([0-9]+)")
_LEAST = 10


def digits(text: str) -> str:
    """Only the digits of a text, in ASCII."""
    return "".join(character for character in ascii_digits(text) if "0" <= character <= "9")


def ascii_digits(text: str) -> str:
    """The text with the digits of every numeral system as ASCII ones; superscripts are no digits."""
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text
    )


def missing(source: str, output: str) -> tuple[str, ...]:
    """The numbers of at least two digits that `source` has and `output` has in no reading, as written."""
    there = {value for token in _tokens(output) for reading in _readings(token) for value in reading}
    return tuple(
        token
        for token in _tokens(source)
        if not any(_important(reading) <= there for reading in _readings(token))
    )


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(ascii_digits(text))


def _important(reading: Reading) -> Reading:
    return frozenset(value for value in reading if value >= _LEAST or value != value.to_integral_value())


def _readings(token: str) -> Iterator[Reading]:
    """As one grouped number, as a decimal, or as numbers beside each other."""
    grouped = _GROUPED.fullmatch(token)
    decimal = _DECIMAL.fullmatch(token)
    if grouped is not None:
        whole, fraction = token, grouped.group(2) or "0"
        if grouped.group(2):
            whole = token[: -len(fraction) - 1]
        yield frozenset({Decimal(f"{digits(whole)}.{fraction}").normalize()})
    if decimal is not None and not (grouped is not None and set(decimal.group(2)) == {"0"}):
        yield frozenset({Decimal(f"{decimal.group(1)}.{decimal.group(2)}").normalize()})
    is_one = (grouped is not None and not set(token) & set(_SPACES)) or decimal is not None
    if not is_one:
        yield frozenset(Decimal(piece) for piece in re.findall("[0-9]+", token))
