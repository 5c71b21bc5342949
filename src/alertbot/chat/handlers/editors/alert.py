"""An editor writes an alert by hand: text, topics, urgency, link, preview."""

import asyncio
from dataclasses import replace

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.screens.editors import alert as screens
from alertbot.chat.screens.editors import checks
from alertbot.chat.screens.editors import live as live_screens
from alertbot.dispatch import choose
from alertbot.dispatch.render import Message, render
from alertbot.errors import NotFound
from alertbot.languages import clean, identify, table
from alertbot.languages.catalogues import Words
from alertbot.model import Draft, DraftState, Role, TopicId, Urgency
from alertbot.prepare import letters, links
from alertbot.prepare.guards import tongue
from alertbot.prepare.outgoing import Outgoing, article, outgoing
from alertbot.storage import dialogs, drafts, feeds, topics
from alertbot.storage.dialogs import Dialog

TEXT = "alert text"  # the dialog that waits for title and text
LINK = "alert link"
_LONG_ENOUGH = 60  # characters, to tell a language by
_MOSTLY = 0.6  # of a text's letters are in the script of its language


async def own(desk: Desk, visit: Visit) -> Draft | None:
    """What this editor is writing."""
    async with desk.database.reading() as c:
        return await drafts.get(c, staff(visit).id, now=visit.now)


async def being_written(desk: Desk, visit: Visit) -> Draft:
    """The same, if it may be changed. Raises NotFound."""
    draft = await own(desk, visit)
    if draft is None or draft.state is not DraftState.WRITING:
        raise NotFound("no alert that is being written")
    return draft


async def keep(desk: Desk, visit: Visit, draft: Draft) -> Draft:
    """Keep a changed draft, if nobody changed it since; it has to be tested again. Raises NotFound."""
    async with desk.database.writing() as c:
        kept = await drafts.put(c, draft, now=visit.now)
        if kept is None:
            raise NotFound("the alert was changed meanwhile")
        await dialogs.close(c, visit.user)
    return kept


async def messages(desk: Desk, visit: Visit, draft: Draft) -> list[tuple[Outgoing, Message]]:
    """Each version as its readers get it, under the first of its topics."""
    async with desk.database.reading() as c:
        known = {topic.id: topic for topic in await topics.all(c)}
    about, topic = article(draft, now=visit.now), choose.topic(draft.topics, known)
    return [
        (
            each,
            render(
                about,
                each.edition(about.id, None),
                words=_words(desk, each.shown),
                topic=topic,
                scripts=(each.shown,),
            ),
        )
        for each in outgoing(draft, desk.offered)
    ]


def _words(desk: Desk, tag: str) -> Words:
    return desk.catalogues[tag if tag in table.TABLE else table.SOURCE]


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The alert that is being written, or on its way; the question for a text where there is none."""
    draft = await own(desk, visit)
    match None if draft is None else draft.state:
        case DraftState.COUNTING if draft is not None:
            return Reply(screen=live_screens.counting(visit.words, draft, now=visit.now))
        case DraftState.WAITING if draft is not None:
            return Reply(screen=live_screens.waiting(visit.words, draft))
        case DraftState.WRITING if draft is not None:
            return await main(desk, visit, draft)
    return await _ask(desk, visit, TEXT, Reply(screen=screens.ask_text(visit.words, None)))


async def main(desk: Desk, visit: Visit, draft: Draft) -> Reply:
    """The screen from which all is done."""
    async with desk.database.reading() as c:
        known = await topics.all(c)
        second = await drafts.second_wanted(c)
    policy = second if visit.role is Role.OWNER else None
    doubts = await asyncio.to_thread(_doubts, draft)
    return Reply(screen=screens.main(visit.words, draft, known, desk.offered, policy=policy, doubts=doubts))


def _doubts(draft: Draft) -> tuple[str, ...]:
    """What speaks against the alert being in the language that it is said to be in."""
    return checks.complaints(tongue.findings("", f"{draft.title}\n{draft.text}", draft.language))


async def _ask(desk: Desk, visit: Visit, kind: str, reply: Reply) -> Reply:
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=kind, data={}, now=visit.now)
    return reply


async def ask_text(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for another text."""
    draft = await being_written(desk, visit)
    return await _ask(desk, visit, TEXT, Reply(screen=screens.ask_text(visit.words, draft)))


async def take_text(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """Title and text came."""
    draft = await own(desk, visit)
    if draft is not None and draft.state is not DraftState.WRITING:
        return await show(desk, visit, Press(Act.ALERT))
    title, body = split(text)
    if problem := screens.text_problem(visit.words, title, body):
        return Reply(screen=screens.ask_text(visit.words, draft, problem=problem))
    if draft is None:
        language = await asyncio.to_thread(_likely, f"{title} {body}", desk, visit.words.tag)
        draft = _new(desk, visit, title, body, language=language)
    kept = await keep(desk, visit, replace(draft, title=title, text=body, editions={}))
    return await main(desk, visit, kept)


def split(text: str) -> tuple[str, str]:
    """The title, on the first line that is none empty, and the text below it."""
    first, _, rest = clean.text(text).partition("\n")
    return clean.line(first), clean.text(rest)


def _new(desk: Desk, visit: Visit, title: str, body: str, *, language: str) -> Draft:
    return Draft(
        author=staff(visit).id, state=DraftState.WRITING, version=0, tested=0, urgency=Urgency.ORDINARY,
        source=desk.newsroom, language=language, title=title,
        text=body, link=None, topics=(), editions={}, opens_at=None,
    )  # fmt: skip


def _likely(text: str, desk: Desk, tag: str) -> str:
    """The language that the text surely is in, else the editor's own, or the first one in its script."""
    guess = identify.identify(text)
    if guess is not None and guess.tag in desk.offered and len(text) >= _LONG_ENOUGH:
        return guess.tag
    for each in (tag, *desk.offered):
        share = letters.share(text, table.get(each).script)
        if each in desk.offered and (share is None or share >= _MOSTLY):
            return each
    return desk.offered[0]


async def choose_written(desk: Desk, visit: Visit, press: Press) -> Reply:
    """In which language is it written?"""
    return Reply(screen=screens.written(visit.words, await being_written(desk, visit), desk.offered))


async def written_in(desk: Desk, visit: Visit, press: Press) -> Reply:
    """It is written in this language; what was translated of it by mistake goes."""
    draft, tag = await being_written(desk, visit), press.text(0)
    if tag in desk.offered and tag != draft.language:
        draft = await keep(desk, visit, replace(draft, language=tag, editions={}))
    return await main(desk, visit, draft)


async def show_topics(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The topics with their switches."""
    return await _topics(desk, visit, await being_written(desk, visit), page=press.number(0))


async def _topics(desk: Desk, visit: Visit, draft: Draft, *, page: int) -> Reply:
    async with desk.database.reading() as c:
        offered = await topics.all(c)
    return Reply(screen=screens.topics(visit.words, draft, offered, page=page))


async def with_topic(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Send it to the readers of a topic too."""
    return await _switch(desk, visit, press, on=True)


async def without_topic(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Not to these."""
    return await _switch(desk, visit, press, on=False)


async def _switch(desk: Desk, visit: Visit, press: Press, *, on: bool) -> Reply:
    draft, topic = await being_written(desk, visit), TopicId(press.number(0))
    async with desk.database.reading() as c:
        await topics.get(c, topic)
    others = tuple(each for each in draft.topics if each != topic)
    chosen = (*others, topic) if on else others
    if set(chosen) != set(draft.topics):
        draft = await keep(desk, visit, replace(draft, topics=chosen))
    return await _topics(desk, visit, draft, page=press.number(1))


async def urgent(desk: Desk, visit: Visit, press: Press) -> Reply:
    """It interrupts readers at any hour."""
    return await _set_urgency(desk, visit, Urgency.URGENT)


async def ordinary(desk: Desk, visit: Visit, press: Press) -> Reply:
    """It does not."""
    return await _set_urgency(desk, visit, Urgency.ORDINARY)


async def _set_urgency(desk: Desk, visit: Visit, urgency: Urgency) -> Reply:
    draft = await being_written(desk, visit)
    if draft.urgency is not urgency:
        draft = await keep(desk, visit, replace(draft, urgency=urgency))
    return await main(desk, visit, draft)


async def ask_link(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for an address."""
    draft = await being_written(desk, visit)
    return await _ask(desk, visit, LINK, Reply(screen=screens.ask_link(visit.words, draft)))


async def take_link(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """An address came: only sites of the feeds are approved."""
    draft, words = await being_written(desk, visit), visit.words
    given = text.strip()
    link = links.clean(given if "://" in given else f"https://{given}")
    async with desk.database.reading() as c:
        hosts = {host for feed in await feeds.all(c) for host in feed.hosts}
    if link is None:
        problem = words.gettext("This is no address of a page.")
    elif not links.approved(link, hosts):
        problem = words.gettext("This site belongs to none of your feeds, so readers are not led there.")
    else:
        return await main(desk, visit, await keep(desk, visit, replace(draft, link=link)))
    return Reply(screen=screens.ask_link(words, draft, problem=problem))


async def no_link(desk: Desk, visit: Visit, press: Press) -> Reply:
    """It leads nowhere."""
    draft = await being_written(desk, visit)
    if draft.link is not None:
        draft = await keep(desk, visit, replace(draft, link=None))
    return await main(desk, visit, draft)


async def preview(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One version after the other, in one message that changes."""
    made = await messages(desk, visit, await being_written(desk, visit))
    at = min(press.number(0), len(made) - 1)
    each, message = made[at]
    return Reply(screen=screens.preview(visit.words, message, each.language, page=at, pages=len(made)))


async def ask_drop(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The last question."""
    return Reply(screen=screens.drop(visit.words, await being_written(desk, visit)))


async def drop(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Throw it away; a second press finds it gone."""
    async with desk.database.writing() as c:
        await drafts.drop(c, staff(visit).id)
    return await show(desk, visit, press)
