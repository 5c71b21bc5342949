"""Updates that were seen, and those that wait: one place each, sealed, and gone when they are done."""

from datetime import timedelta

from sqlalchemy import func, select

from alertbot.keys import Keyring
from alertbot.model import ChatId
from alertbot.storage import engine as engines
from alertbot.storage import rotation, schema, seen, waiting
from alertbot.storage.engine import Connection, Database
from alertbot.storage.tables import waiting as table
from tests.conftest import KEYRING, NOON
from tests.storage.desk import failures

BOT = 7
ANAR, GULNAR = ChatId(4_000_000_011), ChatId(4_000_000_012)


def asked(number: int) -> dict[str, object]:
    return {"update_id": number, "message": {"text": f"canary {number}"}}


async def numbers(c: Connection) -> list[int]:
    return [raw["update_id"] for raw in await waiting.first(c, bot=BOT, limit=9)]


async def test_failures_of_an_update_are_counted_and_forgotten_after_a_day(database: Database):
    async with database.writing() as c:
        assert await failures(c, bot=BOT, update=1) == 0
        assert [await seen.failed(c, bot=BOT, update=1, now=NOON) for _ in range(3)] == [1, 2, 3]
        assert await seen.failed(c, bot=BOT, update=2, now=NOON) == 1
        assert await failures(c, bot=BOT, update=1) == 3
        await seen.expire(c, now=NOON + timedelta(days=1))
        assert await failures(c, bot=BOT, update=1) == 0


async def test_what_failed_is_not_done_and_can_be(database: Database):
    async with database.writing() as c:
        await seen.failed(c, bot=BOT, update=1, now=NOON)
        assert await seen.finished(c, [1, 2, 3], bot=BOT) == set()
        await seen.finish(c, [], bot=BOT, now=NOON)
        await seen.finish(c, [1, 2], bot=BOT, now=NOON)
        await seen.finish(c, [2], bot=BOT, now=NOON)
        assert await seen.finished(c, [1, 2, 3], bot=BOT) == {1, 2}
        assert await seen.finished(c, [1, 2, 3], bot=8) == set()
        assert await failures(c, bot=BOT, update=1) == 1


async def test_who_asks_again_keeps_the_place_and_what_was_replaced_is_not_dropped(database: Database):
    async with database.writing() as c:
        assert await waiting.queue(c, ANAR, asked(1), bot=BOT, now=NOON)
        assert await waiting.queue(c, GULNAR, asked(2), bot=BOT, now=NOON + timedelta(seconds=1))
        assert not await waiting.queue(c, ANAR, asked(3), bot=BOT, now=NOON + timedelta(seconds=2))
        assert await numbers(c) == [3, 2]
        assert await waiting.first(c, bot=BOT, limit=1) == [asked(3)]
        assert await seen.finished(c, [1, 2, 3], bot=BOT) == {1, 2, 3}
        assert await waiting.queued(c, bot=BOT) == 2
        assert await waiting.drop(c, 1, bot=BOT) == 0
        assert await waiting.drop(c, 3, bot=BOT) == 1
        assert await numbers(c) == [2]
        await waiting.forget(c, GULNAR)
        assert await numbers(c) == []


async def test_what_is_in_hand_is_kept_beside_the_queue(database: Database):
    async with database.writing() as c:
        await waiting.keep(c, [], bot=BOT, now=NOON)
        await waiting.keep(c, [(ANAR, asked(1)), (ANAR, asked(2))], bot=BOT, now=NOON)
        await waiting.keep(c, [(ANAR, asked(2))], bot=BOT, now=NOON)
        await waiting.queue(c, ANAR, asked(3), bot=BOT, now=NOON)
        assert await waiting.kept(c, bot=BOT) == [asked(1), asked(2)]
        assert await waiting.kept(c, bot=8) == []
        assert await numbers(c) == [3]
        assert await seen.finished(c, [1, 2], bot=BOT) == {1, 2}
        await waiting.expire(c, now=NOON + timedelta(days=1))
        assert (await c.execute(select(func.count()).select_from(table))).scalar_one() == 0


async def test_one_has_one_place_also_while_the_key_is_replaced(database: Database, migrated_url: str):
    await schema.check_key(database, KEYRING)
    async with database.writing() as c:
        await waiting.queue(c, ANAR, asked(1), bot=BOT, now=NOON)
    both = Keyring({1: bytes(range(32)), 2: bytes(32)}, 1)
    async with engines.opened(migrated_url, both) as rotating:
        async with rotating.writing() as c:
            await rotation.begin(c, both, to=2)
        async with rotating.writing() as c:
            assert not await waiting.queue(c, ANAR, asked(2), bot=BOT, now=NOON)
            assert await waiting.first(c, bot=BOT, limit=9) == [asked(2)]
        async with rotating.writing() as c:
            await rotation.reseal(c, both, "waiting", to=2, limit=9)
            assert await rotation.finish(c, both, to=2)
            await waiting.forget(c, ANAR)
            assert await numbers(c) == []
