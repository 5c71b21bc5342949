"""Copies a whole database into another, of either kind: backups, restores, and the move to PostgreSQL.

Sealed values are copied as they are, so a copy holds no key and opens with none but the original's.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, LargeBinary, MetaData, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import Unready
from alertbot.storage.columns import Sealed
from alertbot.storage.engine import Database
from alertbot.storage.tables import metadata

# What is true of a moment only: who holds which lease, what is being asked of whom, who waits for an answer.
# An invitation that was used or taken back since, and a request that was refused, would be open again; an
# alert by hand that was about to go out would go out again, cancelled or not. And what readers wrote to the
# editors: it is promised to go when it is answered, as a draft is within a day; a backup would keep it on.
LEFT_OUT = frozenset(
    {"dialog", "draft", "fading", "feedback", "invitation", "lease", "request", "seen_update", "waiting"}
)
_BATCH = 1000

_GIVEN_SQLITE = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
_RAISE_SQLITE = text("UPDATE sqlite_sequence SET seq = :number WHERE name = :name")
_BEGIN_SQLITE = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)")
_GIVEN_POSTGRESQL = text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass)")
_RAISE_POSTGRESQL = text("SELECT setval(pg_get_serial_sequence(:name, 'id')::regclass, :number)")

Counts = Mapping[str, int]


def _raw_tables() -> list[Table]:
    """The tables that are copied, in an order in which foreign keys hold, sealed columns as plain bytes."""
    return [raw(table) for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def raw(table: Table) -> Table:
    """The same table with its sealed columns as plain bytes, and without its foreign keys."""
    return Table(table.name, MetaData(), *(_raw(column) for column in table.columns))


def _raw(column: Column[Any]) -> Column[Any]:
    sealed = isinstance(column.type, Sealed)
    return Column(column.name, LargeBinary() if sealed else column.type, primary_key=column.primary_key)


async def copy(source: Database, target: Database) -> Counts:
    """Copy all rows of `source`, as they are at one moment, into the empty `target`: rows by table.

    Both must have the present schema. Numbers that were given once are not given again in the copy.
    Raises Unready where the target has rows already.
    """
    counts: dict[str, int] = {}
    async with source.snapshot() as reading, target.writing() as writing:
        for table in _raw_tables():
            if (await writing.execute(select(func.count()).select_from(table))).scalar_one():
                raise Unready("there is a database in that place already; move it away first")
            counts[table.name] = await _copy_table(reading, writing, table)
        for name, number in (await _highest(reading, source)).items():
            await raise_highest(writing, name, number, target)
    return counts


async def count(database: Database) -> Counts:
    """Rows by table, of those that are copied."""
    async with database.reading() as c:
        return {
            table.name: (await c.execute(select(func.count()).select_from(table))).scalar_one()
            for table in _raw_tables()
        }


async def _copy_table(reading: AsyncConnection, writing: AsyncConnection, table: Table) -> int:
    copied = 0
    rows = await reading.stream(select(table).order_by(*table.primary_key.columns))
    async for batch in rows.mappings().partitions(_BATCH):
        await writing.execute(insert(table), [dict(row) for row in batch])
        copied += len(batch)
    return copied


def _numbered() -> list[str]:
    """The tables that number their rows by themselves."""
    return [
        table.name for table in metadata.sorted_tables if table.dialect_options["sqlite"]["autoincrement"]
    ]


async def _highest(c: AsyncConnection, database: Database) -> dict[str, int]:
    """The highest number ever given, by table."""
    given = _GIVEN_SQLITE if database.is_sqlite else _GIVEN_POSTGRESQL
    return {name: (await c.execute(given, {"name": name})).scalar() or 0 for name in _numbered()}


async def raise_highest(c: AsyncConnection, name: str, number: int, database: Database) -> None:
    """Let the table number its next row above `number`; one that is beyond it already goes on."""
    if number <= ((await _highest(c, database))[name]):
        return
    values = {"name": name, "number": number}
    if not database.is_sqlite:
        await c.execute(_RAISE_POSTGRESQL, values)
    elif not (await c.execute(_RAISE_SQLITE, values)).rowcount:
        await c.execute(_BEGIN_SQLITE, values)
