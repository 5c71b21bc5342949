"""A discreet alert: a tap shows it in its place, another hides it again."""

from dataclasses import replace

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, subscribed
from alertbot.chat.handlers.readers.latest import received
from alertbot.chat.screens.readers import latest as latest_screens
from alertbot.chat.screens.readers import safety as screens
from alertbot.dispatch.render import Message
from alertbot.errors import NotFound
from alertbot.model import ArticleId, ArticleState, Subscriber
from alertbot.storage import articles


async def show_news(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The alert in the place of the news that there is one; nothing is shown in a freeze."""
    id = ArticleId(press.number(0))
    if visit.freeze is not None:
        wait = visit.words.gettext("The editors have stopped all alerts for the moment. Try again later.")
        return Reply(toast=wait)
    found = await _received(desk, subscribed(visit), id)
    if found is None:
        return Reply(toast=visit.words.gettext("This alert is not kept any more."))
    shown = latest_screens.alert(found)
    return Reply(screen=replace(shown, keyboard=(*shown.keyboard, screens.hide_news(visit.words, id))))


async def _received(desk: Desk, reader: Subscriber, id: ArticleId) -> Message | None:
    """The alert for this reader; None where it is not kept, or was never one: anybody can send any number."""
    try:
        async with desk.database.reading() as c:
            article = await articles.get(c, id)
    except NotFound:
        return None
    return await received(desk, reader, article) if article.state is ArticleState.PREPARED else None


async def hide_news(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Only that there is news, again."""
    return Reply(screen=screens.news(visit.words, ArticleId(press.number(0))))
