"""Reads the text of style sheets: the rules that hold on a screen, and what they declare."""

import re
from collections.abc import Iterator, Mapping, Sequence

_LONGEST = 200_000  # characters of the page's style sheets that are looked at
_MOST = 4000  # rules
_DEEPEST = 8  # blocks within blocks, and variables within variables
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?")
_PIECE = re.compile(r"[^{};]*[{};]")
_SCREEN = re.compile(
    r"@media\s+(?:only\s+)?(?:screen|all)|@media\s+not\s+print|@(?:supports|layer|container|media\s*\()"
)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")

Declarations = Mapping[str, str]  # property → value, in lower case


def declarations(body: str) -> Declarations:
    """The declarations of a rule or a style attribute, in lower case; "!important" stays in the value."""
    pairs = (each.partition(":") for each in _unescaped(_COMMENT.sub("", body.lower())).split(";"))
    merged: dict[str, str] = {}
    merge(merged, {name.strip(): value.strip() for name, colon, value in pairs if colon})
    return merged


def merge(merged: dict[str, str], stronger: Declarations) -> None:
    """Add declarations that come later, but for what an earlier one calls important."""
    for name, value in stronger.items():
        if "!important" in merged.get(name, "") and "!important" not in value:
            continue
        merged[name] = value


def resolved(value: str, variables: Sequence[Declarations]) -> str:
    """The value with its `var()` replaced: from the first of `variables` that knows it, else its fallback."""
    for _ in range(_DEEPEST):
        if "var(" not in value:
            break
        value = _VARIABLE.sub(lambda found: _looked_up(found, variables), value)
    return value.strip()


def of_sheet(text: str) -> Iterator[tuple[str, str]]:
    """Selector and body of each rule that holds on a screen; a rule within a rule is told from its root."""
    heads: list[str] = []  # of the blocks that are open
    bodies: list[list[str]] = [[]]
    left = _MOST
    for found in _PIECE.finditer(_COMMENT.sub("", text[:_LONGEST])):
        piece, end = found.group()[:-1].strip(), found.group()[-1]
        if end == "{":
            heads.append(piece)
            bodies.append([])
            continue
        bodies[-1].append(piece)
        if end == "}" and heads:
            selector, body = _selector(heads), bodies.pop()
            heads.pop()
            if selector is not None and left > 0:
                left -= 1
                yield selector, ";".join(body)


def _looked_up(found: re.Match[str], variables: Sequence[Declarations]) -> str:
    known = (each[found[1]] for each in variables if found[1] in each)
    return next(known, found[2] or "")


def _unescaped(body: str) -> str:
    """Without the escapes of CSS, by which "none" may be written "n\\6fne"."""
    if "\\" not in body:
        return body
    return _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)).lower(), body).replace("\\", "")


def _selector(heads: Sequence[str]) -> str | None:
    """What the innermost open block selects; None where it selects nothing on a screen."""
    styling = [head for head in heads if not head.startswith("@")]
    at = [head for head in heads if head.startswith("@")]
    if not styling or len(styling) > _DEEPEST or not all(_SCREEN.match(head.lower()) for head in at):
        return None
    selector = styling[0]
    for head in styling[1:]:
        outer = f":is({selector})" if "," in selector else selector
        selector = head.replace("&", outer) if "&" in head else f"{outer} {head}"
    return selector
