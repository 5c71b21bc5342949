"""What would become of an article: all the stage does, for an editor alone, stored and sent nowhere."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from alertbot.errors import NotAPage, ProviderError
from alertbot.languages import clean, conversion
from alertbot.model import Entry, EntryId, Extract, Feed, FeedId, TopicId
from alertbot.prepare import links, shorten, topics
from alertbot.prepare.arrive import page_of
from alertbot.prepare.check import Finding
from alertbot.prepare.page import LARGEST_BYTES, PAGE_DEADLINE
from alertbot.prepare.shorten import Shortened
from alertbot.prepare.studio import Studio
from alertbot.providers import Summary
from alertbot.providers.lead import Lead
from alertbot.storage import articles, feeds
from alertbot.storage import topics as stored_topics

_ACCEPT = "text/html,application/xhtml+xml;q=0.9"


class Fate(StrEnum):
    """What becomes of an article in one language."""

    OWN = "own"  # it is written in it
    CONVERTED = "converted"  # by script alone
    TRANSLATED = "translated"
    FAILED = "failed"  # translators were asked, and none could now
    NONE = "none"  # there is no translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The article in one language."""

    language: str
    fate: Fate
    asked: tuple[str, ...] = ()  # translators in the order they would be asked
    provider: str | None = None  # the one that answered
    title: str = ""
    summary: str = ""
    source_language: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def held(self) -> bool:
        """Whether it would wait for an editor for what the guards found."""
        return any(each.hard for each in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A topic and why."""

    topic: TopicId
    reason: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """All that would come of it."""

    url: str
    feed: str | None  # the title of the feed whose site it is on
    hosts: tuple[str, ...]  # where its links may lead
    known: bool  # whether there is an article of it already
    language: str
    title: str
    letters: int  # of the text that was read
    published_at: datetime
    summariser: str
    filed: tuple[Filed, ...]
    versions: tuple[Version, ...]  # its own first


async def look(studio: Studio, url: str) -> Trial:
    """Take the article at `url`, a clean address, through the stage. Raises WebError."""
    async with studio.database.reading() as c:
        known_feeds = await feeds.all(c)
        offered_topics = await stored_topics.all(c)
    feed = next((each for each in known_feeds if links.approved(url, each.hosts)), None)
    extract = await _read(studio, url, feed)
    async with studio.database.reading() as c:
        keys = [links.key(each) for each in {url, extract.url or url}]
        known = bool(await articles.of_urls(c, keys))
    short = await _short(studio, extract)
    filings = topics.file(
        language=extract.language,
        title=extract.title,
        text=extract.text,
        categories=(),
        feed_topics=() if feed is None else feed.topics,
        topics=offered_topics,
    )
    return Trial(
        url=extract.url or url,
        feed=None if feed is None else feed.title,
        hosts=() if feed is None else tuple(sorted(feed.hosts)),
        known=known,
        language=extract.language,
        title=extract.title,
        letters=len(extract.text),
        published_at=extract.published_at,
        summariser=(studio.tools.summariser if short.by_model else Lead()).name,
        filed=tuple(Filed(topic=each.topic, reason=each.reason, words=each.words) for each in filings),
        versions=await _versions(studio, extract.language, short.summary),
    )


async def _short(studio: Studio, extract: Extract) -> Shortened:
    """The article made short, as arriving articles are; by the embedded summariser where a model fails."""
    try:
        return await shorten.by(studio.tools.summariser, extract)
    except ProviderError:
        return await shorten.embedded(extract)


async def _read(studio: Studio, url: str, feed: Feed | None) -> Extract:
    """The page as an article. Raises WebError; NotAPage where it is none, or has nothing to read."""
    got = await studio.tools.client.get(
        url, deadline=PAGE_DEADLINE, largest_bytes=LARGEST_BYTES, accept=_ACCEPT
    )
    page = page_of(got)
    if page is None:
        raise NotAPage(url, "not HTML")
    hosts: Collection[str] = {urlsplit(got.url).hostname or ""} if feed is None else feed.hosts
    language = studio.offered[0] if feed is None else feed.language
    extract = await studio.tools.read(_entry(got.url, studio.clock()), page, language=language, hosts=hosts)
    if not extract.title and not extract.text:
        raise NotAPage(url, "no text")
    return extract


def _entry(url: str, now: datetime) -> Entry:
    """An entry as a feed that says nothing but the address would have it."""
    return Entry(
        id=EntryId(0), feed=FeedId(0), key=b"", link=url, title="", summary="", content="", language=None,
        categories=(), published_at=now, first_seen_at=now,
    )  # fmt: skip


async def _versions(studio: Studio, language: str, summary: Summary) -> tuple[Version, ...]:
    """All languages side by side; not the scripts that readers get them in, which no check sees."""
    others = [tag for tag in conversion.made_in(studio.offered) if tag != language]
    made = await asyncio.gather(*(_version(studio, language, summary, tag) for tag in others))
    own = Version(language=language, fate=Fate.OWN, title=summary.title, summary=summary.summary)
    return (own, *made)


async def _version(studio: Studio, source: str, summary: Summary, target: str) -> Version:
    way = studio.way(source, target)
    if way is None:
        return Version(language=target, fate=Fate.NONE)
    if way.made == source:
        return _converted(
            Version(language=source, fate=Fate.CONVERTED, title=summary.title, summary=summary.summary),
            target,
            source,
        )
    asked = tuple(studio.names(source, way.made))
    try:
        made = await studio.translate([summary.title, summary.summary], source=source, target=way.made)
    except ProviderError:
        return Version(language=target, fate=Fate.FAILED, asked=asked)
    title, short = (clean.line(text) for text in made.texts)
    version = Version(
        language=way.made, fate=Fate.TRANSLATED, asked=asked, provider=made.provider, title=title,
        summary=short, source_language=source, findings=made.findings,
    )  # fmt: skip
    return _converted(version, target, source)


def _converted(version: Version, to: str, source: str) -> Version:
    if version.language == to:
        return version
    return Version(
        language=to, fate=version.fate, asked=version.asked, provider=version.provider,
        title=conversion.shown(version.title, version.language, to),
        summary=conversion.shown(version.summary, version.language, to), source_language=source,
        findings=version.findings,
    )  # fmt: skip
