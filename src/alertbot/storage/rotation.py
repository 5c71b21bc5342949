"""A new key takes the place of the old one, row by row, while everything runs.

    begin     the database names both keys: the new one seals from now on, both are looked up
    reseal    rows of the old key are sealed with the new one, a batch in a transaction
    finish    when no such row is left, the database names the new key alone

Each is one transaction, and each finds by itself what is left to do: a process that is killed between any
two of them is replaced by another that begins anew. What is erased or changed meanwhile stays so.
"""

from collections.abc import Sequence

from sqlalchemy import Column, Row, Table, Update, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from alertbot.errors import Unready
from alertbot.keyfile import HIGHEST_ID
from alertbot.keys import Keyring
from alertbot.storage import copies
from alertbot.storage.columns import Sealed
from alertbot.storage.sealing import KEY
from alertbot.storage.tables import meta, metadata

_Columns = Sequence[Column[bytes]]
# Every table with a sealed column, its sealed values as plain bytes.
_TABLES = {
    table.name: copies.raw(table)
    for table in metadata.sorted_tables
    if any(isinstance(column.type, Sealed) for column in table.columns)
}
TABLES = tuple(_TABLES)


async def begin(connection: AsyncConnection, keyring: Keyring, *, to: int) -> None:
    """Seal with the key `to` from now on. Waits for whoever seals with the old one just now.

    Does nothing where it is begun or done already. Raises Unready while another rotation is not finished.
    """
    in_use = await _held(connection, keyring, alone=True)
    if in_use[0] == to:
        return
    if len(in_use) > 1:
        raise Unready("another rotation of the key is not finished; finish it first")
    await _write(connection, keyring, (to, *in_use))


async def reseal(connection: AsyncConnection, keyring: Keyring, name: str, *, to: int, limit: int) -> int:
    """Seal up to so many rows of one of `TABLES` with the key `to`: how many had another.

    Rows that somebody else changes just now are left for another time. Raises Unready where `to` is no
    longer the key that seals: whoever was stopped for long must not bring an old one back.
    """
    if (await _held(connection, keyring, alone=False))[0] != to:
        raise Unready("meanwhile the database was given another key; begin anew")
    table = _TABLES[name]
    columns = _sealed(table)
    old = (
        select(*table.primary_key.columns, *columns)
        .where(or_(*(_is_of_another(column, to) for column in columns)))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = (await connection.execute(old)).all()
    if rows:
        values = [_values(table, columns, row, keyring, to) for row in rows]
        await connection.execute(_change(table, columns), values)
    return len(rows)


async def left(connection: AsyncConnection, *, to: int) -> int:
    """How many rows have a value that another key than `to` sealed."""
    counts = [
        select(func.count())
        .select_from(table)
        .where(or_(*(_is_of_another(column, to) for column in _sealed(table))))
        for table in _TABLES.values()
    ]
    return sum([int((await connection.execute(count)).scalar_one()) for count in counts])


async def finish(connection: AsyncConnection, keyring: Keyring, *, to: int) -> bool:
    """Have the key `to` alone from now on; False where rows of another are left, and then all stays."""
    in_use = await _held(connection, keyring, alone=True)
    if in_use[0] != to or await left(connection, to=to):
        return False
    await _write(connection, keyring, (to,))
    return True


async def _held(connection: AsyncConnection, keyring: Keyring, *, alone: bool) -> tuple[int, ...]:
    """The keys in use, which do not change until the transaction ends; `alone`: nobody seals meanwhile."""
    found = select(meta.c.value).where(meta.c.name == KEY).with_for_update(read=not alone)
    return keyring.follow((await connection.execute(found)).scalar_one())


async def _write(connection: AsyncConnection, keyring: Keyring, ids: tuple[int, ...]) -> None:
    mark = keyring.mark(*ids)
    await connection.execute(update(meta).where(meta.c.name == KEY).values(value=mark))


def _sealed(table: Table) -> _Columns:
    ours = metadata.tables[table.name].columns
    return [column for column in table.columns if isinstance(ours[column.name].type, Sealed)]


def _is_of_another(column: Column[bytes], key_id: int) -> ColumnElement[bool]:
    """Whether a sealed value begins with another key's byte; an index on the column serves it."""
    below = column < bytes([key_id])
    return below if key_id == HIGHEST_ID else or_(below, column >= bytes([key_id + 1]))


def _change(table: Table, columns: _Columns) -> Update:
    same = [column == bindparam(f"old_{column.name}") for column in table.primary_key.columns]
    return update(table).where(*same).values({each: bindparam(f"new_{each.name}") for each in columns})


def _values(
    table: Table, columns: _Columns, row: Row[tuple[object, ...]], keyring: Keyring, to: int
) -> dict[str, object]:
    """What `_change` is given for a row."""
    old = {f"old_{each.name}": getattr(row, each.name) for each in table.primary_key.columns}
    new = {
        f"new_{each.name}": _resealed(getattr(row, each.name), _place(table, each.name), keyring, to)
        for each in columns
    }
    return old | new


def _place(table: Table, column: str) -> str:
    type_ = metadata.tables[table.name].columns[column].type
    assert isinstance(type_, Sealed)  # noqa: S101 - as `_sealed` chose it
    return type_.place


def _resealed(sealed: bytes | None, place: str, keyring: Keyring, to: int) -> bytes | None:
    return None if sealed is None else keyring.seal(keyring.open(sealed, place), place, to)
