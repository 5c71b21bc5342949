"""Editors' work on the glossary: find, add, render in each language, explain, remove."""

from collections.abc import Awaitable, Callable, Mapping

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.handlers.editors.noting import noted
from alertbot.chat.screens.editors import names as screens
from alertbot.chat.screens.page import Screen
from alertbot.languages import clean, table
from alertbot.model import Term, TermId, TermKind
from alertbot.storage import dialogs, glossary
from alertbot.storage.audit import Deed
from alertbot.storage.dialogs import Dialog

FIND = "name find"  # the dialog that waits for what to look for
NEW = "name new"
RENDER = "name rendering"
NOTE = "name note"


async def show_names(desk: Desk, visit: Visit, press: Press) -> Reply:
    """How much of each kind there is, and what is suggested."""
    async with desk.database.reading() as c:
        terms, waiting = await glossary.all(c), await glossary.suggestions(c)
    return Reply(screen=screens.overview(visit.words, terms, suggestions=len(waiting)))


async def show_kind(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The terms of one kind."""
    kind = _kind(press)
    async with desk.database.reading() as c:
        terms = [term for term in await glossary.all(c) if term.kind is kind]
    return Reply(screen=screens.listing(visit.words, terms, kind, page=press.number(1)))


async def show_name(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One term in all languages."""
    return Reply(screen=await _term(desk, visit, TermId(press.number(0))))


async def _term(desk: Desk, visit: Visit, id: TermId, note: str | None = None) -> Screen:
    return screens.one(visit.words, await _get(desk, id), languages(desk), note=note)


async def _get(desk: Desk, id: int) -> Term:
    async with desk.database.reading() as c:
        return await glossary.get(c, TermId(id))


def languages(desk: Desk) -> list[str]:
    """The languages a term has a rendering in: those that texts are written in, the offered ones first.

    Scripts that are converted from another have none of their own.
    """
    firsts: dict[str, str] = {}
    for tag, row in table.TABLE.items():
        if not row.test_only:
            firsts.setdefault(row.code, tag)
    own = set(firsts.values())
    return [
        *(tag for tag in desk.offered if tag in own),
        *(tag for tag in table.TABLE if tag in own - {*desk.offered}),
    ]


async def ask_find(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask what to look for."""
    await _ask(desk, visit, FIND, {})
    return Reply(screen=screens.ask_find(visit.words))


async def choose_kind(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Of which kind is the new term?"""
    return Reply(screen=screens.which_kind(visit.words))


async def ask_new(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for a new term in the editor's language."""
    await _ask(desk, visit, NEW, {"kind": _kind(press).value, "language": visit.words.tag})
    return Reply(screen=screens.ask_new(visit.words))


async def choose_language(desk: Desk, visit: Visit, press: Press) -> Reply:
    """In which language shall the rendering be changed?"""
    term = await _get(desk, press.number(0))
    return Reply(screen=screens.which_language(visit.words, term, languages(desk)))


async def ask_rendering(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for the approved rendering in one language."""
    term, tag = await _get(desk, press.number(0)), _language(desk, press)
    await _ask(desk, visit, RENDER, {"term": term.id, "language": tag})
    return Reply(screen=screens.ask_rendering(visit.words, term, tag))


async def no_rendering(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Have no rendering in one language."""
    id, tag = TermId(press.number(0)), _language(desk, press)
    async with desk.database.writing() as c:
        before = await glossary.get(c, id)
        await glossary.remove_rendering(c, id, tag)
        await noted(c, visit, Deed.NAME_UNRENDERED, term=before.name("en"), language=tag)
    return Reply(screen=await _term(desk, visit, id))


async def ask_note(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for what editors should know."""
    term = await _get(desk, press.number(0))
    await _ask(desk, visit, NOTE, {"term": term.id})
    return Reply(screen=screens.ask_note(visit.words, term))


async def ask_remove(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The question before a term goes."""
    return Reply(screen=screens.remove(visit.words, await _get(desk, press.number(0))))


async def remove(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Take a term out of the glossary."""
    async with desk.database.writing() as c:
        term = await glossary.get(c, TermId(press.number(0)))
        await glossary.remove(c, term.id)
        await noted(c, visit, Deed.NAME_REMOVED, term=term.name("en"))
    return await show_names(desk, visit, Press(Act.NAMES))


async def take_find(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """What to look for came, in any language and script; the question stays open for the next one."""
    wanted = clean.line(text)
    async with desk.database.reading() as c:
        terms = await glossary.all(c)
    return Reply(screen=screens.found(visit.words, screens.search(terms, wanted), wanted))


async def take_new(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """A new term came."""
    name = clean.line(text)
    if problem := _problem(visit, [name]):
        return Reply(screen=screens.ask_new(visit.words, problem=problem))
    note = visit.words.gettext("It was added. Give it its renderings in the other languages now.")
    async with desk.database.writing() as c:
        kind, language = TermKind(dialog.data["kind"]), dialog.data["language"]
        id = await glossary.add(c, kind=kind, renderings={language: name})
        await noted(c, visit, Deed.NAME_ADDED, term=name)
        await dialogs.close(c, visit.user)
    return Reply(screen=await _term(desk, visit, id, note))


async def take_rendering(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """A rendering came; on further lines what else means the term."""
    names = [name for line in text.splitlines() if (name := clean.line(line))]
    id, tag = TermId(dialog.data["term"]), dialog.data["language"]
    if problem := _problem(visit, names):
        return Reply(screen=screens.ask_rendering(visit.words, await _get(desk, id), tag, problem=problem))
    approved, *others = names
    async with desk.database.writing() as c:
        await glossary.set_rendering(c, id, tag, approved, others=others or None)
        term = (await glossary.get(c, id)).name("en")
        await noted(c, visit, Deed.NAME_RENDERED, term=term, language=tag, better=approved)
        await dialogs.close(c, visit.user)
    return Reply(screen=await _term(desk, visit, id))


async def take_note(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """A note came."""
    id = TermId(dialog.data["term"])
    async with desk.database.writing() as c:
        await glossary.set_note(c, id, clean.line(text)[: screens.LONGEST_NOTE])
        await noted(c, visit, Deed.NAME_NOTED, term=(await glossary.get(c, id)).name("en"))
        await dialogs.close(c, visit.user)
    return Reply(screen=await _term(desk, visit, id))


TAKERS: Mapping[str, Callable[[Desk, Visit, Dialog, str], Awaitable[Reply]]] = {
    FIND: take_find,
    NEW: take_new,
    RENDER: take_rendering,
    NOTE: take_note,
}


def _problem(visit: Visit, names: list[str]) -> str | None:
    if (
        names
        and all(0 < len(name) <= glossary.LONGEST for name in names)
        and len(names) <= screens.MOST_OTHERS
    ):
        return None
    return visit.words.gettext(
        "A name has at least 1 letter and at most {number}, and stands on a line of its own."
    ).format(number=visit.words.number(glossary.LONGEST))


def _kind(press: Press) -> TermKind:
    return next((kind for kind in TermKind if kind.value == press.text(0)), TermKind.TERM)


def _language(desk: Desk, press: Press) -> str:
    known = languages(desk)
    return press.text(1) if press.text(1) in known else known[0]


async def _ask(desk: Desk, visit: Visit, kind: str, data: dict[str, object]) -> None:
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=kind, data=data, now=visit.now)
