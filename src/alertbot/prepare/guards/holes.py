"""Finds where a number has fallen out of a text: an ending, a measure or a colon with nothing before it.

Uyghur, Kazakh and Russian set endings and nouns behind digits with a hyphen, Turkish with an apostrophe:
one that hangs on nothing has lost its number.
"""

import re

from alertbot.prepare.guards.measures import UNIT

_HANGING = re.compile(r"(?<!\S)[-‑](?=[^\W\d_]{1,40})[^\W\d_]+")
_ENDING = re.compile(
    r"(?<![^\s(])['’](?:[dt][ae]n?|[dt]?[ae]ki|[ıiuü]n|n[ıiuü]n|y?[ıiuü]|y?[ae]|[ıiuü]nc[ıiuü]|l[ae]r[a-zıçşğüö]*)(?!\w)"
)
_MEASURE = re.compile(rf"[(（]\s*{UNIT}")
_PERCENT = re.compile(r"(?<![\d\s])\s?[%٪](?!\s?\d)|(?<![\d\s]\s)(?<=\s)[%٪](?!\s?\d)")
_TIME = re.compile(r"\d{1,2}:(?!\d)\W{0,2}\w{0,20}|(?<![\d:]):\d\d(?!\d)")


def new(before: str, after: str, *, hangs: bool, has_times: bool) -> tuple[str, ...]:
    """The places of `after` where a number is wanting, of kinds that `before` has none of; lower case."""
    kinds = [*([_HANGING] if hangs else []), _ENDING, _MEASURE, _PERCENT, *([_TIME] if has_times else [])]
    return tuple(
        found.group().strip() for kind in kinds if not kind.search(before) for found in kind.finditer(after)
    )
