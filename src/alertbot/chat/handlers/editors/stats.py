"""Numbers for editors, in words and as pictures."""

from datetime import UTC, datetime, time, timedelta

from alertbot.chat import drawing
from alertbot.chat.callbacks import Press
from alertbot.chat.charts import Chart
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.screens.editors import charts
from alertbot.chat.screens.editors import stats as screens
from alertbot.chat.screens.editors.charts import Days, Which
from alertbot.errors import NotFound
from alertbot.model import Health
from alertbot.storage import providers, stats, topics, totals

DAYS = 7


async def show_stats(desk: Desk, visit: Visit, press: Press) -> Reply:
    """How things stand."""
    async with desk.database.reading() as c:
        numbers = await stats.overview(c, since=visit.now - timedelta(days=DAYS))
        known = await topics.all(c)
        today = await providers.spent(c, since=f"{visit.now:%Y-%m-%d}")
        month = await providers.spent(c, since=f"{visit.now:%Y-%m}-01")
        health = await providers.health(c)
    costs = [
        screens.Cost(name, today.get(name), spent, rest=_rest(health.get(name), visit.now))
        for name, spent in month.items()
    ]
    return Reply(screen=screens.overview(visit.words, numbers, known, costs, days=DAYS))


async def show_picture(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One of the pictures. Raises NotFound for one that there is not."""
    which, days = press.text(0), press.number(1)
    if which not in set(Which) or days not in charts.SPANS:
        raise NotFound("no such picture")
    chart = await _chart(desk, visit, Which(which), days)
    picture = await drawing.draw(chart)
    return Reply(screen=charts.shown(visit.words, Which(which), days, chart, picture))


async def _chart(desk: Desk, visit: Visit, which: Which, days: int) -> Chart:
    if not which.by_day:
        return await _parts(desk, visit, which)
    span = charts.span_of(visit.now, days)
    since = datetime.combine(span[0], time(), UTC)
    async with desk.database.reading() as c:
        known = Days(
            await totals.subscribers(c, since=since),
            await stats.deliveries(c, since=since),
            await totals.delays(c, since=since),
        )
    draw = {Which.GROWTH: charts.growth, Which.DELIVERIES: charts.deliveries, Which.DELAY: charts.delay}[
        which
    ]
    return draw(visit.words, known, span)


async def _parts(desk: Desk, visit: Visit, which: Which) -> Chart:
    async with desk.database.reading() as c:
        numbers = await stats.overview(c, since=visit.now)
        known = await topics.all(c)
    if which is Which.LANGUAGES:
        return charts.languages(visit.words, numbers.by_language)
    return charts.topics(visit.words, numbers.by_topic, known)


def _rest(health: Health | None, now: datetime) -> timedelta:
    until = health.resting_until if health else None
    return max(until - now, timedelta(0)) if until else timedelta(0)
