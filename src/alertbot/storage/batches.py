"""Deleting many rows a few at a time, so that nobody waits long for whoever tidies up."""

from sqlalchemy import Table, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

SOME = 500  # rows in one transaction


async def delete_some(
    connection: AsyncConnection, rows: Table, *which: ColumnElement[bool], limit: int
) -> int:
    """Delete up to `limit` of the rows that all of `which` are true of: how many that were."""
    keys = tuple(rows.primary_key)
    some = select(*keys).where(*which).limit(limit)
    gone = await connection.execute(delete(rows).where(tuple_(*keys).in_(some)))
    return gone.rowcount
