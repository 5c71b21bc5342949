"""The order in which a line is to be read: its parts, and where each has to stand beside the next.

A part is a word, a number with its sign, a mark, or a stretch set apart (an isolate), which is one part
to the line around it and has an order of its own inside.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_OPENERS = {"\u2066": False, "\u2067": True, "\u2068": None}  # whether right-to-left; None: by its letters
_CLOSER = "\u2069"
_ISOLATES = re.compile("[\u2066-\u2069]")
_UNSEEN = re.compile("[\u200e\u200f\u2060\u2066-\u2069]")
_PART = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670])*"  # a word
    r"|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,:\u00a0\u066b\u066c]\d+)*[%\u066a]?"  # a number
    r"|[^\s\u200e\u200f\u2060]"  # a mark
)


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part stands in its line, and what it is made of if it is set apart."""

    start: int
    end: int
    text: str
    rtl: bool  # which way its inside is read
    inside: tuple["Part", ...] = ()

    @property
    def told(self) -> bool:
        """Whether it tells something: a word, a number or a stretch with one, not a mark."""
        return any(letter.isalnum() for letter in self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message with its parts in reading order."""

    text: str
    rtl: bool
    parts: tuple[Part, ...]


def lines(text: str) -> list[Line]:
    """The lines of a message that have parts."""
    read = (Line(each, begins_rtl(each), tuple(_parts(each, 0, len(each)))) for each in text.split("\n"))
    return [line for line in read if line.parts]


def without_isolates(line: Line) -> Line:
    """The line as a client shows it that ignores isolates, to be read in the same order."""

    def moved(part: Part) -> Part:
        start, end = (len(_ISOLATES.sub("", line.text[:edge])) for edge in (part.start, part.end))
        return replace(part, start=start, end=end, inside=tuple(moved(each) for each in part.inside))

    return Line(_ISOLATES.sub("", line.text), line.rtl, tuple(moved(part) for part in line.parts))


def begins_rtl(text: str) -> bool:
    """Whether the first strong letter or mark is right-to-left, as Telegram looks for it (UAX 9, P2)."""
    depth = 0
    for letter in text:
        depth += (letter in _OPENERS) - (letter == _CLOSER)
        kind = unicodedata.bidirectional(letter)
        if depth == 0 and kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def _parts(text: str, start: int, end: int) -> Iterator[Part]:
    at = start
    while at < end:
        if text[at] in _OPENERS:
            close = _closed_at(text, at)
            way = _OPENERS[text[at]]
            inner = tuple(_parts(text, at + 1, close))
            rtl = begins_rtl(text[at + 1 : close]) if way is None else way
            if inner:
                yield Part(inner[0].start, inner[-1].end, text[inner[0].start : inner[-1].end], rtl, inner)
            at = close + 1
        elif found := _PART.match(text, at, end):
            yield Part(at, found.end(), found[0], rtl=False, inside=_groups(found[0], at))
            at = found.end()
        else:
            at += 1


def _groups(text: str, at: int) -> tuple[Part, ...]:
    """The groups of digits of a number, which are read from left to right everywhere."""
    found = [*re.finditer(r"\d+", text)]
    if len(found) < 2:
        return ()
    return tuple(Part(at + each.start(), at + each.end(), each[0], rtl=False) for each in found)


def _closed_at(text: str, at: int) -> int:
    depth = 0
    for here in range(at, len(text)):
        depth += (text[here] in _OPENERS) - (text[here] == _CLOSER)
        if depth == 0:
            return here
    raise AssertionError(f"an isolate without an end: {text!r}")


def phrase(line: Line, words: str) -> tuple[Part, ...]:
    """The parts of `words` where the line has them, whatever unseen marks stand between; () where not."""
    seen = [at for at, letter in enumerate(line.text) if not _UNSEEN.match(letter)]
    text = "".join(line.text[at] for at in seen).replace("\xa0", " ")
    begin = text.find(words)
    if begin < 0:
        return ()
    found = (
        (begin + each.start(), begin + each.end() - 1) for each in re.finditer(r"[^\W_]+|[^\w\s]", words)
    )
    return tuple(Part(seen[first], seen[last] + 1, words, rtl=False) for first, last in found)


def flat(found: Sequence[Part]) -> Iterator[Part]:
    """The parts with those inside them."""
    for part in found:
        yield part
        yield from flat(part.inside)
