"""What providers were asked, day by day, and how they do: a restart forgets nothing of it.

A call is reserved before it is made, by an estimate, and settled after it. So the limits of a day hold
whoever asks at the same time, and what a crash leaves reserved counts as spent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import Health, Usage
from alertbot.storage import upsert
from alertbot.storage.tables import provider_day, provider_health

_COUNTS = ("calls", "failures", "kept")
_UNITS = ("characters", "input_tokens", "output_tokens", "micros")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """The sums of some days."""

    calls: int
    failures: int
    kept: int  # answers that were kept already, and cost nothing
    usage: Usage


async def reserve(
    connection: AsyncConnection, provider: str, day: str, estimate: Usage, *, fits: Callable[[Usage], bool]
) -> bool:
    """Count a call with its estimate, if it still `fits` what was spent this day; whether it does.

    Others who ask for the same provider wait until the transaction ends.
    """
    await _open_day(connection, provider, day)
    row = (await connection.execute(select(provider_day).where(*_of(provider, day)).with_for_update())).one()
    if not fits(_usage(row)):
        return False
    await _add(connection, provider, day, estimate, calls=1)
    return True


async def settle(
    connection: AsyncConnection, provider: str, day: str, *, estimate: Usage, actual: Usage, failed: bool
) -> None:
    """Put what a reserved call took in the place of its estimate."""
    minus = Usage(**{unit: -getattr(estimate, unit) for unit in _UNITS})
    await _add(connection, provider, day, actual + minus, failures=int(failed))


async def note_kept(connection: AsyncConnection, provider: str, day: str) -> None:
    """An answer was there already."""
    await _open_day(connection, provider, day)
    await _add(connection, provider, day, Usage(), kept=1)


async def spent(connection: AsyncConnection, *, since: str) -> dict[str, Spent]:
    """Sums by provider of the days from `since` ("2026-11-01") on, by name."""
    sums = [func.sum(provider_day.c[name]).label(name) for name in (*_COUNTS, *_UNITS)]
    rows = await connection.execute(
        select(provider_day.c.provider, *sums)
        .where(provider_day.c.day >= since)
        .group_by(provider_day.c.provider)
        .order_by(provider_day.c.provider)
    )
    return {
        row.provider: Spent(
            **{name: int(getattr(row, name)) for name in _COUNTS},
            usage=_usage(row),
        )
        for row in rows
    }


async def health(connection: AsyncConnection) -> dict[str, Health]:
    """How each provider that was ever asked does."""
    rows = await connection.execute(select(provider_health).order_by(provider_health.c.provider))
    return {
        row.provider: Health(
            failures=row.failures, resting_until=row.resting_until, last_error=row.last_error
        )
        for row in rows
    }


async def set_health(connection: AsyncConnection, provider: str, health: Health) -> None:
    """Remember how a provider does."""
    values = {
        "failures": health.failures,
        "resting_until": health.resting_until,
        "last_error": health.last_error,
    }
    await connection.execute(
        upsert.insert(connection, provider_health)
        .values(provider=provider, **values)
        .on_conflict_do_update(index_elements=["provider"], set_=values)
    )


async def _open_day(connection: AsyncConnection, provider: str, day: str) -> None:
    row = {"provider": provider, "day": day, **dict.fromkeys((*_COUNTS, *_UNITS), 0)}
    await connection.execute(
        upsert.insert(connection, provider_day)
        .values(row)
        .on_conflict_do_nothing(index_elements=["day", "provider"])
    )


async def _add(connection: AsyncConnection, provider: str, day: str, usage: Usage, **counts: int) -> None:
    more = {unit: getattr(usage, unit) for unit in _UNITS} | counts
    values = {name: provider_day.c[name] + number for name, number in more.items()}
    await connection.execute(update(provider_day).where(*_of(provider, day)).values(values))


def _of(provider: str, day: str) -> tuple[Any, Any]:
    return provider_day.c.provider == provider, provider_day.c.day == day


def _usage(row: Any) -> Usage:
    return Usage(**{unit: int(getattr(row, unit)) for unit in _UNITS})
