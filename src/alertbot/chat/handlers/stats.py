"""Numbers for editors."""

from datetime import timedelta

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.screens import stats as screens
from alertbot.storage import stats, topics

DAYS = 7


async def show_stats(desk: Desk, visit: Visit, press: Press) -> Reply:
    """How things stand."""
    async with desk.database.reading() as c:
        numbers = await stats.overview(c, since=visit.now - timedelta(days=DAYS))
        known = await topics.all(c)
    return Reply(screen=screens.overview(visit.words, numbers, known, days=DAYS))
