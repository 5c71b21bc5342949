"""Receipts stay exact through packing, gathering, erasing and forgetting."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from alertbot.model import AlertId, EditionId, Receipt, SubscriberId
from alertbot.storage import alerts, receipts
from alertbot.storage.engine import Connection, Database
from alertbot.storage.tables import reached, receipt
from tests.conftest import NOON
from tests.storage.desk import an_alert

any_receipt = st.builds(
    Receipt,
    st.integers(1, 2**62).map(SubscriberId),
    st.integers(1, 2**52),
    st.integers(1, 2**40).map(EditionId),
    st.integers(1, 2**15 - 1),
    st.integers(0, 255),
)


def of(subscriber: int, message: int = 7) -> Receipt:
    return Receipt(SubscriberId(subscriber), message, EditionId(1), 1)


async def counts(c: Connection) -> list[int]:
    return list((await c.execute(select(receipt.c.count).order_by(receipt.c.id))).scalars())


@given(st.lists(any_receipt, max_size=40))
@settings(max_examples=150)
def test_unpacking_gives_what_was_packed(rows: list[Receipt]):
    found = receipts.unpack(receipts.pack(rows))

    assert sorted(found, key=repr) == sorted(rows, key=repr)
    assert [each.subscriber for each in found] == sorted(each.subscriber for each in rows)


def test_a_thousand_receipts_are_small():
    rows = [of(3 * n, 100_000 + n) for n in range(1000)]

    assert len(receipts.pack(rows)) < 8000


def test_an_unknown_version_is_refused():
    with pytest.raises(ValueError, match="version"):
        receipts.unpack(b"\x09")


async def test_receipts_are_paged_and_found_by_subscriber(database: Database):
    async with database.writing() as c:
        first, second = await an_alert(c), await an_alert(c)
        await receipts.add(c, first, [of(5), of(2)], now=NOON)
        await receipts.add(c, first, [of(9)], now=NOON)
        await receipts.add(c, second, [of(2, 8)], now=NOON)
        await receipts.add(c, second, [], now=NOON)

        found, after = await receipts.page(c, first, limit=1)
        assert [each.subscriber for each in found] == [2, 5]
        assert after is not None
        assert await receipts.page(c, first, after=after) == ([of(9)], None)
        assert await receipts.of_subscriber(c, SubscriberId(2)) == [(first, of(2)), (second, of(2, 8))]
        assert await receipts.of_subscriber(c, SubscriberId(4)) == []


async def test_many_receipts_fill_several_rows(database: Database):
    async with database.writing() as c:
        await receipts.add(c, await an_alert(c), [of(n + 1) for n in range(2500)], now=NOON)

        assert await counts(c) == [1000, 1000, 500]


async def test_small_rows_are_gathered_and_stay_as_old_as_the_oldest(database: Database):
    async with database.writing() as c:
        alert, other = await an_alert(c), await an_alert(c)
        for n in range(1, 1202):
            if n % 3 == 1:
                await receipts.add(c, alert, [of(n), of(n + 1), of(n + 2)], now=NOON + timedelta(seconds=n))
        await receipts.add(c, other, [of(1)], now=NOON)
        before = await receipts.reached_by(c, alert)
        await receipts.compact(c, alert)
        await receipts.compact(c, other)

        assert await counts(c) == [1, 1000, 203]
        assert await receipts.reached_by(c, alert) == before
        ages = (await c.execute(select(receipt.c.created_at).where(receipt.c.alert_id == alert))).scalars()
        assert set(ages) == {NOON + timedelta(seconds=1)}


@pytest.mark.parametrize("order", ["snapshot first", "compact first"])
async def test_the_reached_set_is_the_snapshot_and_what_came_later(database: Database, order: str):
    async with database.writing() as c:
        alert = await an_alert(c)
        assert not await receipts.reached_by(c, alert)
        await receipts.snapshot(c, alert)
        for n in (3, 1):
            await receipts.add(c, alert, [of(n)], now=NOON)
        for step in [receipts.snapshot, receipts.compact][:: 1 if order == "snapshot first" else -1]:
            await step(c, alert)
        await receipts.add(c, alert, [of(8)], now=NOON)

        assert set(await receipts.reached_by(c, alert)) == {1, 3, 8}


async def test_who_is_erased_is_in_no_receipt_and_no_set(database: Database):
    async with database.writing() as c:
        first, second = await an_alert(c), await an_alert(c)
        await receipts.add(c, first, [of(1), of(2), of(3)], now=NOON)
        await receipts.add(c, second, [of(2)], now=NOON)
        await receipts.add(c, second, [of(1), of(3)], now=NOON)
        await receipts.snapshot(c, first)
        await receipts.snapshot(c, second)
        await receipts.erase_subscriber(c, SubscriberId(2))
        await receipts.erase_subscriber(c, SubscriberId(77))

        assert await receipts.of_subscriber(c, SubscriberId(2)) == []
        assert await counts(c) == [2, 2]
        assert set(await receipts.reached_by(c, first)) == {1, 3}
        assert set(await receipts.reached_by(c, second)) == {1, 3}


async def test_old_receipts_and_the_sets_of_old_alerts_are_forgotten(database: Database):
    async with database.writing() as c:
        old, fresh = await an_alert(c), await an_alert(c)
        for alert, day in ((old, 0), (fresh, 10)):
            await receipts.add(c, alert, [of(1)], now=NOON + timedelta(days=day))
            await receipts.snapshot(c, alert)
            await alerts.settle(c, alert, now=NOON + timedelta(days=day))

        assert await receipts.purge(c, before=NOON + timedelta(days=5)) == 2
        assert list((await c.execute(select(reached.c.alert_id))).scalars()) == [fresh]
        assert (await receipts.page(c, AlertId(old))) == ([], None)
        assert await counts(c) == [1]
