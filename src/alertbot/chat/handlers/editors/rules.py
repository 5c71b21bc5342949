"""Owners decide which acts need a second person; to do without one again needs one."""

from dataclasses import replace
from datetime import datetime

from alertbot.chat import second
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.handlers.editors.second import Detail, Doing, Made, through
from alertbot.chat.screens.editors import second as screens
from alertbot.errors import NotFound
from alertbot.model import Person, Role, Rule
from alertbot.storage import audit, people, policies
from alertbot.storage.audit import Deed
from alertbot.storage.engine import Connection


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All rules."""
    async with desk.database.reading() as c:
        said = await policies.rules(c)
        alone = len(await people.everyone(c)) == 1
    return Reply(screen=screens.rules(visit.words, said, alone=alone))


async def on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Have it confirmed by a second person from now on. Raises NotFound."""
    rule = _rule(press)
    async with desk.database.writing() as c:
        await _set(c, staff(visit), rule, visit.now, on=True)
    return await show(desk, visit, press)


async def off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Do without, if a second person agrees. Raises NotFound."""
    rule = _rule(press)
    made = await through(desk, visit, RULE_OFF, rule, {"rule": rule.value})
    return made if isinstance(made, Reply) else await show(desk, visit, replace(press, args=()))


async def _off(desk: Desk, c: Connection, by: Person, detail: Detail, now: datetime) -> Made:
    await _set(c, by, Rule(detail["rule"]), now, on=False)
    return Made()


RULE_OFF = Doing(kind="rule off", do=_off, role=Role.OWNER)


async def _set(c: Connection, by: Person, rule: Rule, now: datetime, *, on: bool) -> None:
    if second.is_on(await policies.rules(c), rule) is on:
        return
    await policies.set_rule(c, rule, on=on)
    await audit.note(c, Deed.RULE, person=by.id, now=now, detail={"rule": rule.value, "on": on})


def _rule(press: Press) -> Rule:
    rule = screens.rule_of(press.text(0))
    if rule is None:
        raise NotFound(f"rule {press.text(0)!r}")
    return rule
