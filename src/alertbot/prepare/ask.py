"""Asks the translators of a chain in turn, for what is wanted now: the first that answers serves."""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from alertbot.errors import ProviderBusy, ProviderError, ProviderRefused
from alertbot.providers import Translator

TIME_LIMIT = timedelta(seconds=60)  # for one translator and one call
_WAIT = timedelta(seconds=30)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """Texts as a translator made them, one for one, and its name."""

    texts: tuple[str, ...]
    provider: str


async def translated(
    chain: Iterable[Translator],
    calls: Sequence[Sequence[str]],
    *,
    source: str,
    target: str,
    glossary: Mapping[str, str],
    limit: timedelta = TIME_LIMIT,
) -> Answer:
    """All `calls` (texts that are asked for together), by one translator of the chain, in one row.

    Raises ProviderBusy where one could later, else ProviderRefused.
    """
    failure: ProviderError = ProviderRefused("no translator", f"none makes {target} of {source}")
    for translator in chain:
        try:
            made = [
                await _call(translator, texts, source, target, glossary=glossary, limit=limit)
                for texts in calls
            ]
        except ProviderError as error:
            log.warning("translator failed", extra={"provider": error.provider, "reason": error.reason})
            failure = failure if isinstance(failure, ProviderBusy) else error
        else:
            return Answer(tuple(text for texts in made for text in texts), translator.name)
    raise failure


async def _call(
    translator: Translator,
    texts: Sequence[str],
    source: str,
    target: str,
    *,
    glossary: Mapping[str, str],
    limit: timedelta,
) -> Sequence[str]:
    try:
        async with asyncio.timeout(limit.total_seconds()):
            made = await translator.translate(
                texts, source=source, target=target, glossary=_met(glossary, texts)
            )
    except TimeoutError as error:
        raise ProviderBusy(translator.name, "not answered in time", _WAIT) from error
    if len(made) != len(texts):
        raise ProviderRefused(translator.name, f"{len(made)} texts for {len(texts)}")
    return made


def _met(glossary: Mapping[str, str], texts: Sequence[str]) -> dict[str, str]:
    """Of the names of a whole article those that this call has: what is kept of it depends on no others."""
    return {form: rendering for form, rendering in glossary.items() if any(form in text for text in texts)}


def in_calls(paragraphs: Sequence[str], *, longest: int) -> list[list[str]]:
    """The paragraphs in rows of at most `longest` characters; one that is longer stands alone."""
    calls: list[list[str]] = []
    size = 0
    for paragraph in paragraphs:
        if not calls or size + len(paragraph) > longest:
            calls.append([])
            size = 0
        calls[-1].append(paragraph)
        size += len(paragraph)
    return calls
