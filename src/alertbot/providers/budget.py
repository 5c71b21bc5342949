"""What a provider may cost in a day, and what a call costs, by the operator's own figures."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from alertbot.model import Usage

MICROS = 1_000_000
_PROMPT_TOKENS = 800  # what our instructions take beside the texts
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """In the operator's currency, per million."""

    characters: float = 0
    input_tokens: float = 0
    output_tokens: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of a day in UTC; None is without limit."""

    characters: int | None = None
    tokens: int | None = None  # in and out
    money: float | None = None


def priced(usage: Usage, price: Price) -> Usage:
    """`usage` with its cost, rounded up: a price per million is millionths for one."""
    micros = (
        usage.characters * price.characters
        + usage.input_tokens * price.input_tokens
        + usage.output_tokens * price.output_tokens
    )
    return replace(usage, micros=math.ceil(micros))


def estimate(characters: int, limits: Limits, price: Price) -> Usage:
    """What a call about so many characters may take at most, before it is known; tokens where they matter.

    A tokeniser that has never seen Uyghur makes about a token of each letter, on the way in and out.
    """
    by_tokens = limits.tokens is not None or price.input_tokens > 0 or price.output_tokens > 0
    usage = Usage(
        characters=characters,
        input_tokens=characters + _PROMPT_TOKENS if by_tokens else 0,
        output_tokens=2 * characters if by_tokens else 0,
    )
    return priced(usage, price)


def fits(spent: Usage, more: Usage, limits: Limits) -> bool:
    """Whether the day's limits leave room for `more`."""
    total = spent + more
    pairs = (
        (total.characters, limits.characters),
        (total.input_tokens + total.output_tokens, limits.tokens),
        (total.micros, None if limits.money is None else limits.money * MICROS),
    )
    return all(limit is None or used <= limit for used, limit in pairs)


def day(now: datetime) -> str:
    """The day that is paid for, as "2026-11-25" (UTC)."""
    return now.astimezone(UTC).date().isoformat()


def until_tomorrow(now: datetime) -> timedelta:
    """How long the day's budget still has to last."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + _DAY - now
