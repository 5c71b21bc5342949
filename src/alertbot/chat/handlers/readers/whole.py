"""The whole article under an alert, in the reader's language."""

from functools import partial

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, subscribed
from alertbot.chat.screens.editors import freeze
from alertbot.chat.screens.readers import whole as screens
from alertbot.errors import NotFound
from alertbot.model import ArticleId
from alertbot.prepare import whole


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Show the article at once, or as soon as it is translated; nothing of it is shown in a freeze."""
    language, id = subscribed(visit).languages[0], ArticleId(press.number(0))
    if visit.freeze is not None:
        return Reply(screen=freeze.readers(visit.words))
    if not desk.allowance.take(visit.user.reveal(), visit.now):
        return Reply(screen=screens.enough(visit.words))
    try:
        found = await whole.at_hand(desk.studio, id, language)
    except NotFound:
        return Reply(screen=screens.gone(visit.words))
    if found is not None:
        return Reply(later=partial(_ready, Reply(more=screens.article(visit.words, found))))

    async def translated() -> Reply:
        made = await whole.made(desk.studio, id, language)
        return Reply(more=screens.article(visit.words, made))

    return Reply(screen=screens.waiting(visit.words), later=translated)


async def _ready(reply: Reply) -> Reply:
    """Even then it is several messages, which Telegram may slow down."""
    return reply
