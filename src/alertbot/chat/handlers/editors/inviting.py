"""Owners invite editors and owners by single-use links."""

from collections.abc import Mapping
from datetime import datetime

from alertbot.chat import links
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.handlers.editors import naming
from alertbot.chat.handlers.editors import people as list_of_people
from alertbot.chat.handlers.editors.second import Detail, Doing, Made, through
from alertbot.chat.screens.editors import people as screens
from alertbot.errors import NotFound
from alertbot.languages import clean
from alertbot.model import Invitation, InvitationId, Person, Role, Rule
from alertbot.storage import audit, dialogs, invitations, people
from alertbot.storage.audit import Deed
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Connection

LABEL = "invitation label"  # the dialog that waits for what colleagues will call whom is invited


async def ask_name(desk: Desk, visit: Visit, press: Press) -> Reply:
    """What shall colleagues see? Raises NotFound."""
    role = _role(press)
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=LABEL, data={"role": int(role)}, now=visit.now)
    return Reply(screen=screens.ask_name(visit.words, role))


async def nameless(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Invite somebody who gets a name drawn at random. Raises NotFound."""
    return await _invite(desk, visit, _role(press), "")


async def take_name(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """The name came. Raises NotFound for who is no owner any more."""
    role, name = Role(dialog.data["role"]), clean.line(text)
    if staff(visit).role < Role.OWNER:
        raise NotFound("an owner's question")
    async with desk.database.writing() as c:
        problem = await naming.problem(c, visit, name)
        if problem is None:
            await dialogs.close(c, visit.user)
    if problem is not None:
        return Reply(screen=screens.ask_name(visit.words, role, problem=problem))
    return await _invite(desk, visit, role, name)


async def _invite(desk: Desk, visit: Visit, role: Role, name: str) -> Reply:
    doing, rule = (INVITE_OWNER, Rule.OWNERS) if role is Role.OWNER else (INVITE_EDITOR, Rule.EDITORS)
    made = await through(desk, visit, doing, rule, {"role": int(role), "name": name})
    if isinstance(made, Reply):
        return made
    return Reply(screen=None if made.shown is None else made.shown(visit.words))


async def _make(desk: Desk, c: Connection, by: Person, detail: Detail, now: datetime) -> Made:
    role, name = Role(detail["role"]), str(detail["name"])
    payload = await invitations.add(c, role, label=name, by=by.id, now=now)
    await audit.note(c, Deed.INVITED, person=by.id, now=now, detail={"role": int(role), "name": name})
    link = links.address(desk.username, payload)
    return Made(shown=lambda words: screens.link(words, role, name, link))


INVITE_EDITOR = Doing(kind="invite editor", do=_make, role=Role.OWNER)
INVITE_OWNER = Doing(kind="invite owner", do=_make, role=Role.OWNER)


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """An invitation that nobody has accepted yet. Raises NotFound."""
    async with desk.database.reading() as c:
        offer = _there(await invitations.find(c, InvitationId(press.number(0)), now=visit.now))
        by = None if offer.by is None else await people.get(c, offer.by)
    return Reply(screen=screens.invitation(visit.words, offer, by=None if by is None else by.name))


async def take_back(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Its link is worth nothing any more; a second press finds it gone."""
    async with desk.database.writing() as c:
        offer = await invitations.find(c, InvitationId(press.number(0)), now=visit.now)
        if offer is not None and await invitations.take(c, offer.id, now=visit.now) is not None:
            detail = {"role": int(offer.role), "name": offer.label}
            await audit.note(c, Deed.TAKEN_BACK, person=staff(visit).id, now=visit.now, detail=detail)
    return await list_of_people.show(desk, visit, Press(press.act))


def _role(press: Press) -> Role:
    role = _ROLES.get(press.text(0))
    if role is None:
        raise NotFound(f"role {press.text(0)!r}")
    return role


_ROLES: Mapping[str, Role] = {letter: role for role, letter in screens.LETTERS.items()}


def _there(offer: Invitation | None) -> Invitation:
    if offer is None:
        raise NotFound("an invitation that was used, taken back or has lapsed")
    return offer
