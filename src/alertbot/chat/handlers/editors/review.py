"""Editors' work on what waits: see, open, approve one or many, pass over, send to a colleague, be away.

Rights are looked at on every press: owners decide in every language, editors in theirs. Every decision
is one transaction that locks the edition and compares the revision it was made on.
"""

from collections.abc import Collection, Mapping, Sequence

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.screens.editors import review as screens
from alertbot.chat.screens.editors import rewriting as questions
from alertbot.chat.screens.editors.review import Around
from alertbot.chat.screens.page import Screen
from alertbot.dispatch.render import approved_url
from alertbot.errors import NotAllowed, NotFound
from alertbot.languages import bidi, table
from alertbot.model import ArticleId, Edition, EditionId, Origin, Person, PersonId, Role
from alertbot.prepare import review as rules
from alertbot.storage import articles, audit, dialogs, editions, review, reviewers
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection
from alertbot.storage.review import Waiting
from alertbot.storage.reviewers import Reviewer

_OWN = frozenset({Origin.ORIGINAL, Origin.SUMMARISED, Origin.EDITORS})
TEXT = "review text"  # the dialog of who has a text before them: what they send is the changed text


def may_decide(person: Person, language: str) -> bool:
    """Whether a person may decide about texts in a language: owners in every one, editors in theirs."""
    return person.role >= Role.OWNER or rules.reviews(person.languages, language)


def scope(person: Person) -> Collection[str] | None:
    """The languages that a person decides in; None: all."""
    if person.role >= Role.OWNER:
        return None
    return {*person.languages} | {tag for tag in table.TABLE if may_decide(person, tag)}


async def around(c: Connection, visit: Visit) -> Around:
    """What is the same on every screen of this editor."""
    names = {each.person.id: each.person.name for each in await reviewers.all(c)}
    return Around(words=visit.words, me=staff(visit), names=names, now=visit.now)


def is_open_to(waiting: Waiting, person: Person, visit: Visit) -> bool:
    """Whether nobody else has it in hand or was asked to look at it."""
    return waiting.held_by(visit.now) in {None, person.id} and waiting.assigned_to in {None, person.id}


async def show_waiting(desk: Desk, visit: Visit, press: Press) -> Reply:
    """What waits in the editor's languages, in place of a menu or (from the notice) as a new message."""
    shown = await _list(desk, visit, page=press.number(0))
    return Reply(after=shown) if press.text(1) == screens.FRESH else Reply(screen=shown)


async def _list(desk: Desk, visit: Visit, *, page: int = 0, note: str | None = None) -> Screen:
    async with desk.database.writing() as c:
        await review.let_go(c, staff(visit).id)
        await dialogs.close(c, visit.user)
        return await _listed(c, visit, page=page, note=note)


async def _listed(c: Connection, visit: Visit, *, page: int = 0, note: str | None = None) -> Screen:
    person = staff(visit)
    waiting = await review.waiting(c, scope(person))
    away = any(each.away and each.person.id == person.id for each in await reviewers.all(c))
    clean = sum(_is_clean(each, person, visit) for each in waiting)
    return screens.listing(
        await around(c, visit),
        waiting,
        page=page,
        away=away,
        clean=clean,
        sources=await _sources(c, waiting),
        note=note,
    )


async def _sources(c: Connection, waiting: Sequence[Waiting]) -> Mapping[ArticleId, Edition]:
    """What the articles say in their own language that somebody may translate by hand."""
    undrafted = {each.edition.article for each in waiting if not each.edition.revision}
    ready = await editions.ready(c, undrafted) if undrafted else {}
    own = (each for known in ready.values() for each in known if each.origin in _OWN)
    return {each.article: each for each in own}


def _is_clean(waiting: Waiting, person: Person, visit: Visit) -> bool:
    return rules.is_clean(waiting.reasons, waiting.findings) and is_open_to(waiting, person, visit)


async def open_item(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One text, which the editor then has in hand."""
    return Reply(screen=await item(desk, visit, EditionId(press.number(0))))


async def item(desk: Desk, visit: Visit, id: EditionId, *, note: str | None = None) -> Screen:
    """One text beside its source; the list where it waits no more. Raises NotAllowed."""
    person = staff(visit)
    async with desk.database.writing() as c:
        waiting = await review.find(c, id)
        if waiting is not None:
            check_right(person, waiting.edition)
            if await review.claim(c, id, person.id, now=visit.now):
                data = {"edition": id, "revision": waiting.edition.revision}
                await dialogs.put(c, visit.user, kind=TEXT, data=data, now=visit.now)
            waiting = await review.get(c, id)
            return await _item(c, visit, waiting, note)
        gone = await said_of(c, visit, id)
    return await _list(desk, visit, note=note or gone)


async def _item(c: Connection, visit: Visit, waiting: Waiting, note: str | None) -> Screen:
    article = await articles.get(c, waiting.edition.article)
    return screens.item(
        await around(c, visit),
        waiting,
        await source_of(c, waiting.edition),
        url=approved_url((article.url,), article.hosts),
        colleagues=bool(await _colleagues(c, visit, waiting.edition)),
        note=note,
    )


async def source_of(c: Connection, edition: Edition) -> Edition | None:
    """What an edition is translated from: the article's own text, None where there is none (any more)."""
    article = await articles.get(c, edition.article)
    known = await editions.of(c, edition.article)
    return next((each for each in known if each.language == article.language and each.revision), None)


def check_right(person: Person, edition: Edition) -> None:
    """Raises NotAllowed where a person may not decide about this edition."""
    if not may_decide(person, edition.language):
        raise NotAllowed


async def open_next(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The one behind the text that is passed over."""
    return Reply(screen=await next_item(desk, visit, passed=EditionId(press.number(0))))


async def next_item(
    desk: Desk, visit: Visit, *, passed: EditionId | None = None, note: str | None = None
) -> Screen:
    """The next text that nobody else has in hand: behind the one passed over, else the first; or the list."""
    person = staff(visit)
    async with desk.database.reading() as c:
        waiting = await review.waiting(c, scope(person))
    at = next((at for at, each in enumerate(waiting) if each.edition.id == passed), -1)
    in_turn = [*waiting[at + 1 :], *waiting[: max(at, 0)]]
    free = [each for each in in_turn if is_open_to(each, person, visit)]
    if free:
        return await item(desk, visit, free[0].edition.id, note=note)
    return await _list(desk, visit, note=note)


async def approve(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Send a text to its readers, checked; asked once more where a check found something serious."""
    person, id = staff(visit), EditionId(press.number(0))
    async with desk.database.writing(Bell.RELEASE, Bell.REVIEW) as c:
        waiting, problem = await decidable(c, visit, id, press.number(1))
        if waiting is None:
            return Reply(screen=await _listed(c, visit, note=problem), toast=problem)
        if problem is not None:
            return Reply(screen=await _item(c, visit, waiting, problem), toast=problem)
        if not waiting.edition.revision:  # nobody has written anything yet
            return Reply(screen=await _item(c, visit, waiting, None))
        if any(each.hard for each in waiting.findings) and press.act is not Act.APPROVE_SURE:
            return Reply(screen=questions.sure(await around(c, visit), waiting))
        await _approve(c, waiting, person, Deed.APPROVED, visit)
    note = visit.words.gettext("Approved.")
    return Reply(screen=await next_item(desk, visit, note=note), toast=note)


async def _approve(c: Connection, waiting: Waiting, person: Person, deed: Deed, visit: Visit) -> None:
    edition = waiting.edition
    await review.approve(c, edition.id, edition.revision, person.id, now=visit.now)
    await noted(c, deed, edition, visit, findings=[each.guard for each in waiting.findings])


async def decidable(
    c: Connection, visit: Visit, id: EditionId, revision: int
) -> tuple[Waiting | None, str | None]:
    """A text that the editor may decide about now, locked; what stands in the way, if something does.

    Without a text it waits no more. Raises NotAllowed.
    """
    waiting = await review.lock(c, id)
    if waiting is None:
        return None, await said_of(c, visit, id)
    person, words = staff(visit), visit.words
    check_right(person, waiting.edition)
    holder = waiting.held_by(visit.now)
    if holder is not None and holder != person.id:
        name = (await around(c, visit)).names.get(holder, "…")
        return waiting, words.gettext("{name} is on it.").format(name=bidi.isolate(name))
    if waiting.edition.revision != revision:
        return waiting, words.gettext("It has been changed meanwhile. Look at it again.")
    return waiting, None


async def said_of(c: Connection, visit: Visit, id: EditionId) -> str:
    """What became of a text that waits no more."""
    words, last = visit.words, await audit.last_of(c, id)
    name = bidi.isolate(last.who or "…") if last is not None else ""
    match last.deed if last is not None else None:
        case Deed.APPROVED | Deed.APPROVED_CLEAN:
            return words.gettext("{name} has approved it already.").format(name=name)
        case Deed.REJECTED:
            return words.gettext("{name} has rejected it already.").format(name=name)
        case Deed.RELEASED:
            return words.gettext("Its time was over: it went out, labelled as not checked.")
    return words.gettext("This does not wait any more.")


async def noted(c: Connection, deed: Deed, edition: Edition, visit: Visit, **detail: object) -> None:
    """Write down what the editor decided about an edition."""
    await audit.note(
        c,
        deed,
        person=staff(visit).id,
        now=visit.now,
        subject=audit.EDITION,
        subject_id=edition.id,
        detail={"language": edition.language, "revision": edition.revision, **detail},
    )


async def approve_clean(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Send all texts without findings that the editor was shown the number of; none that came later."""
    person, words = staff(visit), visit.words
    async with desk.database.writing(Bell.RELEASE, Bell.REVIEW) as c:
        waiting = await review.waiting(c, scope(person))
        shown = [each for each in waiting if each.id <= press.number(0) and _is_clean(each, person, visit)]
        if len(shown) > press.number(1):
            note = words.gettext("What waits has changed. Look at it again.")
            return Reply(screen=await _listed(c, visit, note=note), toast=note)
        approved = 0
        for each in sorted(shown, key=lambda each: each.edition.id):  # one order, so that none wait in turn
            locked = await review.lock(c, each.edition.id)
            if locked is not None and locked.id == each.id and _is_clean(locked, person, visit):
                await _approve(c, locked, person, Deed.APPROVED_CLEAN, visit)
                approved += 1
    note = words.ngettext("{number} text was approved.", "{number} texts were approved.", approved).format(
        number=words.number(approved)
    )
    return Reply(screen=await _list(desk, visit, note=note), toast=note)


async def choose_colleague(desk: Desk, visit: Visit, press: Press) -> Reply:
    """To whom shall it be sent?"""
    async with desk.database.reading() as c:
        waiting = await review.get(c, EditionId(press.number(0)))
        check_right(staff(visit), waiting.edition)
        others = await _colleagues(c, visit, waiting.edition)
        return Reply(screen=questions.colleagues(await around(c, visit), waiting.edition, others))


async def _colleagues(c: Connection, visit: Visit, edition: Edition) -> Sequence[Person]:
    """Who else may decide about an edition and is not away; who reviews the language first."""
    me = staff(visit).id
    here = [each.person for each in await reviewers.all(c) if not each.away and each.person.id != me]
    able = [each for each in here if may_decide(each, edition.language)]
    return sorted(able, key=lambda each: not rules.reviews(each.languages, edition.language))


async def pass_to(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Send a text to a colleague, who finds it among what waits for them."""
    id, to = EditionId(press.number(0)), PersonId(press.number(1))
    async with desk.database.writing(Bell.REVIEW) as c:
        waiting = await review.lock(c, id)
        if waiting is None:
            raise NotFound(f"edition {id} does not wait")
        check_right(staff(visit), waiting.edition)
        colleague = next(
            (each for each in await _colleagues(c, visit, waiting.edition) if each.id == to), None
        )
        if colleague is None:
            raise NotFound(f"person {to} does not review this")
        await review.assign(c, id, to)
        await noted(c, Deed.SENT_ON, waiting.edition, visit, to=to)
    note = visit.words.gettext("Sent to {name}.").format(name=bidi.isolate(colleague.name))
    return Reply(screen=await next_item(desk, visit, note=note), toast=note)


async def away(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The editor goes: nothing waits for them, and they are told nothing."""
    return await _set_away(desk, visit, away=True)


async def back(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The editor is here again."""
    return await _set_away(desk, visit, away=False)


async def _set_away(desk: Desk, visit: Visit, *, away: bool) -> Reply:
    person = staff(visit)
    async with desk.database.writing(Bell.REVIEW) as c:
        if _of(await reviewers.all(c), person).away != away:
            await reviewers.set_away(c, person.id, away=away)
            await audit.note(c, Deed.AWAY if away else Deed.BACK, person=person.id, now=visit.now)
    return Reply(screen=await _list(desk, visit))


def _of(known: Sequence[Reviewer], person: Person) -> Reviewer:
    return next(each for each in known if each.person.id == person.id)
