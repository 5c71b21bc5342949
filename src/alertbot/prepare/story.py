"""Stores what was made of an entry: a new article, or one more language of a story that is known.

Pages that name each other as the same story in other languages (rel=alternate hreflang) are one
article with an edition per page. Whoever comes first makes the article and claims the addresses of
all; the others find it by their own.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.languages import conversion
from alertbot.model import (
    ArticleId,
    ArticleState,
    Edition,
    EditionState,
    EntryId,
    Extract,
    Feed,
    Filing,
    Origin,
    Whole,
    WorkKind,
)
from alertbot.prepare import holds, links
from alertbot.providers import Summary
from alertbot.storage import articles, editions, wholes, work
from alertbot.storage.engine import Connection

# How long a page that was named as the same story in a language is awaited before a translator is asked.
ALTERNATE_WAIT = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An entry, read, summarised and filed."""

    entry: EntryId
    feed: Feed
    extract: Extract
    summary: Summary
    filings: Collection[Filing]
    by_model: bool = False  # whether a model wrote the summary, and not the newsroom

    @property
    def keys(self) -> Mapping[bytes, str]:
        """What the story is known by: the key of each of its addresses → language."""
        keys = {links.key(url): language for language, url in self.extract.alternates.items()}
        return keys if self.own_key is None else keys | {self.own_key: self.extract.language}

    @property
    def own_key(self) -> bytes | None:
        """The key of the entry's own page."""
        return links.key(self.extract.url) if self.extract.url is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """In which languages a story may still come, each an offered one."""

    fed: Collection[str]  # some feed has entries in it: a page that the story names will come by itself
    translated: Callable[[str], Collection[str]]  # source language → those that some translator makes of it
    wanted: Sequence[str]  # those that readers are to get, without scripts that are converted
    times: holds.Times


async def store(connection: Connection, story: Story, prospects: Prospects, *, now: datetime) -> ArticleId:
    """Store a story in the present transaction, with the translations that are to be made: its article."""
    owners = await articles.of_urls(connection, list(story.keys))
    # Who owns its pages is asked once: another process may become an owner at any time from here on, and
    # whom `_known` has not seen and refused, `_new` must not take for refused.
    article = await _known(connection, story, owners)
    if article is None:
        article = await _new(connection, story, refused=set(owners.values()), now=now)
    await articles.claim_urls(connection, article, story.keys)
    await articles.add_entry(connection, article, story.entry)
    await articles.widen_hosts(connection, article, story.feed.hosts)
    await articles.file(connection, article, story.filings)
    await articles.release_filed(connection, article)
    await _write(connection, article, story, now=now)
    await _await_others(connection, article, story.extract.alternates, prospects, now=now)
    return article


async def _known(connection: Connection, story: Story, owners: Mapping[bytes, ArticleId]) -> ArticleId | None:
    """The article that this entry, its page, or a page it names belongs to; held until the end."""
    own = owners.get(story.own_key) if story.own_key is not None else None
    told = await articles.of_entry(connection, story.entry)
    for candidate in dict.fromkeys((told, own, *owners.values())):
        if candidate is None or not await articles.hold(connection, candidate):
            continue
        if candidate == told or await _agrees(connection, candidate, story):
            return candidate
    return None


async def _agrees(connection: Connection, article: ArticleId, story: Story) -> bool:
    """Whether the story can be this article: it has no other page in the story's language.

    Some sites name one page, such as a section's front, as the other language of every story; all of
    them would become one article.
    """
    known = await editions.of(connection, article)
    return all(_is_same_page(each, story) for each in known if each.language == story.extract.language)


def _is_same_page(edition: Edition, story: Story) -> bool:
    by_newsroom = edition.origin in {Origin.ORIGINAL, Origin.SUMMARISED}
    own = edition.revision > 0 and by_newsroom and edition.url is not None
    return not own or links.key(edition.url or "") == story.own_key


async def _new(
    connection: Connection, story: Story, *, refused: Collection[ArticleId], now: datetime
) -> ArticleId:
    """A new article; or the one that another process made of the same story at this very moment."""
    extract = story.extract
    made = await articles.add(
        connection, url=extract.url, source=story.feed.title, language=extract.language, text=extract.text,
        image_url=extract.image_url, published_at=extract.published_at, hosts=story.feed.hosts,
        state=ArticleState.PREPARED if story.filings else ArticleState.UNFILED, now=now,
    )  # fmt: skip
    await articles.claim_urls(connection, made, story.keys)
    owners = await articles.of_urls(connection, list(story.keys))
    for other in sorted({*owners.values()} - {made, *refused}):
        if await articles.hold(connection, other) and await _agrees(connection, other, story):
            await articles.move_urls(connection, source=made, target=other)
            await articles.remove(connection, made)
            return other
    if story.own_key is not None and owners[story.own_key] != made:
        # Another story named this page as its own in another language, wrongly.
        await articles.take_url(connection, made, story.own_key, extract.language)
    return made


async def _write(connection: Connection, article: ArticleId, story: Story, *, now: datetime) -> None:
    """Give the article its edition in the story's own language: the newsroom's own words, or a model's."""
    language = story.extract.language
    await editions.expect(connection, article, [language], now=now)
    [edition] = [each for each in await editions.of(connection, article) if each.language == language]
    if edition.revision > 0 and edition.origin is not Origin.MACHINE:
        return  # the same page by another feed, or what a person has written or checked
    # First the work, then the edition, as a translator that is just done does: neither waits for the other.
    await work.drop(connection, WorkKind.TRANSLATE, edition.id)
    await editions.write(
        connection, edition.id, state=EditionState.READY, title=story.summary.title,
        summary=story.summary.summary, url=story.extract.url,
        origin=Origin.SUMMARISED if story.by_model else Origin.ORIGINAL,
        source=story.feed.title, now=now,
    )  # fmt: skip
    own = await articles.get(connection, article)
    if language != own.language and story.extract.text:
        whole = Whole(
            language=language, title=story.summary.title, text=story.extract.text, origin=Origin.ORIGINAL,
            source_language=None,
        )  # fmt: skip
        source_hash = wholes.source_hash(own.text)
        await wholes.put(connection, article, whole, source_hash=source_hash, provider=None, now=now)


async def _await_others(
    connection: Connection, id: ArticleId, named: Iterable[str], prospects: Prospects, *, now: datetime
) -> None:
    """Await an edition in each language that may come, and have translated what does not come by itself."""
    article = await articles.get(connection, id)
    if article.state is not ArticleState.PREPARED:
        return  # nobody will read it before an editor has filed it
    coming = [tag for tag in named if tag in prospects.fed]
    translated = prospects.translated(article.language)
    awaited = await editions.expect(connection, id, [*coming, *translated], now=now)
    for language, edition in awaited.items():
        if language in translated:
            wait = ALTERNATE_WAIT if language in coming else timedelta(0)
            await work.add(connection, WorkKind.TRANSLATE, [edition], due_at=now + wait)
    known = {each.language for each in await editions.of(connection, id)}
    others = [tag for tag in prospects.wanted if not any(conversion.can_show(each, tag) for each in known)]
    await holds.ask_people(connection, id, others, prospects.times, now=now)
