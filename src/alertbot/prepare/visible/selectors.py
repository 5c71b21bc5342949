"""The selectors of style sheets: simple ones are matched by hand, the others as XPath.

Nearly all that a page's rules say is a tag, a class, an id or an attribute, perhaps with others above it:
asking an element for these is ten times faster than searching the tree for each rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import cssselect
from cssselect import HTMLTranslator, Selector, SelectorError
from lxml import etree
from lxml.html import HtmlElement

_COMPOUND = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[a-z-]+(?:=[\"']?[\w-]+[\"']?)?\])*)"
)
_PART = re.compile(r"([.#])([\w-]+)|\[([a-z-]+)(?:=[\"']?([\w-]+)[\"']?)?\]")
# States that a page is not in when it is opened, and parts that are no elements.
_NEVER = re.compile(r"::|:(?:hover|focus|active|visited|before|after|target|checked|disabled|first-l)")
_LONGEST = 500  # characters of a selector that is looked at

_TRANSLATOR = HTMLTranslator()

Weight = tuple[int, ...]  # specificity


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
    def weight(self) -> Weight:
        """The specificity."""
        return (bool(self.id), len(self.classes) + len(self.attributes), self.tag not in ("", "*"))

    @property
    def key(self) -> str:
        """What an element must have, as a word to look it up by."""
        if self.id:
            return f"#{self.id}"
        return f".{min(self.classes)}" if self.classes else self.tag or "*"


@dataclass(frozen=True, slots=True)
class Simple:
    """One compound, and others that must be somewhere above it."""

    last: _Compound
    above: tuple[_Compound, ...]

    def matches(self, element: HtmlElement) -> bool:
        """Whether the element is selected."""
        if not self.last.matches(element):
            return False
        return all(any(each.matches(over) for over in element.iterancestors()) for each in self.above)

    @property
    def weight(self) -> Weight:
        """The specificity: ids, classes and attributes, tags."""
        return tuple(
            sum(part) for part in zip(*(each.weight for each in (*self.above, self.last)), strict=True)
        )

    @property
    def key(self) -> str:
        """What an element must have, as a word to look it up by."""
        return self.last.key


@dataclass(frozen=True, slots=True)
class Other:
    """Any other selector, as a search of the whole tree."""

    search: etree.XPath
    weight: Weight


def read(selector: str) -> Iterator[Simple | Other]:
    """What a rule's selector says, one for each part between commas; nothing where it is not understood."""
    if len(selector) > _LONGEST or _NEVER.search(selector):
        return
    simple = [_simple(part.strip()) for part in selector.split(",")]
    if all(simple):
        yield from (each for each in simple if each is not None)
        return
    try:
        parsed = cssselect.parse(selector)
    except SelectorError:  # as in a browser, the rule is dropped whole
        return
    for each in parsed:
        found = _other(each)
        if found is not None:
            yield found


def _other(parsed: Selector) -> Other | None:
    try:
        path = _TRANSLATOR.selector_to_xpath(parsed)
    except SelectorError:  # parts that are no elements, or a test that XPath cannot make
        return None
    return Other(etree.XPath(path), parsed.specificity())


def _simple(text: str) -> Simple | None:
    compounds = [_compound(part) for part in re.split(r"[\s>]+", text)]
    known = [each for each in compounds if each is not None]
    return Simple(known[-1], tuple(known[:-1])) if known and len(known) == len(compounds) else None


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
