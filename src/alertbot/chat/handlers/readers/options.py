"""The options under an alert."""

from contextlib import suppress

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, again, subscribed
from alertbot.chat.handlers.readers.topics import set_topic
from alertbot.chat.screens.page import Row, hide
from alertbot.chat.screens.readers import options as screens
from alertbot.chat.screens.readers import safety
from alertbot.errors import NotFound
from alertbot.model import ArticleId, TopicId
from alertbot.storage import articles, topics


async def show_options(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Options were pressed under an alert."""
    return await _options(desk, visit, press.args)


async def _options(desk: Desk, visit: Visit, under_which: tuple[str, ...], toast: str | None = None) -> Reply:
    id, latest = ArticleId(Press(Act.OPTIONS, under_which).number(0)), under_which[1:]
    async with desk.database.reading() as c:
        article = await articles.get(c, id)
        under = [topic for topic in await topics.all(c) if topic.id in article.topics]
    rows = screens.options(visit.words, id, under, subscribed(visit).topics, latest=latest)
    hidden = ((hide(visit.words),),) if latest and subscribed(visit).discreet else _hide(visit, id)
    return Reply(under=(*rows, *hidden), toast=toast)


def _hide(visit: Visit, id: ArticleId) -> tuple[Row, ...]:
    """Whoever receives discreet alerts can hide one from here too."""
    return (safety.hide_news(visit.words, id),) if subscribed(visit).discreet else ()


async def shut_options(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Back to the alert's own buttons."""
    id = ArticleId(press.number(0))
    whole = False
    with suppress(NotFound):  # an old alert gets its button all the same
        async with desk.database.reading() as c:
            whole = bool((await articles.get(c, id)).text.strip())
    return Reply(under=(*screens.shut(visit.words, id, whole=whole), *_hide(visit, id)))


async def mute(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive the topic of an alert no longer."""
    await set_topic(desk, visit, TopicId(press.number(0)), on=False)
    toast = visit.words.gettext("You will receive no more alerts on this topic.")
    return await _options(desk, await again(desk, visit), press.args[1:], toast)


async def unmute(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive it again."""
    await set_topic(desk, visit, TopicId(press.number(0)), on=True)
    toast = visit.words.gettext("You receive alerts on this topic again.")
    return await _options(desk, await again(desk, visit), press.args[1:], toast)
