"""Takes out of a page what a browser would not show: text hidden there is meant for machines, or for us."""

import re
from collections.abc import Collection, Mapping

from lxml.html import HtmlElement

from alertbot.prepare import styles

# Never shown, or no text of the story.
_UNSEEN = frozenset(
    "script style noscript template iframe object embed applet audio video canvas svg math "  # noqa: SIM905
    "input select textarea button datalist map noframes".split()
)
_KEPT = frozenset(("html", "body", "head", "meta", "link", "title"))
_WHOLE = frozenset(("article", "main", "h1"))
_STORY = _WHOLE | {"p"}

_ZERO = r"[-+]?0*(?:\.0*)?(?:px|pt|em|rem|ex|ch|vw|vh|%|cm|mm|in|pc)?"
_TINY = r"(?:0*(?:\.\d*)?|0*1(?:\.0*)?(?=px|pt))(?:px|pt|em|rem|%)?"  # text of one pixel is text of none
_FAR = r"-\d{3,}(?:\.\d*)?(?:px|pt|em|rem|%|vw|vh)?|-\d{2,}(?:\.\d*)?(?:em|rem|vw|vh)"
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
        (_SIDES, rf"(?:{_FAR})$|calc\(\s*-\s*\d{{2,}}"),
        (
            "transform",
            rf".*?(?:scale[xy]?\(\s*{_ZERO}\s*\)|translate[xy]?\([^;)]*-\d{{4,}}|matrix\(\s*{_ZERO}\s*,|rotate[xy]\(\s*-?90deg)",
        ),
        ("translate", r".*-\d{4,}"),
        ("scale|zoom", rf"{_ZERO}$"),
        ("clip-path", r"(?:inset\([^)]*\b(?:100|50)%|circle\(\s*0|polygon\(\s*0(?:px|%)? 0)"),
        ("clip", rf"rect\(\s*(?:{_ZERO}|1px)(?:[\s,]+(?:{_ZERO}|1px)){{3}}\s*\)"),
        (
            "color|-webkit-text-fill-color",
            r"(?:transparent|(?:rgba|hsla)\([^)]*,\s*0?\.?0+\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00)$",
        ),
        ("filter", rf"opacity\(\s*{_FAINT}\s*\)"),
    )
    for name in names.split("|")
}
_NO_SIZE = re.compile(rf"(?:{_ZERO}|1px)$")
_SIZES = ("width", "height", "max-width", "max-height")
# What common style sheets hide, which come by links that are not followed; "for screen readers only".
_FOR_THE_EAR = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only"))
_NEAR = 24  # of 255: what is hardly told from its paper
_LONGEST_STYLE = 2000  # characters of a style attribute that are looked at
_COLOURS = {"white": "255,255,255", "black": "0,0,0"}
_PAPER = "255,255,255"
_COLOUR = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b|rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)|\b(white|black)\b")


def keep(root: HtmlElement) -> None:
    """Remove from the tree every element that is not shown; the text after each stays."""
    sheet = styles.Sheet("\n".join(style.text or "" for style in root.iter("style")))
    papers: dict[HtmlElement, str] = {}  # what each element is written on, where the page says it
    gone: set[HtmlElement] = set()
    for element in [*root.iter()][1:]:
        if element.getparent() in gone:
            gone.add(element)
        elif _is_unseen(element) or _is_hidden(element, sheet, papers):
            gone.add(element)
            element.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    return not isinstance(element.tag, str) or element.tag in _UNSEEN  # comments have no name


def _is_hidden(element: HtmlElement, sheet: styles.Sheet, papers: dict[HtmlElement, str]) -> bool:
    if element.tag in _KEPT:
        return False
    if not element.attrib and not sheet.tells(element.tag) and element.getparent() not in papers:
        return bool(element.tag == "dialog")
    if {"hidden", "popover"} & {*element.attrib} or (
        element.tag == "dialog" and "open" not in element.attrib
    ):
        return True
    if not _FOR_THE_EAR.isdisjoint((element.get("class") or "").split()):
        return not _holds(element, _WHOLE)
    if element.get("aria-hidden") == "true" and not _holds(element, _STORY):
        return True
    declared = sheet.declared(element)
    own = _colour(declared.get("background-color") or declared.get("background") or "")
    paper = own or papers.get(element.getparent())
    if paper:
        papers[element] = paper
    ink = _colour(declared.get("color") or element.get("color") or "")
    return _hide(declared) or (ink is not None and _is_unreadable(element, ink, paper))


def _is_unreadable(element: HtmlElement, ink: str, paper: str | None) -> bool:
    """Text in the colour of its paper. Unless the page says that, a whole story in white is on black."""
    return _alike(ink, paper) if paper else _alike(ink, _PAPER) and not _holds(element, _WHOLE)


def _alike(one: str, other: str) -> bool:
    pairs = zip(one.split(","), other.split(","), strict=True)
    return all(abs(int(ink) - int(paper)) <= _NEAR for ink, paper in pairs)


def _holds(element: HtmlElement, tags: Collection[str]) -> bool:
    """Whether it is more than an ornament: pages hide even their article so while a dialogue is open."""
    return element.tag in tags or any(each.tag in tags for each in element.iterdescendants())


def _hide(declared: styles.Declarations) -> bool:
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


def _colour(value: str) -> str | None:
    """Red, green and blue of the first colour in the value that says them."""
    found = _COLOUR.search(value)
    if found is None:
        return None
    digits, red, green, blue, name = found.groups()
    if digits:
        full = digits if len(digits) == 6 else "".join(each * 2 for each in digits)  # noqa: PLR2004
        return ",".join(str(int(full[place : place + 2], 16)) for place in (0, 2, 4))
    return _COLOURS[name] if name else f"{red},{green},{blue}"
