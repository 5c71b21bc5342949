"""Names and terms of the glossary: those of the source must be there in an approved rendering."""

from collections.abc import Iterator, Sequence

from alertbot.languages.glossary import Glossary
from alertbot.model import TermKind
from alertbot.prepare.guards.finding import Finding, Guard


def findings(
    before: Sequence[str], after: Sequence[str], *, source: str, target: str, glossary: Glossary | None
) -> Iterator[Finding]:
    """What lacks its rendering, as the source has it, with the approved one; `source` and `target` are tags.

    A name that is not there holds the text. A term may be said in other words, so that only warns.
    """
    if glossary is None:
        return
    for missing in glossary.missing(before, after, source=source, target=target):
        yield Finding(Guard.NAME, (missing.form, missing.rendering), hard=missing.kind is not TermKind.TERM)
