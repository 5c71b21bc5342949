"""How editors are shown what sites say of themselves, and warned of those like known ones."""

from collections.abc import Mapping

from alertbot.dispatch.render import told
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Feed

LONGEST_TITLE = 64


def lines(words: Words, alike: Mapping[str, str]) -> list[str]:
    """A warning for each host, with the known one that it is like."""
    text = words.gettext("Attention: the address {address} looks like {known}, but it is another one.")
    return [text.format(address=address(host), known=address(known)) for host, known in alike.items()]


def title(feed: Feed) -> str:
    """What a feed calls itself: its site says so, so nothing in it is a link."""
    return told(feed.title or feed.url, feed.language, longest=LONGEST_TITLE)


def address(url: str) -> str:
    """A host or address to look at: a doubtful one is never a link."""
    return bidi.isolate_ltr(told(url, "en"))
