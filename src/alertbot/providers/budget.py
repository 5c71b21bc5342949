"""What a provider may cost in a day, and what a call costs, by the operator's own figures."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from alertbot.model import Usage
from alertbot.providers.batches import MODEL_CHARACTERS, MODEL_TEXTS

MICROS = 1_000_000
_PROMPT_TOKENS = 800  # what our instructions take beside the texts, each time
_TRIES = 2  # the second is the repair of an answer of the wrong form
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


def estimate(characters: int, limits: Limits, price: Price, *, texts: int = 1, told: int = 0) -> Usage:
    """What asking about so many characters may take at most, before it is known; tokens where they matter.

    `texts` is how many they are in, `told` how many characters are told besides, as a glossary. A
    tokeniser that has never seen Uyghur makes about a token of each letter, on the way in and out, and an
    answer of the wrong form is asked for once more.
    """
    by_tokens = limits.tokens is not None or price.input_tokens > 0 or price.output_tokens > 0
    if not by_tokens:
        return priced(Usage(characters=characters), price)
    calls = 1 + max((texts - 1) // MODEL_TEXTS, characters // MODEL_CHARACTERS)
    usage = Usage(
        characters=characters,
        input_tokens=_TRIES * (characters + calls * (_PROMPT_TOKENS + told)),
        output_tokens=_TRIES * 2 * characters,
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
