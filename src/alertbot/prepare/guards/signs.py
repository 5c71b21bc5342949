"""Minus and per cent: a number without its sign is another number."""

import re
from collections.abc import Collection
from decimal import Decimal

from alertbot.prepare.guards.counting import Counting
from alertbot.prepare.guards.quantities import Mention, Numbers

_MINUS = re.compile(r"(?<![^\s(«“\"])[-\u2212\ufe63\uff0d]$")

_LEAST_YEAR = 1000  # a hyphen before a larger number is hardly a minus


def lost(source: Numbers, output: Numbers, *, writes: Counting, reads: Counting) -> tuple[str, ...]:
    """The numbers that have a minus or are per cent in `source`, and in `output` are there without."""
    there = {value for mention in output.mentions for value in mention.values}
    signed = [mention for mention in source.mentions if _is_there(mention, there)]
    minus = () if _has_minus(output, reads) else [each for each in signed if _is_negative(each, source)]
    percent = (
        ()
        if reads.percent.search(output.text)
        else [each for each in signed if _is_percent(each, source, writes)]
    )
    return tuple(mention.words for mention in (*minus, *percent))


def _is_there(mention: Mention, there: Collection[Decimal]) -> bool:
    return mention.in_digits and not mention.values.isdisjoint(there)


def _has_minus(numbers: Numbers, counting: Counting) -> bool:
    return bool(counting.minus.search(numbers.text)) or any(
        _is_negative(mention, numbers) for mention in numbers.mentions
    )


def _is_negative(mention: Mention, numbers: Numbers) -> bool:
    before = numbers.text[max(mention.start - 2, 0) : mention.start]
    return _MINUS.search(before) is not None and min(mention.values) < _LEAST_YEAR


def _is_percent(mention: Mention, numbers: Numbers, counting: Counting) -> bool:
    after = numbers.text[mention.end : mention.end + 12]
    before = numbers.text[max(mention.start - 8, 0) : mention.start]
    return counting.percent.match(after.lstrip()) is not None or counting.percent.search(before) is not None
