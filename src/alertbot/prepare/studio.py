"""What is made on request, at once: whole articles for readers, translations and trials for editors."""

import asyncio
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakValueDictionary

from alertbot.languages import table
from alertbot.prepare import ask, check, ways
from alertbot.prepare.check import Finding
from alertbot.prepare.desk import Tools
from alertbot.prepare.ways import Way
from alertbot.storage.engine import Database
from alertbot.storage.glossary import Kept

_LONGEST_CALL = 3000  # characters that a translator is asked for together


@dataclass(frozen=True, slots=True)
class Translation:
    """Texts in another language, one for one, with what the guards say of them."""

    texts: tuple[str, ...]
    provider: str
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether it may be shown."""
        return not any(each.hard for each in self.findings)


@dataclass(frozen=True, slots=True)
class Studio:
    """The tools of the stage, for what cannot wait in a row."""

    database: Database
    tools: Tools
    offered: Sequence[str]  # the languages that readers can choose
    clock: Callable[[], datetime]
    glossary: Kept = field(default_factory=Kept)
    _turns: MutableMapping[object, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def way(self, source: str, target: str) -> Way | None:
        """How a text in `source` comes to be in `target`."""
        return ways.way(source, target, serves=lambda *pair: bool(self.tools.chain(*pair)), tags=table.TABLE)

    def names(self, source: str, target: str) -> list[str]:
        """The translators that would be asked, first choice first."""
        return [each.name for each in self.tools.chain(source, target)]

    async def translate(self, texts: Sequence[str], *, source: str, target: str) -> Translation:
        """The texts by the first translator that answers, looked over. Raises ProviderError."""
        async with self.database.reading() as connection:
            glossary = await self.glossary.current(connection)
        answer = await ask.translated(
            self.tools.chain(source, target),
            ask.in_calls(texts, longest=_LONGEST_CALL),
            source=source,
            target=target,
            glossary=glossary.applying(texts, source=source, target=target),
        )
        head, body = _title_and_body(texts)
        found = check.findings(
            (head, body),
            # A paragraph by itself, such as a list of names, would look untranslated.
            _title_and_body(answer.texts),
            target=target,
            source_language=source,
            glossary=glossary,
        )
        return Translation(answer.texts, answer.provider, tuple(found))

    def turn(self, key: object) -> asyncio.Lock:
        """One after the other for each key, so that nothing is paid for twice."""
        return self._turns.setdefault(key, asyncio.Lock())


def _title_and_body(texts: Sequence[str]) -> tuple[str, str]:
    return texts[0], "\n".join(texts[1:])
