"""What the sample newsrooms have to tell: outlets, stories and topics, read from the data files beside this.

Everything told is invented. The texts of a story agree in every number, date and claim; a test holds
them to it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any


class Format(StrEnum):
    """How a section's feed is written."""

    RSS = "rss"
    ATOM = "atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A story in one language."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One invented story."""

    slug: str
    topic: str  # the slug of a SampleTopic
    texts: Mapping[str, Text]  # language tag → text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One feed of an outlet with its pages, in one language, and the words its pages need."""

    path: str  # the first part of its addresses
    language: str
    format: Format
    title: str
    about: str
    staff: str
    edition: str  # "edition {number}"
    footer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented newsroom; every story has a text for every section."""

    id: str
    sections: tuple[Section, ...]
    stories: tuple[Story, ...]  # in the order in which they are published


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleTopic:
    """A topic for the demo to set up."""

    slug: str
    names: Mapping[str, str]  # language tag → name
    keywords: Mapping[str, Sequence[str]]  # language tag → words; stems in Uyghur and Kazakh


@cache
def outlets() -> tuple[Outlet, ...]:
    """Silver Poplar News in English, Uyghur and Kazakh, then Harbour Wire in English alone."""
    return tuple(_outlet(found) for found in _read(_data() / "outlets.toml")["outlet"])


@cache
def topics() -> tuple[SampleTopic, ...]:
    """The topics the stories belong to, in the order in which readers see them."""
    return tuple(SampleTopic(**found) for found in _read(_data() / "topics.toml")["topic"])


def _data() -> Traversable:
    return resources.files(__package__) / "data"


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _outlet(found: Mapping[str, Any]) -> Outlet:
    folder = _data() / "stories" / found["id"]
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return Outlet(
        id=found["id"],
        sections=tuple(_section(section) for section in found["section"]),
        stories=tuple(_story(_read(file)) for file in files),
    )


def _section(found: Mapping[str, Any]) -> Section:
    return Section(**{**found, "format": Format(found["format"])})


def _story(found: Mapping[str, Any]) -> Story:
    texts = {tag: _text(value) for tag, value in found.items() if isinstance(value, dict)}
    return Story(slug=found["slug"], topic=found["topic"], texts=texts)


def _text(found: Mapping[str, str]) -> Text:
    return Text(title=found["title"], paragraphs=tuple(found["text"].strip().split("\n\n")))
