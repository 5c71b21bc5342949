"""What leads readers out of the text: it may be no other than the source has."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from alertbot.prepare.guards import numerals, shapes
from alertbot.prepare.guards.counting import Counting
from alertbot.prepare.guards.finding import Finding, Guard
from alertbot.prepare.guards.tokens import Kind, tokens

_SHORTEST_PHONE = 7  # digits by which two phone numbers are the same
_LONGEST_SPELLED = 5  # single numbers in words beside each other; more are a phone number
_TEN = 10
_LONGEST_CODE = 3  # digits (ITU-T E.164)
_GAP = 3  # characters between them


class _Way(NamedTuple):
    """A way out: how it is found, what allows it in the source, and by what it is allowed."""

    guard: Guard
    find: Callable[[str], list[str]]
    allows: Callable[[str], set[str]]
    needs: Callable[[str], set[str]]  # any of these


def findings(before: str, after: str, *, writes: Counting) -> Iterator[Finding]:
    """Links, handles, hashtags, mail addresses and phone numbers of `after` that `before` has not.

    `writes` says how the language of `after` counts: phone numbers may be in words.
    """
    known = numerals.ascii_digits(shapes.plain(before))
    made = numerals.ascii_digits(shapes.plain(after))
    for way in _WAYS:
        found = way.find(made)
        allowed = {each for one in way.find(known) for each in way.allows(one)} if found else set()
        if new := tuple(each for each in found if allowed.isdisjoint(way.needs(each))):
            yield Finding(way.guard, new)
    if before.strip():  # a text by itself may name a service
        yield from _services(known, made)
    spelled = _spelled(made.lower(), writes)
    if spelled and not _spelled(known.lower(), writes):
        yield Finding(Guard.PHONE, spelled)


def _services(known: str, made: str) -> Iterator[Finding]:
    """A messenger that the source does not name: behind it a bare word is somebody's account."""
    there = shapes.messengers(made)
    if new := there.keys() - (shapes.messengers(known).keys() if there else set()):
        yield Finding(Guard.HANDLE, tuple(sorted(there[name] for name in new)))


def _folded(word: str) -> set[str]:
    return {word.casefold().rstrip("/")}


def _link_or_host(link: str) -> set[str]:
    """The link, and its bare host; another page of the host is another place."""
    return _folded(link) | {shapes.host(link)}


def _endings(phone: str) -> set[str]:
    """The digits with and without codes of country and town."""
    digits = shapes.number(phone)
    whole = range(max(len(digits) - _SHORTEST_PHONE + 1, 0))
    return {digits[start:].lstrip("0") for start in whole}


def _number(phone: str) -> set[str]:
    """The digits, which must be the end of a known number, or end in one."""
    digits = shapes.number(phone).lstrip("0")
    return {digits} if len(digits) <= _SHORTEST_PHONE else {digits, *_without_code(digits)}


def _without_code(digits: str) -> Iterator[str]:
    """Of a number with the code of its country, at most three digits, what a source may have had alone."""
    codes = range(1, min(_LONGEST_CODE, len(digits) - _SHORTEST_PHONE) + 1)
    return (digits[code:].lstrip("0") for code in codes)


_WAYS = (
    _Way(Guard.LINK, shapes.links, _link_or_host, _folded),
    _Way(Guard.HANDLE, shapes.handles, _folded, _folded),
    _Way(Guard.HASHTAG, shapes.hashtags, _folded, _folded),
    _Way(Guard.MAIL, shapes.mails, _folded, _folded),
    _Way(Guard.PHONE, shapes.phones, _endings, _number),
)


def _spelled(text: str, writes: Counting) -> tuple[str, ...]:
    """Runs of single digits in words."""
    runs: list[tuple[int, int, int]] = []  # start, end, how many
    for token in tokens(text, writes):
        if token.kind is not Kind.UNIT or token.values[0] >= _TEN:
            continue
        start, end, count = runs[-1] if runs else (0, -_GAP - 1, 0)
        if token.start - end <= _GAP:
            runs[-1] = (start, token.end, count + 1)
        else:
            runs.append((token.start, token.end, 1))
    return tuple(text[start:end] for start, end, count in runs if count > _LONGEST_SPELLED)
