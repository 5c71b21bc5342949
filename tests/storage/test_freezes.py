"""One freeze at a time; the clock of alerts on their way stands still in it."""

from datetime import timedelta

from alertbot.model import ChatId, Freeze, FreezeReason, Person, Role
from alertbot.storage import alerts, freezes, people
from alertbot.storage.engine import Database
from tests.conftest import NOON
from tests.storage.desk import an_alert

HOUR = timedelta(hours=1)


async def an_editor(c) -> Person:
    payload = await people.invite(c, Role.EDITOR, now=NOON)
    found = await people.redeem(c, payload, user=ChatId(7), language="en", now=NOON)
    assert found is not None
    return found


async def test_the_first_freeze_stays_until_it_ends(database: Database):
    async with database.writing() as c:
        editor = await an_editor(c)
        assert await freezes.current(c) is None
        assert await freezes.begin(c, by=editor.id, reason=FreezeReason.WRONG, note="a name", now=NOON)
        assert not await freezes.begin(c, by=editor.id, reason=FreezeReason.FEED, now=NOON + HOUR)
        assert await freezes.current(c) == Freeze(
            since=NOON, reason=FreezeReason.WRONG, note="a name", by=editor.pseudonym
        )
        assert await freezes.end(c, now=NOON)
        assert not await freezes.end(c, now=NOON)
        assert await freezes.current(c) is None


async def test_the_time_of_a_freeze_does_not_count_for_alerts_on_their_way(database: Database):
    async with database.writing() as c:
        editor = await an_editor(c)
        on_its_way, settled = await an_alert(c), await an_alert(c)
        await alerts.settle(c, settled, now=NOON)
        await freezes.begin(c, by=editor.id, reason=FreezeReason.OTHER, now=NOON + HOUR)
        await freezes.end(c, now=NOON + 3 * HOUR)
        first, second = await alerts.get(c, on_its_way), await alerts.get(c, settled)
    assert (first.opened_at, first.deadline_at) == (NOON + 2 * HOUR, NOON + 2 * HOUR)
    assert (second.opened_at, second.deadline_at) == (NOON, NOON)
