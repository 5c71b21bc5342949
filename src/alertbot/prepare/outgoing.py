"""What an alert by hand says in each language and script: the preview and the alert are made of the same."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from alertbot.languages import clean, conversion
from alertbot.model import (
    Article,
    ArticleId,
    ArticleState,
    Draft,
    DraftEdition,
    Edition,
    EditionId,
    EditionState,
    Origin,
)
from alertbot.providers.lead import LONGEST_SUMMARY, lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """The alert in one language, and the script of it that readers get."""

    language: str
    shown: str  # the tag it is shown in: `language`, or another script of it
    title: str
    text: str  # all of it
    summary: str  # what the alert shows of it
    origin: Origin
    source_language: str | None

    @property
    def whole(self) -> bool:
        """Whether the alert shows all of the text."""
        return clean.line(self.text) == self.summary

    def edition(self, article: ArticleId, url: str | None) -> Edition:
        """As readers will be given it."""
        return Edition(
            id=EditionId(0), article=article, language=self.language, state=EditionState.READY, revision=1,
            title=self.title, summary=self.summary, origin=self.origin,
            source_language=self.source_language, url=url,
        )  # fmt: skip


def outgoing(draft: Draft, offered: Iterable[str]) -> list[Outgoing]:
    """The alert in every offered language and script that it has: its own first, each once.

    A script that nobody wrote is converted when the alert is shown, as every alert is.
    """
    own = DraftEdition(title=draft.title, text=draft.text, origin=Origin.EDITORS)
    written = {draft.language: own, **{tag: e for tag, e in draft.editions.items() if tag != draft.language}}
    made = [_written(draft, tag, edition) for tag, edition in written.items()]
    for tag in offered:
        sources = (each for each in made if each.language in written and tag not in written)
        source = next((each for each in sources if conversion.can_show(each.language, tag)), None)
        if source is not None:
            made.append(replace(source, shown=tag))
    return made


def article(draft: Draft, *, now: datetime) -> Article:
    """The article that the alert is about: the alert itself. Its text is empty where the alert shows all."""
    host = urlsplit(draft.link or "").hostname
    own = outgoing(draft, ())[0]
    return Article(
        id=ArticleId(0), state=ArticleState.PREPARED, url=draft.link, source=draft.source,
        language=draft.language, text="" if own.whole else draft.text, published_at=now, created_at=now,
        hosts=frozenset({host} if host else ()), topics=draft.topics,
    )  # fmt: skip


def _written(draft: Draft, tag: str, edition: DraftEdition) -> Outgoing:
    return Outgoing(
        language=tag,
        shown=tag,
        title=edition.title,
        text=edition.text,
        summary=_short(edition, tag),
        origin=edition.origin,
        source_language=None if tag == draft.language else draft.language,
    )


def _short(edition: DraftEdition, tag: str) -> str:
    """All of the text where it fits, else its beginning by whole sentences."""
    whole = clean.line(edition.text)
    if len(whole) <= LONGEST_SUMMARY:
        return whole
    return lead(edition.title, edition.text, tag) or clean.line(whole, longest=LONGEST_SUMMARY)
