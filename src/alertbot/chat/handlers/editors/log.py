"""Who did what and when: owners see everything, editors what they did themselves."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.screens.editors import log as screens
from alertbot.chat.screens.editors.log import Around
from alertbot.errors import NotFound
from alertbot.model import EditionId, Role
from alertbot.storage import audit, editions, people, topics
from alertbot.storage.audit import Record
from alertbot.storage.engine import Connection


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One page, of one person or kind where that is chosen."""
    page, whose, kind = press.number(0), _whose(visit, press.text(1)), press.text(2)
    async with desk.database.reading() as c:
        found = await audit.latest(
            c, limit=screens.PAGE + 1, skip=page * screens.PAGE, who=whose or None, kind=kind or None
        )
        around = await _around(c, visit, found)
        names = await audit.authors(c)
    shown = screens.listing(
        visit.words,
        found[: screens.PAGE],
        around,
        role=staff(visit).role,
        page=page,
        more=len(found) > screens.PAGE,
        whose=whose,
        name=names.get(whose, whose) if whose else None,
        kind=kind,
    )
    return Reply(screen=shown)


async def choose_whose(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Whose deeds? Editors have no choice."""
    if staff(visit).role is not Role.OWNER:
        return await show(desk, visit, Press(press.act))
    async with desk.database.reading() as c:
        names = await audit.authors(c)
    return Reply(screen=screens.whose(visit.words, names, chosen=press.text(1), kind=press.text(0)))


async def choose_kind(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Which kind?"""
    whose = _whose(visit, press.text(0))
    return Reply(screen=screens.kinds(visit.words, chosen=press.text(1), whose=whose))


def _whose(visit: Visit, wanted: str) -> str:
    """The pseudonym whose deeds are shown; an editor's is their own, whatever the button says."""
    me = staff(visit)
    return wanted if me.role is Role.OWNER else me.pseudonym


async def _around(c: Connection, visit: Visit, found: Sequence[Record]) -> Around:
    titles = {}
    for id in {each.subject_id for each in found if each.subject == audit.EDITION}:
        with suppress(NotFound):  # its article was forgotten
            titles[id] = (await editions.get(c, EditionId(id))).title
    return Around(
        titles=titles,
        topics={each.id: each.name(visit.words.tag) for each in await topics.all(c, active_only=False)},
        people={each.id: each.name for each in await people.everyone(c)},
        zone=_zone(visit),
    )


def _zone(visit: Visit) -> tzinfo:
    named = None if visit.subscriber is None else visit.subscriber.timezone
    if named is None:
        return UTC
    try:
        return ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
