"""The menu of editors."""

from alertbot.chat import feedback as rules
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.handlers.editors.review import scope
from alertbot.chat.screens.editors import freeze
from alertbot.chat.screens.editors import newsroom as screens
from alertbot.chat.screens.page import Screen
from alertbot.storage import feedback, review, reviewers


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """What waits for this editor, and what else there is to do."""
    return Reply(screen=await newsroom(desk, visit))


async def newsroom(desk: Desk, visit: Visit) -> Screen:
    """The menu, with what waits now."""
    person = staff(visit)
    async with desk.database.reading() as c:
        texts = await review.waiting(c, scope(person))
        languages = await feedback.languages(c, now=visit.now)
        everyone, here = await reviewers.present(c)
    return screens.newsroom(
        visit.words,
        person.role,
        banner=None if visit.freeze is None else freeze.banner(visit.words, visit.freeze, now=visit.now),
        texts=len(texts),
        messages=sum(rules.may_read(person, each, here, everyone) for each in languages),
    )
