"""What is kept of each day when its receipts are gone: numbers without anyone in them.

How many subscribers there were when the day began (UTC), rounded down to tens before it is written,
so that not even the database shows who came or went alone; and how many deliveries took about how
long from publication to Telegram's confirmation.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import AlertId
from alertbot.storage import batches, upsert
from alertbot.storage.tables import alert, article, day_total, subscriber

ROUNDED_TO = 10
KEPT = timedelta(days=400)
_SUBSCRIBERS, _TOOK = "subscribers", "took"
_FIRST, _RATIO, _LAST = 10.0, 1.25, 7 * 86_400.0  # seconds: the bounds of the delays that are told apart


def _bounds() -> tuple[int, ...]:
    found, bound = [], _FIRST
    while bound < _LAST:
        found.append(round(bound))
        bound *= _RATIO
    return (*found, round(_LAST))


BOUNDS = _bounds()  # seconds, each about a quarter above the one before


def bucket(delay: timedelta) -> int:
    """The least bound that a delay is within, in seconds; the last one also for all beyond it."""
    seconds = delay.total_seconds()
    return next((bound for bound in BOUNDS if seconds <= bound), BOUNDS[-1])


async def note_subscribers(connection: AsyncConnection, *, now: datetime) -> bool:
    """Note how many subscribers there are, once a day: whether this was the time."""
    key = {"day": _day(now), "kind": _SUBSCRIBERS, "bucket": 0}
    noted = select(day_total.c.day).where(*(day_total.c[name] == value for name, value in key.items()))
    if (await connection.execute(noted)).first() is not None:
        return False
    there = (await connection.execute(select(func.count()).select_from(subscriber))).scalar_one()
    await connection.execute(
        upsert.insert(connection, day_total)
        .values(**key, count=there - there % ROUNDED_TO)
        .on_conflict_do_nothing(index_elements=["day", "kind", "bucket"])
    )
    return True


async def took(connection: AsyncConnection, delivered: Mapping[AlertId, int], *, now: datetime) -> None:
    """Count deliveries of alerts, confirmed now, by how long it is since their articles were published."""
    if not delivered:
        return
    rows = await connection.execute(
        select(alert.c.id, article.c.published_at)
        .join(article, article.c.id == alert.c.article_id)
        .where(alert.c.id.in_(delivered))
    )
    counts: Counter[int] = Counter()
    for row in rows:
        counts[bucket(now - row.published_at)] += delivered[row.id]
    for bound, count in sorted(counts.items()):
        new = upsert.insert(connection, day_total).values(
            day=_day(now), kind=_TOOK, bucket=bound, count=count
        )
        await connection.execute(
            new.on_conflict_do_update(
                index_elements=["day", "kind", "bucket"], set_={"count": day_total.c.count + count}
            )
        )


async def subscribers(connection: AsyncConnection, *, since: datetime) -> dict[str, int]:
    """How many subscribers there were, in tens, by day (YYYY-MM-DD) since then; some days may be missing."""
    rows = await connection.execute(
        select(day_total.c.day, day_total.c.count).where(
            day_total.c.kind == _SUBSCRIBERS, day_total.c.day >= _day(since)
        )
    )
    return {row[0]: row[1] for row in rows}


async def delays(connection: AsyncConnection, *, since: datetime) -> dict[str, dict[int, int]]:
    """How many deliveries were within which bound, by day (YYYY-MM-DD) since then."""
    rows = await connection.execute(
        select(day_total.c.day, day_total.c.bucket, day_total.c.count).where(
            day_total.c.kind == _TOOK, day_total.c.day >= _day(since)
        )
    )
    found: dict[str, dict[int, int]] = {}
    for day, bound, count in rows:
        found.setdefault(day, {})[bound] = count
    return found


async def expire(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` counts that are older than anyone looks at: how many."""
    return await batches.delete_some(connection, day_total, day_total.c.day < _day(now - KEPT), limit=limit)


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
