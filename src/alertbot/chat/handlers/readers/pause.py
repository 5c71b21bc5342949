"""Receiving nothing for a while, and again."""

from datetime import timedelta

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, again, subscribed
from alertbot.chat.handlers.readers.home import home
from alertbot.chat.screens.readers import pause as screens
from alertbot.storage import exceptions, subscribers
from alertbot.storage.bells import Bell

_PAUSES = {"day": timedelta(days=1), "week": timedelta(days=7), "ever": None}


async def show_pause(desk: Desk, visit: Visit, press: Press) -> Reply:
    """How long to pause."""
    return Reply(screen=screens.pause(visit.words, subscribed(visit)))


async def pause_for(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive nothing for a while."""
    time = _PAUSES.get(press.text(0), _PAUSES["day"])
    async with desk.database.writing() as c:
        await subscribers.pause(c, subscribed(visit).id, until=None if time is None else visit.now + time)
    return Reply(screen=home(desk, await again(desk, visit)))


async def resume(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive again, also what is on its way now."""
    id = subscribed(visit).id
    async with desk.database.writing(Bell.DISPATCH) as c:
        await subscribers.resume(c, id)
        await exceptions.revisit(c, id, now=visit.now)
    return Reply(screen=home(desk, await again(desk, visit)))
