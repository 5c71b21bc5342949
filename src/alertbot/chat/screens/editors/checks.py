"""What the guards found in a text that is not stored yet, as it is kept and as editors are told."""

from collections.abc import Iterable

from alertbot.chat.screens.editors import findings
from alertbot.languages.catalogues import Words
from alertbot.model import KeptFinding
from alertbot.prepare.check import Finding

_MOST_WORDS = 5


def complaints(found: Iterable[Finding]) -> tuple[str, ...]:
    """Findings as they are kept: the guard, then the words it found, on lines of their own."""
    return tuple("\n".join((each.guard.value, *each.words[:_MOST_WORDS])) for each in found)


def said(words: Words, complaint: str) -> str:
    """One complaint, with the words that it is about."""
    guard, *found = complaint.split("\n")
    return findings.finding(words, KeptFinding(guard=guard, words=tuple(found), hard=False))
