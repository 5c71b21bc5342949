"""Editors say which sites the links of a feed may lead to."""

from datetime import datetime

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.handlers.editors.noting import noted
from alertbot.chat.handlers.editors.second import Detail, Doing, Made, through
from alertbot.chat.screens.editors import feedhosts as screens
from alertbot.errors import NotFound
from alertbot.model import Feed, FeedId, Person, Rule
from alertbot.prepare import links
from alertbot.storage import audit, dialogs, feeds
from alertbot.storage.audit import Deed
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Connection
from alertbot.watch import hosts as watched
from alertbot.watch import outlets
from alertbot.web import barred

HOST = "feed host"  # the dialog that waits for one


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The hosts of a feed."""
    return await _shown(desk, visit, FeedId(press.number(0)), page=press.number(1))


async def take_out(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Links lead there no longer; what was sent stays as it is."""
    id = FeedId(press.number(0))
    async with desk.database.writing() as c:
        feed = await feeds.get(c, id)
        host = screens.marked(screens.hosts_of(feed), press.text(1))
        if host is not None:
            left = {each for each in feed.hosts if each.removeprefix("www.") != host}
            await feeds.set_hosts(c, id, left)
            await noted(c, visit, Deed.HOST_REMOVED, title=feed.title or feed.url, address=host)
    return await _shown(desk, visit, id, page=press.number(2))


async def ask(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for a host."""
    async with desk.database.writing() as c:
        feed = await feeds.get(c, FeedId(press.number(0)))
        await dialogs.put(c, visit.user, kind=HOST, data={"feed": feed.id}, now=visit.now)
    return Reply(screen=screens.ask(visit.words))


async def take(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """A host came, alone or in an address; a second person may be needed."""
    host = host_in(text)
    if host is None:
        return Reply(screen=screens.ask(visit.words, problem=visit.words.gettext("That is no address.")))
    why = barred.of_host(host)
    if why is not None:
        return Reply(screen=screens.ask(visit.words, problem=screens.why_not(visit.words, host, why)))
    async with desk.database.reading() as c:
        feed = await feeds.get(c, FeedId(dialog.data["feed"]))
    made: Made | Reply = Made()
    if host not in screens.hosts_of(feed):
        detail = {"feed": feed.id, "host": host, "title": feed.title or feed.url, "address": host}
        made = await through(desk, visit, ADD, Rule.NEW_HOST, detail)
    async with desk.database.writing() as c:
        await dialogs.close(c, visit.user)
    return made if isinstance(made, Reply) else await _shown(desk, visit, feed.id)


async def _add(desk: Desk, c: Connection, by: Person, detail: Detail, now: datetime) -> Made:
    feed = await feeds.get(c, FeedId(detail["feed"]))
    await feeds.set_hosts(c, feed.id, feed.hosts | watched.of_feed(f"https://{detail['host']}/"))
    kept = {"title": detail["title"], "address": detail["host"]}
    await audit.note(c, Deed.HOST_ADDED, person=by.id, now=now, detail=kept)
    return Made()


ADD = Doing(kind="feed host", do=_add)


def host_in(text: str) -> str | None:
    """The host of an address, with or without a scheme; None where it is none that links could lead to."""
    given = text.strip()
    address = links.clean(given if "://" in given else f"https://{given}")
    found = sorted(watched.of_feed(address), key=len)
    return found[0] if found and "." in found[0] and not found[0].replace(".", "").isdigit() else None


async def _shown(desk: Desk, visit: Visit, id: FeedId, *, page: int = 0) -> Reply:
    async with desk.database.reading() as c:
        known = await feeds.all(c)
    feed = next((each for each in known if each.id == id), None)
    if feed is None:
        raise NotFound(f"feed {id}")
    return Reply(screen=screens.listing(visit.words, feed, page=page, alike=_alike(feed, known)))


def _alike(feed: Feed, known: list[Feed]) -> dict[str, str]:
    """Among the feed's own hosts none is taken for another."""
    others = [each for each in known if each.id != feed.id]
    return outlets.alike(feed.hosts, others)
