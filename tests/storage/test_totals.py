"""Totals of a day outlive receipts, and name nobody."""

from datetime import timedelta

from alertbot.model import AlertId, ChatId
from alertbot.storage import stats, subscribers, topics, totals
from alertbot.storage.engine import Database
from tests.conftest import NOON
from tests.storage.test_stats import add_runs

TODAY = "2026-11-02"


async def test_subscribers_are_noted_once_a_day_in_tens(database: Database):
    async with database.writing() as c:
        topic = await topics.add(c, slug="a", names={})
        for n in range(1, 20):
            await subscribers.add(
                c, chat=ChatId(n), languages=["ug"], topics=[topic], consent_version=1,
                consent_month="2026-11",
            )  # fmt: skip
        assert await totals.note_subscribers(c, now=NOON)
        assert not await totals.note_subscribers(c, now=NOON + timedelta(hours=1))
        assert await totals.note_subscribers(c, now=NOON + timedelta(days=1))
        assert await totals.subscribers(c, since=NOON) == {TODAY: 10, "2026-11-03": 10}
        assert await totals.subscribers(c, since=NOON + timedelta(days=1)) == {"2026-11-03": 10}


async def test_deliveries_are_counted_by_how_long_they_took(database: Database):
    async with database.writing() as c:
        await add_runs(c)  # two alerts, on articles of noon
        await totals.took(c, {}, now=NOON)
        await totals.took(c, {AlertId(1): 3, AlertId(2): 4}, now=NOON + timedelta(seconds=11))
        await totals.took(c, {AlertId(1): 2}, now=NOON + timedelta(seconds=12))
        await totals.took(c, {AlertId(1): 1}, now=NOON + timedelta(hours=2))
        [(day, counts)] = (await totals.delays(c, since=NOON)).items()
    assert (day, sorted(counts.values())) == (NOON.date().isoformat(), [1, 9])


async def test_old_days_are_forgotten(database: Database):
    async with database.writing() as c:
        await totals.note_subscribers(c, now=NOON)
        await totals.expire(c, now=NOON + totals.KEPT)
        assert await totals.subscribers(c, since=NOON) != {}
        await totals.expire(c, now=NOON + totals.KEPT + timedelta(days=1))
        assert await totals.subscribers(c, since=NOON) == {}


async def test_deliveries_are_summed_by_day(database: Database):
    async with database.writing() as c:
        await add_runs(c)
        found = await stats.deliveries(c, since=NOON - timedelta(days=1))
    assert found == {
        NOON.date().isoformat(): (5, 1), (NOON - timedelta(days=1)).date().isoformat(): (5, 1)
    }  # fmt: skip


def test_a_delay_is_known_to_a_quarter():
    assert all(
        later <= earlier * 1.34 for earlier, later in zip(totals.BOUNDS, totals.BOUNDS[1:], strict=False)
    )
    assert totals.bucket(timedelta(seconds=-5)) == totals.bucket(timedelta(0)) == totals.BOUNDS[0]
    assert totals.bucket(timedelta(days=30)) == totals.BOUNDS[-1]
