"""Looks over a machine translation: what no faithful one adds, drops or leaves as it was.

Each guard is a tripwire, not proof; an editor sees its words. Source and output are compared whole,
because a translator may move a number from the title into the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alertbot.languages import table
from alertbot.prepare import letters, numbers

_LEAST_SHARE = (
    0.6  # of letters in the target's script; human translations: 1 in 1997 Uyghur had less than 0.7
)
_FEW_LETTERS = 20  # too few to judge a script by
_FEW_WORDS = 5  # a text so short may be a name, the same everywhere
_SAME = 0.8  # of the output's words found in the source
_LONGEST_RATIO = 4  # times the source's length, for texts that are not tiny
_TINY = 40

_LINK = re.compile(
    r"(?:https?|tg|ftp)://\S+|www\.\S+"
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:/\S*)?(?![\w@])"
    r"|(?<![\w.@-])(?:[A-Z0-9-]{1,63}\.){1,8}(?:COM|ORG|NET|INFO|ME|IO)(?:/\S*)?(?![\w@])"
)
_HANDLE = re.compile(r"(?<![\w/])[@＠]\w+", re.ASCII)
_MAIL = re.compile(r"[^\s@]{1,64}[@＠][^\s@.]{1,255}\.\w+")
_PHONE = re.compile(r"\+?\d(?:[\s().\-\u2010-\u2013]{0,2}\d){6,14}")
_WORD = re.compile(r"[^\W\d_]+")


class Guard(StrEnum):
    """Which guard complains."""

    EMPTY = "empty"
    NUMBER_LOST = "number_lost"
    NUMBER_NEW = "number_new"
    LINK = "link"
    HANDLE = "handle"
    MAIL = "mail"
    PHONE = "phone"
    SCRIPT = "script"
    SAME = "same"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard found, in the words it found it by; a hard one keeps the edition from readers."""

    guard: Guard
    words: tuple[str, ...] = ()
    hard: bool = True


def findings(source: Sequence[str], output: Sequence[str], *, target: str) -> list[Finding]:
    """What is wrong with the `output` texts as translations of `source`, one for one, into `target`."""
    empty = any(before.strip() and not after.strip() for before, after in zip(source, output, strict=True))
    if empty:
        return [Finding(Guard.EMPTY)]
    before, after = "\n".join(source), "\n".join(output)
    checks = (
        _numbers(before, after),
        _added(before, after),
        _script(after, target),
        _same(source, output),
        _length(before, after),
    )
    return [finding for check in checks for finding in check]


def _numbers(before: str, after: str) -> Iterator[Finding]:
    if lost := numbers.missing(before, after):
        yield Finding(Guard.NUMBER_LOST, lost)
    if new := numbers.missing(after, before):
        yield Finding(Guard.NUMBER_NEW, new)


def _added(before: str, after: str) -> Iterator[Finding]:
    kinds = ((Guard.LINK, _LINK, _plain), (Guard.HANDLE, _HANDLE, _plain), (Guard.MAIL, _MAIL, _plain))
    for guard, pattern, normal in (*kinds, (Guard.PHONE, _PHONE, numbers.digits)):
        if new := _new(pattern, normal, before, after):
            yield Finding(guard, new)


def _new(pattern: re.Pattern[str], normal: Callable[[str], str], before: str, after: str) -> tuple[str, ...]:
    known = normal(before)
    return tuple(found for found in pattern.findall(after) if normal(found) not in known)


def _plain(text: str) -> str:
    return text.casefold().replace("＠", "@").rstrip(".,;:!?)»”")


def _script(after: str, target: str) -> Iterator[Finding]:
    words = _WORD.findall(_LINK.sub("", after))
    share = letters.share(" ".join(words), table.get(target).script)
    if share is not None and share < _LEAST_SHARE and sum(map(len, words)) >= _FEW_LETTERS:
        yield Finding(Guard.SCRIPT, tuple(words[:_FEW_WORDS]))


def _same(source: Sequence[str], output: Sequence[str]) -> Iterator[Finding]:
    for before, after in zip(source, output, strict=True):
        known, words = _words(before), _words(after)
        if len(words) > _FEW_WORDS and len(words & known) >= _SAME * len(words):
            yield Finding(Guard.SAME, (after,))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _length(before: str, after: str) -> Iterator[Finding]:
    if len(after) > max(_TINY, len(before)) * _LONGEST_RATIO:
        yield Finding(Guard.LENGTH)
