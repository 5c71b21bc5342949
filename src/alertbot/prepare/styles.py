"""The style sheets in a page, as far as they can take text out of sight: rules of simple selectors.

Selectors of tags, classes, ids and attributes are understood, and what stands before a space or ">" must
be somewhere above. Others are skipped, and so are rules for print, of no interest to a reader on a screen.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

_LONGEST = 200_000  # characters of the page's style sheets that are looked at
_MOST_RULES = 4000
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?")
_PIECE = re.compile(r"[^{};]*[{};]")
_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)|@(?:supports|layer|media\s*\()")
_COMPOUND = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[a-z-]+(?:=[\"']?[\w-]+[\"']?)?\])*)"
)
_PART = re.compile(r"([.#])([\w-]+)|\[([a-z-]+)(?:=[\"']?([\w-]+)[\"']?)?\]")
_MATTERS = re.compile(
    r"display|visibility|opacity|font|position|left|right|top|bottom|indent|margin|clip|width|height|overflow|"
    r"color|background|transform|filter|translate|scale|zoom"
)

Declarations = Mapping[str, str]  # property → value, in lower case


@dataclass(frozen=True, slots=True)
class _Compound:
    """A tag with classes, an id, attributes: what one element must have."""

    tag: str
    classes: frozenset[str]
    id: str
    attributes: tuple[tuple[str, str], ...]

    def matches(self, element: HtmlElement) -> bool:
        """Whether the element has all of it."""
        return (
            self.tag in ("", "*", element.tag)
            and self.id in ("", element.get("id"))
            and self.classes <= set((element.get("class") or "").split())
            and all(
                name in element.attrib and value in ("", element.get(name)) for name, value in self.attributes
            )
        )

    @property
    def weight(self) -> tuple[int, int, int]:
        """The specificity."""
        return (bool(self.id), len(self.classes) + len(self.attributes), self.tag not in ("", "*"))


@dataclass(frozen=True, slots=True)
class _Rule:
    last: _Compound
    above: tuple[_Compound, ...]
    declarations: Declarations
    weight: tuple[int, ...]  # specificity, then order

    def matches(self, element: HtmlElement) -> bool:
        if not self.last.matches(element):
            return False
        return all(any(each.matches(over) for over in element.iterancestors()) for each in self.above)


class Sheet:
    """The rules of a page's style sheets."""

    def __init__(self, text: str) -> None:
        self._by_key: defaultdict[str, list[_Rule]] = defaultdict(list)
        for order, (selector, body) in enumerate(_rules(text)):
            declared = declarations(body)
            if any(_MATTERS.search(name) for name in declared):
                self._add(selector, declared, order)

    def tells(self, tag: str) -> bool:
        """Whether an element without any attribute may be styled."""
        return tag in self._by_key or "*" in self._by_key

    def declared(self, element: HtmlElement) -> Declarations:
        """What holds for an element: of its rules, weaker ones first, then its own style attribute."""
        keys = [f"#{element.get('id')}", *(f".{name}" for name in (element.get("class") or "").split())]
        found = [rule for key in (*keys, element.tag, "*") for rule in self._by_key.get(key, ())]
        merged: dict[str, str] = {}
        for rule in sorted(found, key=lambda rule: rule.weight):
            if rule.matches(element):
                _merge(merged, rule.declarations)
        _merge(merged, declarations(element.get("style") or ""))
        return merged

    def _add(self, selector: str, declared: Declarations, order: int) -> None:
        for one in selector.split(","):
            compounds = [_compound(part) for part in re.split(r"[\s>]+", one.strip())]
            known = [each for each in compounds if each is not None]
            if len(known) != len(compounds):
                continue
            *above, last = known
            weight = tuple(sum(part) for part in zip(*(each.weight for each in known), strict=True))
            rule = _Rule(last, tuple(above), declared, (*weight, order))
            self._by_key[_key(last)].append(rule)


def declarations(body: str) -> Declarations:
    """The declarations of a rule or a style attribute, in lower case; "!important" stays in the value."""
    pairs = (each.partition(":") for each in _unescaped(_COMMENT.sub("", body.lower())).split(";"))
    merged: dict[str, str] = {}
    _merge(merged, {name.strip(): value.strip() for name, colon, value in pairs if colon})
    return merged


def _unescaped(body: str) -> str:
    """Without the escapes of CSS, by which "none" may be written "n\\6fne"."""
    if "\\" not in body:
        return body
    return _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)).lower(), body).replace("\\", "")


def _merge(merged: dict[str, str], stronger: Declarations) -> None:
    for name, value in stronger.items():
        if "!important" in merged.get(name, "") and "!important" not in value:
            continue
        merged[name] = value


def _key(compound: _Compound) -> str:
    if compound.id:
        return f"#{compound.id}"
    return f".{min(compound.classes)}" if compound.classes else compound.tag or "*"


def _compound(text: str) -> _Compound | None:
    found = _COMPOUND.fullmatch(text)
    if found is None or not text:
        return None
    parts = _PART.findall(found.group("rest"))
    return _Compound(
        tag=found.group("tag") or "",
        classes=frozenset(name for sign, name, _, _ in parts if sign == "."),
        id=next((name for sign, name, _, _ in parts if sign == "#"), ""),
        attributes=tuple((name, value) for _, _, name, value in parts if name),
    )


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selector and body of each rule that holds on a screen."""
    blocks: list[str] = []  # the heads of the blocks that are open
    body: list[str] = []
    count = 0
    for found in _PIECE.finditer(_COMMENT.sub("", text[:_LONGEST])):
        piece, end = found.group()[:-1].strip(), found.group()[-1]
        if end == "{":
            blocks.append(piece)
            body = []
            continue
        body.append(piece)
        if end == "}" and blocks:
            head = blocks.pop()
            if not head.startswith("@") and _is_on_screen(blocks) and count < _MOST_RULES:
                count += 1
                yield head, ";".join(body)
            body = []


def _is_on_screen(blocks: Sequence[str]) -> bool:
    return all(_SCREEN.match(head.lower()) for head in blocks)
