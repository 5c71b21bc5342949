"""The whole text of an article in a reader's language: as it is, converted, or translated once for all.

What the guards complain of is never shown: the original is, and its label says so. Nor is a language in
which the alert waits for an editor, or was refused by one: no reader gets by a button what was kept from
all. Who asked is not known here, and nothing about it is kept.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from alertbot.errors import ProviderBusy, ProviderRefused
from alertbot.languages import clean, conversion
from alertbot.model import Article, ArticleId, Edition, EditionState, Origin, Whole
from alertbot.prepare.studio import Studio
from alertbot.prepare.ways import Way
from alertbot.storage import articles, editions, wholes

log = logging.getLogger(__name__)


class Instead(Enum):
    """Why the original is shown to a reader of another language."""

    NO_WAY = "no way"  # nobody translates it
    BUSY = "busy"  # not now
    UNFIT = "unfit"  # what was made has errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a reader is shown; an empty text where the article's own is not kept."""

    article: Article
    whole: Whole
    page: Edition | None = None  # the edition with the page and the newsroom's name in this language
    instead: Instead | None = None
    converted: bool = False  # a translation whose script was converted besides


@dataclass(frozen=True, slots=True)
class _Story:
    article: Article
    editions: Sequence[Edition]

    @property
    def hash(self) -> bytes:
        """Of the text that all others are made of."""
        return wholes.source_hash(self.article.text)

    @property
    def original(self) -> Whole:
        own = self.ready(self.article.language)
        return Whole(
            language=self.article.language,
            title="" if own is None else own.title,
            text=self.article.text,
            origin=Origin.ORIGINAL if own is None else own.origin,
            source_language=None,
        )

    def ready(self, language: str) -> Edition | None:
        """The edition in a language that readers may see."""
        ready = (each for each in self.editions if each.state is EditionState.READY)
        return next((each for each in ready if each.language == language), None)

    def withheld(self, language: str) -> Instead | None:
        """Why no machine's text in a language is shown: the alert itself waits there, or does not go out."""
        for each in self.editions:
            if each.language == language and each.state is EditionState.HELD:
                return Instead.BUSY
            refused = each.state is EditionState.REJECTED
            if each.language == language and (
                refused or (each.state is EditionState.FAILED and each.revision)
            ):
                return Instead.UNFIT
        return None

    def found(self, whole: Whole, *, instead: Instead | None = None, converted: bool = False) -> Found:
        page = self.ready(whole.language)
        return Found(article=self.article, whole=whole, page=page, instead=instead, converted=converted)


async def at_hand(studio: Studio, id: ArticleId, language: str) -> Found | None:
    """What can be shown at once; None where it has to be translated first. Raises NotFound."""
    return await _at_hand(studio, await _story(studio, id), language)


async def made(studio: Studio, id: ArticleId, language: str) -> Found:
    """The article in `language`, translated if it was not before; or the original. Raises NotFound."""
    async with studio.turn((id, language)):
        story = await _story(studio, id)
        found = await _at_hand(studio, story, language)
        way = studio.way(story.article.language, language)
        if found is not None or way is None:
            return found or story.found(story.original, instead=Instead.NO_WAY)
        try:
            whole = await _translated(studio, story, way.made)
        except ProviderBusy:
            return story.found(story.original, instead=Instead.BUSY)
        except ProviderRefused:
            return story.found(story.original, instead=Instead.NO_WAY)
        return await _shown(story, whole, way)


async def _story(studio: Studio, id: ArticleId) -> _Story:
    async with studio.database.reading() as c:
        return _Story(await articles.get(c, id), await editions.of(c, id))


async def _at_hand(studio: Studio, story: _Story, language: str) -> Found | None:
    article, own = story.article, story.original
    if language == article.language or not own.text.strip():
        return story.found(own)
    way = studio.way(article.language, language)
    async with studio.database.reading() as c:
        kept = await wholes.get(c, article.id, language, source_hash=story.hash)
        if kept is None and way is not None and way.made != language:
            kept = await wholes.get(c, article.id, way.made, source_hash=story.hash)
    if kept is not None and kept.language == language:
        way = Way(language, language)
    if way is None:
        return story.found(own, instead=Instead.NO_WAY)
    why = story.withheld(way.made) if way.made != article.language else None
    if why is not None:
        return story.found(own, instead=why)
    if kept is None and way.made != article.language:
        return None
    return await _shown(story, kept or own, way)


async def _shown(story: _Story, whole: Whole, way: Way) -> Found:
    """What was made, in the script it is read in; or the original where it is not fit."""
    if not whole.text:
        return story.found(story.original, instead=Instead.UNFIT)
    if way.shown == whole.language:
        return story.found(whole)
    title, text = await asyncio.to_thread(_converted, whole, way.shown)
    own = whole.language == story.article.language
    return story.found(
        replace(
            whole,
            language=way.shown,
            title=title,
            text=text,
            origin=Origin.CONVERTED if own else whole.origin,
            source_language=whole.language if own else whole.source_language,
        ),
        converted=not own,
    )


def _converted(whole: Whole, to: str) -> tuple[str, str]:
    """Title and text in another script; paragraph by paragraph, as a text is kept in mind by its parts."""
    lines = (conversion.shown(line, whole.language, to) for line in whole.text.split("\n"))
    return conversion.shown(whole.title, whole.language, to), "\n".join(lines)


async def _translated(studio: Studio, story: _Story, target: str) -> Whole:
    """The article by a translator, kept; with an empty text where it is not fit. Raises ProviderError."""
    own = story.original
    paragraphs = [line for line in own.text.splitlines() if line.strip()]
    made = await studio.translate([own.title, *paragraphs], source=own.language, target=target)
    title, *rest = (clean.line(text) for text in made.texts)
    checked = story.ready(target)  # its title may have been seen by a person
    whole = Whole(
        language=target,
        title=title if checked is None else checked.title,
        text="\n".join(rest) if made.sound else "",
        origin=Origin.MACHINE,
        source_language=own.language,
    )
    async with studio.database.writing() as c:
        if await articles.hold(c, story.article.id):
            await wholes.put(
                c, story.article.id, whole,
                source_hash=story.hash, provider=made.provider, now=studio.clock(),
            )  # fmt: skip
    log.info(
        "whole article translated",
        extra={
            "article": story.article.id,
            "language": target,
            "provider": made.provider,
            "findings": [each.guard.value for each in made.findings],
        },
    )
    return whole
