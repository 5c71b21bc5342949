"""Alerts by hand, from the first word to the moment they go out: one for each editor, sealed, short-lived."""

import secrets
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import Draft, DraftEdition, DraftState, Origin, PersonId, TopicId, Urgency, WorkKind
from alertbot.storage import upsert, work
from alertbot.storage.tables import draft, meta

LIFETIME = timedelta(hours=24)  # after the last change
_SECOND = "second_editor"
_VERSIONS = 2**31 - 1
_ROW = {"author", "state", "version", "tested", "urgency", "opens_at"}  # all else is sealed


async def get(connection: AsyncConnection, author: PersonId, *, now: datetime) -> Draft | None:
    """What an editor is writing; None where nothing is, or it has lapsed."""
    found = select(draft).where(draft.c.person_id == author, draft.c.expires_at > now)
    row = (await connection.execute(found)).first()
    return None if row is None else _draft(row)


async def put(connection: AsyncConnection, changed: Draft, *, now: datetime) -> Draft | None:
    """Keep a draft as it is now, in the state of writing and under a new version.

    None where the stored one has another version by now, or is on its way to readers.
    """
    kept = replace(changed, state=DraftState.WRITING, version=1 + secrets.randbelow(_VERSIONS), opens_at=None)
    values = {
        "state": kept.state,
        "version": kept.version,
        "tested": kept.tested,
        "urgency": kept.urgency,
        "content": {name: value for name, value in asdict(kept).items() if name not in _ROW},
        "opens_at": None,
        "expires_at": now + LIFETIME,
    }
    row = upsert.insert(connection, draft).values(person_id=kept.author, **values)
    unchanged = and_(_is(kept.author, changed.version), draft.c.state == DraftState.WRITING)
    stored = await connection.execute(
        row.on_conflict_do_update(
            index_elements=["person_id"], set_=values, where=or_(draft.c.expires_at <= now, unchanged)
        ).returning(draft.c.version)
    )
    return kept if stored.first() is not None else None


async def test(connection: AsyncConnection, author: PersonId, version: int) -> bool:
    """Note that the author saw this version as a TEST; False where it has changed since."""
    statement = update(draft).where(_is(author, version)).values(tested=version)
    return (await connection.execute(statement.returning(draft.c.version))).first() is not None


async def wait(connection: AsyncConnection, author: PersonId, version: int) -> bool:
    """Let it wait for a second editor; False where this version is not being written."""
    return await _move(connection, author, version, {DraftState.WRITING}, DraftState.WAITING)


async def count_down(
    connection: AsyncConnection, author: PersonId, version: int, *, since: DraftState, opens_at: datetime
) -> bool:
    """Let it go out at `opens_at`; False where this version is not in the state `since`.

    Ring `Bell.PREPARE` with the transaction.
    """
    moved = await _move(connection, author, version, {since}, DraftState.COUNTING, opens_at=opens_at)
    if moved:
        await work.add(connection, WorkKind.BY_HAND, [author], due_at=opens_at)
    return moved


async def cancel(connection: AsyncConnection, author: PersonId, version: int) -> bool:
    """Do not let it out after all; False where it is too late, or this version neither waits nor counts."""
    stopped = await _move(
        connection, author, version, {DraftState.WAITING, DraftState.COUNTING}, DraftState.WRITING
    )
    if stopped:  # first the draft, then the work: in the order of who releases it
        await work.drop(connection, WorkKind.BY_HAND, author)
    return stopped


async def take(connection: AsyncConnection, author: PersonId, *, now: datetime) -> Draft | None:
    """Take the draft whose time has come, for good; None where it was cancelled."""
    due = and_(draft.c.person_id == author, draft.c.state == DraftState.COUNTING, draft.c.opens_at <= now)
    row = (await connection.execute(delete(draft).where(due).returning(*draft.c))).first()
    return None if row is None else _draft(row)


async def drop(connection: AsyncConnection, author: PersonId) -> None:
    """Throw away what an editor is writing; what waits or counts must be cancelled first."""
    await connection.execute(
        delete(draft).where(draft.c.person_id == author, draft.c.state == DraftState.WRITING)
    )


async def expire(connection: AsyncConnection, *, now: datetime) -> None:
    """Forget what was not sent in time; what counts down goes out in any case."""
    await connection.execute(
        delete(draft).where(draft.c.expires_at <= now, draft.c.state != DraftState.COUNTING)
    )


async def second_wanted(connection: AsyncConnection) -> bool:
    """Whether a second editor, where there is one, confirms urgent alerts: unless an owner said otherwise."""
    said = (await connection.execute(select(meta.c.value).where(meta.c.name == _SECOND))).scalar()
    return said != "no"


async def want_second(connection: AsyncConnection, wanted: bool) -> None:
    """Have urgent alerts confirmed by a second editor, or not."""
    values = {"value": "yes" if wanted else "no"}
    row = upsert.insert(connection, meta).values(name=_SECOND, **values)
    await connection.execute(row.on_conflict_do_update(index_elements=["name"], set_=values))


def _is(author: PersonId, version: int) -> ColumnElement[bool]:
    return and_(draft.c.person_id == author, draft.c.version == version)


async def _move(
    connection: AsyncConnection,
    author: PersonId,
    version: int,
    before: set[DraftState],
    after: DraftState,
    *,
    opens_at: datetime | None = None,
) -> bool:
    statement = (
        update(draft)
        .where(_is(author, version), draft.c.state.in_(sorted(before)))
        .values(state=after, opens_at=opens_at)
        .returning(draft.c.version)
    )
    return (await connection.execute(statement)).first() is not None


def _draft(row: Any) -> Draft:
    content = row.content
    editions = {
        tag: DraftEdition(
            title=each["title"],
            text=each["text"],
            origin=Origin(each["origin"]),
            complaints=tuple(each["complaints"]),
        )
        for tag, each in content["editions"].items()
    }
    return Draft(
        author=PersonId(row.person_id),
        state=DraftState(row.state),
        version=row.version,
        tested=row.tested,
        urgency=Urgency(row.urgency),
        source=content["source"],
        language=content["language"],
        title=content["title"],
        text=content["text"],
        link=content["link"],
        topics=tuple(TopicId(id) for id in content["topics"]),
        editions=editions,
        opens_at=row.opens_at,
    )
