"""Summarisers, translators and classifiers: one small adapter each, built by name from the settings.

A provider sees public article text and nothing else: no reader, no count, no schedule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Summary:
    """A headline (at most 95 characters) and one or two sentences (at most 300 characters in all)."""

    title: str
    summary: str


class Summariser(Protocol):
    """Makes an article short in its own language."""

    name: str

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        """The article made short. Raises ProviderError."""


class Translator(Protocol):
    """Translates public text."""

    name: str

    def serves(self, source: str, target: str) -> bool:
        """Whether this pair of tags is offered."""

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, one for one, in order. Raises ProviderBusy or ProviderRefused.

        `glossary` maps names as in the source to their approved rendering; an engine that cannot use
        it ignores it, and the guards look at the result.
        """


@dataclass(frozen=True, slots=True)
class Choice:
    """One topic of the closed list, as a model is offered it."""

    slug: str
    name: str  # in English where there is one


class Classifier(Protocol):
    """Says under which topics of a closed list an article belongs."""

    name: str

    async def choose(
        self, *, title: str, text: str, language: str, topics: Sequence[Choice]
    ) -> Sequence[str]:
        """The slugs that fit, best first; none where none does. Raises ProviderError.

        What is not on the list is passed over by whoever asks (`prepare.topics.chosen`).
        """
