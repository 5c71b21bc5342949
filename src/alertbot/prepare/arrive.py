"""Makes an article of an entry: fetches its page, reads it, files it, shortens it, stores it."""

import logging
from collections.abc import Collection, Sequence
from datetime import timedelta

from alertbot.errors import ProviderBusy, ProviderError, ProviderWasted, WebError
from alertbot.model import Entry, EntryId, Extract, Feed, FeedState, Filing, Topic, Work
from alertbot.prepare import check, holds, links, shorten, story, topics
from alertbot.prepare.desk import Desk
from alertbot.prepare.page import LARGEST_BYTES, PAGE_DEADLINE, Page
from alertbot.prepare.shorten import Shortened
from alertbot.providers import Choice
from alertbot.storage import entries, feeds, work
from alertbot.storage import topics as stored_topics
from alertbot.storage.bells import Bell
from alertbot.web.client import Client, Response

_ACCEPT = "text/html,application/xhtml+xml;q=0.9"
_PATIENCE = 2  # attempts before a summariser that is busy is replaced by the embedded one
_LONGEST_WAIT = timedelta(minutes=1)

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
    short = await _short(desk, extract, held)
    filings = await _filings(desk, entry, feed, extract, offered_topics)
    if short.by_model and await _is_to_be_reviewed(desk, extract, short, filings):
        log.info("summary not used unreviewed", extra={"entry": entry.id, "language": extract.language})
        short = await shorten.embedded(extract)
    made = story.Story(
        entry=entry.id,
        feed=feed,
        extract=extract,
        summary=short.summary,
        by_model=short.by_model,
        filings=filings,
    )
    fed = {each.language for each in known if each.state is FeedState.ACTIVE} & {*desk.read}
    prospects = story.Prospects(
        fed=fed, translated=desk.translated, wanted=desk.wanted, times=holds.times(desk)
    )
    async with desk.database.writing(Bell.RELEASE, Bell.PREPARE, Bell.REVIEW) as connection:
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


async def _filings(
    desk: Desk, entry: Entry, feed: Feed, extract: Extract, offered: Sequence[Topic]
) -> list[Filing]:
    """Where the article belongs; a model is asked only where neither feed, categories nor words say it."""
    found = topics.file(
        language=extract.language,
        title=extract.title,
        text=extract.text,
        categories=entry.categories,
        feed_topics=feed.topics,
        topics=offered,
    )
    classifier = desk.tools.classifier
    if found or classifier is None or not offered:
        return found
    try:
        answer = await classifier.choose(
            title=extract.title,
            text=extract.text,
            language=extract.language,
            topics=[Choice(topic.slug, topic.name("en")) for topic in offered],
        )
    except ProviderError as error:
        log.warning("classifier failed", extra={"provider": error.provider, "entry": entry.id})
        return []  # an editor chooses
    return topics.chosen(answer, offered)


async def _is_to_be_reviewed(
    desk: Desk, extract: Extract, short: Shortened, filings: Collection[Filing]
) -> bool:
    """Whether a machine's text in the article's own language and topics waits for a person.

    The newsroom's own words need none, so they serve then, at once.
    """
    chosen = [each.topic for each in filings]
    summary = f"{short.summary.title}\n{short.summary.summary}"
    async with desk.database.reading() as connection:
        rules = await holds.rules_for(connection, chosen, now=desk.clock())
        glossary = await desk.glossary.current(connection)
    verdict = holds.judge(
        rules,
        extract.language,
        source=f"{extract.title}\n{extract.text}",
        output=summary,
        findings=check.summary_findings(
            f"{extract.title}\n{extract.text}", (summary,), language=extract.language
        ),
        known=holds.people_known(glossary, extract.language),
    )
    return bool(verdict.reasons)


async def _short(desk: Desk, extract: Extract, held: Work) -> Shortened:
    """By the summariser; by the embedded one where it refuses this text, is slow, or was busy before."""
    try:
        return await shorten.by(desk.tools.summariser, extract)
    except ProviderError as error:
        if _is_passing(error) and held.attempts < _PATIENCE:
            raise
        log.warning(
            "summariser replaced",
            extra={"provider": error.provider, "entry": held.subject, "reason": error.reason},
        )
        return await shorten.embedded(extract)


def _is_passing(error: ProviderError) -> bool:
    """Whether asking once more, soon, may help."""
    if isinstance(error, ProviderWasted) or not isinstance(error, ProviderBusy):
        return False
    return error.wait <= _LONGEST_WAIT
