"""Somebody opens an invitation, reads what it means in their language, and accepts it or not.

A link that was used, has expired, was taken back or never was is answered by the same words.
"""

import logging

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Telling, Visit, again
from alertbot.chat.handlers.readers import home as menu
from alertbot.chat.screens.editors import people as people_screens
from alertbot.chat.screens.page import Screen
from alertbot.chat.screens.readers import about
from alertbot.chat.screens.readers import invited as screens
from alertbot.languages.catalogues import Words
from alertbot.model import Invitation, InvitationId, Person, Role
from alertbot.storage import audit, invitations, people
from alertbot.storage.audit import Deed

logger = logging.getLogger(__name__)


async def opened(desk: Desk, visit: Visit, payload: str) -> Reply:
    """A link was opened. Nothing is stored yet."""
    async with desk.database.reading() as c:
        offer = await invitations.opened(c, payload, now=visit.now)
    return Reply(screen=_shown(desk, visit, offer, visit.words if visit.speaks else None))


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The same in another language; without one, the languages to choose from."""
    async with desk.database.reading() as c:
        offer = await invitations.find(c, InvitationId(press.number(0)), now=visit.now)
    return Reply(screen=_shown(desk, visit, offer, _chosen(desk, press)))


async def accept(desk: Desk, visit: Visit, press: Press) -> Reply:
    """It was accepted: whoever did so has its role now, and all owners are told."""
    words = _chosen(desk, press) or visit.words
    async with desk.database.writing() as c:
        offer = await invitations.find(c, InvitationId(press.number(0)), now=visit.now)
        if offer is None and visit.person is not None:  # this very press once more
            return Reply(screen=menu.home(desk, visit))
        if offer is None or _has_it(visit, offer):
            return Reply(screen=_shown(desk, visit, offer, words))
        person = await people.accept(c, offer, user=visit.user, language=words.tag, now=visit.now)
        if person is None:  # somebody else was quicker
            return Reply(screen=_shown(desk, visit, None, words))
        detail = {"role": int(person.role)}
        await audit.note(c, Deed.APPOINTED, person=person.id, now=visit.now, detail=detail)
        everybody = await people.everyone(c)
    logger.warning("an invitation was accepted", extra={"who": person.pseudonym})
    return await _welcomed(desk, visit, person, everybody)


async def _welcomed(desk: Desk, visit: Visit, person: Person, everybody: list[Person]) -> Reply:
    visit = await again(desk, visit)
    words = visit.words
    if person.role is Role.OWNER:
        note = words.gettext("You are an owner of this bot now.")
    else:
        note = words.gettext("You are an editor of this bot now.")
    told = tuple(
        Telling(each.user, people_screens.appointed(desk.words_for(each), person))
        for each in everybody
        if each.role is Role.OWNER and each.id != person.id
    )
    after = None if person.languages else people_screens.languages(words, person, person, desk.made_in)
    return Reply(screen=menu.home(desk, visit, note=note), after=after, menu=(words, visit.role), tell=told)


def _shown(desk: Desk, visit: Visit, offer: Invitation | None, words: Words | None) -> Screen:
    if offer is None:
        return _none(desk, visit)
    if _has_it(visit, offer):
        note = visit.words.gettext("This invitation is for somebody else: you may do all this already.")
        return menu.home(desk, visit, note=note)
    if words is None:
        offered = desk.words_offered()
        return screens.choose([visit.words] if visit.speaks else offered, offered, offer)
    return screens.invited(words, desk.newsroom, offer)


def _none(desk: Desk, visit: Visit) -> Screen:
    note = visit.words.gettext(
        "This invitation cannot be used: it has been used, has expired or was taken back. Ask for a new one."
    )
    if visit.role >= Role.EDITOR:
        return menu.home(desk, visit, note=note)
    return about.said(visit.words, note, stranger=visit.role is Role.STRANGER)


def _has_it(visit: Visit, offer: Invitation) -> bool:
    return visit.person is not None and visit.person.role >= offer.role


def _chosen(desk: Desk, press: Press) -> Words | None:
    tag = press.text(1)
    return desk.catalogues[tag] if tag in desk.offered else None
