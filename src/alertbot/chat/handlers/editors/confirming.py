"""A second person confirms what somebody asked for, or refuses it; who asked may take it back."""

import logging
from collections.abc import Mapping

from alertbot.chat import second
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Telling, Visit
from alertbot.chat.handlers.editors import feedhosts, feeds, inviting, moving, people, rules, topics
from alertbot.chat.handlers.editors.second import BELLS, Doing, Made, noted, whom
from alertbot.chat.screens.editors import second as screens
from alertbot.errors import NotAllowed
from alertbot.model import Person, Request, RequestId
from alertbot.storage import people as persons
from alertbot.storage import requests
from alertbot.storage.audit import Deed
from alertbot.storage.engine import Connection

logger = logging.getLogger(__name__)

DOINGS: Mapping[str, Doing] = {
    each.kind: each
    for each in (
        inviting.INVITE_EDITOR,
        inviting.INVITE_OWNER,
        people.REMOVE,
        feeds.ADD,
        feedhosts.ADD,
        feeds.REMOVE,
        moving.FOLLOW,
        topics.HIDE,
        rules.RULE_OFF,
    )
}


async def confirm(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Do it, if whoever presses may confirm it now and whoever asked still may want it."""
    id = RequestId(press.number(0))
    async with desk.database.writing(*BELLS) as c:
        me, asked = await _me(c, visit), await requests.find(c, id, now=visit.now)
        if asked is not None and not await _may_confirm(c, me, asked):
            return Reply(screen=screens.not_yours(visit.words))
        asked = await requests.take(c, id, now=visit.now)  # of several at once one goes on
        asker = None if asked is None else await _asker(c, asked)
        if asked is None or asker is None:
            return Reply(screen=screens.too_late(visit.words))
        await noted(c, Deed.CONFIRMED, me, visit.now, kind=asked.kind, detail=asked.detail)
        made = await DOINGS[asked.kind].do(desk, c, asker, asked.detail, visit.now)
    logger.warning("a second person confirmed", extra={"kind": asked.kind, "by": me.pseudonym})
    told = _told(desk, asker, asked, made, me)
    others = tuple(each for each in made.tell if each.user != visit.user or each.menu is not None)
    return Reply(screen=screens.confirmed(visit.words, asked, name=asker.name), tell=(*told, *others))


async def refuse(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Do not do it; who asked may take it back so."""
    id = RequestId(press.number(0))
    async with desk.database.writing() as c:
        me, asked = await _me(c, visit), await requests.find(c, id, now=visit.now)
        own = asked is not None and asked.by == me.id
        if asked is not None and not own and not await _may_confirm(c, me, asked):
            return Reply(screen=screens.not_yours(visit.words))
        asked = await requests.take(c, id, now=visit.now)
        if asked is None:
            return Reply(screen=screens.too_late(visit.words))
        deed = Deed.WITHDRAWN if own else Deed.REFUSED
        await noted(c, deed, me, visit.now, kind=asked.kind, detail=asked.detail)
        asker = await persons.get(c, asked.by)
    shown = screens.refused(visit.words, asked)
    if own or asker is None:
        return Reply(screen=shown)
    told = screens.refused(desk.words_for(asker), asked, by=me.name)
    return Reply(screen=shown, tell=(Telling(asker.user, told),))


async def _me(c: Connection, visit: Visit) -> Person:
    """Whoever presses, as they are in this transaction. Raises NotAllowed."""
    me = await persons.find(c, visit.user)
    if me is None:
        raise NotAllowed
    return me


async def _may_confirm(c: Connection, me: Person, asked: Request) -> bool:
    everybody = await persons.everyone(c)
    able = second.confirmers(asked.rule, everybody, by=asked.by, about=whom(asked.detail))
    return me.id in {each.id for each in able}


async def _asker(c: Connection, asked: Request) -> Person | None:
    """Whoever asked, if they may still want this."""
    doing, asker = DOINGS.get(asked.kind), await persons.get(c, asked.by)
    able = doing is not None and asker is not None and asker.role >= doing.role
    return asker if able else None


def _told(desk: Desk, asker: Person, asked: Request, made: Made, me: Person) -> tuple[Telling, ...]:
    words = desk.words_for(asker)
    told = [Telling(asker.user, screens.confirmed(words, asked, name=asker.name, by=me.name))]
    if made.shown is not None:
        told.append(Telling(asker.user, made.shown(words)))
    return tuple(told)
