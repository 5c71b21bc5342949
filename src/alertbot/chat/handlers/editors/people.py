"""The people who look after the bot: who they are, which languages they review, and how one is removed."""

import logging
from datetime import datetime

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Telling, Visit, staff
from alertbot.chat.handlers.editors.second import Detail, Doing, Made, through
from alertbot.chat.screens.editors import people as screens
from alertbot.errors import NotAllowed, NotFound
from alertbot.model import Person, PersonId, Role, Rule
from alertbot.storage import audit, invitations, people, reviewers
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection

logger = logging.getLogger(__name__)


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Everybody; owners also the invitations that are open."""
    async with desk.database.reading() as c:
        everybody, offered = await people.everyone(c), await invitations.all(c)
    offered = [each for each in offered if each.expires_at > visit.now]
    return Reply(screen=screens.listing(visit.words, staff(visit), everybody, offered, page=press.number(0)))


async def show_person(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One of them. Raises NotFound."""
    person = await _get(desk, press)
    return Reply(screen=screens.one(visit.words, staff(visit), person))


async def show_languages(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The languages that somebody reviews. Raises NotFound, and NotAllowed for an editor's colleague."""
    person = _may_set(visit, await _get(desk, press))
    return Reply(screen=screens.languages(visit.words, staff(visit), person, desk.made_in))


async def reviews_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Have somebody review a language."""
    return await _set_language(desk, visit, press, on=True)


async def reviews_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """No longer."""
    return await _set_language(desk, visit, press, on=False)


async def _set_language(desk: Desk, visit: Visit, press: Press, *, on: bool) -> Reply:
    tag = press.text(1)
    if tag not in desk.made_in:
        raise NotFound(f"language {tag!r}")
    async with desk.database.writing(Bell.REVIEW) as c:
        person = _may_set(visit, _there(await people.get(c, PersonId(press.number(0)))))
        chosen = [each for each in person.languages if each != tag] + ([tag] if on else [])
        if set(chosen) != set(person.languages):
            await reviewers.set_languages(c, person.id, chosen)
            detail = {"name": person.name, "languages": chosen}
            await audit.note(c, Deed.LANGUAGES, person=staff(visit).id, now=visit.now, detail=detail)
    return await show_languages(desk, visit, press)


def _may_set(visit: Visit, person: Person) -> Person:
    """Owners set everybody's languages, editors their own. Raises NotAllowed."""
    me = staff(visit)
    if me.role < Role.OWNER and me.id != person.id:
        raise NotAllowed
    return person


async def ask_remove(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The last question; nobody removes themselves. Raises NotFound."""
    person = await _get(desk, press)
    if person.id == staff(visit).id:
        return Reply(screen=screens.one(visit.words, staff(visit), person))
    return Reply(screen=screens.remove(visit.words, person))


async def remove(desk: Desk, visit: Visit, press: Press) -> Reply:
    """End somebody's rights, perhaps with a second owner; a second press finds them gone. Raises NotFound."""
    person = await _get(desk, press)
    if person.id == staff(visit).id:
        return Reply(screen=screens.one(visit.words, staff(visit), person))
    rule = Rule.OWNERS if person.role is Role.OWNER else Rule.EDITORS
    detail = {"person": person.id, "name": person.name}
    made = await through(desk, visit, REMOVE, rule, detail)
    if isinstance(made, Reply):
        return made
    shown = await show(desk, visit, Press(press.act))
    return Reply(screen=shown.screen, tell=made.tell)


async def _remove(desk: Desk, c: Connection, by: Person, detail: Detail, now: datetime) -> Made:
    """Remove somebody, who is told, as all other owners are. Raises NotAllowed and NotFound."""
    owners = await people.owners_locked(c)
    if by.id not in {each.id for each in owners} or by.id == detail["person"]:
        raise NotAllowed  # removed at this very moment
    gone = _there(await people.remove(c, PersonId(detail["person"])))
    desk.database.forgotten.add_person(gone.id, now=now)
    await audit.note(c, Deed.REMOVED, person=by.id, now=now, detail={"name": gone.name})
    logger.warning("somebody was removed", extra={"who": gone.pseudonym, "by": by.pseudonym})
    words = desk.words_for(gone)
    told = Telling(gone.user, screens.removed(words, gone.role), (words, Role.READER))
    return Made(tell=(told, *_told(desk, owners, by, gone)))


def _told(desk: Desk, owners: list[Person], by: Person, gone: Person) -> tuple[Telling, ...]:
    return tuple(
        Telling(each.user, screens.was_removed(desk.words_for(each), gone, by=by.name))
        for each in owners
        if each.id not in {by.id, gone.id}
    )


REMOVE = Doing(kind="remove", do=_remove, role=Role.OWNER)


async def _get(desk: Desk, press: Press) -> Person:
    async with desk.database.reading() as c:
        return _there(await people.get(c, PersonId(press.number(0))))


def _there(person: Person | None) -> Person:
    if person is None:
        raise NotFound("somebody who is gone")
    return person
