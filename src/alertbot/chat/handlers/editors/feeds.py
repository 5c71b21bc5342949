"""Editors' work on feeds: see, add by address, pause, ask now, file, remove."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from alertbot.chat import replies
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.handlers.editors.noting import named, noted
from alertbot.chat.handlers.editors.second import Detail, Doing, Made, through
from alertbot.chat.screens.editors import feeds as screens
from alertbot.chat.screens.editors import topics as topic_screens
from alertbot.chat.screens.page import Screen
from alertbot.errors import AlreadyThere, FeedError, NotFound, WebError
from alertbot.languages import table
from alertbot.model import Feed, FeedId, FeedState, Person, Rule, TopicId, WorkKind
from alertbot.storage import audit, dialogs, feeds, topics, work
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Connection
from alertbot.watch import moved, outlets

ADDRESS = "feed address"  # the dialog that waits for an address
FOUND = "feed found"  # the dialog about the feed that was found there


async def show_feeds(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All feeds."""
    async with desk.database.reading() as c:
        known = await feeds.all(c)
    return Reply(screen=screens.listing(visit.words, known, page=press.number(0), now=visit.now))


async def show_feed(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One feed."""
    return await shown(desk, visit, FeedId(press.number(0)))


async def shown(desk: Desk, visit: Visit, id: FeedId, note: str | None = None) -> Reply:
    """One feed after something was done, with a sentence about that."""
    return Reply(screen=await _feed(desk, visit, id, note))


async def _feed(desk: Desk, visit: Visit, id: FeedId, note: str | None = None) -> Screen:
    async with desk.database.reading() as c:
        feed = await feeds.get(c, id)
        known = await topics.all(c, active_only=False)
        others = await feeds.all(c)
    host = moved.away(feed)
    alike = {} if host is None else outlets.alike([host], others)
    return screens.one(visit.words, feed, known, now=visit.now, note=note, alike=alike)


async def pause_feed(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask the feed no more for now."""
    return await _set_state(desk, visit, FeedId(press.number(0)), FeedState.PAUSED)


async def resume_feed(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask the feed again."""
    return await _set_state(desk, visit, FeedId(press.number(0)), FeedState.ACTIVE)


async def _set_state(desk: Desk, visit: Visit, id: FeedId, state: FeedState) -> Reply:
    async with desk.database.writing(Bell.WATCH) as c:
        feed = await feeds.get(c, id)
        await feeds.set_state(c, id, state, now=visit.now)
        if feed.state is not state:
            deed = Deed.FEED_RESUMED if state is FeedState.ACTIVE else Deed.FEED_PAUSED
            await noted(c, visit, deed, title=_called(feed))
    return Reply(screen=await _feed(desk, visit, id))


async def ask_now(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Have the feed asked at once."""
    id = FeedId(press.number(0))
    async with desk.database.writing(Bell.WATCH) as c:
        feed = await feeds.get(c, id)
        if feed.state is FeedState.ACTIVE:
            await work.hasten(c, WorkKind.POLL, id, due_at=visit.now)
    if feed.state is FeedState.ACTIVE:
        note = visit.words.gettext("The feed is being asked now.")
    else:
        note = visit.words.gettext("The feed is not asked while it is paused. Resume it first.")
    return Reply(screen=await _feed(desk, visit, id, note))


async def ask_remove(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The last question."""
    async with desk.database.reading() as c:
        feed = await feeds.get(c, FeedId(press.number(0)))
    return Reply(screen=screens.remove(visit.words, feed))


async def remove(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Remove the feed, perhaps with a second person; a second press finds it gone."""
    with suppress(NotFound):
        async with desk.database.reading() as c:
            feed = await feeds.get(c, FeedId(press.number(0)))
        detail = {"feed": feed.id, "title": _called(feed)}
        made = await through(desk, visit, REMOVE, Rule.REMOVING, detail)
        if isinstance(made, Reply):
            return made
    return await show_feeds(desk, visit, replace(press, args=()))


async def _remove(desk: Desk, c: Connection, by: Person, detail: Detail, now: datetime) -> Made:
    await feeds.remove(c, FeedId(detail["feed"]))
    kept = {"title": detail["title"]}
    await audit.note(c, Deed.FEED_REMOVED, person=by.id, now=now, detail=kept)
    return Made()


REMOVE = Doing(kind="feed remove", do=_remove)


def _called(feed: Feed) -> str:
    return feed.title or feed.url


async def show_filing(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The topics of a feed."""
    return Reply(screen=await _filing(desk, visit, FeedId(press.number(0)), page=press.number(1)))


async def _filing(desk: Desk, visit: Visit, id: FeedId, *, page: int) -> Screen:
    async with desk.database.reading() as c:
        feed = await feeds.get(c, id)
        known = await topics.all(c)
    return screens.filing(visit.words, feed, known, page=page)


async def show_topic_filing(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The feeds of a topic."""
    return Reply(screen=await _topic_filing(desk, visit, TopicId(press.number(0)), page=press.number(1)))


async def _topic_filing(desk: Desk, visit: Visit, id: TopicId, *, page: int) -> Screen:
    async with desk.database.reading() as c:
        topic = await topics.get(c, id)
        known = await feeds.all(c)
    return topic_screens.filing(visit.words, topic, known, page=page)


async def file_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """File everything of a feed under a topic."""
    return await _file(desk, visit, press, on=True)


async def file_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """File it there no longer."""
    return await _file(desk, visit, press, on=False)


async def _file(desk: Desk, visit: Visit, press: Press, *, on: bool) -> Reply:
    id, topic = FeedId(press.number(0)), TopicId(press.number(1))
    async with desk.database.writing() as c:
        feed = await feeds.get(c, id)
        known = await topics.get(c, topic)
        others = [each for each in feed.topics if each != topic]
        await feeds.set_topics(c, id, [*others, topic] if on else others)
        if on != (topic in feed.topics):
            deed = Deed.FILED if on else Deed.NOT_FILED
            await noted(c, visit, deed, title=_called(feed), topic=named(known))
    page = press.number(3)
    if press.text(2) == "t":
        return Reply(screen=await _topic_filing(desk, visit, topic, page=page))
    return Reply(screen=await _filing(desk, visit, id, page=page))


async def ask_address(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for the address of a feed."""
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=ADDRESS, data={}, now=visit.now)
    return Reply(screen=screens.ask_address(visit.words))


async def take_address(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """An address came: look at it, and ask for the feed's language and topics."""
    try:
        found = await desk.probe(text)
    except (WebError, FeedError) as error:
        problem = replies.sentence(error, visit.words)
        return Reply(screen=screens.ask_address(visit.words, problem=problem))
    async with desk.database.writing() as c:
        there = next((feed.id for feed in await feeds.all(c) if feed.url == found.url), None)
        if there is not None:
            await dialogs.close(c, visit.user)
    if there is not None:
        return Reply(
            screen=await _feed(desk, visit, there, visit.words.gettext("This feed is there already."))
        )
    data = {
        "url": found.url,
        "title": found.title,
        "language": table.recognise(found.language),
        "hosts": sorted(found.hosts),
        "entries": found.entries,
        "titles": list(found.titles),
        "topics": [],
    }
    return await _found(desk, visit, data)


async def set_language(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The language the new feed is written in."""
    if press.text(0) not in _writable(desk):
        raise NotFound("no such language")
    return await _found(desk, visit, {**_open(visit).data, "language": press.text(0)})


async def with_topic(desk: Desk, visit: Visit, press: Press) -> Reply:
    """File everything of the new feed under a topic."""
    data = _open(visit).data
    return await _found(desk, visit, {**data, "topics": sorted({*data["topics"], press.number(0)})})


async def without_topic(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Do not file it there."""
    data = _open(visit).data
    return await _found(
        desk, visit, {**data, "topics": [id for id in data["topics"] if id != press.number(0)]}
    )


async def save(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Add the feed, perhaps with a second person; a second press finds it there."""
    data = _open(visit).data
    detail = {part: data[part] for part in ("url", "title", "language", "hosts", "topics")}
    shown = {"title": data["title"] or data["url"], "address": data["url"]}
    note = visit.words.gettext("The feed was added. What it has now is not sent; what comes next is.")
    try:
        made = await _add_or_ask(desk, visit, {**detail, **shown, "named": data["title"]})
    except AlreadyThere as there:
        id, note = FeedId(there.id), visit.words.gettext("This feed is there already.")
    else:
        if isinstance(made, Reply):
            return made
        async with desk.database.reading() as c:
            id = next(feed.id for feed in await feeds.all(c) if feed.url == data["url"])
    async with desk.database.writing() as c:
        await dialogs.close(c, visit.user)
    return Reply(screen=await _feed(desk, visit, id, note))


async def _add_or_ask(desk: Desk, visit: Visit, detail: Detail) -> Made | Reply:
    """Only a host that no feed has may need a second person: elsewhere nothing new is trusted."""
    host = urlsplit(detail["url"]).hostname
    async with desk.database.reading() as c:
        known = {urlsplit(feed.url).hostname for feed in await feeds.all(c)}
    if host not in known:
        return await through(desk, visit, ADD, Rule.NEW_HOST, detail)
    async with desk.database.writing(Bell.WATCH) as c:
        return await _add(desk, c, staff(visit), detail, visit.now)


async def _add(desk: Desk, c: Connection, by: Person, detail: Detail, now: datetime) -> Made:
    """Add it. Raises AlreadyThere."""
    known = {topic.id for topic in await topics.all(c)}
    await feeds.add(
        c,
        url=detail["url"],
        title=detail["named"],
        language=detail["language"],
        hosts=detail["hosts"],
        topics=[TopicId(each) for each in detail["topics"] if each in known],
        now=now,
    )
    kept = {"title": detail["title"], "address": detail["url"]}
    await audit.note(c, Deed.FEED_ADDED, person=by.id, now=now, detail=kept)
    return Made()


ADD = Doing(kind="feed add", do=_add)


async def _found(desk: Desk, visit: Visit, data: dict[str, Any]) -> Reply:
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=FOUND, data=data, now=visit.now)
        known = await topics.all(c)
        others = await feeds.all(c)
    shown = screens.found(
        visit.words,
        title=data["title"],
        url=data["url"],
        entries=data["entries"],
        titles=data["titles"],
        language=data["language"],
        languages=_writable(desk),
        topics=known,
        chosen=[TopicId(id) for id in data["topics"]],
        alike=outlets.alike(data["hosts"], others),
    )
    return Reply(screen=shown)


def _open(visit: Visit) -> Dialog:
    if visit.dialog is None or visit.dialog.kind != FOUND:
        raise NotFound("the dialog has lapsed")
    return visit.dialog


def _writable(desk: Desk) -> list[str]:
    """The languages a feed may be written in: the offered ones first, then the others of the table."""
    others = [tag for tag, row in table.TABLE.items() if tag not in desk.offered and not row.test_only]
    return [*desk.offered, *others]
