"""Summarisers, translators and classifiers: one small adapter each, built by name from the settings.

A provider sees public article text and nothing else: no reader, no count, no schedule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Summary:
    """A headline (at most 95 characters) and one or two sentences (at most 300 characters in all)."""

    title: str
    summary: str


@runtime_checkable
class Provider(Protocol):
    """What every provider has."""

    name: str


@runtime_checkable
class Versioned(Protocol):
    """A provider whose answers depend on more than the text: its model, its prompt.

    A kept answer of another version is not used.
    """

    @property
    def version(self) -> str:
        """Changes with whatever changes its answers."""


@runtime_checkable
class Reachable(Protocol):
    """A provider that can be asked whether it is there."""

    async def reach(self) -> None:
        """See that it is there and takes our key, at next to no cost. Raises ProviderError."""


@runtime_checkable
class Summariser(Provider, Protocol):
    """Makes an article short in its own language."""

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        """The article made short. Raises ProviderError."""


@runtime_checkable
class Translator(Provider, Protocol):
    """Translates public text."""

    def serves(self, source: str, target: str) -> bool:
        """Whether this pair of tags is offered."""

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, one for one, in order. Raises ProviderBusy or ProviderRefused.

        `glossary` maps names as in the source to their approved rendering: told to a model, carried past
        an engine (`providers.names`). What it could not do the guards find.
        Whoever charges by another unit than the characters of `texts` notes it (`providers.spending`).
        """


@dataclass(frozen=True, slots=True)
class Choice:
    """One topic of the closed list, as a model is offered it."""

    slug: str
    name: str  # in English where there is one


@runtime_checkable
class Classifier(Provider, Protocol):
    """Says under which topics of a closed list an article belongs."""

    async def choose(
        self, *, title: str, text: str, language: str, topics: Sequence[Choice]
    ) -> Sequence[str]:
        """The slugs that fit, best first; none where none does. Raises ProviderError.

        What is not on the list is passed over by whoever asks (`prepare.topics.chosen`).
        """
