import pytest

from alertbot.errors import LeaseLost
from alertbot.model import AlertId, Progress, Run, RunId, RunState
from alertbot.storage import runs
from alertbot.storage.engine import Connection, Database
from tests.conftest import NOON
from tests.storage.desk import an_alert, subscribed


async def a_run(c: Connection, alert: AlertId) -> Run:
    return await runs.add(
        c,
        alert,
        language="en",
        priority=10,
        start=3,
        max_id=9,
        ready=1,
        epoch=2,
        now=NOON,
    )


def at(run: Run, cursor: int, state: RunState = RunState.OPEN) -> Progress:
    return Progress(run=run.id, state=state, wrapped=True, cursor=cursor)


async def test_a_run_begins_where_it_starts(database: Database):
    async with database.writing() as c:
        alert = await an_alert(c)
        run = await a_run(c, alert)

        assert (run.start, run.cursor, run.wrapped, run.state) == (3, 3, False, RunState.OPEN)
        assert (run.ready, run.opened_at, run.epoch) == (1, NOON, 2)
        assert await runs.of(c, [alert, AlertId(99)]) == {alert: [run], 99: []}


async def test_a_checkpoint_moves_the_cursor_and_counts(database: Database):
    async with database.writing() as c:
        alert = await an_alert(c)
        run = await a_run(c, alert)
        await runs.save(c, [at(run, 2)], epoch=2, now=NOON)
        await runs.count(c, {run.id: (3, 1)})
        await runs.count(c, {run.id: (2, 0)})

        [found] = (await runs.of(c, [alert]))[alert]
        assert (found.wrapped, found.cursor, found.sent, found.failed) == (True, 2, 5, 1)


@pytest.mark.parametrize("state", [RunState.DONE, RunState.PARKED])
async def test_a_run_ends(database: Database, state: RunState):
    async with database.writing() as c:
        alert = await an_alert(c)
        await runs.save(c, [at(await a_run(c, alert), 3, state)], epoch=2, now=NOON)

        [found] = (await runs.of(c, [alert]))[alert]
        assert found.state is state


async def test_an_earlier_dispatcher_cannot_move_a_run_that_a_later_one_has(database: Database):
    async with database.writing() as c:
        run = await a_run(c, await an_alert(c))
        await runs.save(c, [at(run, 1)], epoch=3, now=NOON)

        with pytest.raises(LeaseLost):
            await runs.save(c, [at(run, 2)], epoch=2, now=NOON)


async def test_a_run_that_went_with_its_alert_is_left_out(database: Database):
    async with database.writing() as c:
        gone = Progress(run=RunId(99), state=RunState.OPEN, wrapped=False, cursor=1)

        await runs.save(c, [gone], epoch=2, now=NOON)


async def test_the_newest_subscriber_bounds_a_run(database: Database):
    async with database.writing() as c:
        assert await runs.newest_subscriber(c) == 0
        id = await subscribed(c, 1)

        assert await runs.newest_subscriber(c) == id
