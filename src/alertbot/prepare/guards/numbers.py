"""Compares the numbers of two texts in different languages, however they are written."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import time
from decimal import Decimal
from typing import NamedTuple

from alertbot.prepare.guards import holes, words
from alertbot.prepare.guards.counting import Counting
from alertbot.prepare.guards.measures import Measure, is_conversion
from alertbot.prepare.guards.quantities import Mention, Numbers, read

_LEAST_SPELLED = 10  # smaller ones come and go with the grammar of a language
_ALIKE = 10
_MOST_CONVERTED = 50  # differences; with more of them it is no matter of measures
_LEAST_REPEATED = 2
_CENTURIES = range(1, 22)
_CENTURY = 100
_YEARS = range(1000, 2100)
_OPENING = ("(", "（", "[")
_THIS_CENTURY = Decimal(2000)


def compare(before: str, after: str, *, source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers a translation lost, and those that are new in it, as written; ISO 639 language codes."""
    from_, to = words.of(source), words.of(target)
    return differences(read(before, from_), read(after, to), writes=from_, reads=to)


def differences(
    one: Numbers, other: Numbers, *, writes: Counting, reads: Counting
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers that `other` lost of `one`, and those that are new in it, as written.

    `writes` is how the language of `one` counts, `reads` that of `other`.
    """
    has_century = bool(writes.century.search(one.text) or reads.century.search(other.text))
    lost = _missing(one, _offer(other, has_century), reads, least=_LEAST_SPELLED)
    new = _missing(other, _offer(one, has_century), writes, least=_LEAST_REPEATED)
    lost_words, new_words = _but_conversions(lost, new, one, other)
    gaps = holes.new(
        one.text, other.text, hangs=reads.hangs, has_times=any(each.times for each in one.mentions)
    )
    return (*lost_words, *gaps), new_words


class _Offer(NamedTuple):
    """Everything that a text can stand for in another language."""

    values: frozenset[Decimal]
    times: frozenset[time]
    often: Counter[Decimal]  # how many of its numbers may mean this one
    loose: frozenset[Decimal]  # what other words may stand for
    measures: Mapping[Decimal, frozenset[Measure | None]]


def _offer(numbers: Numbers, has_century: bool) -> _Offer:
    stated = (*numbers.mentions, *numbers.months)
    found = {value for mention in stated for value in (*mention.values, *mention.lends)}
    found |= {value for mention in numbers.mentions for part in mention.parts for value in part}
    found |= numbers.hints
    by_century = set(_by_century(found)) if has_century else set()
    often = Counter(value for mention in stated for value in _may_be(mention))
    return _Offer(
        values=frozenset(found | by_century),
        times=frozenset(each for mention in stated for each in mention.times),
        often=often,
        loose=numbers.hints,
        measures=_measures(numbers),
    )


def _may_be(mention: Mention) -> Iterator[Decimal]:
    """What a number stands for; parts that are the same are two: "6-foot-6"."""
    parts = [value for part in mention.parts for value in part]
    yield from parts
    yield from (mention.values | mention.lends) - {*parts}


def _missing(numbers: Numbers, there: _Offer, reads: Counting, *, least: int) -> list[Mention]:
    """The numbers that must be `there`, in the language that `reads` so, and are not."""
    lost = [each for each in numbers.mentions if _is_due(each, reads) and not _is_met(each, there)]
    lost += _repeated_less(numbers, there, least)
    if reads.values:
        lost += [month for month in numbers.months if not _is_met(month, there)]
    return lost


def _measures(numbers: Numbers) -> Mapping[Decimal, frozenset[Measure | None]]:
    """What every number measures; None among them where it may be no measure."""
    found: defaultdict[Decimal, set[Measure | None]] = defaultdict(set)
    for mention in numbers.mentions:
        for value in (*mention.values, *mention.lends):
            found[value].add(mention.measure)
        for value in (value for part in mention.parts for value in part):
            found[value].add(None)
    return {value: frozenset(each) for value, each in found.items()}


def _is_swapped(value: Decimal, mention: Mention, there: _Offer) -> bool:
    """Whether the number stayed and its unit did not: 200 miles are no 200 km."""
    others = there.measures.get(value, frozenset())
    return (
        mention.measure is not None
        and bool(others)
        and all(
            other is not None
            and other.kind == mention.measure.kind
            and not _are_alike(other.size, mention.measure.size)
            for other in others
        )
    )


def _are_alike(one: Decimal, other: Decimal) -> bool:
    """Whether the units are nearly the same, as yard and metre are."""
    return abs(one - other) <= max(one, other) / _ALIKE


def _repeated_less(numbers: Numbers, there: _Offer, least: int) -> list[Mention]:
    """Numbers in digits that the other text has, but less often."""
    seen: Counter[frozenset[Decimal]] = Counter()
    lost = []
    for mention in numbers.mentions:
        if mention.in_digits and mention.values and min(mention.values) >= least:
            seen[mention.values] += 1
            often = max((there.often[value] for value in mention.values), default=0)
            if 0 < often < seen[mention.values] and not mention.values & there.loose:
                lost.append(mention)
    return lost


def _is_due(mention: Mention, reads: Counting) -> bool:
    """Whether the other language must have this number."""
    values = mention.values or {value for part in mention.parts for value in part}
    least = min(values, default=Decimal(0))
    if not mention.in_digits:
        return mention.is_certain and least >= _LEAST_SPELLED
    return least >= _LEAST_SPELLED or bool(reads.values)


def _is_met(mention: Mention, there: _Offer) -> bool:
    if mention.times and there.times:
        return not mention.times.isdisjoint(there.times)
    if any(value in there.values and not _is_swapped(value, mention, there) for value in mention.values):
        return True
    return bool(mention.parts) and all(any(value in there.values for value in part) for part in mention.parts)


def _but_conversions(
    lost: Sequence[Mention], new: Sequence[Mention], one: Numbers, other: Numbers
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Without what is the same measure in another unit: instead of it, or after it in brackets."""
    if len(lost) + len(new) > _MOST_CONVERTED:
        return tuple(each.words for each in lost), tuple(each.words for each in new)
    leaves_out = not any(each.measure and _is_in_brackets(each, other) for each in other.mentions)
    kept = {value for each in other.mentions if each.in_digits for value in each.values}
    free = [each for each in one.mentions if each.values.isdisjoint(kept)]
    gone = {each.start for each in lost}
    kept_ones = [each for each in one.mentions if each.start not in gone and each.measure]
    had = {value for each in one.mentions for value in each.values}
    instead = [
        each
        for each in other.mentions
        if (each in new or each.values.isdisjoint(had)) and not _is_in_brackets(each, other)
    ]
    return (
        tuple(
            each.words
            for each in lost
            if not (leaves_out and _is_restated(each, one, kept_ones))
            and not any(_is_converted(each, into) for into in instead)
        ),
        tuple(
            each.words
            for each in new
            if not any(
                _is_converted(of, each) for of in (one.mentions if _is_in_brackets(each, other) else free)
            )
        ),
    )


def _is_in_brackets(mention: Mention, numbers: Numbers) -> bool:
    return numbers.text[mention.start - 1 : mention.start] in _OPENING


def _is_restated(mention: Mention, numbers: Numbers, kept: Sequence[Mention]) -> bool:
    """Whether the text says it twice, the second time in brackets and in another unit, and one is kept."""
    return any(
        each.measure is not None
        and mention.measure is not None
        and each.measure.kind == mention.measure.kind
        and each.measure.size != mention.measure.size
        and _is_in_brackets(max(each, mention, key=_start), numbers)
        for each in kept
    )


def _start(mention: Mention) -> int:
    return mention.start


def _is_converted(of: Mention, into: Mention) -> bool:
    return (
        of.measure is not None
        and into.measure is not None
        and any(
            is_conversion(value, of.measure, shown, into.measure)
            for value in of.values
            for shown in into.values
        )
    )


def _by_century(found: Collection[Decimal]) -> Iterator[Decimal]:
    """The 20th century is the 1900s, and its eighties are the 1980s."""
    yield _THIS_CENTURY
    centuries = [value for value in found if value in _CENTURIES]
    yield from ((century - 1) * 100 for century in centuries)
    for value in found:
        if value in _YEARS:
            yield value // 100 + 1
        if value < _CENTURY and not value % 10:
            yield from ((century - 1) * 100 + value for century in centuries)
