from datetime import timedelta

from sqlalchemy import update

from alertbot.model import AlertId, Retry, RunState, SubscriberId, Urgency
from alertbot.storage import alerts, exceptions, runs, subscribers
from alertbot.storage.engine import Connection, Database
from alertbot.storage.tables import run
from tests.conftest import NOON
from tests.storage.desk import an_alert, subscribed


def a_retry(alert: AlertId, reader: SubscriberId, *, minutes: int = 0, attempts: int = 1) -> Retry:
    due_at = NOON + timedelta(minutes=minutes)
    return Retry(alert=alert, subscriber=reader, due_at=due_at, attempts=attempts)


async def an_open_run(c: Connection, alert: AlertId, *, max_id: int = 99) -> None:
    await runs.add(
        c, alert, language="ug", priority=10, start=0, max_id=max_id, ready=None, epoch=0, now=NOON
    )


async def test_what_is_due_comes_urgent_first_then_the_longest_due(database: Database):
    async with database.writing() as c:
        ordinary, urgent = await an_alert(c), await an_alert(c, Urgency.URGENT)
        one, two, three = [await subscribed(c, chat) for chat in (1, 2, 3)]
        waiting = [
            a_retry(ordinary, one, minutes=-5),
            a_retry(ordinary, two, minutes=-9),
            a_retry(urgent, one),
            a_retry(urgent, three, minutes=1),
        ]
        await exceptions.put(c, waiting)

        found = await exceptions.due(c, now=NOON, limit=9)
        assert found == [waiting[2], waiting[1], waiting[0]]
        assert await exceptions.due(c, now=NOON, limit=1) == [waiting[2]]
        assert await exceptions.next_due(c, after=NOON) == NOON + timedelta(minutes=1)
        assert await exceptions.next_due(c, after=NOON + timedelta(hours=1)) is None
        assert await exceptions.alerts_waiting(c) == {ordinary, urgent}


async def test_one_row_for_each_alert_and_reader(database: Database):
    async with database.writing() as c:
        alert, reader = await an_alert(c), await subscribed(c, 1)
        await exceptions.put(c, [a_retry(alert, reader)])
        await exceptions.put(c, [a_retry(alert, reader, minutes=-1, attempts=2)])
        await exceptions.put(c, [])

        assert await exceptions.due(c, now=NOON, limit=9) == [a_retry(alert, reader, minutes=-1, attempts=2)]


async def test_dropped_ones_are_gone_however_many(database: Database):
    async with database.writing() as c:
        alert = await an_alert(c)
        readers = [await subscribed(c, chat) for chat in range(1, 6)]
        await exceptions.put(c, [a_retry(alert, reader) for reader in readers])
        pairs = [(alert, SubscriberId(id)) for id in range(1000, 1500)]
        await exceptions.drop(c, [*pairs, *((alert, reader) for reader in readers[1:])])
        await exceptions.drop(c, [])

        assert [each.subscriber for each in await exceptions.due(c, now=NOON, limit=9)] == readers[:1]


async def test_an_erased_reader_has_no_visit_left(database: Database):
    async with database.writing() as c:
        alert, reader = await an_alert(c), await subscribed(c, 1)
        await exceptions.put(c, [a_retry(alert, reader)])
        await subscribers.erase(c, reader)

        assert await exceptions.alerts_waiting(c) == set()


async def test_a_changed_choice_is_looked_at_for_every_alert_on_its_way(database: Database):
    async with database.writing() as c:
        walking, still, early, retried, walked, settled = [await an_alert(c) for _ in range(6)]
        reader = await subscribed(c, 1)
        for alert in (walked, settled):
            await an_open_run(c, alert)
        await c.execute(update(run).where(run.c.alert_id.in_((walked, settled))).values(state=RunState.DONE))
        await alerts.settle(c, settled, now=NOON)
        await an_open_run(c, walking)
        await an_open_run(c, walking)
        await an_open_run(c, early, max_id=0)  # opened before the reader came
        await an_open_run(c, retried)
        await exceptions.put(c, [a_retry(retried, reader, minutes=5, attempts=3)])
        await exceptions.revisit(c, reader, now=NOON)
        await exceptions.revisit(c, reader, now=NOON + timedelta(minutes=1))

        due = await exceptions.due(c, now=NOON + timedelta(hours=1), limit=9)
        assert sorted(due, key=lambda each: each.alert) == [
            a_retry(walking, reader, minutes=1, attempts=0),
            a_retry(retried, reader, minutes=1, attempts=3),
            a_retry(walked, reader, minutes=1, attempts=0),
        ]
        assert await alerts.still_there(c, [still]) == {still}


async def test_who_chose_anew_since_they_were_looked_at_is_not_dropped(database: Database):
    async with database.writing() as c:
        alert = await an_alert(c)
        readers = [await subscribed(c, chat) for chat in (1, 2)]
        await an_open_run(c, alert)
        read = [a_retry(alert, reader) for reader in readers]
        await exceptions.put(c, read)
        await exceptions.revisit(c, readers[1], now=NOON + timedelta(seconds=1))
        await exceptions.drop_as_read(c, read)

        due = await exceptions.due(c, now=NOON + timedelta(hours=1), limit=9)
        assert [each.subscriber for each in due] == readers[1:]
