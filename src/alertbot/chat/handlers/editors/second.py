"""What may need a second person: done at once, or asked of those who may confirm it.

Each such thing is a `Doing`. What it is about is kept sealed for an hour; rights are read again when
somebody confirms. `confirming` knows all of them and does what was confirmed.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alertbot.chat import second
from alertbot.chat.desk import Desk, Reply, Telling, Visit, staff
from alertbot.chat.screens.editors import second as screens
from alertbot.chat.screens.page import Screen
from alertbot.languages.catalogues import Words
from alertbot.model import Person, PersonId, Role, Rule
from alertbot.storage import audit, people, policies, requests
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection

BELLS = (Bell.WATCH, Bell.REVIEW)
Detail = Mapping[str, Any]  # JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of it: `shown` is for who asked, `tell` for others."""

    shown: Callable[[Words], Screen] | None = None
    tell: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Something that may need a second person.

    `do` does it for a person, in the transaction that is open; it writes the log, and raises what it
    cannot do. `role` is who may want it.
    """

    kind: str
    do: Callable[[Desk, Connection, Person, Detail, datetime], Awaitable[Made]]
    role: Role = Role.EDITOR


async def through(desk: Desk, visit: Visit, doing: Doing, rule: Rule, detail: Detail) -> Made | Reply:
    """Do it now, or ask a second person: then the reply says so."""
    me = staff(visit)
    async with desk.database.writing(*BELLS) as c:
        everybody, about = await people.everyone(c), whom(detail)
        if not second.is_needed(rule, await policies.rules(c), everybody, by=me.id, about=about):
            return await doing.do(desk, c, me, detail, visit.now)
        asked, new = await requests.add(c, by=me.id, kind=doing.kind, rule=rule, detail=detail, now=visit.now)
        if new:
            await noted(c, Deed.ASKED, me, visit.now, kind=doing.kind, detail=detail)
    tell = tuple(
        Telling(each.user, screens.request(desk.words_for(each), asked, name=me.name))
        for each in second.confirmers(rule, everybody, by=me.id, about=about)
        if new
    )
    return Reply(screen=screens.waiting(visit.words, asked), tell=tell)


def whom(detail: Detail) -> PersonId | None:
    """The person whom it is about, if it is about one."""
    return PersonId(detail["person"]) if "person" in detail else None


async def noted(
    c: Connection, deed: Deed, person: Person, now: datetime, *, kind: str, detail: Detail
) -> None:
    """Write down what became of a request, in words that can be shown."""
    kept = {"kind": kind, **screens.told(detail)}
    await audit.note(c, deed, person=person.id, now=now, detail=kept)
