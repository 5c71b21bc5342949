"""Receipts: which alert reached whom as which message, packed, kept briefly for corrections.

The set of the subscribers an alert reached is rebuilt from its receipts; a snapshot of it spares
reading them all.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate, pairwise

from pyroaring import BitMap64
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import AlertId, EditionId, Receipt, SubscriberId
from alertbot.storage import batches, upsert
from alertbot.storage.tables import alert, reached, receipt

_ALONE = 0x7265636569707473  # names our lock on PostgreSQL; "receipts"
FULL = 1000  # receipts in a packed row that is not compacted any further
_VERSION = 1


def pack(receipts: Iterable[Receipt]) -> bytes:
    """Receipts as bytes, by subscriber: a version byte, then compressed columns, ids as differences."""
    rows = sorted(receipts, key=lambda each: (each.subscriber, each.message_id))
    ids = [0, *(row.subscriber for row in rows)]
    columns = struct.pack(
        _layout(len(rows)),
        *(later - earlier for earlier, later in pairwise(ids)),
        *(row.message_id for row in rows),
        *(row.edition for row in rows),
        *(row.revision for row in rows),
        *(row.variant for row in rows),
    )
    return bytes([_VERSION]) + struct.pack("<I", len(rows)) + zlib.compress(columns)


def unpack(packed: bytes) -> list[Receipt]:
    """The receipts of `pack`, by subscriber."""
    if packed[0] != _VERSION:
        raise ValueError(f"receipts of an unknown version {packed[0]}")
    (count,) = struct.unpack_from("<I", packed, 1)
    values = struct.unpack(_layout(count), zlib.decompress(packed[5:]))
    columns = [values[at * count : (at + 1) * count] for at in range(5)]
    return [
        Receipt(SubscriberId(subscriber), message, EditionId(edition), revision, variant)
        for subscriber, message, edition, revision, variant in zip(
            accumulate(columns[0]), *columns[1:], strict=True
        )
    ]


def _layout(count: int) -> str:
    return f"<{count}Q{count}Q{count}Q{count}H{count}B"


async def add(
    connection: AsyncConnection, to: AlertId, receipts: Sequence[Receipt], *, now: datetime
) -> None:
    """Keep receipts of an alert, in as many rows as they fill."""
    rows = sorted(receipts, key=lambda each: each.subscriber)
    packs = [rows[at : at + FULL] for at in range(0, len(rows), FULL)]
    values = [
        {
            "alert_id": to,
            "created_at": now,
            "first_id": each[0].subscriber,
            "last_id": each[-1].subscriber,
            "count": len(each),
            "packed": pack(each),
        }
        for each in packs
    ]
    if values:
        await connection.execute(insert(receipt), values)


async def page(
    connection: AsyncConnection, of: AlertId, *, after: int = 0, limit: int = 10
) -> tuple[list[Receipt], int | None]:
    """The receipts of up to `limit` rows beyond `after`, and the next `after`, None at the end."""
    rows = (
        await connection.execute(
            select(receipt.c.id, receipt.c.packed)
            .where(receipt.c.alert_id == of, receipt.c.id > after)
            .order_by(receipt.c.id)
            .limit(limit)
        )
    ).all()
    found = [each for row in rows for each in unpack(row.packed)]
    return found, rows[-1].id if len(rows) == limit else None


async def of_subscriber(connection: AsyncConnection, id: SubscriberId) -> list[tuple[AlertId, Receipt]]:
    """What reached a subscriber, oldest first: what /mydata tells and /forget cleans up."""
    rows = await connection.execute(
        select(receipt.c.alert_id, receipt.c.packed)
        .where(receipt.c.first_id <= id, receipt.c.last_id >= id)
        .order_by(receipt.c.id)
    )
    return [
        (AlertId(row.alert_id), each) for row in rows for each in unpack(row.packed) if each.subscriber == id
    ]


async def reached_by(connection: AsyncConnection, of: AlertId) -> BitMap64:
    """The ids of the subscribers an alert reached: the snapshot and every later receipt."""
    row = (await connection.execute(select(reached).where(reached.c.alert_id == of))).first()
    found = BitMap64() if row is None else BitMap64.deserialize(row.subscribers)
    later = await connection.execute(
        select(receipt.c.packed).where(
            receipt.c.alert_id == of, receipt.c.id > (0 if row is None else row.receipt_id)
        )
    )
    for packed in later.scalars():
        found.update(each.subscriber for each in unpack(packed))
    return found


async def compact(connection: AsyncConnection, of: AlertId) -> None:
    """Gather the small rows of an alert into full ones.

    A gathered row is as old as the oldest in it, so that nothing is kept longer than promised.
    """
    await _alone(connection)
    small = (
        await connection.execute(
            select(receipt.c.id, receipt.c.created_at, receipt.c.packed)
            .where(receipt.c.alert_id == of, receipt.c.count < FULL)
            .order_by(receipt.c.id)
        )
    ).all()
    if len(small) > 1:
        await connection.execute(delete(receipt).where(receipt.c.alert_id == of, receipt.c.count < FULL))
        gathered = [each for row in small for each in unpack(row.packed)]
        await add(connection, of, gathered, now=min(row.created_at for row in small))


async def snapshot(connection: AsyncConnection, of: AlertId) -> None:
    """Write down the reached set of an alert, so that its receipts so far need not be read again."""
    await _alone(connection)
    found = await reached_by(connection, of)
    last = select(func.max(receipt.c.id)).where(receipt.c.alert_id == of)
    values = {
        "subscribers": found.serialize(),
        "receipt_id": (await connection.execute(last)).scalar() or 0,
    }
    await connection.execute(
        upsert.insert(connection, reached)
        .values(alert_id=of, **values)
        .on_conflict_do_update(index_elements=["alert_id"], set_=values)
    )


async def purge(connection: AsyncConnection, *, before: datetime, limit: int = batches.SOME) -> int:
    """Forget receipts from before then, and the reached sets of alerts settled before: how many rows.

    Up to `limit` of each.
    """
    await _alone(connection)
    old = await batches.delete_some(connection, receipt, receipt.c.created_at < before, limit=limit)
    settled = select(alert.c.id).where(alert.c.settled_at < before).scalar_subquery()
    sets = await batches.delete_some(connection, reached, reached.c.alert_id.in_(settled), limit=limit)
    return old + sets


async def erase_subscriber(connection: AsyncConnection, id: SubscriberId) -> None:
    """Take a subscriber out of all receipts and reached sets.

    Erase the subscriber first: then no receipt can be added while this looks for them. No other
    subscriber may be erased after this in one transaction: who erases that one would wait for the lock
    that is held here, and this for them.
    """
    await _alone(connection)
    rows = await connection.execute(
        select(receipt.c.id, receipt.c.packed).where(receipt.c.first_id <= id, receipt.c.last_id >= id)
    )
    for row in rows.all():
        await _without(connection, row.id, row.packed, id)
    sets = await connection.execute(select(reached.c.alert_id, reached.c.subscribers))
    for row in sets.all():
        found = BitMap64.deserialize(row.subscribers)
        if id in found:
            found.discard(id)
            await connection.execute(
                update(reached)
                .where(reached.c.alert_id == row.alert_id)
                .values(subscribers=found.serialize())
            )


async def _alone(connection: AsyncConnection) -> None:
    """Let no other transaction rewrite receipts meanwhile: what one erases another could write back.

    SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(_ALONE)))


async def _without(connection: AsyncConnection, row: int, packed: bytes, id: SubscriberId) -> None:
    whole = unpack(packed)
    kept = [each for each in whole if each.subscriber != id]
    if not kept:
        await connection.execute(delete(receipt).where(receipt.c.id == row))
    elif len(kept) < len(whole):
        await connection.execute(
            update(receipt)
            .where(receipt.c.id == row)
            .values(
                first_id=kept[0].subscriber,
                last_id=kept[-1].subscriber,
                count=len(kept),
                packed=pack(kept),
            )
        )
