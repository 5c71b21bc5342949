"""Takes out of a page what a browser would not show: text hidden there is meant for machines, or for us."""

import re
from collections.abc import Collection, Mapping

from lxml.html import HtmlElement

from alertbot.prepare.visible import colours
from alertbot.prepare.visible.colours import PAPER, Colour
from alertbot.prepare.visible.rules import Declarations
from alertbot.prepare.visible.sheet import Sheet

# Never shown, or no text of the story.
_UNSEEN = frozenset(
    "script style noscript template iframe object embed applet audio video canvas svg math "  # noqa: SIM905
    "input select textarea button datalist map noframes".split()
)
_KEPT = frozenset(("html", "body", "head", "meta", "link", "title"))
_WHOLE = frozenset(("article", "main", "h1"))
_STORY = _WHOLE | {"p"}

_ZERO = r"[-+]?0*(?:\.0*)?(?:px|pt|em|rem|ex|ch|vw|vh|%|cm|mm|in|pc)?"
# Text of one pixel, or of a tenth of what stands around it, is text of none.
_TINY = (
    r"(?:0*(?:\.\d*)?(?:px|pt|q|mm|cm)?|0*1(?:\.\d*)?(?:px|pt|q)|\d(?:\.\d*)?%"
    r"|0*(?:\.[01]\d*)?(?:r?em|r?ex|r?ch|vw|vh))"
)
_FAR = r"-\d{3,}(?:\.\d*)?(?:px|pt|em|rem|%|vw|vh)?|-\d{2,}(?:\.\d*)?(?:em|rem|vw|vh)"
_FAR_OUT = r"(?:[3-9]\d{3}|\d{5,})(?:\.\d*)?(?:px|pt)|\d{3,}(?:\.\d*)?(?:em|rem|vw|vh)"
_SIDES = "left|right|top|bottom|text-indent|margin-left|margin-right|margin-top|inset-inline-start"
_FAINT = r"[-+]?0*(?:\.0\d*)?%?"  # less than a tenth
# A property and what its whole value, or the beginning of it, looks like where it hides.
_HIDING: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for names, pattern in (
        ("display", r"none$"),
        ("visibility", r"(?:hidden|collapse)$"),
        ("content-visibility", r"hidden$"),
        ("opacity", rf"{_FAINT}$"),
        ("font-size", rf"{_TINY}$"),
        ("font", rf"(?:[a-z-]+\s+)*{_TINY}(?:/\S+)?\s"),
        ("line-height", r"0*1?px$"),
        (_SIDES, rf"(?:{_FAR}|{_FAR_OUT})$|calc\(\s*-\s*\d{{2,}}"),
        (
            "transform",
            rf".*?(?:scale[xy]?\(\s*{_ZERO}\s*\)|translate[xy]?\([^;)]*-\d{{4,}}|matrix\(\s*{_ZERO}\s*,|rotate[xy]\(\s*-?90deg)",
        ),
        ("translate", r".*-\d{4,}"),
        ("scale|zoom", rf"{_ZERO}$"),
        ("clip-path", r"(?:inset\([^)]*\b(?:100|50)%|circle\(\s*0|polygon\(\s*0(?:px|%)? 0)"),
        ("clip", rf"rect\(\s*(?:{_ZERO}|1px)(?:[\s,]+(?:{_ZERO}|1px)){{3}}\s*\)"),
        ("filter", rf".*?opacity\(\s*{_FAINT}\s*\)"),
        (
            "mask|mask-image|-webkit-mask|-webkit-mask-image",
            r"linear-gradient\(\s*(?:transparent|#0000|rgba\(0,\s*0,\s*0,\s*0\))\s*,\s*"
            r"(?:transparent|#0000|rgba\(0,\s*0,\s*0,\s*0\))",
        ),
    )
    for name in names.split("|")
}
_NO_SIZE = re.compile(rf"(?:{_ZERO}|1px)$")
_SIZES = ("width", "height", "max-width", "max-height")
# What common style sheets hide, which come by links that are not followed; "for screen readers only".
_FOR_THE_EAR = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only"))
_LONGEST_STYLE = 2000  # characters of a style attribute that are looked at


def keep(root: HtmlElement) -> None:
    """Remove from the tree every element that is not shown; the text after each stays."""
    sheet = Sheet("\n".join(style.text or "" for style in root.iter("style")), root)
    seen = _Seen(sheet)
    gone: set[HtmlElement] = set()
    for element in [*root.iter()][1:]:
        if element.getparent() in gone:
            gone.add(element)
        elif _is_unseen(element) or seen.hides(element):
            gone.add(element)
            element.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    return not isinstance(element.tag, str) or element.tag in _UNSEEN  # comments have no name


class _Seen:
    """What is seen of a page whose elements are asked from the root downwards."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._papers: dict[HtmlElement, Colour] = {}  # what an element is written on, where the page says it
        self._inks: dict[HtmlElement, Colour] = {}  # what it is written in

    def hides(self, element: HtmlElement) -> bool:
        """Whether nothing of an element is shown."""
        if element.tag in _KEPT:
            self._paint(element, self._sheet.declared(element))
            return False
        if not element.attrib and not self._sheet.tells(element):
            self._paint(element, {})
            return bool(element.tag == "dialog")
        if {"hidden", "popover"} & {*element.attrib} or (
            element.tag == "dialog" and "open" not in element.attrib
        ):
            return True
        if not _FOR_THE_EAR.isdisjoint((element.get("class") or "").split()):
            return not _holds(element, _WHOLE)
        if element.get("aria-hidden") == "true" and not _holds(element, _STORY):
            return True
        declared = self._sheet.declared(element)
        return _hide(declared) or _is_behind(element, declared) or self._paint(element, declared)

    def _paint(self, element: HtmlElement, declared: Declarations) -> bool:
        """Remember the colours of an element: whether its text cannot be told from its paper."""
        above = element.getparent()
        if not declared and "color" not in element.attrib:
            self._inherit(element, above)
            return False
        own_paper = colours.read(declared.get("background-color") or declared.get("background") or "")
        own_ink = colours.read(
            declared.get("-webkit-text-fill-color") or declared.get("color") or element.get("color") or ""
        )
        paper = own_paper if own_paper and own_paper.is_seen else self._papers.get(above)
        ink = own_ink or self._inks.get(above)
        if paper:
            self._papers[element] = paper
        if ink:
            self._inks[element] = ink
        if ink is None or not (own_ink or own_paper):
            return False
        return not ink.is_seen or _is_unreadable(element, ink, paper)

    def _inherit(self, element: HtmlElement, above: HtmlElement | None) -> None:
        for colours_of in (self._papers, self._inks):
            if above in colours_of:
                colours_of[element] = colours_of[above]


def _is_unreadable(element: HtmlElement, ink: Colour, paper: Colour | None) -> bool:
    """Text in the colour of its paper. Unless the page says that, a whole story in white is on black."""
    return ink.is_like(paper) if paper else ink.is_like(PAPER) and not _holds(element, _WHOLE)


def _is_behind(element: HtmlElement, declared: Declarations) -> bool:
    """Whether it lies behind what stands around it."""
    moved = _plain(declared.get("position", "")) in {"absolute", "fixed", "relative", "sticky"}
    behind = _plain(declared.get("z-index", "")).startswith("-")
    return moved and behind and not _holds(element, _WHOLE)


def _holds(element: HtmlElement, tags: Collection[str]) -> bool:
    """Whether it is more than an ornament: pages hide even their article so while a dialogue is open."""
    return element.tag in tags or any(each.tag in tags for each in element.iterdescendants())


def _hide(declared: Declarations) -> bool:
    for name, value in declared.items():
        pattern = _HIDING.get(name)
        if pattern is not None and pattern.match(_plain(value)):
            return True
    over = " ".join(declared.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    if not any(each in over for each in ("hidden", "clip", "auto", "scroll")):
        return False
    return any(_NO_SIZE.match(_plain(declared[size])) for size in _SIZES if size in declared)


def _plain(value: str) -> str:
    return value[:_LONGEST_STYLE].replace("!important", "").strip()
