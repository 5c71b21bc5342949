"""Asks a provider as its operator allows: kept answers first, within the day's budget, rested while it fails.

An answer is stored before it is used, with what it cost, in one transaction: an unchanged text is not
paid for again, whatever is restarted. A crash between answer and transaction may pay once more; its
estimate stays counted as spent.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from alertbot.errors import ProviderBusy, ProviderError, ProviderRefused, ProviderWasted
from alertbot.metrics import Metrics
from alertbot.model import Health, Usage
from alertbot.providers import (
    Choice,
    Classifier,
    Provider,
    Summariser,
    Summary,
    Translator,
    Versioned,
    budget,
    content,
    health,
)
from alertbot.providers.budget import Limits, Price
from alertbot.providers.spending import Tally, counted
from alertbot.storage import answers
from alertbot.storage import providers as stored
from alertbot.storage.engine import Connection, Database

_WAIT = timedelta(seconds=30)
_LONGEST_RATIO = 10  # times its source: of a longer answer no more is kept
_SHORT = 400
_PUNCTUATION = 4  # characters around a word that is told

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On which a provider is asked."""

    limits: Limits
    price: Price
    time_limit: timedelta
    options: str = ""  # as the settings have them: what was made with others is not used


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Where answers, costs and health are written down."""

    database: Database
    clock: Callable[[], datetime]
    keep: timedelta  # answers
    metrics: Metrics


class Metered:
    """One provider under its terms; made with the operator's name for it."""

    def __init__(self, name: str, provider: Provider, terms: Terms, ledger: Ledger) -> None:
        self.name = name
        self._provider = provider
        self._terms = terms
        self._ledger = ledger
        version = provider.version if isinstance(provider, Versioned) else ""
        self._made_by = f"{provider.name} {version} {terms.options}"

    async def _asked(
        self,
        key: bytes,
        texts: Sequence[str],
        ask: Callable[[], Awaitable[Sequence[str]]],
        *,
        told: Sequence[str] = (),
    ) -> list[str]:
        """The kept answer to `texts`, else the provider's, who is `told` some words besides.

        Raises ProviderBusy and ProviderRefused.
        """
        now = self._ledger.clock()
        characters = sum(map(len, texts))
        estimate = budget.estimate(
            characters,
            self._terms.limits,
            self._terms.price,
            texts=len(texts),
            told=sum(len(word) + _PUNCTUATION for word in told),
        )
        kept = await self._begin(key, estimate, now)
        if kept is not None:
            self._ledger.metrics.asked(self.name, "kept")
            return kept
        with counted() as tally:
            try:
                made = await self._within_time(texts, ask)
            except ProviderError as error:
                await self._failed(error, now, estimate, tally)
                raise
        usage = tally.usage if tally.noted else Usage(characters=characters)
        await self._done(key, made, now, estimate, usage)
        return made

    async def _begin(self, key: bytes, estimate: Usage, now: datetime) -> list[str] | None:
        """The kept answer; else None, with the call reserved. Raises ProviderBusy if it may not be."""
        today = budget.day(now)
        async with self._ledger.database.writing() as connection:
            kept = await answers.get(connection, key)
            if kept is not None:
                await stored.note_kept(connection, self.name, today)
                return kept
            if rest := health.rest(await self._health(connection), now):
                self._ledger.metrics.asked(self.name, "resting")
                raise ProviderBusy(self.name, "rests after failures", rest)
            limits = self._terms.limits
            if not await stored.reserve(
                connection,
                self.name,
                today,
                estimate,
                fits=lambda spent: budget.fits(spent, estimate, limits),
            ):
                self._ledger.metrics.asked(self.name, "over_budget")
                raise ProviderBusy(self.name, "the day's budget is used up", budget.until_tomorrow(now))
        return None

    async def _within_time(
        self, texts: Sequence[str], ask: Callable[[], Awaitable[Sequence[str]]]
    ) -> list[str]:
        try:
            async with asyncio.timeout(self._terms.time_limit.total_seconds()):
                made = list(await ask())
        except TimeoutError as error:
            raise ProviderWasted(self.name, "not answered in time", _WAIT) from error
        except ProviderError:
            raise
        except Exception as error:  # a package of somebody else's may raise anything
            log.exception("provider broke", extra={"provider": self.name})
            raise ProviderRefused(self.name, f"broke ({type(error).__name__})") from error
        if len(made) != len(texts):
            raise ProviderRefused(self.name, f"{len(made)} texts for {len(texts)}")
        if any(before.strip() and not after.strip() for before, after in zip(texts, made, strict=True)):
            raise ProviderRefused(self.name, "an empty answer")
        return [
            after[: max(_SHORT, len(before)) * _LONGEST_RATIO]
            for before, after in zip(texts, made, strict=True)
        ]

    async def _done(
        self, key: bytes, made: Sequence[str], now: datetime, estimate: Usage, usage: Usage
    ) -> None:
        actual = budget.priced(usage, self._terms.price)
        async with self._ledger.database.writing() as connection:
            await answers.put(connection, key, made, provider=self.name, now=now)
            await answers.expire(connection, before=now - self._ledger.keep)
            await stored.settle(
                connection, self.name, budget.day(now), estimate=estimate, actual=actual, failed=False
            )
            if await self._health(connection) != Health():
                await stored.set_health(connection, self.name, Health())
        self._ledger.metrics.asked(self.name, "answered")
        self._ledger.metrics.spent(self.name, actual)

    async def _failed(self, error: ProviderError, now: datetime, estimate: Usage, tally: Tally) -> None:
        """What was cut off may have been charged: its estimate stays counted."""
        cut_off = isinstance(error, ProviderWasted)
        actual = estimate if cut_off else budget.priced(tally.usage, self._terms.price)
        async with self._ledger.database.writing() as connection:
            await stored.settle(
                connection, self.name, budget.day(now), estimate=estimate, actual=actual, failed=True
            )
            if isinstance(error, ProviderBusy):
                worse = health.after_failure(await self._health(connection), error, self._ledger.clock())
                await stored.set_health(connection, self.name, worse)
        self._ledger.metrics.asked(self.name, "busy" if isinstance(error, ProviderBusy) else "refused")
        self._ledger.metrics.spent(self.name, actual)

    async def _health(self, connection: Connection) -> Health:
        return (await stored.health(connection)).get(self.name, Health())


class MeteredTranslator(Metered):
    """A translator under its terms."""

    def __init__(self, name: str, translator: Translator, terms: Terms, ledger: Ledger) -> None:
        super().__init__(name, translator, terms, ledger)
        self._translator = translator

    def serves(self, source: str, target: str) -> bool:
        """Whether this pair of tags is offered."""
        return self._translator.serves(source, target)

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, one for one, paid for once. Raises ProviderBusy and ProviderRefused."""
        key = content.key(
            "translation", texts, source=source, target=target, made_by=self._made_by, glossary=glossary
        )
        return await self._asked(
            key,
            texts,
            lambda: self._translator.translate(texts, source=source, target=target, glossary=glossary),
            told=(*glossary, *glossary.values()),
        )


class MeteredClassifier(Metered):
    """A classifier under its terms."""

    def __init__(self, name: str, classifier: Classifier, terms: Terms, ledger: Ledger) -> None:
        super().__init__(name, classifier, terms, ledger)
        self._classifier = classifier

    async def choose(
        self, *, title: str, text: str, language: str, topics: Sequence[Choice]
    ) -> Sequence[str]:
        """The slugs that fit, paid for once per article and list. Raises ProviderBusy and ProviderRefused."""
        offered = [word for topic in topics for word in (topic.slug, topic.name)]
        key = content.key(
            "topics", (title, text, *offered), source=language, target=language, made_by=self._made_by,
            glossary={},
        )  # fmt: skip

        async def ask() -> Sequence[str]:
            chosen = await self._classifier.choose(title=title, text=text, language=language, topics=topics)
            return (orjson.dumps(list(chosen)).decode(),)

        [answer] = await self._asked(key, (f"{title}\n{text}",), ask, told=offered)
        slugs: list[str] = orjson.loads(answer)
        return slugs


class MeteredSummariser(Metered):
    """A summariser under its terms."""

    def __init__(self, name: str, summariser: Summariser, terms: Terms, ledger: Ledger) -> None:
        super().__init__(name, summariser, terms, ledger)
        self._summariser = summariser

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        """The article made short, paid for once. Raises ProviderBusy and ProviderRefused."""
        texts = (title, text)
        key = content.key(
            "summary", texts, source=language, target=language, made_by=self._made_by, glossary={}
        )

        async def ask() -> Sequence[str]:
            made = await self._summariser.summarise(title=title, text=text, language=language)
            return made.title, made.summary

        made_title, made_summary = await self._asked(key, texts, ask)
        return Summary(made_title, made_summary)
