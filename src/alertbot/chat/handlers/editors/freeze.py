"""Any editor stops all releases and sends at once; an owner lets them go on."""

import logging

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff, tell_others
from alertbot.chat.handlers.editors.newsroom import newsroom
from alertbot.chat.handlers.editors.noting import noted
from alertbot.chat.screens.editors import freeze as screens
from alertbot.languages import clean
from alertbot.model import FreezeReason
from alertbot.storage import freezes
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell

logger = logging.getLogger(__name__)


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """How things stand; with words behind the command, which are the reason, all stops at once."""
    note = clean.line(press.text(0), longest=screens.LONGEST_NOTE)
    if note and visit.freeze is None:
        return await _freeze(desk, visit, FreezeReason.OTHER, note)
    if visit.freeze is None:
        return Reply(screen=screens.ask(visit.words))
    return Reply(screen=screens.frozen(visit.words, visit.freeze, visit.role, now=visit.now))


async def freeze(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Stop everything for one of the reasons."""
    known = {reason.value: reason for reason in FreezeReason}
    return await _freeze(desk, visit, known.get(press.text(0), FreezeReason.OTHER), "")


async def _freeze(desk: Desk, visit: Visit, reason: FreezeReason, note: str) -> Reply:
    person = staff(visit)
    async with desk.database.writing(Bell.FREEZE) as c:
        new = await freezes.begin(c, by=person.id, reason=reason, note=note, now=visit.now)
        if new:
            await noted(c, visit, Deed.FROZEN, reason=reason.value, words=note)
        frozen = await freezes.current(c)
    if frozen is None:  # an owner ended it at this very moment
        return Reply(screen=await newsroom(desk, visit))
    shown = screens.frozen(visit.words, frozen, visit.role, now=visit.now)
    if not new:
        return Reply(screen=shown)
    logger.warning("all alerts were stopped", extra={"by": person.pseudonym, "reason": reason.value})
    told = await tell_others(
        desk, visit, lambda words, each: screens.frozen(words, frozen, each.role, now=visit.now)
    )
    return Reply(screen=shown, tell=told)


async def ask_resume(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The last question."""
    if visit.freeze is None:
        return Reply(screen=await newsroom(desk, visit))
    return Reply(screen=screens.ask_resume(visit.words, visit.freeze, now=visit.now))


async def resume(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Let alerts go out again; a second press finds them going."""
    person = staff(visit)
    async with desk.database.writing(Bell.FREEZE, Bell.PREPARE, Bell.RELEASE, Bell.DISPATCH) as c:
        ended = await freezes.end(c, now=visit.now)
        if ended:
            await noted(c, visit, Deed.RESUMED)
    shown = screens.resumed(visit.words)
    if not ended:
        return Reply(screen=shown)
    logger.warning("alerts go out again", extra={"by": person.pseudonym})
    told = await tell_others(desk, visit, lambda words, _: screens.resumed(words, by=person.name))
    return Reply(screen=shown, tell=told)
