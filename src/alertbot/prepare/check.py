"""Looks over what a machine wrote: what no faithful one adds, drops or leaves as it was.

Each guard is a tripwire, not proof; an editor sees its words. Source and output are compared whole,
because a translator may move a number from the title into the text.
"""

from collections.abc import Iterator, Sequence

from alertbot.languages import identify, scripts
from alertbot.languages.glossary import Glossary
from alertbot.prepare.guards import (
    added,
    address,
    extent,
    names,
    numbers,
    phrases,
    quantities,
    shapes,
    signs,
    tongue,
    words,
)
from alertbot.prepare.guards.finding import Finding, Guard

__all__ = ["Finding", "Guard", "findings", "planted", "summary_findings"]

_LONGEST = 100_000  # characters that are looked at, five times an article; what is longer is held
_SHORT = 400  # characters; a summary so short may be as long as its source
_PHRASES = ((Guard.MACHINE, phrases.machine), (Guard.CALL, phrases.calls))
_READ_AS = {"ug-Latn": "ug", "ug-Cyrl": "ug", "kk-Latn": "kk", "kk-Arab": "kk"}  # how their words are known


def findings(
    source: Sequence[str],
    output: Sequence[str],
    *,
    target: str,
    source_language: str | None = None,
    glossary: Glossary | None = None,
) -> list[Finding]:
    """What is wrong with the `output` texts as translations of `source`, one for one, into `target`.

    `source_language` is told by the text where it is not given; the names of the `glossary` must be there.
    """
    if any(before.strip() and not after.strip() for before, after in zip(source, output, strict=True)):
        return [Finding(Guard.EMPTY)]
    before, after = "\n".join(source), "\n".join(output)
    if max(len(before), len(after)) > _LONGEST:
        return [Finding(Guard.LENGTH)]
    tag = source_language or _told(before)
    return [
        *_numbers(before, after, source=tag, target=target),
        *names.findings(source, output, source=tag, target=target, glossary=glossary),
        *added.findings(before, after, writes=words.of(_code(target))),
        *tongue.findings(before, after, target),
        *extent.sameness(source, output),
        *extent.length(before, after),
        *extent.quotes(before, after),
        *(_spoken(before, after, source=tag, target=target) or _addressed(before, after, tag, target)),
    ]


def summary_findings(source: str, output: Sequence[str], *, language: str) -> list[Finding]:
    """What is wrong with `output`, a title and sentences, as a summary of the `source` in its language.

    A summary may leave out what it likes, so what it lost is no finding. It needs no link, handle, phone
    number or call to readers, so it may not even repeat the source's: an article that is meant for the
    machine asks for just that.
    """
    after = "\n".join(output)
    if source.strip() and not after.strip():
        return [Finding(Guard.EMPTY)]
    if max(len(source), len(after)) > _LONGEST:
        return [Finding(Guard.LENGTH)]
    code = _code(language)
    _, new = numbers.compare(_base(source, language), _base(after, language), source=code, target=code)
    return [
        *([Finding(Guard.NUMBER_NEW, new)] if new else []),
        *(planted(after, language) or _addressed("", after, language, language)),
        *tongue.findings("", after, language),
        *([Finding(Guard.LENGTH)] if len(after) > max(len(source), _SHORT) else []),
    ]


def planted(text: str, language: str) -> list[Finding]:
    """What of a text in this language leads away, speaks to machines or calls upon readers."""
    return [
        *added.findings("", text, writes=words.of(_code(language))),
        *_spoken("", text, source=language, target=language),
    ]


def _numbers(before: str, after: str, *, source: str, target: str) -> Iterator[Finding]:
    from_, to = words.of(_code(source)), words.of(_code(target))
    one = quantities.read(_base(before, source), from_)
    other = quantities.read(_base(after, target), to)
    lost, new = numbers.differences(one, other, writes=from_, reads=to)
    unsigned = signs.lost(one, other, writes=from_, reads=to)
    signed = signs.lost(other, one, writes=to, reads=from_)
    for guard, found in ((Guard.NUMBER_LOST, lost), (Guard.NUMBER_NEW, new), (Guard.SIGN, unsigned + signed)):
        if found:
            yield Finding(guard, found)


def _spoken(before: str, after: str, *, source: str, target: str) -> list[Finding]:
    """Phrases that the source has none of."""
    plain = shapes.plain(after)
    found = ((guard, find(plain, _code(target)), find) for guard, find in _PHRASES)
    return [
        Finding(guard, said)
        for guard, said, find in found
        if said and not find(shapes.plain(before), _code(source))
    ]


def _addressed(before: str, after: str, source: str, target: str) -> list[Finding]:
    """A text that speaks to its readers where the source speaks to nobody."""
    found = address.found(shapes.plain(after), _code(target))
    if not found or address.hinted(shapes.plain(before), _code(source)):
        return []
    return [Finding(Guard.CALL, found)]


def _told(text: str) -> str:
    guess = identify.identify(text)
    return guess.tag if guess else ""


def _code(tag: str) -> str:
    return tag.partition("-")[0]


def _base(text: str, tag: str) -> str:
    """The text in the script whose words for numbers are known."""
    return scripts.convert(text, tag, _READ_AS[tag]) if tag in _READ_AS else text
