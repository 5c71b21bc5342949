"""/try: what would become of an article, without storing it or sending it to readers.

The result is kept with the editor's dialog, sealed and for half an hour, to be paged through.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from alertbot.chat import replies
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.screens.editors import tryurl as screens
from alertbot.errors import NotFound, ProviderError, WebError
from alertbot.model import TopicId
from alertbot.prepare import links, trial
from alertbot.prepare.check import Finding, Guard
from alertbot.prepare.trial import Fate, Filed, Trial, Version
from alertbot.storage import dialogs, topics
from alertbot.storage.dialogs import Dialog

ADDRESS = "trial address"  # the dialog that waits for an address
RESULT = "trial result"  # the dialog that keeps what came of it


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Try the address behind the command, or ask for one."""
    if press.text(0):
        return await _given(desk, visit, press.text(0))
    return await _ask(desk, visit)


async def _ask(desk: Desk, visit: Visit, *, problem: str | None = None) -> Reply:
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=ADDRESS, data={}, now=visit.now)
    return Reply(screen=screens.ask(visit.words, problem=problem))


async def take(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """An address came."""
    return await _given(desk, visit, text)


async def _given(desk: Desk, visit: Visit, text: str) -> Reply:
    given = text.strip()
    url = links.clean(given if "://" in given else f"https://{given}")
    if url is None or any(each.isspace() for each in given):
        problem = visit.words.gettext(
            "This is no address of a page. Copy the address of one article from your browser."
        )
        return await _ask(desk, visit, problem=problem)
    return Reply(screen=screens.waiting(visit.words, url), later=partial(_tried, desk, visit, url))


async def _tried(desk: Desk, visit: Visit, url: str) -> Reply:
    try:
        found = await trial.look(desk.studio, url)
    except (WebError, ProviderError) as error:
        return Reply(screen=screens.failed(visit.words, replies.sentence(error, visit.words)))
    async with desk.database.writing() as c:
        asked = await dialogs.get(c, visit.user, now=visit.now)
        if asked is None or asked.kind in (ADDRESS, RESULT):  # else the editor has gone on to something else
            await dialogs.put(c, visit.user, kind=RESULT, data=asdict(found), now=visit.now)
    return await _report(desk, visit, found)


async def _report(desk: Desk, visit: Visit, found: Trial) -> Reply:
    async with desk.database.reading() as c:
        known = await topics.all(c)
    return Reply(screen=screens.report(visit.words, found, known))


async def report(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Back to what would become of it."""
    return await _report(desk, visit, _kept(visit))


async def show_one(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One version as readers would get it."""
    found = _kept(visit)
    async with desk.database.reading() as c:
        known = await topics.all(c)
    shown = screens.one(visit.words, found, press.number(0), catalogues=desk.catalogues, topics=known)
    return Reply(screen=shown)


def _kept(visit: Visit) -> Trial:
    """The last trial. Raises NotFound where it is forgotten."""
    if visit.dialog is None or visit.dialog.kind != RESULT:
        raise NotFound("no trial")
    return of_json(visit.dialog.data)


def of_json(data: Mapping[str, Any]) -> Trial:
    """A trial as it was kept."""
    return Trial(
        **{
            **data,
            "hosts": tuple(data["hosts"]),
            "published_at": datetime.fromisoformat(data["published_at"]),
            "filed": tuple(
                Filed(topic=TopicId(each["topic"]), reason=each["reason"], words=tuple(each["words"]))
                for each in data["filed"]
            ),
            "versions": tuple(_version(each) for each in data["versions"]),
        }
    )


def _version(data: Mapping[str, Any]) -> Version:
    findings = tuple(
        Finding(Guard(each["guard"]), tuple(each["words"]), each["hard"]) for each in data["findings"]
    )
    more = {"fate": Fate(data["fate"]), "asked": tuple(data["asked"]), "findings": findings}
    return Version(**{**data, **more})
