"""An alert by hand leaves its author: as a TEST, then LIVE, with a moment to cancel and a second editor."""

import logging
from collections.abc import Callable
from dataclasses import replace

from alertbot.chat import second
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Telling, Visit, staff, tell_others
from alertbot.chat.handlers.editors import alert
from alertbot.chat.handlers.editors.noting import noted
from alertbot.chat.screens.editors import alert as alert_screens
from alertbot.chat.screens.editors import freeze as freeze_screens
from alertbot.chat.screens.editors import live as screens
from alertbot.chat.screens.editors.live import CANCEL_WITHIN
from alertbot.chat.screens.page import Screen
from alertbot.languages.catalogues import Words
from alertbot.model import Draft, DraftState, PersonId, Rule, Urgency
from alertbot.prepare.outgoing import outgoing
from alertbot.storage import audience, drafts, people, policies, requests
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection

logger = logging.getLogger(__name__)


async def test(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Send every version to its author alone, then offer what comes next."""
    draft = await alert.being_written(desk, visit)
    if press.number(0) != draft.version:
        return await alert.main(desk, visit, draft)
    name = staff(visit).name
    made = await alert.messages(desk, visit, draft)
    sent = tuple(screens.test(visit.words, message, name=name) for _, message in made)
    async with desk.database.writing() as c:
        await drafts.test(c, draft.author, draft.version)
    main = await alert.main(desk, visit, replace(draft, tested=draft.version))
    first, *rest = sent
    return Reply(after=first, more=(*rest, *([] if main.screen is None else [main.screen])))


async def ask(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The last question."""
    draft = await alert.being_written(desk, visit)
    if not alert_screens.is_complete(draft):
        return await alert.main(desk, visit, draft)
    return await _ask(desk, visit, draft)


async def _ask(desk: Desk, visit: Visit, draft: Draft) -> Reply:
    async with desk.database.reading() as c:
        counts = await audience.count(c, draft.topics)
        wanted = await _needs_second(c, draft)
    languages = [each.shown for each in outgoing(draft, desk.offered)]
    return Reply(screen=screens.ask(visit.words, draft, languages, counts, second=wanted))


async def _needs_second(c: Connection, draft: Draft) -> bool:
    """Whether another editor confirms it, where there is another."""
    return second.is_needed(_rule(draft), await policies.rules(c), await people.everyone(c), by=draft.author)


def _rule(draft: Draft) -> Rule:
    return Rule.URGENT if draft.urgency is Urgency.URGENT else Rule.BY_HAND


async def go(desk: Desk, visit: Visit, press: Press) -> Reply:
    """LIVE: count down, or ask a second editor; in a freeze nothing goes."""
    draft = await alert.own(desk, visit)
    if draft is not None and draft.state is not DraftState.WRITING:
        return await alert.show(desk, visit, press)  # pressed twice
    if draft is None or press.number(0) != draft.version or not alert_screens.is_complete(draft):
        return Reply(screen=screens.too_late(visit.words))
    if visit.freeze is not None:
        return Reply(screen=freeze_screens.frozen(visit.words, visit.freeze, visit.role, now=visit.now))
    async with desk.database.writing(Bell.PREPARE) as c:
        wanted = await _needs_second(c, draft)
        if wanted:
            until = visit.now + requests.LIFETIME
            moved = await drafts.wait(c, draft.author, draft.version, until=until)
        else:
            moved = await drafts.count_down(
                c, draft.author, draft.version, since=DraftState.WRITING, opens_at=visit.now + CANCEL_WITHIN
            )
        if moved:
            await noted(c, visit, Deed.ALERT_ASKED if wanted else Deed.ALERT_LIVE, title=draft.title)
    name = staff(visit).name
    who = staff(visit).pseudonym
    logger.warning("an alert by hand is to go live", extra={"by": who, "second": wanted})
    if not wanted or not moved:
        return await alert.show(desk, visit, press)
    told = await tell_others(desk, visit, lambda words, _: screens.request(words, draft, name=name))
    return replace(await alert.show(desk, visit, press), tell=told)


async def look(desk: Desk, visit: Visit, press: Press) -> Reply:
    """A colleague's alert, one version after the other."""
    draft = await _waiting(desk, visit, press)
    if draft is None:
        return Reply(screen=screens.too_late(visit.words))
    made = await alert.messages(desk, visit, draft)
    at = min(press.number(2), len(made) - 1)
    async with desk.database.reading() as c:
        total = sum((await audience.count(c, draft.topics)).values())
    each, message = made[at]
    return Reply(
        screen=screens.look(visit.words, draft, message, each.language, page=at, pages=len(made), total=total)
    )


async def _waiting(desk: Desk, visit: Visit, press: Press) -> Draft | None:
    """The version of a colleague's alert that waits for this editor, if it still does."""
    async with desk.database.reading() as c:
        draft = await drafts.get(c, PersonId(press.number(0)), now=visit.now)
    if draft is None or draft.author == staff(visit).id:
        return None
    known = (draft.state, draft.version) == (DraftState.WAITING, press.number(1))
    in_time = draft.opens_at is not None and draft.opens_at > visit.now
    return draft if known and in_time else None


async def confirm(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The second editor confirms: it counts down."""
    draft = await _waiting(desk, visit, press)
    if draft is None:
        return Reply(screen=screens.too_late(visit.words))
    if visit.freeze is not None:
        return Reply(screen=freeze_screens.frozen(visit.words, visit.freeze, visit.role, now=visit.now))
    opens_at = visit.now + CANCEL_WITHIN
    async with desk.database.writing(Bell.PREPARE) as c:
        moved = await drafts.count_down(
            c, draft.author, draft.version, since=DraftState.WAITING, opens_at=opens_at
        )
        if moved:
            await noted(c, visit, Deed.ALERT_CONFIRMED, title=draft.title)
    if not moved:
        return Reply(screen=screens.too_late(visit.words))
    draft = replace(draft, state=DraftState.COUNTING, opens_at=opens_at)
    name = staff(visit).name
    logger.warning("an alert by hand was confirmed", extra={"by": staff(visit).pseudonym})
    told = await _tell_author(
        desk, visit, draft.author, lambda words: screens.confirmed(words, draft, by=name, now=visit.now)
    )
    return Reply(screen=screens.counting(visit.words, draft, now=visit.now), tell=told)


async def _tell_author(
    desk: Desk, visit: Visit, author: PersonId, shown: Callable[[Words], Screen]
) -> tuple[Telling, ...]:
    """A screen for the author, unless it is the author who acts."""
    async with desk.database.reading() as c:
        everybody = await people.everyone(c)
    return tuple(
        Telling(each.user, shown(desk.words_for(each)))
        for each in everybody
        if each.id == author and each.user != visit.user
    )


async def cancel(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Any editor may stop what waits or counts down."""
    author, version = PersonId(press.number(0)), press.number(1)
    async with desk.database.writing() as c:
        draft = await drafts.get(c, author, now=visit.now)
        stopped = await drafts.cancel(c, author, version)
        if stopped:
            await noted(c, visit, Deed.ALERT_CANCELLED, title="" if draft is None else draft.title)
    if not stopped:
        return Reply(screen=screens.too_late(visit.words))
    name = staff(visit).name
    logger.warning("an alert by hand was cancelled", extra={"by": staff(visit).pseudonym})
    told = await _tell_author(desk, visit, author, lambda words: screens.cancelled(words, by=name))
    return Reply(screen=screens.cancelled(visit.words), tell=told)
