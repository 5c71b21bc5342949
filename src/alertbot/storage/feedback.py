"""What readers write to the editors: sealed, under a name that changes, and gone when the answer was read.

A row hangs on its subscriber, so that it goes with whoever is forgotten or blocks the bot.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import (
    EditionId,
    Feedback,
    FeedbackId,
    FeedbackState,
    PersonId,
    ReportReason,
    SubscriberId,
)
from alertbot.storage import batches
from alertbot.storage.tables import feedback

CLAIM = timedelta(minutes=10)  # how long an editor has one to answer alone
OPENED = timedelta(days=1)  # for which an answer that was opened can be hidden and shown again
_TO_BRING = (FeedbackState.ANSWERED, FeedbackState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrung:
    """What no editor was told of yet."""

    id: FeedbackId
    language: str
    urgent: bool


async def add(
    connection: AsyncConnection,
    *,
    subscriber: SubscriberId,
    name: str,
    token: str,
    language: str,
    text: str | None = None,
    reason: ReportReason | None = None,
    edition: EditionId | None = None,
    now: datetime,
    keep: timedelta,
) -> FeedbackId:
    """Something from a reader that waits for the editors of `language`, for `keep` at most."""
    inserted = await connection.execute(
        insert(feedback)
        .values(
            subscriber_id=subscriber,
            language=language,
            state=FeedbackState.WAITING,
            reason=reason,
            edition_id=edition,
            content={"name": name, "token": token, "texts": [] if text is None else [text]},
            version=1,
            rung=False,
            since=now,
            expires_at=now + keep,
        )
        .returning(feedback.c.id)
    )
    return FeedbackId(inserted.scalar_one())


async def find(connection: AsyncConnection, id: FeedbackId, *, now: datetime) -> Feedback | None:
    """One that waits still; None where it was answered, closed or erased."""
    return await _one(connection, feedback.c.id == id, now)


async def lock(connection: AsyncConnection, id: FeedbackId, *, now: datetime) -> Feedback | None:
    """The same, kept from other transactions until this one ends."""
    await connection.execute(select(feedback.c.id).where(feedback.c.id == id).with_for_update())
    return await find(connection, id, now=now)


async def of_subscriber(connection: AsyncConnection, id: SubscriberId, *, now: datetime) -> list[Feedback]:
    """What a reader wrote and nobody has answered yet, oldest first."""
    statement = select(feedback).where(feedback.c.subscriber_id == id, _waits(now)).order_by(feedback.c.id)
    return [_feedback(row) for row in await connection.execute(statement)]


async def waiting(connection: AsyncConnection, *, now: datetime) -> list[Feedback]:
    """All that waits: what endangers somebody first, then the oldest."""
    statement = select(feedback).where(_waits(now)).order_by(feedback.c.id)
    found = [_feedback(row) for row in await connection.execute(statement)]
    return sorted(found, key=lambda each: each.reason is not ReportReason.DANGER)


async def languages(connection: AsyncConnection, *, now: datetime) -> list[str]:
    """The language of each that waits."""
    return list((await connection.execute(select(feedback.c.language).where(_waits(now)))).scalars())


async def append(connection: AsyncConnection, known: Feedback, text: str) -> None:
    """The reader has written more. `lock` it first."""
    content = _content(known, texts=[*known.texts, text])
    await _change(connection, known.id, content=content, version=known.version + 1)


async def set_reason(connection: AsyncConnection, known: Feedback, reason: ReportReason) -> None:
    """The reader says that something else is wrong; editors are told anew where somebody is in danger."""
    again = {"rung": False} if reason is ReportReason.DANGER and known.reason is not reason else {}
    await _change(connection, known.id, reason=reason, version=known.version + 1, **again)


async def claim(connection: AsyncConnection, id: FeedbackId, person: PersonId, *, now: datetime) -> None:
    """Let an editor answer it, and no colleague meanwhile. `lock` it and look who holds it first."""
    await _change(connection, id, claimed_by=person, claimed_until=now + CLAIM)


async def let_go(connection: AsyncConnection, person: PersonId) -> None:
    """Let colleagues have what this editor was answering."""
    mine = update(feedback).where(feedback.c.claimed_by == person)
    await connection.execute(mine.values(claimed_by=None, claimed_until=None))


async def answer(connection: AsyncConnection, known: Feedback, text: str) -> None:
    """Have this brought to the reader; what the reader wrote is erased now. `lock` it first."""
    content = _content(known, texts=[], answer=text)
    await _change(connection, known.id, state=FeedbackState.ANSWERED, content=content)


async def close(connection: AsyncConnection, known: Feedback) -> None:
    """Have the reader told that there is no answer; what the reader wrote is erased now."""
    await _change(connection, known.id, state=FeedbackState.CLOSED, content=_content(known, texts=[]))


async def to_bring(connection: AsyncConnection, *, limit: int) -> list[Feedback]:
    """Up to `limit` whose readers have not been told yet: what was never tried, then the longest ago.

    So those that cannot be brought hold up no other.
    """
    turn = (feedback.c.tried_at.is_not(None), feedback.c.tried_at, feedback.c.id)
    statement = select(feedback).where(feedback.c.state.in_(_TO_BRING)).order_by(*turn).limit(limit)
    return [_feedback(row) for row in await connection.execute(statement)]


async def set_tried(connection: AsyncConnection, id: FeedbackId, *, now: datetime) -> None:
    """It could not be brought now."""
    await _change(connection, id, tried_at=now)


async def leave(connection: AsyncConnection, id: FeedbackId, *, until: datetime) -> None:
    """The reader knows that there is news: it is kept until then, or as it is where it was opened already."""
    brought = update(feedback).where(feedback.c.id == id, feedback.c.state.in_(_TO_BRING))
    await connection.execute(brought.values(state=FeedbackState.BROUGHT, expires_at=until))


async def answers_to(connection: AsyncConnection, id: SubscriberId, *, now: datetime) -> list[Feedback]:
    """What the editors have decided for a reader and is kept still, oldest first."""
    mine = (feedback.c.subscriber_id == id, feedback.c.state != FeedbackState.WAITING)
    statement = select(feedback).where(*mine, feedback.c.expires_at > now).order_by(feedback.c.id)
    return [_feedback(row) for row in await connection.execute(statement)]


async def open_answer(
    connection: AsyncConnection, id: FeedbackId, reader: SubscriberId, *, now: datetime
) -> Feedback | None:
    """An answer that its reader opens; from the first time on it is kept for `OPENED`.

    None where it is not there any more, or is somebody else's.
    """
    for known in await answers_to(connection, reader, now=now):
        if known.id == id:
            until = min(known.expires_at, now + OPENED)
            await _change(connection, id, state=FeedbackState.BROUGHT, expires_at=until)
            return known
    return None


async def unrung(connection: AsyncConnection) -> list[Unrung]:
    """What waits and no editor was told of yet."""
    columns = (feedback.c.id, feedback.c.language, feedback.c.reason)
    new = (feedback.c.state == FeedbackState.WAITING, feedback.c.rung.is_(False))
    return [
        Unrung(
            id=FeedbackId(row.id), language=row.language, urgent=row.reason == ReportReason.DANGER
        )
        for row in await connection.execute(select(*columns).where(*new).order_by(feedback.c.id))
    ]  # fmt: skip


async def ring(connection: AsyncConnection, ids: Collection[FeedbackId]) -> None:
    """The editors were told of these."""
    await connection.execute(update(feedback).where(feedback.c.id.in_(ids)).values(rung=True))


async def erase(connection: AsyncConnection, id: FeedbackId) -> None:
    """Forget it, with who wrote it."""
    await connection.execute(delete(feedback).where(feedback.c.id == id))


async def take_back(connection: AsyncConnection, id: SubscriberId) -> int:
    """Forget all that a reader wrote and nobody has answered: how many."""
    mine = delete(feedback).where(feedback.c.subscriber_id == id, feedback.c.state == FeedbackState.WAITING)
    return len((await connection.execute(mine.returning(feedback.c.id))).all())


async def expire(connection: AsyncConnection, *, now: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` messages and answers that waited too long: how many."""
    return await batches.delete_some(connection, feedback, feedback.c.expires_at <= now, limit=limit)


def _waits(now: datetime) -> ColumnElement[bool]:
    return (feedback.c.state == FeedbackState.WAITING) & (feedback.c.expires_at > now)


async def _one(connection: AsyncConnection, which: ColumnElement[bool], now: datetime) -> Feedback | None:
    row = (await connection.execute(select(feedback).where(which, _waits(now)))).first()
    return None if row is None else _feedback(row)


async def _change(connection: AsyncConnection, id: FeedbackId, **values: object) -> None:
    await connection.execute(update(feedback).where(feedback.c.id == id).values(**values))


def _content(known: Feedback, **changed: object) -> dict[str, object]:
    # The token differs in every row, so equal texts are not equal bytes.
    return {"name": known.name, "token": known.token, "texts": list(known.texts), **changed}


def _feedback(row: Any) -> Feedback:
    return Feedback(
        id=FeedbackId(row.id),
        subscriber=SubscriberId(row.subscriber_id),
        name=row.content["name"],
        token=row.content["token"],
        language=row.language,
        state=FeedbackState(row.state),
        reason=None if row.reason is None else ReportReason(row.reason),
        edition=None if row.edition_id is None else EditionId(row.edition_id),
        texts=tuple(row.content["texts"]),
        answer=row.content.get("answer"),
        version=row.version,
        since=row.since,
        expires_at=row.expires_at,
        claimed_by=None if row.claimed_by is None else PersonId(row.claimed_by),
        claimed_until=row.claimed_until,
    )
