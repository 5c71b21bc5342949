"""Owners' decisions about how long traces are kept, and whether pages are shown under alerts."""

from contextlib import suppress

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.screens.editors import keeping as screens
from alertbot.errors import NotFound
from alertbot.model import Retained
from alertbot.storage import audit, policies
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell


async def show_keeping(desk: Desk, visit: Visit, press: Press) -> Reply:
    """How long things are kept, or the one that a button names. Raises NotFound."""
    return await _keeping(desk, visit, _what(press.text(0)) if press.args else None)


async def _keeping(desk: Desk, visit: Visit, what: Retained | None) -> Reply:
    async with desk.database.reading() as c:
        now = await policies.keeping(c, desk.keeping)
    if what is None:
        return Reply(screen=screens.keeping(visit.words, now))
    return Reply(screen=screens.kept(visit.words, what, now, desk.keeping))


async def keep_for(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Keep something for so many days. Raises NotFound for what is not offered."""
    what, days = _what(press.text(0)), press.number(1)
    if days not in screens.offered(what, desk.keeping):
        raise NotFound(f"{days} days")
    async with desk.database.writing() as c:
        await policies.set_keeping(c, what, days)
        detail = {"what": "keeping", "kept": what, "days": days}
        await audit.note(c, Deed.POLICY, person=staff(visit).id, now=visit.now, detail=detail)
    return await _keeping(desk, visit, what)


def _what(text: str) -> Retained:
    with suppress(ValueError):
        return Retained(text)
    raise NotFound(f"nothing called {text!r} is kept")


async def show_previews(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Whether pages are shown."""
    async with desk.database.reading() as c:
        on = await policies.previews(c)
    return Reply(screen=screens.previews(visit.words, on=on))


async def previews_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Show them, from the next message on."""
    return await _set_previews(desk, visit, on=True)


async def previews_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Show them no longer."""
    return await _set_previews(desk, visit, on=False)


async def _set_previews(desk: Desk, visit: Visit, *, on: bool) -> Reply:
    async with desk.database.writing(Bell.DISPATCH) as c:
        await policies.set_previews(c, on=on)
        detail = {"what": "previews", "on": on}
        await audit.note(c, Deed.POLICY, person=staff(visit).id, now=visit.now, detail=detail)
    return Reply(screen=screens.previews(visit.words, on=on))
