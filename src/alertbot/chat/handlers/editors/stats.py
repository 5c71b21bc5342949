"""Numbers for editors."""

from datetime import datetime, timedelta

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.screens.editors import stats as screens
from alertbot.model import Health
from alertbot.storage import providers, stats, topics

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


def _rest(health: Health | None, now: datetime) -> timedelta:
    until = health.resting_until if health else None
    return max(until - now, timedelta(0)) if until else timedelta(0)
