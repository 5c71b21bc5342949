"""Takes out of a page what a browser would not show: text hidden there is meant for machines, or for us."""

import re

from lxml.html import HtmlElement

# Never shown, or no text of the story.
_UNSEEN = frozenset(
    "script style noscript template iframe object embed applet audio video canvas svg math "  # noqa: SIM905
    "input select textarea button datalist map".split()
)
_KEPT = frozenset(("html", "body", "head", "meta", "link", "title"))

_ZERO = r"[-+]?0*(?:\.0*)?(?:px|pt|em|rem|ex|ch|vw|vh|%|cm|mm|in|pc)?"
_TINY = r"(?:0*(?:\.\d*)?|0*1(?:\.0*)?(?=px|pt))(?:px|pt|em|rem|%)?"  # text of one pixel is text of none
_FAR = r"-\d{3,}(?:\.\d*)?(?:px|pt|em|rem|%|vw|vh)?|-\d{2,}(?:\.\d*)?(?:em|rem|vw|vh)"
_END = r"\s*(?:!\s*important\s*)?(?:;|$)"
_HIDING = re.compile(
    r"(?:^|;)\s*(?:"
    rf"display\s*:\s*none{_END}"
    rf"|visibility\s*:\s*(?:hidden|collapse){_END}"
    rf"|content-visibility\s*:\s*hidden{_END}"
    rf"|opacity\s*:\s*{_ZERO}{_END}"
    rf"|font-size\s*:\s*{_TINY}{_END}"
    rf"|(?:left|right|top|bottom|text-indent|margin-left|margin-right|margin-top)\s*:\s*(?:{_FAR}){_END}"
    rf"|transform\s*:[^;]*(?:scale[xy]?\(\s*{_ZERO}\s*\)|translate[xy]?\([^;]*-\d{{4,}})"
    r"|clip-path\s*:\s*(?:inset\(\s*(?:100|50)%|circle\(\s*0)"
    rf"|clip\s*:\s*rect\(\s*(?:{_ZERO}|1px)[\s,]+(?:{_ZERO}|1px)[\s,]+(?:{_ZERO}|1px)[\s,]+(?:{_ZERO}|1px)\s*\)"
    r")"
)
_NO_SIZE = re.compile(rf"(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*(?:{_ZERO}|1px){_END}")
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*transparent" + _END)
_LONGEST_STYLE = 2000  # characters of a style attribute that are looked at


def keep(root: HtmlElement) -> None:
    """Remove from the tree every element that is not shown; the text after each stays."""
    for element in [*root.iter()]:
        if element is not root and element.getparent() is not None and _is_unseen(element):
            element.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:  # comments and processing instructions have no name
        return True
    if tag in _KEPT:
        return False
    if "hidden" in element.attrib or (tag == "dialog" and "open" not in element.attrib):
        return True
    style = element.get("style")
    return style is not None and hides(style)


def hides(style: str) -> bool:
    """Whether a style attribute takes its element out of sight."""
    css = re.sub(r"/\*.*?\*/", "", style[:_LONGEST_STYLE].lower())
    if _HIDING.search(css) or _COLOUR.search(css):
        return True
    return "hidden" in css and _NO_SIZE.search(css) is not None
