"""Warnings of addresses that could be taken for known ones."""

from collections.abc import Mapping

from alertbot.languages import bidi
from alertbot.languages.catalogues import Words


def lines(words: Words, alike: Mapping[str, str]) -> list[str]:
    """A warning for each host, with the known one that it is like."""
    text = words.gettext("Attention: the address {address} looks like {known}, but it is another one.")
    return [
        text.format(address=bidi.isolate_ltr(host), known=bidi.isolate_ltr(known))
        for host, known in alike.items()
    ]
