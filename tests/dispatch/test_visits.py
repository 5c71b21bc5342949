"""What is no longer on the board, or no longer there, stops nobody."""

from dataclasses import replace

from alertbot.dispatch.choose import Choice
from alertbot.dispatch.dispatcher import Dispatcher
from alertbot.dispatch.hold import Hold
from alertbot.dispatch.look import look
from alertbot.dispatch.visits import next_visits
from alertbot.metrics import Metrics
from alertbot.model import AlertId, Retry
from alertbot.storage import articles, exceptions
from tests.dispatch.newsroom import Newsroom


async def a_dispatcher(newsroom: Newsroom) -> Dispatcher:
    hold = Hold(newsroom.database, newsroom.rules, holder="one", clock=newsroom.clock)
    await hold.take()
    return Dispatcher(
        database=newsroom.database,
        lane=newsroom.lane,
        catalogues=newsroom.catalogues,
        rules=newsroom.rules,
        hold=hold,
        clock=newsroom.clock,
        metrics=Metrics(),
    )


async def test_a_visit_apart_of_an_alert_that_is_not_on_the_board_wants_a_look_first(newsroom: Newsroom):
    id = await newsroom.reader(1)
    await newsroom.article()
    await look(await a_dispatcher(newsroom))
    async with newsroom.database.writing() as c:
        await exceptions.put(c, [Retry(alert=AlertId(1), subscriber=id, due_at=newsroom.clock(), attempts=0)])
    fresh = await a_dispatcher(newsroom)
    fresh.board.look_wanted = False

    assert await next_visits(fresh) == []
    assert fresh.board.look_wanted
    await look(fresh)
    assert [visit.reader.id for visit in await next_visits(fresh) or []] == [id]


async def test_an_article_that_vanished_takes_its_alert_off_the_board(newsroom: Newsroom):
    await newsroom.reader(1)
    article = await newsroom.article()
    dispatcher = await a_dispatcher(newsroom)
    await look(dispatcher)
    async with newsroom.database.writing() as c:
        await articles.remove(c, article)

    assert await next_visits(dispatcher) == []
    assert await next_visits(dispatcher) is None


async def test_bodies_are_made_once_and_the_oldest_forgotten(newsroom: Newsroom):
    await newsroom.reader(1)
    await newsroom.article()
    dispatcher = await a_dispatcher(newsroom)
    await look(dispatcher)
    [visit] = await next_visits(dispatcher) or []
    async with newsroom.database.reading() as c:
        [article] = await articles.latest(c, topics=visit.reader.topics, limit=1)

    english = Choice(visit.edition, ("en",))
    again = dispatcher.body(article, english, language="en", topic=None)
    assert dispatcher.body(article, english, language="xx", topic=None) is again
    for revision in range(2, 400):
        revised = replace(english, edition=replace(visit.edition, revision=revision))
        dispatcher.body(article, revised, language="en", topic=None)
    assert dispatcher.body(article, english, language="en", topic=None) is not again
