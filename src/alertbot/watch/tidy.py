"""Makes an entry out of what a feed says: bounded, plain where it must be plain, nothing trusted."""

import html
import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from urllib.parse import urljoin

from alertbot.languages import clean
from alertbot.model import ParsedEntry

LONGEST_TITLE = 500  # characters, as are all bounds here
LONGEST_TEXT = 200_000
LONGEST_LINK = 2000
LONGEST_CATEGORY = 100
MOST_CATEGORIES = 30
_LONGEST_GUID = 2000
_LONGEST_TAG = 16
# Inline mark-up that stands in titles; anything else in angle brackets is the writer's own text.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|small|span|strike"
    r"|strong|sub|sup|tt|u|wbr)(?:\s[^<>]{0,1000})?/?>",
    re.IGNORECASE,
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NOT_IN_LINKS = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def entry(
    *,
    base: str,
    guid: str | None,
    link: str | None,
    title: str,
    summary: str,
    content: str,
    published_at: datetime | None,
    language: str | None,
    categories: Iterable[str],
) -> ParsedEntry | None:
    """The entry in its bounds, its link made absolute against `base`; None where there is nothing in it."""
    made = ParsedEntry(
        guid=_guid(guid),
        link=link_of(link, base),
        title=line(title),
        summary=text(summary),
        content=text(content),
        published_at=published_at,
        language=tag(language),
        categories=_names(categories),
    )
    return made if made.link or made.title or made.summary or made.content else None


def line(markup: str, *, longest: int = LONGEST_TITLE) -> str:
    """A title as plain text on one line; feeds put mark-up and character references into it."""
    head = markup[: longest * 20]
    return clean.line(html.unescape(_INLINE.sub("", head)), longest=longest)


def text(markup: str) -> str:
    """Mark-up or text as it came, cut to LONGEST_TEXT and storable in every database."""
    return _UNSTORABLE.sub("", markup[:LONGEST_TEXT]).strip()


def link_of(link: str | None, base: str) -> str | None:
    """The absolute http or https URL of a link; None where it is none."""
    bare = _NOT_IN_LINKS.sub("", _UNSTORABLE.sub("", link or ""))
    if not bare or len(bare) > LONGEST_LINK:
        return None
    try:
        absolute = urljoin(base, bare)
    except ValueError:  # brackets that hold no address
        return None
    return absolute if _WEB.match(absolute) and len(absolute) <= LONGEST_LINK else None


def tag(language: str | None) -> str | None:
    """A language tag as declared, None where it looks like none."""
    bare = (language or "").strip()
    return bare if len(bare) <= _LONGEST_TAG and _TAG.fullmatch(bare) else None


def _guid(guid: str | None) -> str | None:
    bare = _UNSTORABLE.sub("", guid or "").strip()
    if len(bare) > _LONGEST_GUID:
        return blake2b(bare.encode("utf-8"), digest_size=16).hexdigest()
    return bare or None


def _names(categories: Iterable[str]) -> tuple[str, ...]:
    named = (line(category, longest=LONGEST_CATEGORY) for category in categories)
    return tuple(dict.fromkeys(name for name in named if name))[:MOST_CATEGORIES]
