import pytest

from alertbot.errors import NotFound
from alertbot.model import AlertId, AlertState, ArticleId, EditionState, Retry, Urgency
from alertbot.storage import alerts, exceptions
from alertbot.storage.engine import Database
from tests.conftest import NOON
from tests.storage.desk import an_alert, an_article, subscribed


async def test_an_opened_alert_can_be_had_again(database: Database):
    async with database.writing() as c:
        id = await an_alert(c)
        found = await alerts.get(c, id)

        assert (found.id, found.urgency, found.state) == (id, Urgency.ORDINARY, AlertState.OPEN)
        assert found.opened_at == NOON
        assert await alerts.unsettled(c) == [found]


async def test_there_is_no_alert_without_its_number(database: Database):
    async with database.reading() as c:
        with pytest.raises(NotFound):
            await alerts.get(c, AlertId(9))


async def test_a_settled_alert_leaves_nothing_to_do(database: Database):
    async with database.writing() as c:
        first, second = await an_alert(c), await an_alert(c)
        reader = await subscribed(c, 1)
        await exceptions.put(c, [Retry(alert=second, subscriber=reader, due_at=NOON, attempts=0)])
        for id in (first, first, second):
            await alerts.settle(c, id, now=NOON)

        # A reader who chose anew at the last moment is served still.
        assert [alert.id for alert in await alerts.unsettled(c)] == [second]
        assert await exceptions.alerts_waiting(c) == {second}


async def test_the_states_of_editions_are_told_by_language(database: Database):
    async with database.writing() as c:
        article = await an_article(c, ready=["en"], awaited=["ug"])
        bare = ArticleId(99)

        assert await alerts.edition_states(c, [article, bare]) == {
            article: {"en": EditionState.READY, "ug": EditionState.AWAITED},
            bare: {},
        }


async def test_what_is_still_there(database: Database):
    async with database.writing() as c:
        id = await an_alert(c)

        assert await alerts.still_there(c, [id, AlertId(99)]) == {id}
        assert await alerts.still_there(c, []) == set()
