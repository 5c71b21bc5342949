"""What colleagues call an editor or owner, as owners say."""

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.handlers.editors.noting import noted
from alertbot.chat.screens.editors import people as screens
from alertbot.errors import NotFound
from alertbot.languages import clean
from alertbot.model import Person, PersonId, Role
from alertbot.storage import dialogs, people
from alertbot.storage.audit import Deed
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Connection

LABEL = "person label"  # the dialog that waits for a name


async def problem(c: Connection, visit: Visit, name: str) -> str | None:
    """Why somebody cannot be called so."""
    words = visit.words
    if not 0 < len(name) <= screens.LONGEST_NAME:
        return words.gettext("A name has at least 1 letter and at most {number}.").format(
            number=words.number(screens.LONGEST_NAME)
        )
    if await people.is_taken(c, name):
        return words.gettext("Somebody has this name already. Choose another one.")
    return None


async def ask(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for a name. Raises NotFound."""
    async with desk.database.writing() as c:
        person = await _get(c, press.number(0))
        await dialogs.put(c, visit.user, kind=LABEL, data={"person": person.id}, now=visit.now)
    return Reply(screen=screens.rename(visit.words, person))


async def take(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """The name came. Raises NotFound, also for who is no owner any more."""
    name = clean.line(text)
    async with desk.database.writing() as c:
        if staff(visit).role < Role.OWNER:
            raise NotFound("an owner's question")
        person = await _get(c, dialog.data["person"])
        wrong = await problem(c, visit, name)
        if wrong is not None:
            return Reply(screen=screens.rename(visit.words, person, problem=wrong))
        await dialogs.close(c, visit.user)
        return await _call(c, visit, person, name)


async def nameless(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Call them by the drawn name again. Raises NotFound."""
    async with desk.database.writing() as c:
        return await _call(c, visit, await _get(c, press.number(0)), "")


async def _call(c: Connection, visit: Visit, person: Person, name: str) -> Reply:
    if person.label != name:
        await people.set_label(c, person.id, name)
        await noted(c, visit, Deed.RENAMED, name=name or person.pseudonym)
    return Reply(screen=screens.one(visit.words, staff(visit), await _get(c, person.id)))


async def _get(c: Connection, id: int) -> Person:
    person = await people.get(c, PersonId(id))
    if person is None:
        raise NotFound("somebody who is gone")
    return person
