"""Owners' decisions: what is reviewed, how long readers wait, which languages they review themselves."""

from collections.abc import Mapping
from datetime import timedelta

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.screens.editors import policy as screens
from alertbot.errors import NotFound
from alertbot.model import TopicId, Urgency
from alertbot.prepare import review
from alertbot.storage import audit, people, policies, reviewers, topics
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection


async def show_policy(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All that is decided."""
    async with desk.database.reading() as c:
        policy = await policies.load(c)
        attended = await _attended(c, desk)
    return Reply(screen=screens.home(visit.words, policy, desk.made_in, attended=attended, times=desk.times))


async def _attended(c: Connection, desk: Desk) -> Mapping[str, bool]:
    here = [each.person.languages for each in await reviewers.all(c) if not each.away]
    return {tag: any(review.reviews(languages, tag) for languages in here) for tag in desk.made_in}


async def show_language(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The modes of a language, or of one topic in it."""
    tag = _tag(desk, press)
    async with desk.database.reading() as c:
        policy = await policies.load(c)
        known = await topics.all(c, active_only=False)
        attended = (await _attended(c, desk))[tag]
    topic = screens.topic_of(known, press.number(1))
    return Reply(screen=screens.language(visit.words, policy, tag, topic, attended=attended))


async def show_topics(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The topics of a language."""
    tag = _tag(desk, press)
    async with desk.database.reading() as c:
        policy = await policies.load(c)
        known = await topics.all(c)
    return Reply(screen=screens.topics(visit.words, policy, tag, known, page=press.number(1)))


async def set_mode(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Choose a mode. Raises NotFound."""
    tag, number, letter = _tag(desk, press), press.number(1), press.text(2)
    if letter not in screens.MODES:
        raise NotFound(f"mode {letter!r}")
    mode = screens.MODES[letter]
    async with desk.database.writing() as c:
        topic = (await topics.get(c, TopicId(number))).id if number else None
        await policies.set_mode(c, tag, mode, topic=topic)
        await _noted(c, visit, "mode", language=tag, topic=number, mode=mode)
    return await show_language(desk, visit, press)


async def show_waits(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The deadlines, or the one that a button names."""
    return await _waits(desk, visit, screens.urgency_of(press.text(0)))


async def _waits(desk: Desk, visit: Visit, urgency: Urgency | None) -> Reply:
    async with desk.database.reading() as c:
        policy = await policies.load(c)
    if urgency is None:
        return Reply(screen=screens.waits(visit.words, policy, desk.times))
    return Reply(screen=screens.wait(visit.words, policy, urgency, desk.times))


async def set_wait(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Choose a deadline, for the alerts that open from now on. Raises NotFound."""
    urgency = Urgency.URGENT if press.number(0) else Urgency.ORDINARY
    minutes = press.number(1)
    if minutes not in screens.WAITS[urgency]:
        raise NotFound(f"{minutes} minutes")
    async with desk.database.writing() as c:
        await policies.set_deadline(c, urgency, timedelta(minutes=minutes))
        await _noted(c, visit, "deadline", urgency=urgency.name.lower(), minutes=minutes)
    return await _waits(desk, visit, urgency)


async def show_named(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The topics where names are looked over."""
    return await _named(desk, visit, page=press.number(0))


async def _named(desk: Desk, visit: Visit, *, page: int) -> Reply:
    async with desk.database.reading() as c:
        policy = await policies.load(c)
        known = await topics.all(c)
    return Reply(screen=screens.named(visit.words, policy, known, page=page))


async def named_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Look names over under this topic."""
    return await _set_named(desk, visit, press, on=True)


async def named_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Do so no longer."""
    return await _set_named(desk, visit, press, on=False)


async def _set_named(desk: Desk, visit: Visit, press: Press, *, on: bool) -> Reply:
    async with desk.database.writing() as c:
        topic = await topics.get(c, TopicId(press.number(0)))
        await policies.set_named(c, topic.id, on=on)
        await _noted(c, visit, "named", topic=topic.id, on=on)
    return await _named(desk, visit, page=press.number(1))


async def show_own(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The languages that the owner reviews."""
    return Reply(screen=screens.own(visit.words, staff(visit).languages, desk.made_in))


async def own_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Review a language."""
    return await _set_own(desk, visit, press, on=True)


async def own_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Review it no longer."""
    return await _set_own(desk, visit, press, on=False)


async def _set_own(desk: Desk, visit: Visit, press: Press, *, on: bool) -> Reply:
    person, tag = staff(visit), _tag(desk, press)
    async with desk.database.writing(Bell.REVIEW) as c:
        known = await people.find(c, visit.user)
        others = [each for each in (known or person).languages if each != tag]
        languages = [*others, tag] if on else others
        await reviewers.set_languages(c, person.id, languages)
        await _noted(c, visit, "own languages", languages=languages)
    return Reply(screen=screens.own(visit.words, languages, desk.made_in))


async def _noted(c: Connection, visit: Visit, what: str, **detail: object) -> None:
    await audit.note(c, Deed.POLICY, person=staff(visit).id, now=visit.now, detail={"what": what, **detail})


def _tag(desk: Desk, press: Press) -> str:
    """The language that a button names. Raises NotFound."""
    if press.text(0) not in desk.made_in:
        raise NotFound(f"language {press.text(0)!r}")
    return press.text(0)
