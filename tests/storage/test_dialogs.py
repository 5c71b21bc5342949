"""Dialogs: sealed, one at a time, and gone within the hour."""

from datetime import timedelta

from sqlalchemy import text

from alertbot.model import ChatId
from alertbot.storage import dialogs
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Database
from tests.conftest import NOON

ANAR = ChatId(11)


async def test_the_last_question_is_the_one_that_is_open(database: Database):
    async with database.writing() as c:
        assert await dialogs.get(c, ANAR, now=NOON) is None
        await dialogs.put(c, ANAR, kind="first", data={}, now=NOON)
        await dialogs.put(c, ANAR, kind="second", data={"url": "https://feed.example/قۇلجا"}, now=NOON)
        assert await dialogs.get(c, ANAR, now=NOON) == Dialog("second", {"url": "https://feed.example/قۇلجا"})
        assert await dialogs.get(c, ChatId(12), now=NOON) is None
        await dialogs.close(c, ANAR)
        assert await dialogs.get(c, ANAR, now=NOON) is None


async def test_a_question_lapses_and_is_then_forgotten(database: Database):
    late = NOON + dialogs.LIFETIME
    assert timedelta(hours=1) >= dialogs.LIFETIME
    async with database.writing() as c:
        await dialogs.put(c, ANAR, kind="first", data={}, now=NOON)
        assert await dialogs.get(c, ANAR, now=late) is None
        await dialogs.expire(c, now=late - timedelta(seconds=1))
        assert (await c.execute(text("SELECT count(*) FROM dialog"))).scalar_one() == 1
        await dialogs.expire(c, now=late)
        assert (await c.execute(text("SELECT count(*) FROM dialog"))).scalar_one() == 0


async def test_what_was_answered_cannot_be_read_in_the_database(database: Database):
    async with database.writing() as c:
        await dialogs.put(c, ANAR, kind="first", data={"secret": "canary"}, now=NOON)
        data = (await c.execute(text("SELECT data FROM dialog"))).scalar_one()
    assert b"canary" not in bytes(data)
