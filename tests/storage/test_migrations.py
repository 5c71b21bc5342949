"""What was in a database before a migration is there after it."""

from typing import Any

import sqlalchemy as sa
from alembic import command

from alertbot.keys import Keyring
from alertbot.model import Rule
from alertbot.storage import audit, engine, migrate, policies
from alertbot.storage.columns import UtcDateTime
from alertbot.storage.engine import Database
from alertbot.storage.tables import meta
from tests.conftest import NOON

BEFORE: dict[str, dict[str, Any]] = {
    "person": {"id": sa.Integer, "user_id": sa.LargeBinary, "role": sa.Integer, "pseudonym": sa.String,
               "language": sa.String, "languages": sa.JSON},
    "audit": {"at": UtcDateTime, "person_id": sa.Integer, "deed": sa.String, "subject": sa.String,
              "subject_id": sa.Integer, "detail": sa.JSON},
    "meta": {"name": sa.String, "value": sa.String},
}  # fmt: skip


async def to(database: Database, revision: str) -> None:
    async with database.writing() as c:
        await c.run_sync(migrate._with_config(lambda config: command.upgrade(config, revision)))


async def insert(c: engine.Connection, table: str, **values: Any) -> None:
    columns = [sa.column(name, kind) for name, kind in BEFORE[table].items()]
    await c.execute(sa.insert(sa.table(table, *columns)).values(values))


async def test_the_log_is_sealed_and_the_rule_for_urgent_alerts_kept(database_url: str, keyring: Keyring):
    record = {"at": NOON, "deed": "review.rejected", "subject": "edition", "subject_id": 7}
    why = {"reason": "a name"}
    async with engine.opened(database_url, keyring) as database:
        await to(database, "0006")
        async with database.writing() as c:
            await insert(
                c, "person", id=1, user_id=b"x", role=3, pseudonym="owner-1", language="en", languages=[]
            )
            for person in (1, None):
                await insert(c, "audit", **record, person_id=person, detail=why)
            await insert(c, "meta", name="second_editor", value="no")
        await to(database, "head")
        async with database.reading() as c:
            of_nobody, of_owner = await audit.latest(c, limit=2)
            assert await policies.rules(c) == {Rule.URGENT: False}
            assert (await c.execute(sa.select(meta))).all() == []
    assert (of_nobody.who, of_owner.who) == (None, "owner-1")
    assert of_nobody.detail == of_owner.detail == why
