"""Refuses documents made to exhaust a parser, in one pass and before any parser sees them."""

import re
from dataclasses import dataclass

DEEPEST = 100  # elements inside one another; real feeds stay under 40
MOST_ATTRIBUTE_BYTES = 64 * 1024  # in one tag
_MARK = re.compile(r"<(?:!\[CDATA\[|!--|\?|!|/?[A-Za-z_\u0080-\U0010ffff])")
_ITEM_END = re.compile(r"(?:item|entry)[\s>]", re.IGNORECASE)
# HTML that never closes: feeds that hold it unescaped are damaged, not hostile.
_VOID = re.compile(
    r"(?:area|base|br|col|embed|hr|img|input|link|li|meta|p|param|source|track|wbr)[\s/>]", re.IGNORECASE
)


@dataclass(slots=True)
class _Depth:
    now: int = 0
    at_item: int = 0


def objection(text: str) -> str | None:
    """Why this XML must not be parsed; None where it may.

    Looks for entity declarations (the amplifiers) outside CDATA and comments, for elements nested more
    than a hundred deep and for tags with more attributes than any feed has.
    """
    depth = _Depth()
    found = _MARK.search(text)
    while found is not None:
        at, end, problem = found.start(), -1, None
        match found.group():
            case "<![CDATA[":
                end = _behind(text, "]]>", at)
            case "<!--":
                end = _behind(text, "-->", at)
            case "<?":
                end = _behind(text, "?>", at)
            case "<!":
                end, problem = _declaration(text, at)
            case _:
                end, problem = _tag(text, at, depth)
        if problem is not None or end < 0:
            return problem
        found = _MARK.search(text, end)
    return None


def _behind(text: str, closing: str, start: int) -> int:
    at = text.find(closing, start)
    return at + len(closing) if at >= 0 else -1


def _declaration(text: str, at: int) -> tuple[int, str | None]:
    # `<!DOCTYPE x [ <!ENTITY …` : going on right behind the mark finds the inner declarations too.
    problem = "it declares entities" if text[at + 2 : at + 8].upper() == "ENTITY" else None
    return at + 2, problem


def _tag(text: str, at: int, depth: _Depth) -> tuple[int, str | None]:
    end = _behind(text, ">", at)
    if end < 0:
        return -1, "a tag is too long" if len(text) - at > MOST_ATTRIBUTE_BYTES else None
    if end - at > MOST_ATTRIBUTE_BYTES:
        return end, "a tag is too long"
    if text[at + 1] == "/":
        _close(text, at, depth)
    elif text[end - 2] != "/" and not _VOID.match(text, at + 1):
        depth.now += 1
        if _ITEM_END.match(text, at + 1):
            depth.at_item = depth.now
    return end, "it is nested too deep" if depth.now > DEEPEST else None


def _close(text: str, at: int, depth: _Depth) -> None:
    if _ITEM_END.match(text, at + 2):
        depth.now = min(depth.now, max(depth.at_item - 1, 0))
    elif not _VOID.match(text, at + 2):
        depth.now = max(depth.now - 1, 0)
