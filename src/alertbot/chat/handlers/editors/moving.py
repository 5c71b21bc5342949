"""An editor decides about a feed that leads to another site: follow it there, or stay."""

from datetime import datetime

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.handlers.editors import feeds as handlers
from alertbot.chat.handlers.editors.noting import noted
from alertbot.chat.handlers.editors.second import Detail, Doing, Made, through
from alertbot.chat.screens.editors import moving as screens
from alertbot.errors import AlreadyThere
from alertbot.model import Feed, FeedId, Person, Rule, WorkKind
from alertbot.storage import audit, feeds, work
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection
from alertbot.watch import hosts, moved


async def follow(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask the feed there from now on, perhaps with a second person: a new host is trusted."""
    async with desk.database.reading() as c:
        feed = await feeds.get(c, FeedId(press.number(0)))
    if not _is_about(feed, press):
        return await _told(desk, visit, feed.id)
    detail = {
        "feed": feed.id,
        "to": feed.moved_to,
        "for_good": feed.moved_seen > 0,
        "title": feed.title or feed.url,
        "address": feed.moved_to,
    }
    try:
        made = await through(desk, visit, FOLLOW, Rule.NEW_HOST, detail)
    except AlreadyThere:
        return await handlers.shown(
            desk, visit, feed.id, visit.words.gettext("Another feed has that address already.")
        )
    if isinstance(made, Reply):
        return made
    return await handlers.shown(desk, visit, feed.id, visit.words.gettext("The feed follows from now on."))


async def _follow(desk: Desk, c: Connection, by: Person, detail: Detail, now: datetime) -> Made:
    """Take the new address where it has moved for good, else its host alone. Raises AlreadyThere."""
    feed = await feeds.get(c, FeedId(detail["feed"]))
    approved = feed.hosts | hosts.of_feed(detail["to"])
    if detail["for_good"]:
        await feeds.move(c, feed.id, url=detail["to"], hosts=approved)
    else:
        await feeds.approve(c, feed.id, hosts=approved)
    await work.hasten(c, WorkKind.POLL, feed.id, due_at=now)
    kept = {"title": detail["title"], "address": detail["to"]}
    await audit.note(c, Deed.FEED_FOLLOWED, person=by.id, now=now, detail=kept)
    return Made()


FOLLOW = Doing(kind="feed follow", do=_follow)


async def stay(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Take nothing from there, and ask no more about it; the old address is asked on."""
    async with desk.database.writing(Bell.WATCH) as c:
        feed = await feeds.get(c, FeedId(press.number(0)))
        host = moved.away(feed)
        decided = host is not None and _is_about(feed, press)
        if host is not None and decided and host != feed.moved_refused:
            await feeds.refuse(c, feed.id, host)
            kept = {"title": feed.title or feed.url, "address": feed.moved_to}
            await noted(c, visit, Deed.FEED_STAYED, **kept)
    return await handlers.shown(desk, visit, feed.id) if decided else await _told(desk, visit, feed.id)


def _is_about(feed: Feed, press: Press) -> bool:
    return moved.away(feed) is not None and press.text(1) == screens.mark(feed)


async def _told(desk: Desk, visit: Visit, id: FeedId) -> Reply:
    return await handlers.shown(
        desk, visit, id, visit.words.gettext("That has changed meanwhile. This is how it is now.")
    )
