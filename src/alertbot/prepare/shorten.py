"""Makes an article short by a model, looks the result over, and falls back on the newsroom's own words."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from alertbot.errors import ProviderBusy, ProviderError, ProviderRefused
from alertbot.languages import clean, table
from alertbot.model import Extract
from alertbot.prepare import safe
from alertbot.providers import Summariser, Summary
from alertbot.providers.lead import LONGEST_SUMMARY, LONGEST_TITLE, Lead

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shortened:
    """A summary, and whether a model wrote it."""

    summary: Summary
    by_model: bool


class FirstOf:
    """A chain of summarisers as one: the first that can does it."""

    name = "chain"

    def __init__(self, summarisers: Sequence[Summariser]) -> None:
        self._summarisers = summarisers

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        """By the first that can. Raises the shortest-waiting ProviderBusy, else ProviderRefused."""
        worst: ProviderError = ProviderRefused(self.name, "nobody is in it")
        for summariser in self._summarisers:
            try:
                return await summariser.summarise(title=title, text=text, language=language)
            except ProviderError as error:
                log.warning("summariser failed", extra={"provider": error.provider, "reason": error.reason})
                worst = _sooner(worst, error)
        raise worst


def _sooner(one: ProviderError, other: ProviderError) -> ProviderError:
    if not isinstance(other, ProviderBusy):
        return one if isinstance(one, ProviderBusy) else other
    return one if isinstance(one, ProviderBusy) and one.wait <= other.wait else other


async def by(summariser: Summariser, extract: Extract) -> Shortened:
    """The article made short by `summariser`; by the embedded one where a model adds what is not there.

    A headline of the newsroom's that is short enough stays. Raises ProviderError.
    """
    if isinstance(summariser, Lead) or extract.language not in table.TABLE:
        return await embedded(extract)
    made = await summariser.summarise(title=extract.title, text=extract.text, language=extract.language)
    own = clean.line(extract.title)
    title = own if 0 < len(own) <= LONGEST_TITLE else clean.line(made.title, longest=LONGEST_TITLE)
    wanted = Summary(title, clean.line(made.summary, longest=LONGEST_SUMMARY))
    used = safe.summary(wanted, extract)
    if used != wanted or not wanted.summary:
        log.warning("summary not used", extra={"language": extract.language})
        return await embedded(extract)
    return Shortened(used, by_model=True)


async def embedded(extract: Extract) -> Shortened:
    """The article's own first sentences, without those that lead away or call upon readers."""
    made = await Lead().summarise(title=extract.title, text=extract.text, language=extract.language)
    return Shortened(safe.summary(made, extract), by_model=False)
