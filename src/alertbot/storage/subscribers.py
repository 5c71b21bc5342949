"""Subscribers: who receives what, in which languages, and whether now."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from alertbot.errors import AlreadyThere, NotFound
from alertbot.languages import conversion
from alertbot.model import ChatId, Subscriber, SubscriberId, SubscriberKind, SubscriberState, TopicId
from alertbot.storage import dialogs, upsert, words
from alertbot.storage.tables import subscriber, subscription

MOST_LANGUAGES = 3


async def add(
    connection: AsyncConnection,
    *,
    chat: ChatId,
    languages: Sequence[str],
    topics: Collection[TopicId],
    consent_version: int,
    consent_month: str,
    kind: SubscriberKind = SubscriberKind.PERSON,
) -> SubscriberId:
    """A new subscriber who receives at once: one to three languages in order, any number of topics.

    `consent_month` is "2026-11"; no closer date is kept. Raises AlreadyThere.
    """
    known = await find(connection, chat)
    if known is not None:
        raise AlreadyThere(known.id)
    values = {
        "chat_id": chat,
        "kind": kind,
        "state": SubscriberState.ACTIVE,
        "originals": True,
        "discreet": False,
        "consent_version": consent_version,
        "consent_month": consent_month,
        **_choice(languages),
    }
    id = SubscriberId(
        (await connection.execute(insert(subscriber).values(values).returning(subscriber.c.id))).scalar_one()
    )
    rows = [
        {"topic_id": topic, "language": languages[0], "subscriber_id": id} for topic in sorted(set(topics))
    ]
    if rows:
        await connection.execute(insert(subscription), rows)
    return id


async def find(connection: AsyncConnection, chat: ChatId) -> Subscriber | None:
    """The subscriber of a chat, if there is one."""
    return await _one(connection, subscriber.c.chat_id == chat)


async def get(connection: AsyncConnection, id: SubscriberId) -> Subscriber:
    """The subscriber with this number of ours. Raises NotFound."""
    found = await _one(connection, subscriber.c.id == id)
    if found is None:
        raise NotFound(f"no subscriber {id}")
    return found


async def set_languages(connection: AsyncConnection, id: SubscriberId, *, languages: Sequence[str]) -> None:
    """Read these languages from now on, in this order: one to three, the first for the interface too.

    A second script that is none of the new first language's is given up.
    """
    known = select(subscriber.c.second_script).where(subscriber.c.id == id)
    second: str | None = (await connection.execute(known)).scalar()
    if second is not None and (second == languages[0] or second not in conversion.scripts_of(languages[0])):
        second = None
    await _change(connection, id, second_script=second, **_choice(languages))
    await connection.execute(
        update(subscription).where(subscription.c.subscriber_id == id).values(language=languages[0])
    )
    await words.renew(connection, id)  # in which languages they are looked for is chosen with these


async def set_second_script(connection: AsyncConnection, id: SubscriberId, *, tag: str | None) -> None:
    """Have alerts in a second script of the first language too, in the same message; None: no longer."""
    await _change(connection, id, second_script=tag)


async def set_originals(connection: AsyncConnection, id: SubscriberId, *, welcome: bool) -> None:
    """Whether an untranslated original is welcome where none of the languages is ready."""
    await _change(connection, id, originals=welcome)


async def set_discreet(connection: AsyncConnection, id: SubscriberId, *, on: bool) -> None:
    """Whether alerts say at first only that there is news."""
    await _change(connection, id, discreet=on)


async def set_topic(connection: AsyncConnection, id: SubscriberId, topic: TopicId, *, on: bool) -> None:
    """Receive a topic, or no longer; saying it twice changes nothing. Raises NotFound for a stranger."""
    if not on:
        await connection.execute(
            delete(subscription).where(subscription.c.subscriber_id == id, subscription.c.topic_id == topic)
        )
        return
    found = (await connection.execute(select(subscriber.c.language).where(subscriber.c.id == id))).first()
    if found is None:
        raise NotFound(f"no subscriber {id}")
    row = upsert.insert(connection, subscription).values(
        topic_id=topic, language=found.language, subscriber_id=id
    )
    await connection.execute(row.on_conflict_do_nothing())


async def pause(connection: AsyncConnection, id: SubscriberId, *, until: datetime | None) -> None:
    """Receive nothing until then; None means until resumed."""
    await _change(connection, id, state=SubscriberState.PAUSED, paused_until=until)


async def resume(connection: AsyncConnection, id: SubscriberId) -> None:
    """Receive again."""
    await _change(connection, id, state=SubscriberState.ACTIVE, paused_until=None)


async def due_resumes(connection: AsyncConnection, *, now: datetime, limit: int) -> list[SubscriberId]:
    """Up to `limit` subscribers whose pause has ended by `now`."""
    statement = (
        select(subscriber.c.id)
        .where(subscriber.c.state == SubscriberState.PAUSED, subscriber.c.paused_until <= now)
        .order_by(subscriber.c.id)
        .limit(limit)
    )
    return [SubscriberId(id) for id in (await connection.execute(statement)).scalars()]


async def any_one(connection: AsyncConnection) -> Subscriber | None:
    """Some subscriber, if there is one at all: shows whether the key opens their numbers."""
    row = (await connection.execute(select(subscriber).limit(1))).first()
    return None if row is None else _subscriber(row, ())


async def erase(connection: AsyncConnection, id: SubscriberId) -> bool:
    """Remove a subscriber with all that hangs on the row, and what their chat was being asked.

    False where there is no such subscriber (any more).
    Receipts are `receipts.erase_subscriber`'s. Where several go in one transaction, erase all of them
    before any receipt: see there.
    """
    gone = delete(subscriber).where(subscriber.c.id == id).returning(subscriber.c.chat_id)
    chat: ChatId | None = (await connection.execute(gone)).scalar()
    if chat is not None:
        await dialogs.close(connection, chat)
    return chat is not None


async def move(connection: AsyncConnection, id: SubscriberId, *, to: ChatId) -> bool:
    """Write down the new number of a group that became a supergroup.

    False where that number subscribes already: both would be the same chat, and the old row is to be
    erased.
    """
    known = await find(connection, to)
    if known is not None and known.id != id:
        return False
    await _change(connection, id, chat_id=to)
    return True


def _choice(languages: Sequence[str]) -> dict[str, object]:
    if not 1 <= len(languages) <= MOST_LANGUAGES or len(set(languages)) != len(languages):
        raise ValueError(f"one to {MOST_LANGUAGES} different languages, not {len(languages)}")
    return {"language": languages[0], "languages": list(languages)}


async def _change(connection: AsyncConnection, id: SubscriberId, **values: object) -> None:
    """Set columns of one row; a row that has gone meanwhile needs no change."""
    await connection.execute(update(subscriber).where(subscriber.c.id == id).values(**values))


async def _one(connection: AsyncConnection, which: ColumnElement[bool]) -> Subscriber | None:
    row = (await connection.execute(select(subscriber).where(which))).first()
    if row is None:
        return None
    chosen = select(subscription.c.topic_id).where(subscription.c.subscriber_id == row.id)
    topics = sorted((await connection.execute(chosen)).scalars())
    return _subscriber(row, tuple(TopicId(id) for id in topics))


def _subscriber(row: Row[tuple[object, ...]], topics: tuple[TopicId, ...]) -> Subscriber:
    return Subscriber(
        id=SubscriberId(row.id),
        chat=row.chat_id,
        kind=SubscriberKind(row.kind),
        state=SubscriberState(row.state),
        languages=tuple(row.languages),
        originals=row.originals,
        second_script=row.second_script,
        discreet=row.discreet,
        timezone=row.timezone,
        paused_until=row.paused_until,
        consent_version=row.consent_version,
        consent_month=row.consent_month,
        topics=topics,
    )
