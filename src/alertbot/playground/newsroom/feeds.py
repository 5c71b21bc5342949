"""The feeds of the sample newsrooms as documents: RSS 2.0 and Atom (RFC 4287). Pure."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from lxml import etree

from alertbot.playground.newsroom import addresses
from alertbot.playground.newsroom.press import Publication
from alertbot.playground.newsroom.stories import Format, Section

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LONGEST = 20  # entries in a feed

MEDIA_TYPES = {Format.RSS: "application/rss+xml", Format.ATOM: "application/atom+xml"}


def document(origin: str, section: Section, publications: Sequence[Publication]) -> bytes:
    """The section's feed with the newest `LONGEST` of `publications`, which come newest first.

    The same publications always give the same bytes.
    """
    write = _atom if section.format is Format.ATOM else _rss
    root = write(origin, section, publications[:LONGEST])
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _rss(origin: str, section: Section, publications: Sequence[Publication]) -> Any:
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM, "content": CONTENT, "dc": DUBLIN_CORE})
    channel = etree.SubElement(root, "channel")
    _add(channel, "title", section.title)
    _add(channel, "link", addresses.front(origin, section))
    _add(channel, "description", section.about)
    _add(channel, "language", section.language)
    own = addresses.feed(origin, section)
    etree.SubElement(channel, f"{{{ATOM}}}link", rel="self", type=MEDIA_TYPES[Format.RSS], href=own)
    if publications:
        _add(channel, "lastBuildDate", _rfc822(publications[0].at))
    for publication in publications:
        _item(channel, origin, section, publication)
    return root


def _item(channel: Any, origin: str, section: Section, publication: Publication) -> None:
    item = etree.SubElement(channel, "item")
    _add(item, "title", publication.headline(section))
    _add(item, "link", addresses.page(origin, section, publication))
    _add(item, "guid", addresses.identifier(section, publication), isPermaLink="false")
    _add(item, "pubDate", _rfc822(publication.at))
    _add(item, f"{{{DUBLIN_CORE}}}creator", section.staff)
    _add(item, "description", _lead(section, publication))
    _add(item, f"{{{CONTENT}}}encoded", _html(section, publication))


def _atom(origin: str, section: Section, publications: Sequence[Publication]) -> Any:
    root = etree.Element(f"{{{ATOM}}}feed", {XML_LANG: section.language}, nsmap={None: ATOM})
    _add(root, f"{{{ATOM}}}title", section.title)
    _add(root, f"{{{ATOM}}}subtitle", section.about)
    _add(root, f"{{{ATOM}}}id", f"tag:newsrooms.example,{addresses.NAMING_DATE}:{section.path}")
    own = addresses.feed(origin, section)
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", type=MEDIA_TYPES[Format.ATOM], href=own)
    front = addresses.front(origin, section)
    etree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=front)
    if publications:
        _add(root, f"{{{ATOM}}}updated", publications[0].at.isoformat())
    for publication in publications:
        _entry(root, origin, section, publication)
    return root


def _entry(root: Any, origin: str, section: Section, publication: Publication) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, f"{{{ATOM}}}title", publication.headline(section))
    _add(entry, f"{{{ATOM}}}id", addresses.identifier(section, publication))
    page = addresses.page(origin, section, publication)
    etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=page)
    _add(entry, f"{{{ATOM}}}published", publication.at.isoformat())
    _add(entry, f"{{{ATOM}}}updated", publication.at.isoformat())
    author = etree.SubElement(entry, f"{{{ATOM}}}author")
    _add(author, f"{{{ATOM}}}name", section.staff)
    _add(entry, f"{{{ATOM}}}summary", _lead(section, publication))
    _add(entry, f"{{{ATOM}}}content", _html(section, publication), type="html")


def _add(parent: Any, tag: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text


def _lead(section: Section, publication: Publication) -> str:
    return publication.story.texts[section.language].paragraphs[0]


def _html(section: Section, publication: Publication) -> str:
    paragraphs = publication.story.texts[section.language].paragraphs
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)


def _rfc822(at: datetime) -> str:
    return format_datetime(at, usegmt=True)
