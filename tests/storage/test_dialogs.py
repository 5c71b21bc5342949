"""Dialogs: sealed, one at a time, and gone within the hour. And troubled updates, which are counted."""

from datetime import timedelta

from sqlalchemy import text

from alertbot.model import ChatId
from alertbot.storage import dialogs, troubled
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


async def test_failures_of_an_update_are_counted_and_forgotten_after_a_day(database: Database):
    async with database.writing() as c:
        assert await troubled.attempts(c, bot=7, update=1) == 0
        assert [await troubled.count(c, bot=7, update=1, now=NOON) for _ in range(3)] == [1, 2, 3]
        assert await troubled.count(c, bot=7, update=2, now=NOON) == 1
        assert await troubled.attempts(c, bot=7, update=1) == 3
        await troubled.expire(c, now=NOON + timedelta(days=1))
        assert await troubled.attempts(c, bot=7, update=1) == 0
