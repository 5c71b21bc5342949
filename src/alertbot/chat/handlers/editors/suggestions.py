"""What editors' corrections suggest for the glossary: accept or decline."""

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.handlers.editors import names
from alertbot.chat.handlers.editors.noting import noted
from alertbot.chat.screens.editors import names as name_screens
from alertbot.chat.screens.editors import suggestions as screens
from alertbot.errors import NotFound
from alertbot.model import SuggestionId
from alertbot.storage import glossary
from alertbot.storage.audit import Deed


async def show_suggestions(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All that wait, the most frequent first."""
    return await _listing(desk, visit, page=press.number(0))


async def _listing(desk: Desk, visit: Visit, *, page: int = 0, note: str | None = None) -> Reply:
    async with desk.database.reading() as c:
        waiting = await glossary.suggestions(c)
    return Reply(screen=screens.listing(visit.words, waiting, page=page, note=note))


async def show_suggestion(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One of them, with the term it is about."""
    async with desk.database.reading() as c:
        waiting = {each.id: each for each in await glossary.suggestions(c)}
        shown = waiting.get(SuggestionId(press.number(0)))
        if shown is None:
            raise NotFound("no such suggestion")
        term = None if shown.term is None else await glossary.get(c, shown.term)
    return Reply(screen=screens.one(visit.words, shown, term))


async def accept(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Make it the approved rendering, and show the term."""
    async with desk.database.writing() as c:
        id = await glossary.accept(c, SuggestionId(press.number(0)))
        term = await glossary.get(c, id)
        await noted(c, visit, Deed.SUGGESTION_TAKEN, term=term.name("en"))
    note = visit.words.gettext("It is the approved rendering now.")
    return Reply(screen=name_screens.one(visit.words, term, names.languages(desk), note=note))


async def decline(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Hear of it no more."""
    async with desk.database.writing() as c:
        waiting = {each.id: each for each in await glossary.suggestions(c)}
        shown = waiting.get(SuggestionId(press.number(0)))
        await glossary.decline(c, SuggestionId(press.number(0)))
        if shown is not None:
            await noted(c, visit, Deed.SUGGESTION_DECLINED, term=shown.better)
    return await _listing(desk, visit, note=visit.words.gettext("It was declined."))
