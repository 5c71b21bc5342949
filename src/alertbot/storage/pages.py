"""PostgreSQL: writing tables anew, because vacuum alone leaves the bytes of deleted rows in their pages.

Measured (tests/storage/test_bytes.py): after VACUUM sealed numbers of erased readers and texts that had
expired still stood in the table and index files. VACUUM FULL makes new files and removes the old ones.
"""

import logging
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from alertbot.storage import retention, upsert
from alertbot.storage.engine import Database
from alertbot.storage.retention import Until
from alertbot.storage.tables import meta

_log = logging.getLogger(__name__)
_NAME = "pages written anew"
_LOCK = "2s"  # a table that is in use for longer has its turn another time
_NOT_ABOUT_PEOPLE = {Until.KEPT, Until.PARENT}


async def rewrite_daily(database: Database, *, today: date) -> int:
    """Write the tables anew from which rows about people go, once a day: how many that were.

    Nobody can use a table while it is written anew. Nothing on SQLite, which
    overwrites what it deletes (`Database.forget_pages`).
    """
    if database.is_sqlite or not await _due(database, today):
        return 0
    names = [name for name, until in retention.RULES.items() if until not in _NOT_ABOUT_PEOPLE]
    return sum([await _rewrite(database, name) for name in names])


async def _due(database: Database, today: date) -> bool:
    """Whether nobody did it today; who asks does it."""
    values = {"name": _NAME, "value": today.isoformat()}
    async with database.writing() as c:
        known = select(meta.c.value).where(meta.c.name == _NAME)
        if (await c.execute(known)).scalar() == values["value"]:
            return False
        row = upsert.insert(c, meta).values(values)
        await c.execute(row.on_conflict_do_update(index_elements=["name"], set_=values))
    return True


async def _rewrite(database: Database, name: str) -> bool:
    async with database.engine.connect() as connection:
        driver = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await driver.execute(text(f"SET lock_timeout = '{_LOCK}'"))
        try:
            await driver.execute(text(f'VACUUM (FULL) "{name}"'))
        except DBAPIError as error:
            _log.warning("a table was not written anew", extra={"error": type(error.orig).__name__})
            return False
        finally:
            await driver.execute(text("RESET lock_timeout"))
    return True
