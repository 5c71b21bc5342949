"""Which edition of an article a reader gets, and in which script."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alertbot.languages import conversion
from alertbot.model import Edition, EditionState, Topic, TopicId


@dataclass(frozen=True, slots=True)
class Choice:
    """An edition, and the one or two languages it is shown in: its own, or scripts it is converted to."""

    edition: Edition
    scripts: tuple[str, ...]


def edition(
    languages: Sequence[str],
    *,
    originals: bool,
    ready: Mapping[str, Edition],
    original: str,
    second_script: str | None = None,
) -> Choice | None:
    """The first of the reader's languages that is ready, else the original if it is welcome.

    `ready` holds editions by language, `original` is the article's own. An edition in the very tag goes
    before one that is converted to it. None: nothing for this reader.
    """
    for tag in languages:
        if found := _shown(tag, second_script, ready):
            return found
    return Choice(ready[original], (original,)) if originals and original in ready else None


def _shown(tag: str, second_script: str | None, ready: Mapping[str, Edition]) -> Choice | None:
    """What is ready for a language; rather an edition that can be shown in both scripts, if two are wanted.

    A message is of one edition, so that a correction of it finds all that was sent.
    """
    there = [ready[each] for each in conversion.readable(tag) if each in ready]
    if second_script is not None and second_script != tag:
        both = [each for each in there if conversion.can_show(each.language, second_script)]
        if both:
            return Choice(both[0], (tag, second_script))
    return Choice(there[0], (tag,)) if there else None


def ready_of(editions: Iterable[Edition]) -> dict[str, Edition]:
    """The editions that may go to readers, by language."""
    return {each.language: each for each in editions if each.state is EditionState.READY}


def topic(chosen: Iterable[TopicId], topics: Mapping[TopicId, Topic]) -> Topic | None:
    """The topic to name to a reader: of those chosen, the first in the owner's order."""
    known = [topics[id] for id in chosen if id in topics]
    return min(known, key=lambda each: (each.position, each.id), default=None)
