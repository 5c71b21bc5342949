"""What owners decide by chat about the whole newsroom; whatever they did not decide has a default elsewhere.

One row a decision, by a name that says what it is about: "review/ug", "review/ug/3", "named/3",
"deadline/ordinary", "second/urgent", "keep/log", "previews".
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import Keeping, Retained, ReviewMode, ReviewPolicy, Rule, TopicId, Urgency
from alertbot.storage import upsert
from alertbot.storage.tables import policy

_REVIEW, _NAMED, _DEADLINE, _SECOND = "review", "named", "deadline", "second"
_KEEP, _PREVIEWS = "keep", "previews"


async def load(connection: AsyncConnection) -> ReviewPolicy:
    """All that was decided. Names that this version does not know are passed over."""
    modes: dict[str, ReviewMode] = {}
    topic_modes: dict[tuple[str, TopicId], ReviewMode] = {}
    named: set[TopicId] = set()
    deadlines: dict[Urgency, timedelta] = {}
    for row in await connection.execute(select(policy)):
        match row.name.split("/"):
            case [str(kind), language] if kind == _REVIEW:
                modes[language] = ReviewMode(row.value)
            case [str(kind), language, topic] if kind == _REVIEW:
                topic_modes[language, TopicId(int(topic))] = ReviewMode(row.value)
            case [str(kind), topic] if kind == _NAMED:
                named.add(TopicId(int(topic)))
            case [str(kind), urgency] if kind == _DEADLINE:
                deadlines[Urgency[urgency.upper()]] = timedelta(seconds=row.value)
    return ReviewPolicy(
        modes=modes,
        topic_modes=topic_modes,
        named=frozenset(named),
        deadline=deadlines.get(Urgency.ORDINARY),
        urgent_deadline=deadlines.get(Urgency.URGENT),
    )


async def set_mode(
    connection: AsyncConnection, language: str, mode: ReviewMode | None, *, topic: TopicId | None = None
) -> None:
    """When machine texts in a language wait, perhaps under one topic only; None: as by default."""
    name = f"{_REVIEW}/{language}" if topic is None else f"{_REVIEW}/{language}/{topic}"
    await _put(connection, name, mode)


async def set_named(connection: AsyncConnection, topic: TopicId, *, on: bool) -> None:
    """Whether editions that name people under this topic wait for an editor."""
    await _put(connection, f"{_NAMED}/{topic}", True if on else None)


async def set_deadline(connection: AsyncConnection, urgency: Urgency, time: timedelta | None) -> None:
    """How long readers wait for their first language, and editions for an editor; None: as by default."""
    value = None if time is None else int(time.total_seconds())
    await _put(connection, f"{_DEADLINE}/{urgency.name.lower()}", value)


async def rules(connection: AsyncConnection) -> Mapping[Rule, bool]:
    """Which acts need a second person, as far as owners decided it."""
    names = {f"{_SECOND}/{rule.value}": rule for rule in Rule}
    rows = await connection.execute(select(policy).where(policy.c.name.in_(names)))
    return {names[row.name]: bool(row.value) for row in rows}


async def set_rule(connection: AsyncConnection, rule: Rule, *, on: bool) -> None:
    """Have such acts confirmed by a second person, or not."""
    await _put(connection, f"{_SECOND}/{rule.value}", on)


async def keeping(connection: AsyncConnection, longest: Keeping) -> Keeping:
    """How long things are kept: what owners chose, never longer than the operator says."""
    names = {f"{_KEEP}/{what}": what for what in Retained}
    rows = await connection.execute(select(policy).where(policy.c.name.in_(names)))
    chosen = {str(names[row.name]): timedelta(days=row.value) for row in rows}
    return replace(longest, **chosen).within(longest)


async def set_keeping(connection: AsyncConnection, what: Retained, days: int) -> None:
    """Keep `what` for so many days."""
    await _put(connection, f"{_KEEP}/{what}", days)


async def previews(connection: AsyncConnection) -> bool:
    """Whether Telegram shows the page of an alert under it; off unless an owner wants it."""
    found = await connection.execute(select(policy.c.value).where(policy.c.name == _PREVIEWS))
    return bool(found.scalar())


async def set_previews(connection: AsyncConnection, *, on: bool) -> None:
    """Have Telegram show the pages of alerts, or no longer."""
    await _put(connection, _PREVIEWS, True if on else None)


async def _put(connection: AsyncConnection, name: str, value: Any) -> None:
    if value is None:
        await connection.execute(delete(policy).where(policy.c.name == name))
        return
    row = upsert.insert(connection, policy).values(name=name, value=value)
    await connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
