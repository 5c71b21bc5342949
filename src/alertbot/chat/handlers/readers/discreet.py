"""What comes discreetly, alerts and editors' answers: a tap shows it in its place, another hides it again."""

from dataclasses import replace

from alertbot.chat import replies
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, subscribed
from alertbot.chat.handlers.readers.latest import received
from alertbot.chat.screens.readers import feedback as feedback_screens
from alertbot.chat.screens.readers import latest as latest_screens
from alertbot.chat.screens.readers import safety as screens
from alertbot.dispatch.render import Message
from alertbot.errors import NotFound
from alertbot.model import ArticleId, ArticleState, FeedbackId, Subscriber
from alertbot.storage import articles, feedback


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
    return Reply(screen=screens.news(visit.words, Act.NEWS_SHOW, ArticleId(press.number(0))))


async def show_answer(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The editors' answer in the place of the news that there is something."""
    async with desk.database.writing() as c:
        known = await feedback.open_answer(
            c, FeedbackId(press.number(0)), subscribed(visit).id, now=visit.now
        )
    if known is None:  # it expired, or is another reader's: anybody can send any number
        return Reply(toast=replies.sentence(NotFound("no such answer"), visit.words), away=_pressed(visit))
    return Reply(screen=feedback_screens.answered(visit.words, known, discreet=True))


async def hide_answer(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Only that there is news, again; what is not kept any more is taken away."""
    id = FeedbackId(press.number(0))
    async with desk.database.reading() as c:
        kept = {each.id for each in await feedback.answers_to(c, subscribed(visit).id, now=visit.now)}
    if id not in kept:
        return Reply(away=_pressed(visit))
    return Reply(screen=screens.news(visit.words, Act.ANSWER_SHOW, id))


def _pressed(visit: Visit) -> tuple[int, ...]:
    return () if visit.message is None else (visit.message,)
