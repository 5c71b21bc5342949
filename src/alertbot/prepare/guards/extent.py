"""Length, quotation marks, sameness: what speaks against a text being a whole translation of another."""

import re
from collections.abc import Iterator, Sequence

from alertbot.prepare.guards.finding import Finding, Guard

_FROM = 40  # characters; shorter texts vary too much to compare
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_PER_WIDE = 3  # letters that a Chinese character says
# Of human news translations in nine languages 99.9 % lie within these times the source's length.
_SHORTEST, _LONGEST = 0.4, 3.0
_ENDLESS = 4  # times, for short texts too
_QUOTE = re.compile('["“”„«»‹›「」『』《》]')
_WORD = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 5  # a text so short may be a name, the same everywhere
_SAME = 0.8  # of the output's words found in the source


def length(before: str, after: str) -> Iterator[Finding]:
    """Too long (hard: something was added) or too short (hard: something was left out)."""
    source, output = _weight(before), _weight(after)
    if output > max(source, _FROM) * _ENDLESS or (
        source >= _FROM and not _SHORTEST * source <= output <= _LONGEST * source
    ):
        yield Finding(Guard.LENGTH)


def _weight(text: str) -> int:
    return len(text) + (_PER_WIDE - 1) * len(_WIDE.findall(text))


def quotes(before: str, after: str) -> Iterator[Finding]:
    """Quotation marks that came or went altogether; human translators do so in 10 %, so it only warns."""
    source, output = _QUOTE.search(before), _QUOTE.search(after)
    if (mark := source or output) and not (source and output):
        yield Finding(Guard.QUOTES, (mark.group(),), hard=False)


def sameness(source: Sequence[str], output: Sequence[str]) -> Iterator[Finding]:
    """Texts that were left as they are."""
    for before, after in zip(source, output, strict=True):
        known, words = _words(before), _words(after)
        if len(words) > _FEW_WORDS and len(words & known) >= _SAME * len(words):
            yield Finding(Guard.SAME, (after,))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
