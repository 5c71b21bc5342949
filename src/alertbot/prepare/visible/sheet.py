"""The style sheets in a page, as far as they can take text out of sight: what holds for an element.

Left out are sheets that come by links, which are not followed, and rules for print, of no interest to a
reader on a screen.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

from alertbot.prepare.visible import rules, selectors
from alertbot.prepare.visible.rules import Declarations, declarations, merge
from alertbot.prepare.visible.selectors import Other, Simple, Weight

_MATTERS = re.compile(
    r"display|visibility|opacity|font|position|left|right|top|bottom|indent|margin|clip|width|height|overflow|"
    r"color|background|transform|filter|translate|scale|zoom|rotate|line-height|mask|z-index|^--"
)
_MOST_OTHERS = 300  # rules for each of which the whole tree is searched


@dataclass(frozen=True, slots=True)
class _Rule:
    declarations: Declarations
    weight: Weight  # specificity, then order


class Sheet:
    """The rules of a page's style sheets; `root` is the page, as it is when it is opened."""

    def __init__(self, text: str, root: HtmlElement) -> None:
        self._by_key: defaultdict[str, list[tuple[Simple, _Rule]]] = defaultdict(list)
        self._others: list[tuple[Other, _Rule]] = []
        self._root = root
        self._variables: dict[str, str] = {}
        for order, (selector, body) in enumerate(rules.of_sheet(text)):
            declared = declarations(body)
            if any(_MATTERS.search(name) for name in declared):
                self._add(selector, declared, order)

    def tells(self, element: HtmlElement) -> bool:
        """Whether an element without any attribute may be styled."""
        return element.tag in self._by_key or "*" in self._by_key or element in self._found

    def declared(self, element: HtmlElement) -> Declarations:
        """What holds for an element: of its rules, weaker ones first, then its own style attribute."""
        found = [*self._simple_rules(element), *self._found.get(element, ())]
        merged: dict[str, str] = {}
        for rule in sorted(found, key=lambda rule: rule.weight):
            merge(merged, rule.declarations)
        merge(merged, declarations(element.get("style") or ""))
        if not any("var(" in value for value in merged.values()):
            return merged
        known = (*self._own_variables(element, merged), self._variables)
        return {name: rules.resolved(value, known) for name, value in merged.items()}

    def _simple_rules(self, element: HtmlElement) -> list[_Rule]:
        keys = [f"#{element.get('id')}", *(f".{name}" for name in (element.get("class") or "").split())]
        found = [pair for key in (*keys, element.tag, "*") for pair in self._by_key.get(key, ())]
        return [rule for simple, rule in found if simple.matches(element)]

    @cached_property
    def _found(self) -> dict[HtmlElement, list[_Rule]]:
        """The rules of the selectors that need a search, by the elements that they select."""
        found: dict[HtmlElement, list[_Rule]] = {}
        for other, rule in self._others[:_MOST_OTHERS]:
            for element in other.search(self._root):
                found.setdefault(element, []).append(rule)
        return found

    def _own_variables(self, element: HtmlElement, merged: Declarations) -> Sequence[Declarations]:
        above = (each.get("style") or "" for each in element.iterancestors())
        return [merged, *(declarations(style) for style in above if "--" in style)]

    def _add(self, selector: str, declared: Declarations, order: int) -> None:
        self._variables |= {name: value for name, value in declared.items() if name.startswith("--")}
        for each in selectors.read(selector):
            rule = _Rule(declared, (*each.weight, order))
            if isinstance(each, Simple):
                self._by_key[each.key].append((each, rule))
            else:
                self._others.append((each, rule))
