"""What preparing needs from outside, and what is done with work that fails."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alertbot.languages import conversion
from alertbot.metrics import Metrics
from alertbot.model import Work, WorkKind
from alertbot.prepare.workers import Reader
from alertbot.providers import Classifier, Summariser, Translator
from alertbot.settings import Prepare
from alertbot.storage import work
from alertbot.storage.engine import Database
from alertbot.storage.glossary import Kept
from alertbot.web.client import Client

_FIRST_PAUSE = timedelta(seconds=15)  # doubled at each attempt
_LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads pages and makes texts."""

    client: Client
    read: Reader
    summariser: Summariser
    translators: Mapping[str, Sequence[Translator]]  # target language → chain, first choice first
    classifier: Classifier | None = None  # chooses a topic where nothing else does

    def chain(self, source: str, target: str) -> list[Translator]:
        """The translators that make `target` of `source`, first choice first."""
        return [each for each in self.translators.get(target, ()) if each.serves(source, target)]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where work is done."""

    database: Database
    tools: Tools
    settings: Prepare
    offered: Sequence[str]  # the languages that readers can choose
    clock: Callable[[], datetime]
    glossary: Kept = field(default_factory=Kept)
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def wanted(self) -> Sequence[str]:
        """The languages in which texts are made for readers, who get them in their scripts."""
        return conversion.made_in(self.offered)

    @property
    def read(self) -> Collection[str]:
        """The languages in which a text serves readers: those offered, and what is converted to them."""
        return {text for tag in self.offered for text in conversion.readable(tag)}

    def places(self, kind: WorkKind) -> int:
        """How many pieces of a kind are done side by side: all languages of an article, and more."""
        chosen = self.settings
        return chosen.translations_at_once if kind is WorkKind.TRANSLATE else chosen.at_once

    def translated(self, source: str) -> Collection[str]:
        """The languages that some translator makes of `source` for readers, who get them in their scripts.

        A script is no language of its own here: what `source` can be written in is not translated.
        """
        asked = conversion.source_of(source)
        if asked is None:
            return []
        return [
            tag
            for tag in self.wanted
            if not conversion.can_show(source, tag) and self.tools.chain(asked, tag)
        ]

    async def finish(self, held: Work) -> None:
        """The work is done, or there is nothing left to do it on. Raises LeaseLost."""
        async with self.database.writing() as connection:
            await work.finish(connection, held)

    async def again(self, held: Work, error: str, *, wait: timedelta = timedelta(0)) -> None:
        """Try again after a pause of at least `wait`; park it after the last attempt. Raises LeaseLost."""
        async with self.database.writing() as connection:
            if held.attempts >= work.MOST_ATTEMPTS:
                await work.park(connection, held, error=error)
                self.metrics.prepared(held.kind, "parked")
                return
            due_at = self.clock() + max(pause(held.attempts), wait)
            await work.again(connection, held, due_at=due_at, fresh=False, error=error)
        self.metrics.prepared(held.kind, "again")


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return min(_FIRST_PAUSE * (1 << min(attempts - 1, 10)), _LONGEST_PAUSE)
