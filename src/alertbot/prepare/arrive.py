"""Makes an article of an entry: fetches its page, reads it, files it, shortens it, stores it."""

import logging

from alertbot.errors import ProviderError, ProviderRefused, WebError
from alertbot.model import Entry, EntryId, Extract, Feed, FeedState, Work
from alertbot.prepare import links, safe, story, topics
from alertbot.prepare.desk import Desk
from alertbot.prepare.page import LARGEST_BYTES, PAGE_DEADLINE, Page
from alertbot.providers import Summary
from alertbot.providers.lead import Lead
from alertbot.storage import entries, feeds, work
from alertbot.storage import topics as stored_topics
from alertbot.storage.bells import Bell
from alertbot.web.client import Client, Response

_ACCEPT = "text/html,application/xhtml+xml;q=0.9"
_PATIENCE = 3  # attempts before a summariser that is busy is replaced by the embedded one

log = logging.getLogger(__name__)


async def do(desk: Desk, held: Work) -> None:
    """Make the article of the entry `held.subject`. Raises LeaseLost, NotFound, ProviderError, Unready."""
    async with desk.database.reading() as connection:
        entry = await entries.get(connection, EntryId(held.subject))
        feed = await feeds.get(connection, entry.feed)
        known = await feeds.all(connection)
        offered_topics = await stored_topics.all(connection)
    page = await _page(desk.tools.client, entry, feed)
    extract = await desk.tools.read(entry, page, language=feed.language, hosts=feed.hosts)
    made = story.Story(
        entry=entry.id,
        feed=feed,
        extract=extract,
        summary=safe.summary(await _summary(desk, extract, held), extract),
        filings=topics.file(
            language=extract.language,
            title=extract.title,
            text=extract.text,
            categories=entry.categories,
            feed_topics=feed.topics,
            topics=offered_topics,
        ),
    )
    fed = {each.language for each in known if each.state is FeedState.ACTIVE} & {*desk.offered}
    prospects = story.Prospects(fed=fed, translated=desk.translated)
    async with desk.database.writing(Bell.RELEASE, Bell.PREPARE) as connection:
        await work.finish(connection, held)
        article = await story.store(connection, made, prospects, now=desk.clock())
    log.info(
        "article prepared",
        extra={
            "article": article,
            "entry": entry.id,
            "language": extract.language,
            "topics": len(made.filings),
        },
    )


async def _page(client: Client, entry: Entry, feed: Feed) -> Page | None:
    """The entry's page; None where there is none to be had: the feed's own words serve then."""
    link = links.clean(entry.link)
    if link is None or not links.approved(link, feed.hosts):
        return None
    try:
        got = await client.get(link, deadline=PAGE_DEADLINE, largest_bytes=LARGEST_BYTES, accept=_ACCEPT)
    except WebError as error:
        log.info("page not had", extra={"entry": entry.id, "feed": feed.id, "reason": error.reason})
        return None
    return page_of(got) if links.approved(links.clean(got.url), feed.hosts) else None


def page_of(got: Response) -> Page | None:
    """The page of a response; None where it is something else."""
    kind, _, parameters = got.headers.get("Content-Type", "text/html").lower().partition(";")
    if "html" not in kind:
        return None
    charset = parameters.partition("charset=")[2].partition(";")[0].strip(" \"'")
    return Page(url=got.url, body=got.body, charset=charset or None)


async def _summary(desk: Desk, extract: Extract, held: Work) -> Summary:
    """The summariser's; the embedded one's where it refuses this text, or has been busy for long."""
    asked = desk.tools.summariser
    try:
        return await asked.summarise(title=extract.title, text=extract.text, language=extract.language)
    except ProviderError as error:
        if not isinstance(error, ProviderRefused) and held.attempts < _PATIENCE:
            raise
        log.warning("summariser replaced", extra={"provider": error.provider, "entry": held.subject})
        return await Lead().summarise(title=extract.title, text=extract.text, language=extract.language)
