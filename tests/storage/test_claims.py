"""Work in hand stays in hand while its worker lives, and is free soon after it died."""

import asyncio
from datetime import timedelta

from alertbot.model import Work, WorkKind
from alertbot.storage import work
from alertbot.storage.claims import LEASE, Claims
from alertbot.storage.engine import Database
from tests.conftest import NOON


async def claimed(database: Database, *, at=NOON) -> list[Work]:
    async with database.writing() as connection:
        return await work.claim(connection, [WorkKind.ARTICLE], now=at, lease=LEASE, limit=9)


async def one_in_hand(database: Database) -> Work:
    async with database.writing() as connection:
        await work.add(connection, WorkKind.ARTICLE, [1], due_at=NOON)
    [held] = await claimed(database)
    return held


async def test_what_is_held_is_renewed_and_what_is_let_go_is_not(database: Database):
    claims = Claims(database, lambda: NOON + LEASE / 2)
    held = await one_in_hand(database)

    with claims.holding(held):
        await claims.renew()
    assert await claimed(database, at=NOON + LEASE) == []

    await claims.renew()
    assert [each.id for each in await claimed(database, at=NOON + 2 * LEASE)] == [held.id]


async def test_a_row_that_another_has_is_left_to_it(database: Database):
    claims = Claims(database, lambda: NOON + 100 * LEASE)
    held = await one_in_hand(database)
    [theirs] = await claimed(database, at=NOON + LEASE)

    with claims.holding(held):
        await claims.renew()

    assert theirs.token == held.token + 1
    assert len(await claimed(database, at=NOON + 3 * LEASE)) == 1


async def test_the_rows_are_renewed_by_themselves_while_the_block_runs(database: Database):
    renewed = asyncio.Event()

    def clock():
        renewed.set()
        return NOON + 10 * LEASE

    claims = Claims(database, clock, lease=timedelta(milliseconds=3))
    held = await one_in_hand(database)
    async with claims.kept():
        with claims.holding(held):
            await asyncio.wait_for(renewed.wait(), 5)
            await claims.renew()

    assert await claimed(database, at=NOON + LEASE) == []


async def test_a_claim_that_ends_while_the_renewal_waits_for_its_turn_does_no_harm(database: Database):
    claims = Claims(database, lambda: NOON)
    held = await one_in_hand(database)

    async with database.writing():  # on SQLite nobody else may write meanwhile
        with claims.holding(held):
            renewing = asyncio.ensure_future(claims.renew())
            await asyncio.sleep(0)

    await asyncio.wait_for(renewing, 10)
