"""An alert by hand in other languages: by machine, by a person, or left out."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.handlers.editors import alert
from alertbot.chat.screens.editors import alert as screens
from alertbot.chat.screens.editors import checks
from alertbot.errors import NotFound, ProviderError
from alertbot.languages import bidi, clean
from alertbot.model import Draft, DraftEdition, Origin
from alertbot.prepare import check
from alertbot.storage import dialogs
from alertbot.storage.dialogs import Dialog

VERSION = "alert version"  # the dialog that waits for the alert in one language more


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All languages."""
    return _all(desk, visit, await alert.being_written(desk, visit))


def _all(desk: Desk, visit: Visit, draft: Draft, *, note: str | None = None) -> Reply:
    machines = [tag for tag in desk.offered if desk.studio.names(draft.language, tag)]
    return Reply(screen=screens.versions(visit.words, draft, desk.offered, machines, note=note))


async def show_one(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One language, and the question for its text."""
    draft = await alert.being_written(desk, visit)
    return await _one(desk, visit, draft, _other(desk, draft, press.text(0)))


async def _one(desk: Desk, visit: Visit, draft: Draft, tag: str, *, problem: str | None = None) -> Reply:
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=VERSION, data={"language": tag}, now=visit.now)
    machine = bool(desk.studio.names(draft.language, tag))
    return Reply(screen=screens.version(visit.words, draft, tag, machine=machine, problem=problem))


async def take(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """The alert in one language came, written by a person; the guards look at it too."""
    draft = await alert.being_written(desk, visit)
    tag = _other(desk, draft, "" if visit.dialog is None else visit.dialog.data["language"])
    title, body = alert.split(text)
    if problem := screens.text_problem(visit.words, title, body):
        return await _one(desk, visit, draft, tag, problem=problem)
    async with desk.database.reading() as c:
        glossary = await desk.studio.glossary.current(c)
    found = check.findings(
        (draft.title, draft.text),
        (title, body),
        target=tag,
        source_language=draft.language,
        glossary=glossary,
    )
    edition = DraftEdition(title=title, text=body, origin=Origin.PERSON, complaints=checks.complaints(found))
    kept = await alert.keep(desk, visit, _with(draft, {tag: edition}))
    if found:
        return await _one(desk, visit, kept, tag)
    return _all(desk, visit, kept)


async def machine(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Have one language, or all that are left out, translated side by side."""
    draft = await alert.being_written(desk, visit)
    wanted = [_other(desk, draft, press.text(0))] if press.text(0) else desk.offered
    targets = [
        tag
        for tag in wanted
        if tag != draft.language and tag not in draft.editions and desk.studio.names(draft.language, tag)
    ]
    if not targets:
        return _all(desk, visit, draft)
    return Reply(
        screen=screens.translating(visit.words), later=partial(_translated, desk, visit, draft, targets)
    )


async def _translated(desk: Desk, visit: Visit, draft: Draft, targets: Sequence[str]) -> Reply:
    made = await asyncio.gather(*(_by_machine(desk, draft, tag) for tag in targets))
    good = {tag: each for tag, each in zip(targets, made, strict=True) if isinstance(each, DraftEdition)}
    bad = {tag: each for tag, each in zip(targets, made, strict=True) if not isinstance(each, DraftEdition)}
    kept = await alert.keep(desk, visit, _with(draft, good)) if good else draft
    return _all(desk, visit, kept, note=_failures(visit, bad))


async def _by_machine(desk: Desk, draft: Draft, tag: str) -> DraftEdition | tuple[str, ...]:
    """The alert by a translator; where that failed, the complaints of the guards, or none."""
    texts = [draft.title, *filter(str.strip, draft.text.splitlines())]
    try:
        made = await desk.studio.translate(texts, source=draft.language, target=tag)
    except ProviderError:
        return ()
    if not made.sound:
        return checks.complaints(made.findings)
    title, *rest = (clean.line(text) for text in made.texts)
    return DraftEdition(
        title=title,
        text="\n".join(rest),
        origin=Origin.MACHINE,
        complaints=checks.complaints(made.findings),
    )


def _failures(visit: Visit, bad: Mapping[str, tuple[str, ...]]) -> str | None:
    words = visit.words
    lines = []
    for tag, complaints in bad.items():
        language = bidi.isolate(words.name_of(tag))
        if complaints:
            text = words.gettext("{language}: the machine translation is not fit. Please write it yourself.")
        else:
            text = words.gettext("{language}: it cannot be translated by machine now.")
        lines += [text.format(language=language), *(checks.said(words, each) for each in complaints)]
    return "\n".join(lines) or None


async def checked(desk: Desk, visit: Visit, press: Press) -> Reply:
    """A person who reads the language has looked at what the machine wrote."""
    draft = await alert.being_written(desk, visit)
    tag = _other(desk, draft, press.text(0))
    edition = draft.editions.get(tag)
    if edition is not None and edition.origin is Origin.MACHINE:
        draft = await alert.keep(
            desk, visit, _with(draft, {tag: replace(edition, origin=Origin.MACHINE_CHECKED)})
        )
    return _all(desk, visit, draft)


async def leave(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Leave a language out."""
    draft = await alert.being_written(desk, visit)
    left = {tag: each for tag, each in draft.editions.items() if tag != press.text(0)}
    if left != draft.editions:
        draft = await alert.keep(desk, visit, replace(draft, editions=left))
    return _all(desk, visit, draft)


def _with(draft: Draft, editions: Mapping[str, DraftEdition]) -> Draft:
    return replace(draft, editions={**draft.editions, **editions})


def _other(desk: Desk, draft: Draft, tag: str) -> str:
    if tag not in desk.offered or tag == draft.language:
        raise NotFound(f"the alert has no version in {tag}")
    return tag
