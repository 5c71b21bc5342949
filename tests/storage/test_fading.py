"""Messages that are to go: noted, prolonged, found in time, and forgotten."""

from datetime import timedelta

from alertbot.model import ChatId
from alertbot.storage import fading
from alertbot.storage.engine import Database
from alertbot.storage.fading import Fading, Way
from tests.conftest import NOON

ONE, OTHER = ChatId(4_000_000_001), ChatId(11)
LATER = NOON + timedelta(minutes=5)


def numbers(found: list[Fading]) -> list[int]:
    return [each.message_id for each in found]


async def test_a_message_goes_by_what_was_said_last(database: Database):
    async with database.writing() as c:
        await fading.put(c, ONE, [7, 8, 8], language="ug", due_at=NOON)
        await fading.put(c, ONE, [7], language="kk", due_at=LATER)
        await fading.put(c, ONE, [], language="kk", due_at=LATER)

        assert await fading.due(c, now=NOON, limit=9) == [Fading(ONE, 8, Way.DELETE, "ug")]
        assert await fading.due(c, now=LATER, limit=9) == [
            Fading(ONE, 8, Way.DELETE, "ug"),
            Fading(ONE, 7, Way.DELETE, "kk"),
        ]
        assert (await fading.count(c, ONE), await fading.count(c, ONE, besides=7)) == (2, 1)
        assert await fading.count(c, OTHER) == 0


async def test_what_is_gone_is_noted_no_more(database: Database):
    async with database.writing() as c:
        await fading.put(c, ONE, [7, 8], language="ug", due_at=LATER)
        await fading.put(c, OTHER, [7], language="en", due_at=LATER)
        await fading.drop(c, ONE, [8])
        await fading.hasten(c, ONE, now=NOON)
        assert await fading.due(c, now=NOON, limit=9) == [Fading(ONE, 7, Way.DELETE, "ug")]

        await fading.forget(c, ONE)
        assert numbers(await fading.due(c, now=LATER, limit=9)) == [7]
        await fading.expire(c, now=LATER + fading.KEPT)
        assert await fading.due(c, now=LATER, limit=9) == []


async def test_one_message_a_chat_is_emptied_at_a_time_the_newest_first(database: Database):
    async with database.writing() as c:
        await fading.put(c, ONE, [7, 9, 8], way=Way.EMPTY, language="ug", due_at=NOON)
        await fading.put(c, OTHER, [3], way=Way.EMPTY, language="en", due_at=NOON - timedelta(minutes=1))
        await fading.put(c, OTHER, [4], way=Way.EMPTY, language="en", due_at=LATER)

        assert await fading.due(c, now=NOON, limit=9) == []
        assert await fading.to_empty(c, now=NOON, limit=9) == [
            Fading(OTHER, 3, Way.EMPTY, "en"),
            Fading(ONE, 9, Way.EMPTY, "ug"),
        ]
        assert len(await fading.to_empty(c, now=NOON, limit=1)) == 1
