"""Deleting many rows a few at a time, so that nobody waits long for whoever tidies up."""

from sqlalchemy import Table, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

SOME = 500  # rows in one transaction


async def delete_some(
    connection: AsyncConnection, rows: Table, *which: ColumnElement[bool], limit: int
) -> int:
    """Delete up to `limit` of the rows that all of `which` are true of: how many that were.

    Rows that somebody else has in hand just now are left for another time: two processes that tidy up, or
    one beside a reader who goes, would else wait for each other's.
    """
    keys = tuple(rows.primary_key)
    # As a plain subquery PostgreSQL may ask for `some` anew for each row, and delete more than `limit`.
    some = select(*keys).where(*which).limit(limit).with_for_update(skip_locked=True).cte("some")
    gone = delete(rows).where(tuple_(*keys).in_(select(*some.columns))).returning(keys[0])
    return len((await connection.execute(gone)).all())
