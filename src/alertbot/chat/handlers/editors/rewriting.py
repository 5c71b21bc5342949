"""What editors write about a text that waits: a changed text, a translation by hand, why it is rejected."""

from dataclasses import dataclass

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.handlers.editors import review as handlers
from alertbot.chat.handlers.editors.review import TEXT
from alertbot.chat.screens.editors import rewriting as screens
from alertbot.dispatch.render import LONGEST_SUMMARY, LONGEST_TITLE
from alertbot.languages import clean
from alertbot.languages.glossary import Glossary
from alertbot.model import Edition, EditionId, EditionState, HoldReason, WorkKind
from alertbot.prepare import changes, check, holds
from alertbot.prepare import review as rules
from alertbot.storage import articles, dialogs, editions, glossary, policies, review, work
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Connection
from alertbot.storage.review import Waiting

REASON = "review reason"  # the dialog that waits for a reason in the editor's own words
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Written:
    """What an editor wrote: a title and, on the lines below, a summary."""

    title: str
    summary: str

    @property
    def whole(self) -> str:
        """Both together."""
        return f"{self.title}\n{self.summary}".strip()


async def ask_text(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Give the editor the text to copy, and wait for the changed one."""
    id = EditionId(press.number(0))
    shown = await handlers.item(desk, visit, id)  # which the editor has in hand then
    async with desk.database.reading() as c:
        waiting = await review.find(c, id)
        if waiting is None or waiting.held_by(visit.now) != staff(visit).id:
            return Reply(screen=shown)
        known = await handlers.around(c, visit)
    return Reply(screen=screens.rewrite(known, waiting), after=screens.to_copy(waiting.edition))


async def take_text(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """The changed text came: it is kept, checked at once, and shown again with what the checks found."""
    id, number = EditionId(dialog.data["edition"]), int(dialog.data["revision"])
    written = _read(text)
    async with desk.database.writing(Bell.REVIEW) as c:
        waiting, problem = await handlers.decidable(c, visit, id, number)
        if waiting is not None and problem is None:
            source = await handlers.source_of(c, waiting.edition)
            problem = _fault(visit, written, source)
            if problem is not None:
                known = await handlers.around(c, visit)
                return Reply(screen=screens.problem(known, waiting, problem))
            names = await desk.studio.glossary.current(c)
            await _rewrite(c, visit, waiting, source, written, known=names)
            problem = visit.words.gettext("Changed. It goes out when you approve it.")
    return Reply(screen=await handlers.item(desk, visit, id, note=problem))


def _read(text: str) -> Written:
    title, _, rest = text.strip().partition("\n")
    return Written(clean.line(title), clean.line(rest))


def _fault(visit: Visit, written: Written, source: Edition | None) -> str | None:
    """Why a text cannot be taken as it is."""
    words = visit.words
    if not written.title or (source is not None and source.summary and not written.summary):
        return words.gettext("A part is missing.")
    if len(written.title) > LONGEST_TITLE:
        return words.gettext(
            "The title is too long: {number} letters, and at most {most} are possible."
        ).format(number=words.number(len(written.title)), most=words.number(LONGEST_TITLE))
    if len(written.summary) > LONGEST_SUMMARY:
        return words.gettext(
            "The summary is too long: {number} letters, and at most {most} are possible."
        ).format(number=words.number(len(written.summary)), most=words.number(LONGEST_SUMMARY))
    return None


async def _rewrite(
    c: Connection,
    visit: Visit,
    waiting: Waiting,
    source: Edition | None,
    written: Written,
    *,
    known: Glossary,
) -> None:
    """Keep an editor's text as the next revision, which waits as the last one did."""
    person, edition = staff(visit), waiting.edition
    before = Written(edition.title, edition.summary)
    found = _findings(source, written, edition.language, known)
    verdict = rules.verdict_on_edit(
        found,
        named=await _is_named(c, waiting, source, written, known),
        late=visit.now >= waiting.deadline_at - rules.AHEAD,
    )
    await editions.write(
        c, edition.id, state=EditionState.HELD, title=written.title, summary=written.summary,
        origin=rules.origin(before.whole, written.whole, present=edition.origin),
        source_language=source.language if source is not None else edition.source_language,
        person=person.id, findings=found, now=visit.now,
    )  # fmt: skip
    await review.hold(
        c, edition.id, reasons=verdict.reasons, by_itself=verdict.by_itself, deadline_at=waiting.deadline_at,
        since=waiting.since, claimed_by=person.id, now=visit.now,
    )  # fmt: skip
    due = rules.next_look(by_itself=verdict.by_itself, since=waiting.since, deadline_at=waiting.deadline_at)
    await work.add(c, WorkKind.REVIEW, [edition.id], due_at=due)
    await work.hasten(c, WorkKind.REVIEW, edition.id, due_at=due)
    await _remember(c, visit, edition, before, written)


def _findings(
    source: Edition | None, written: Written, language: str, known: Glossary
) -> list[check.Finding]:
    if source is None:
        return []
    return check.findings(
        (source.title, source.summary),
        (written.title, written.summary),
        target=language,
        source_language=source.language,
        glossary=known,
    )


async def _is_named(
    c: Connection, waiting: Waiting, source: Edition | None, written: Written, known: Glossary
) -> bool:
    if HoldReason.NAMED in waiting.reasons:
        return True
    policy = await policies.load(c)
    topics = (await articles.get(c, waiting.edition.article)).topics
    before = f"{source.title}\n{source.summary}" if source is not None else ""
    languages = {waiting.edition.language, *([source.language] if source is not None else ())}
    people = holds.people_known(known, *languages)
    return holds.is_named(policy, topics, before, written.whole, known=people)


async def _remember(c: Connection, visit: Visit, edition: Edition, before: Written, after: Written) -> None:
    """Keep which names were put right, and suggest them for the glossary."""
    changed = changes.names(before.whole, after.whole) if edition.revision else []
    for was, now in changed:
        await glossary.suggest(c, language=edition.language, instead=was, better=now, now=visit.now)
    await handlers.noted(c, Deed.EDITED, edition, visit, changes=[list(each) for each in changed])


async def ask_reason(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Why shall it not go out?"""
    id = EditionId(press.number(0))
    async with desk.database.writing() as c:
        waiting, problem = await handlers.decidable(c, visit, id, press.number(1))
        if waiting is not None and problem is None:
            data = {"edition": id, "revision": waiting.edition.revision}
            await dialogs.put(c, visit.user, kind=REASON, data=data, now=visit.now)
            return Reply(screen=screens.why_not(await handlers.around(c, visit), waiting.edition))
    return Reply(screen=await handlers.item(desk, visit, id, note=problem), toast=problem)


async def reject(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Keep a text from its readers, for a reason that was chosen."""
    reason = press.text(2) if press.text(2) in screens.REASONS else ""
    return await _reject(desk, visit, EditionId(press.number(0)), press.number(1), reason)


async def take_reason(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """The reason came in the editor's own words."""
    reason = clean.line(text, longest=_LONGEST_REASON)
    return await _reject(desk, visit, EditionId(dialog.data["edition"]), int(dialog.data["revision"]), reason)


async def _reject(desk: Desk, visit: Visit, id: EditionId, number: int, reason: str) -> Reply:
    async with desk.database.writing(Bell.RELEASE, Bell.REVIEW) as c:
        waiting, problem = await handlers.decidable(c, visit, id, number)
        if waiting is not None and problem is None:
            await review.reject(c, id, number, now=visit.now)
            await handlers.noted(c, Deed.REJECTED, waiting.edition, visit, reason=reason)
            await dialogs.close(c, visit.user)
    if problem is not None:
        return Reply(screen=await handlers.item(desk, visit, id, note=problem), toast=problem)
    note = visit.words.gettext("Rejected. It does not go out.")
    return Reply(screen=await handlers.next_item(desk, visit, note=note), toast=note)


# What an editor sends while one of these dialogs is open.
TAKERS = {TEXT: take_text, REASON: take_reason}
