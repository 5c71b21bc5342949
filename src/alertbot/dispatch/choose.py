"""Which edition of an article a reader gets."""

from collections.abc import Iterable, Mapping, Sequence

from alertbot.model import Edition, EditionState, Topic, TopicId


def edition(
    languages: Sequence[str], *, originals: bool, ready: Mapping[str, Edition], original: str
) -> Edition | None:
    """The first of the reader's languages that is ready, else the original if it is welcome.

    `ready` holds editions by language, `original` is the article's own. None: nothing for this reader.
    """
    wanted = (*languages, original) if originals else languages
    return next((ready[tag] for tag in wanted if tag in ready), None)


def ready_of(editions: Iterable[Edition]) -> dict[str, Edition]:
    """The editions that may go to readers, by language."""
    return {each.language: each for each in editions if each.state is EditionState.READY}


def topic(chosen: Iterable[TopicId], topics: Mapping[TopicId, Topic]) -> Topic | None:
    """The topic to name to a reader: of those chosen, the first in the owner's order."""
    known = [topics[id] for id in chosen if id in topics]
    return min(known, key=lambda each: (each.position, each.id), default=None)
