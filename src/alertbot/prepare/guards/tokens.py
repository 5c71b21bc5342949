"""Cuts a text into what counts: numbers in digits, words for numbers, the words that join them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, auto

from alertbot.prepare.guards import numerals
from alertbot.prepare.guards.counting import Counting

_LONGEST_WORD = 64  # characters; no number is longer


class Kind(Enum):
    """What a token does in a number."""

    DIGITS = auto()
    UNIT = auto()
    SCALE = auto()
    JOINER = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text that counts, or may: `values` are its readings, the likeliest last."""

    kind: Kind
    start: int
    end: int
    values: tuple[Decimal, ...] = ()
    parts: tuple[frozenset[Decimal], ...] = ()
    hints: frozenset[Decimal] = field(default=frozenset())
    month: int = 0


def tokens(text: str, counting: Counting) -> Iterator[Token]:
    """The tokens of a text in lower case with its digits in ASCII, in order; other words are left out."""
    for found in counting.scanner.finditer(text):
        if found.group("number") is not None:
            read = numerals.reading(found.group())
            yield Token(Kind.DIGITS, found.start(), found.end(), read.values, read.parts)
        elif found.end() - found.start() <= _LONGEST_WORD and _may_count(found.group(), counting):
            yield from _word(text, found.start(), found.end(), counting)


def _may_count(word: str, counting: Counting) -> bool:
    """Whether it begins as any number does: most words do not, and cost no more than this."""
    beginnings = counting.beginnings
    return not beginnings or word[:2] in beginnings or word[:1] in beginnings


def _word(text: str, start: int, end: int, counting: Counting) -> Iterator[Token]:
    """One word, which may hold several numbers ("zweihundertfünf") or begin with a preposition.

    The first reaches back over the preposition and the last on over the ending, so that numbers side by
    side are seen to be that.
    """
    word = text[start:end]
    if word in counting.joiners:
        yield Token(Kind.JOINER, start, end)
        return
    if counting.percent.match(word):
        return
    place = start
    if not counting.words.match(word) and (prefix := counting.prefixes.match(word)):
        place += prefix.end()
    yield from _months(text, start, end, counting) or _months(text, place, end, counting)
    while found := counting.words.match(text, place, end):
        next_ = _after_joiner(text, found.end(), end, counting)
        is_last = not counting.words.match(text, next_, end)
        yield _number(found.group(), start, end if is_last else next_, counting)
        start = place = next_


def _after_joiner(text: str, start: int, end: int, counting: Counting) -> int:
    """Where the next number of a compound begins ("fünf|und|zwanzig")."""
    joiner = next((each for each in counting.joiners if text.startswith(each, start, end)), "")
    is_between = joiner and counting.words.match(text, start + len(joiner), end)
    return start + len(joiner) if is_between else start


def _months(text: str, start: int, end: int, counting: Counting) -> tuple[Token, ...]:
    found = counting.months.match(text, start, end)
    if found is None:
        return ()
    number = counting.month_of[found.group()]
    return (Token(Kind.OTHER, start, end, hints=frozenset({Decimal(number)}), month=number),)


def _number(word: str, start: int, end: int, counting: Counting) -> Token:
    others = counting.others.get(word, frozenset())
    known = counting.values.get(word)
    if known is None:
        return Token(Kind.OTHER, start, end, hints=others)
    kind = Kind.SCALE if known.is_scale else Kind.UNIT
    return Token(kind, start, end, (known.value,), hints=others)
