"""Keeps the readers' words in memory in step with the database, and what they find in each alert."""

import logging
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.dispatch.wordlist import Matched, WordList, texts
from alertbot.languages.glossary import Glossary
from alertbot.model import AlertId, Article, Edition, WordId
from alertbot.storage import glossary, versions, words
from alertbot.storage.engine import Connection

_PAGE = 500  # words that are read at a time; some 20 ms in which nothing else is done
_RENEWED_EVERY = timedelta(hours=1)  # words that were removed, and their readers, leave the memory then
_log = logging.getLogger(__name__)

_Told = tuple[tuple[int, int], ...]  # the editions that have been looked through, with their revisions


@dataclass(frozen=True, slots=True)
class _Found:
    told: _Told
    version: int
    matched: Matched


class Matches:
    """What the readers of one database watch and skip."""

    def __init__(self) -> None:
        self._terms = glossary.Kept()
        self._glossary: Glossary | None = None
        self._list = WordList(Glossary(()))
        self._version = 0  # of the words that are in the list
        self._last = WordId(0)
        self._made_at: datetime | None = None
        self._made_of = 0  # the version then
        self._found: dict[AlertId, _Found] = {}

    @property
    def languages(self) -> Set[str]:
        """The first-choice languages of all who watch a word, as far as it was read."""
        return self._list.languages

    def forget(self, kept: Set[AlertId]) -> None:
        """Keep in mind what was found in these alerts alone."""
        self._found = {id: found for id, found in self._found.items() if id in kept}

    async def in_alert(
        self, c: Connection, alert: AlertId, article: Article, editions: Iterable[Edition], *, now: datetime
    ) -> Matched:
        """Whose words the article has, in its own language or in an edition that may be sent."""
        await self._renew(c, now)
        known = list(editions)
        told = tuple((each.id, each.revision) for each in known)
        found = self._found.get(alert)
        if found is None or found.told != told or found.version != self._version:
            matched = self._list.matching(texts(article, known)) if len(self._list) else Matched()
            found = self._found[alert] = _Found(told, self._version, matched)
        return found.matched

    async def _renew(self, c: Connection, now: datetime) -> None:
        version = await versions.read(c, versions.Version.WORDS)
        if not version and not len(self._list):
            return  # nobody has ever named a word
        terms = await self._terms.current(c)
        if terms is not self._glossary or self._is_old(version, now):
            self._glossary, self._made_at, self._made_of = terms, now, version
            self._list, self._last, self._version = WordList(terms), WordId(0), -1
            self._found.clear()
        if version != self._version:
            await self._read(c)
            self._version = version

    def _is_old(self, version: int, now: datetime) -> bool:
        if self._made_at is None:
            return True
        return version != self._made_of and now >= self._made_at + _RENEWED_EVERY

    async def _read(self, c: Connection) -> None:
        before = len(self._list)
        while page := await words.page(c, after=self._last, limit=_PAGE):
            for each in page:
                self._list.add(each.word, each.languages)
            self._last = page[-1].word.id
        _log.info("words read", extra={"new": len(self._list) - before, "all": len(self._list)})
