"""Reads what a web page says about itself: address, language, date, image, other languages, and its text."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module

from lxml import etree, html
from lxml.html import HtmlElement

from alertbot.languages import table
from alertbot.prepare import links, visible

LARGEST_BYTES = 2 * 1024 * 1024  # of a page; what comes after is not looked at
_MOST_ALTERNATES = 64
PAGE_DEADLINE = timedelta(seconds=20)
_HEAD_BYTES = 2048  # where a page declares its character set (the HTML standard asks for the first 1024)
_META_CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{1,40})""")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252"}  # browsers do
_SCANTY = 120  # characters; with less from the first reader the second one is asked too


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was fetched."""

    url: str  # where it was found in the end
    body: bytes
    charset: str | None = None  # as the server said


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a page says; nothing is trusted, addresses are clean."""

    canonical: str | None
    title: str
    language: str | None  # as the page writes it
    published_at: datetime | None
    image_url: str | None
    alternates: Mapping[str, str]  # tag of the table → address
    text: str


def read(page: Page) -> Reading | None:
    """What the page says; None where it holds no HTML at all."""
    root = parsed(decoded(page.body[:LARGEST_BYTES], page.charset))
    if root is None:
        return None
    published_at = _date(root)  # some dates are in scripts
    visible.keep(root)
    _simplify(root)
    return Reading(
        canonical=links.clean(_first(root, "//link[@rel='canonical']/@href"), page.url),
        title=_first(root, "//meta[@property='og:title']/@content", "//h1", "//title"),
        language=_first(root, "/html/@lang", "//meta[@property='og:locale']/@content") or None,
        published_at=published_at,
        image_url=links.clean(_first(root, "//meta[@property='og:image']/@content") or None, page.url),
        alternates=_alternates(root, page.url),
        text=_main_text(root),
    )


def decoded(body: bytes, charset: str | None) -> str:
    """The page's characters: by its mark, as UTF-8 if it is that, as declared, else as UTF-8 with gaps.

    UTF-8 comes before the declaration because valid UTF-8 is hardly ever anything else, and servers
    declare wrongly more often than that.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    declared = _META_CHARSET.search(body[:_HEAD_BYTES])
    for name in ("utf-8", charset, declared and declared.group(1).decode()):
        if (text := _strictly(body, name)) is not None:
            return text
    return body.decode("utf-8", "replace")


def parsed(source: str) -> HtmlElement | None:
    """The tree of an HTML document or fragment, at most 256 levels deep; None where there is nothing."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(source.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:  # an empty document
        return None


def load() -> None:
    """Load what reads pages, which takes a third of a second: only the process that reads them needs it."""
    import_module("trafilatura")
    import_module("resiliparse.extract.html2text")


def plain(root: HtmlElement, *, main: bool) -> str:
    """The text of a tree, a line per paragraph; with `main` without what surrounds the story."""
    from resiliparse.extract.html2text import extract_plain_text  # see `load`

    markup = html.tostring(root, encoding="unicode")
    text: str = extract_plain_text(
        markup, main_content=main, preserve_formatting=True, list_bullets=False, alt_texts=False
    )
    return text


def _simplify(root: HtmlElement) -> None:
    """Take out what stands around a story by its name, and make divisions of tables that lay out a page."""
    for around in root.xpath("//nav | //aside | //*[@role='navigation'] | //footer[not(ancestor::article)]"):
        around.drop_tree()
    for table_ in root.xpath(
        "//table[.//td//*[self::p or self::div or self::h1 or self::h2 or self::table]]"
    ):
        for part in [table_, *table_.iter("tbody", "tr", "td", "th")]:
            part.tag = "div"


def _main_text(root: HtmlElement) -> str:
    import trafilatura  # see `load`

    found = trafilatura.bare_extraction(root, fast=True, include_comments=False, with_metadata=False)
    text: str = getattr(found, "text", None) or ""
    return text if len(text) >= _SCANTY else max(text, plain(root, main=True), key=len)


def _strictly(body: bytes, name: str | None) -> str | None:
    if not name:
        return None
    try:
        # bytes.decode refuses codecs that are no character sets, such as "zip", with a LookupError.
        return body.decode(_WIDER.get(name.lower(), name))
    except (LookupError, ValueError):
        return None


def _first(root: HtmlElement, *paths: str) -> str:
    for path in paths:
        for found in root.xpath(path):
            text = found if isinstance(found, str) else found.text_content()
            if text.strip():
                return str(text.strip())
    return ""


def _alternates(root: HtmlElement, base: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    # Feeds are alternates too; theirs have a type of their own.
    pages = root.xpath("//link[@rel='alternate'][@hreflang][@href][not(@type) or @type='text/html']")
    for link in pages[:_MOST_ALTERNATES]:
        tag = table.recognise(link.get("hreflang"))
        url = links.clean(link.get("href"), base)
        if tag is not None and url is not None:
            found.setdefault(tag, url)
    return found


def _date(root: HtmlElement) -> datetime | None:
    declared = _first(
        root,
        "//meta[@property='article:published_time']/@content",
        "//meta[@itemprop='datePublished']/@content",
        "//time[@itemprop='datePublished']/@datetime",
    )
    for script in root.xpath("//script[@type='application/ld+json']") if not declared else ():
        if found := _JSON_DATE.search(script.text or ""):
            declared = found.group(1)
            break
    return _instant(declared or _first(root, "//article//time/@datetime"))


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
