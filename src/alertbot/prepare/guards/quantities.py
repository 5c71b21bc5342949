"""Finds every number of a text, in digits and in words, and what each may mean.

Digits, words and scales that stand side by side are one number; what cannot belong together begins a
number of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from alertbot.prepare.guards import numerals
from alertbot.prepare.guards.counting import Counting
from alertbot.prepare.guards.measures import (
    FOOT,
    INCHES_A_FOOT,
    Measure,
    measure,
    measure_within,
    of_temperature,
)
from alertbot.prepare.guards.sums import Sum
from alertbot.prepare.guards.tokens import Kind, Token, tokens

_NEAR = re.compile(r"[\s\u200c]{0,3}(?:[-–‑]\s?)?")  # what may stand between the words of one number
_RANGE = re.compile(r"[^.!?؟。;:,،\d]{0,14}")  # between the ends of a range: "5 to 6 million"
_BESIDE = re.compile(r"[\s.,،'’-]{0,3}(?:of |the )?")  # between a month and the day or year
_SHORT = re.compile(r"\s?(mn|m|bn|b|tn|k)\b")
_NEAREST = 5  # characters
_SHORT_SCALES = {"m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "k": 10**3}
_OR_A_UNIT = frozenset("mkb")  # metres, kelvin, bytes: "100m"
_ROMAN = re.compile(r"(?<!\w)(?=[IVXІХ])([XХ]{0,3}(?:[IІ][XХ]|[IІ]V|V?[IІ]{0,3}))(?!\w)")
_OTHER_WORDS = frozenset({"may", "march", "mar", "august", "mars", "mai"})  # months only beside a number
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "І": 1, "Х": 10}
_GROUP_MARKS = (" ", "-", "\u00a0", "–", ") ", ".")
_SHORTEST_RUN, _LONGEST_RUN = 6, 20  # digits
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)")
_LAST_MINUTE = 59
_LAST_YEAR = re.compile(r"(?<!\d)([12]\d)\d\d[-–/](\d\d)$")  # 1950-53
_LAST_DAY = 31
_YEARS = range(1000, 2200)
_SHORT_YEAR = re.compile(r"(?<=[^\W\d_'’])\d\d|(?<=['’])\d\d")  # '19, SS19
_FIRST_YEAR, _CENTURY = 1000, 100
_DAY = Decimal(24)  # hours
_INCHES = re.compile(r"[\s-]?(?:['’′]|[^\W\d_]{2,7}\.?)[\s-]{0,2}")  # between feet and inches: "6-foot-6"


class Mention(NamedTuple):
    """A number in a text: it means one of `values`, or all of the `parts` beside each other."""

    words: str
    start: int
    end: int
    values: frozenset[Decimal]
    parts: tuple[frozenset[Decimal], ...] = ()
    lends: frozenset[Decimal] = frozenset()  # what it stands for besides, in another language
    times: frozenset[time] = frozenset()  # of the day, where it may be one
    measure: Measure | None = None
    scale: Decimal | None = None  # the last one of a thousand or more
    in_digits: bool = True
    is_certain: bool = True  # that it is a number, and no word that also means something else


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a text; `hints` are values that other words of it may stand for."""

    text: str  # in lower case, digits in ASCII
    mentions: Sequence[Mention]
    months: Sequence[Mention]  # named beside a day or a year
    hints: frozenset[Decimal]


def read(text: str, counting: Counting) -> Numbers:
    """All numbers of a text in a language that counts so."""
    plain = numerals.ascii_digits(text)
    lowered = plain.replace("İ", "i").lower()
    found = list(tokens(lowered, counting))
    mentions = [_mention(group, plain, lowered, counting) for group in _groups(found, lowered, counting)]
    hints = {value for token in found for value in token.hints}
    return Numbers(
        text=lowered,
        mentions=_in_runs(_with_ranges(_with_inches(mentions, lowered), lowered), lowered),
        months=list(_dated(found, plain, lowered, counting)),
        hints=frozenset(hints | _roman(plain)),
    )


def _groups(found: Sequence[Token], text: str, counting: Counting) -> Iterator[list[Token]]:
    """Tokens that are one number together."""
    group: list[Token] = []
    amount = Sum(counting.units_first)
    joined: Token | None = None  # a joiner that may belong to the number, if one more word of it comes
    for token in found:
        if token.kind is Kind.JOINER and group and _is_near(joined or group[-1], token, text):
            joined = token
            continue
        value = token.values[-1] if token.values else None
        goes_on = group and _is_near(joined or group[-1], token, text)
        if value is None or not goes_on or not amount.takes(token, value):
            if group:
                yield group
            group, amount = [], Sum(counting.units_first)
        joined = None
        if value is not None:
            amount.add(token, value)
            group.append(token)
        elif token.parts:
            yield [token]
    if group:
        yield group


def _is_near(before: Token, after: Token, text: str) -> bool:
    return _NEAR.fullmatch(text, before.end, after.start) is not None and after.start - before.end <= _NEAREST


def _mention(group: Sequence[Token], plain: str, text: str, counting: Counting) -> Mention:
    start, end = group[0].start, group[-1].end
    amounts = [_added(group, choice, counting) for choice in range(max(len(token.values) for token in group))]
    alone = group[0]
    parts = alone.parts if len(group) == 1 else _terms(amounts)
    mention = Mention(
        words=plain[start:end],
        start=start,
        end=end,
        values=frozenset(amount.value for amount in amounts),
        parts=parts,
        scale=amounts[-1].scale if amounts else None,
        in_digits=any(token.kind is Kind.DIGITS for token in group),
        is_certain=counting.is_exact and group[0].kind is not Kind.SCALE,
    )
    return _in_context(mention, text, counting)


def _added(group: Sequence[Token], choice: int, counting: Counting) -> Sum:
    amount = Sum(counting.units_first)
    for token in group:
        amount.add(token, token.values[min(choice, len(token.values) - 1)])
    return amount


def _terms(amounts: Sequence[Sum]) -> tuple[frozenset[Decimal], ...]:
    addends = amounts[-1].addends
    return tuple(frozenset({each}) for each in addends) if len(addends) > 1 else ()


def _in_context(mention: Mention, text: str, counting: Counting) -> Mention:
    """With what the words around it make of it: a year, a decade, a short scale, an hour, a measure."""
    if more := _as_year(mention, text):
        return mention._replace(values=mention.values | more)
    if counting.decade.match(text, mention.end):
        return mention._replace(lends=_decades(mention.values), measure=of_temperature(mention.values))
    if mention.in_digits:
        mention = _as_time(_scaled(mention, text), text, counting)
    if mention.times:
        return mention
    within = None if mention.in_digits else measure_within(text[mention.start : mention.end])
    return mention._replace(measure=measure(text, mention.end) or within)


def _as_year(mention: Mention, text: str) -> frozenset[Decimal]:
    """The years that two digits stand for."""
    if _SHORT_YEAR.match(text, mention.start) and len(mention.words) == len("19"):
        return _full_years(mention.values)
    if year := _LAST_YEAR.search(text, max(mention.start - 5, 0), mention.end):
        return frozenset({Decimal(year.group(1) + year.group(2))})
    return frozenset()


def _scaled(mention: Mention, text: str) -> Mention:
    short = _SHORT.match(text, mention.end)
    if mention.scale is not None or short is None:
        return mention
    scale = Decimal(_SHORT_SCALES[short.group(1)])
    kept = mention.values if short.group(1) in _OR_A_UNIT else frozenset()
    return mention._replace(values=kept | {value * scale for value in mention.values}, scale=scale)


def _as_time(mention: Mention, text: str, counting: Counting) -> Mention:
    if found := _CLOCK.fullmatch(mention.words):
        return mention._replace(times=_times(int(found.group(1)), int(found.group(2))))
    if counting.afternoon.match(text, mention.end) is None:
        return mention
    hours = frozenset(other for value in mention.values for other in _hours(value))
    times = frozenset(each for value in mention.values for each in _times(int(value), 0))
    return mention._replace(values=hours, times=times)


def _decades(values: frozenset[Decimal]) -> frozenset[Decimal]:
    """The '80s are the 1980s, and the other way round."""
    short = {value % _CENTURY for value in values if value >= _FIRST_YEAR and not value % 10}
    long = {century + value for value in values if value < _CENTURY for century in (1900, 2000)}
    return frozenset(short | long)


def _full_years(values: frozenset[Decimal]) -> frozenset[Decimal]:
    """The years that two digits stand for: from 1950 to 2049."""
    return frozenset(value + (2000 if value < _CENTURY / 2 else 1900) for value in values)


def _times(hour: int, minute: int) -> frozenset[time]:
    """The time on clocks of 12 and of 24 hours."""
    if hour > _DAY or minute > _LAST_MINUTE:
        return frozenset()
    return frozenset(time((hour + half) % 24, minute) for half in (0, 12))


def _hours(value: Decimal) -> Iterator[Decimal]:
    """An hour of the day on clocks of 12 and of 24 hours."""
    yield value
    if value <= _DAY:
        yield (value + _DAY // 2) % _DAY


def _in_runs(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Groups of digits one after the other may be one long number: "0800 555 111"."""
    whole = list(mentions)
    place = 0
    while place < len(whole):
        last = place
        while last + 1 < len(whole) and _is_group(whole[last], whole[last + 1], text):
            last += 1
        number = numerals.digits("".join(each.words for each in whole[place : last + 1]))
        if last > place and _SHORTEST_RUN <= len(number) <= _LONGEST_RUN:
            for member in range(place, last + 1):
                whole[member] = whole[member]._replace(values=whole[member].values | {Decimal(number)})
        place = last + 1
    return whole


def _is_group(one: Mention, next_: Mention, text: str) -> bool:
    return text[one.end : next_.start] in _GROUP_MARKS and one.in_digits and next_.in_digits


def _with_inches(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Feet with the inches behind them are one measure: "6-foot-6"."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before is not None and _is_foot_and_inch(before, mention, text):
            joined[-1] = _height(before, mention)
        else:
            joined.append(mention)
    return joined


def _is_foot_and_inch(feet: Mention, inches: Mention, text: str) -> bool:
    return (
        feet.measure == FOOT
        and not feet.parts
        and (inches.measure is None or inches.measure.size == FOOT.size / INCHES_A_FOOT)
        and max(inches.values, default=INCHES_A_FOOT) < INCHES_A_FOOT
        and _INCHES.fullmatch(text, feet.end, inches.start) is not None
    )


def _height(feet: Mention, inches: Mention) -> Mention:
    return feet._replace(
        words=f"{feet.words}-{inches.words}",
        end=inches.end,
        values=frozenset(a + b / INCHES_A_FOOT for a in feet.values for b in inches.values),
        parts=(feet.values, inches.values),
    )


def _with_ranges(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """A bare number right before one with a scale may share it, and the measure: "5 to 6 million km"."""
    ranged = list(mentions)
    for place, (one, next_) in enumerate(pairwise(mentions)):
        if _RANGE.fullmatch(text, one.end, next_.start) is None:
            continue
        if one.scale is None and next_.scale is not None:
            shared = frozenset(value * next_.scale for value in one.values)
            ranged[place] = one._replace(values=one.values | shared)
        if one.measure is None:
            ranged[place] = ranged[place]._replace(measure=next_.measure)
    return ranged


def _dated(found: Sequence[Token], plain: str, text: str, counting: Counting) -> Iterator[Mention]:
    """Months that are surely meant: by their word, or because they stand beside a day or a year."""
    for place, token in enumerate(found):
        beside = [*found[max(place - 1, 0) : place], *found[place + 1 : place + 2]]
        if token.month and (
            _is_named(plain[token.start : token.end], counting)
            or any(_is_day_or_year(other) and _are_beside(token, other, text) for other in beside)
        ):
            words = plain[token.start : token.end]
            yield Mention(words, token.start, token.end, frozenset({Decimal(token.month)}), in_digits=False)


def _is_named(word: str, counting: Counting) -> bool:
    return counting.is_exact and word[:1].isupper() and word.lower() not in _OTHER_WORDS


def _is_day_or_year(token: Token) -> bool:
    return token.kind is Kind.DIGITS and any(
        1 <= value <= _LAST_DAY or value in _YEARS
        for value in (*token.values, *(v for p in token.parts for v in p))
    )


def _are_beside(one: Token, other: Token, text: str) -> bool:
    first, last = sorted((one, other), key=lambda token: token.start)
    return _BESIDE.fullmatch(text, first.end, last.start) is not None


def _roman(text: str) -> set[Decimal]:
    return {Decimal(_roman_value(found.group())) for found in _ROMAN.finditer(text)}


def _roman_value(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    after = [*values[1:], 0]
    return sum(value if value >= next_ else -value for value, next_ in zip(values, after, strict=True))
