"""The shape of a language's words for numbers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from alertbot.prepare.guards import numerals

Value = Decimal
_NEVER = r"(?!)"


class Word(NamedTuple):
    """What a word counts: a number by itself, or a scale that multiplies what stands before it."""

    value: Value
    is_scale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How one language says numbers.

    `words` finds, at the beginning of a word in lower case, the longest number in it; `values` says what
    that is. `others` are values that a word may stand for besides ("half": 50 per cent, 30 minutes).
    `is_exact`: a whole word that matches is surely a number, so that its loss is a finding. `hangs`:
    endings are set behind digits with a hyphen.
    """

    words: re.Pattern[str]
    values: Mapping[str, Word]
    others: Mapping[str, frozenset[Value]]
    months: re.Pattern[str]
    month_of: Mapping[str, int]
    joiners: frozenset[str]
    scanner: re.Pattern[str]
    beginnings: frozenset[str]  # the first two letters of any word here; none where it may have a prefix
    prefixes: re.Pattern[str]
    units_first: bool
    is_exact: bool
    hangs: bool
    decade: re.Pattern[str]
    century: re.Pattern[str]
    afternoon: re.Pattern[str]
    minus: re.Pattern[str]
    percent: re.Pattern[str]


_LETTERS = r"[^\W\d_]+"


def counting(
    *,
    units: str = "",
    scales: str = "",
    others: str = "",
    months: str = "",
    joiners: str = "",
    token: str = _LETTERS,
    prefixes: str = "",
    but: str = _NEVER,
    whole: bool = False,
    units_first: bool = False,
    hangs: bool = False,
    decade: str = _NEVER,
    century: str = _NEVER,
    afternoon: str = _NEVER,
    minus: str = _NEVER,
    percent: str = _NEVER,
) -> Counting:
    """Read a language's words as its file writes them.

    `units`, `scales`, `others`: "word|word=value ...", several values as "a/b", a space as "_". `months`:
    twelve "stem|stem". `but` finds words that only begin as numbers do. With `whole` words count only
    whole, else a word counts by its beginning. The rest are regular expressions over lower case.
    """
    known = {**_words(units, is_scale=False), **_words(scales, is_scale=True)}
    extra: dict[str, frozenset[Value]] = {}
    for word, values in _pairs(others):
        extra[word] = extra.get(word, frozenset()) | set(map(Decimal, values.split("/")))
    named = {stem: place for place, stems in enumerate(months.split(), 1) for stem in stems.split("|")}
    beginnings = {word[:2] for word in (*known, *extra, *named, *joiners.split())}
    return Counting(
        beginnings=frozenset() if prefixes else frozenset(beginnings),
        words=_beginning({*known, *extra}, whole=whole, but=but),
        values=known,
        others=extra,
        months=_beginning(named, whole=whole),
        month_of=named,
        joiners=frozenset(joiners.split()),
        scanner=re.compile(f"(?P<number>{numerals.NUMBER})|{token}"),
        prefixes=re.compile(prefixes),
        units_first=units_first,
        is_exact=whole,
        hangs=hangs,
        decade=re.compile(decade),
        century=re.compile(century),
        afternoon=re.compile(afternoon),
        minus=re.compile(minus),
        percent=re.compile(f"[%٪％﹪]|{percent}"),
    )


def _pairs(rows: str) -> Iterable[tuple[str, str]]:
    for row in rows.split():
        words, _, value = row.partition("=")
        for word in words.split("|"):
            yield word.replace("_", " "), value


def _words(rows: str, *, is_scale: bool) -> Mapping[str, Word]:
    return {word: Word(Decimal(value), is_scale) for word, value in _pairs(rows)}


def _beginning(words: Iterable[str], *, whole: bool, but: str = _NEVER) -> re.Pattern[str]:
    """Finds the longest of the words at the beginning of a text."""
    each = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    end = r"(?!\w)" if whole else ""
    return re.compile(f"(?!{but})(?:{each or _NEVER}){end}")


NONE = counting()
