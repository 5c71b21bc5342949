"""Direction of text: keeps foreign runs from reordering their surroundings (UAX 9)."""

import re
import unicodedata
from collections.abc import Callable

from alertbot.model import Direction

LRM, RLM = "\u200e", "\u200f"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ENDED_BY_PDI = f"{LRI}{RLI}{FSI}"
_INNERMOST = re.compile(f"[{_ENDED_BY_PDI}][^{_ENDED_BY_PDI}{PDI}]*{PDI}")
_JOINTS = re.compile("[ +-]")


def strip(text: str) -> str:
    """`text` without any bidi control; ZWNJ and ZWJ, which are spelling, stay."""
    return _CONTROLS.sub("", text)


def isolate(text: str) -> str:
    """`text` set apart from its surroundings, in its own direction, line by line.

    Isolates that are in `text` already stay if they are balanced. A line without a letter outside of them
    takes the direction of its first letter within (UAX 9, P2 would look past it and find left-to-right).
    """
    return _wrap(text, _opener)


def isolate_ltr(text: str) -> str:
    """The same for what is always left-to-right: addresses, handles, commands, numbers with units."""
    return _wrap(text, lambda _: LRI)


def foreign(text: str, *, within: Direction) -> str:
    """`text`, on one line, of the other direction than the line it stands in, set apart for every client.

    Where isolates are ignored, marks keep it together and the line in order: one of its own direction
    where it begins or ends with no letter (C++, @name), and one of the line's behind it.
    """
    own, around = (LRM, RLM) if within is Direction.RTL else (RLM, LRM)
    inner = _balanced(text)
    head = "" if inner[:1].isalpha() else own
    tail = "" if inner[-1:].isalpha() else own
    return f"{LRI if own == LRM else RLI}{head}{inner}{tail}{PDI}{around}"


def name(text: str, *, within: Direction) -> str:
    """A name on a line of ours: set apart for every client where it begins in the other direction."""
    written = Direction.RTL if _begins_rtl(text) else Direction.LTR
    return text if written is within else foreign(text, within=within)


def number(text: str) -> str:
    """A number of several groups (20 000, 2026-11-02, +90 212 55) within a right-to-left line.

    Without this its groups would stand in reverse: a date or a number of another value.
    """
    joined = _JOINTS.sub(lambda found: "\xa0" if found[0] == " " else f"{LRM}{found[0]}{LRM}", text)
    return f"{LRI}{joined}{PDI}"


def line(text: str, direction: Direction) -> str:
    """`text` with a mark at the head of each line that would else be laid out the wrong way.

    Clients take a line's direction from its first strong letter, so a right-to-left line always gets
    a mark, and a left-to-right one where it begins with a right-to-left word. Lines that begin with
    their mark stay as they are.
    """
    return "\n".join(_headed(each, direction) for each in text.split("\n"))


def _opener(balanced: str) -> str:
    return RLI if _begins_rtl(balanced) and not _has_letter_outside(balanced) else FSI


def _has_letter_outside(text: str) -> bool:
    """Whether a strong letter stands outside of all isolates."""
    found = 1
    while found:
        text, found = _INNERMOST.subn("", text)
    return any(unicodedata.bidirectional(each) in {"L", "R", "AL"} for each in text)


def _wrap(text: str, opener: Callable[[str], str]) -> str:
    lines = [_balanced(each) if each else None for each in text.split("\n")]
    return "\n".join("" if each is None else f"{opener(each)}{each}{PDI}" for each in lines)


def _balanced(text: str) -> str:
    """`text` without the isolate controls that have no partner."""
    open_at: list[int] = []
    partnered: set[int] = set()
    for at, character in enumerate(text):
        if character in _ENDED_BY_PDI:
            open_at.append(at)
        elif character == PDI and open_at:
            partnered |= {open_at.pop(), at}
    return "".join(
        character
        for at, character in enumerate(text)
        if at in partnered or (character != PDI and character not in _ENDED_BY_PDI)
    )


def _headed(text: str, direction: Direction) -> str:
    mark = RLM if direction is Direction.RTL else LRM
    if not text.strip() or text.startswith(mark):
        return text
    if direction is Direction.LTR and not _begins_rtl(text):
        return text
    return mark + text


def _begins_rtl(text: str) -> bool:
    """Whether the first strong letter is right-to-left, looking into isolates as simple clients do."""
    strong = (unicodedata.bidirectional(each) for each in text)
    return next((kind != "L" for kind in strong if kind in {"L", "R", "AL"}), False)
