"""The web pages of the sample newsrooms: semantic HTML with everything a reader of feeds looks for. Pure."""

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape

from babel.dates import format_date

from alertbot.languages import table
from alertbot.playground.newsroom import addresses, feeds
from alertbot.playground.newsroom.press import Publication
from alertbot.playground.newsroom.stories import Outlet, Section


def article(origin: str, outlet: Outlet, section: Section, publication: Publication) -> str:
    """A story's page; names its own address and those of the same story in the other languages."""

    def where(other: Section) -> str:
        return addresses.page(origin, other, publication)

    title = publication.headline(section)
    text = publication.story.texts[section.language]
    head = [
        f'<meta name="author" content="{escape(section.staff)}">',
        f'<meta name="description" content="{escape(text.paragraphs[0])}">',
        '<meta property="og:type" content="article">',
        f'<meta property="og:title" content="{escape(title)}">',
        f'<meta property="og:site_name" content="{escape(section.title)}">',
        f'<meta property="article:published_time" content="{publication.at.isoformat()}">',
        *_alternates(outlet, section, where),
    ]
    paragraphs = "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in text.paragraphs)
    body = f"""<article>
<header>
<h1>{escape(title)}</h1>
<p class="byline"><span class="author">{escape(section.staff)}</span> {_time(publication.at, section)}</p>
</header>
{paragraphs}
</article>"""
    return _document(
        origin, section, title=title, head=head, body=f"{body}\n{_others(outlet, section, where)}"
    )


def front(origin: str, outlet: Outlet, section: Section, publications: Sequence[Publication]) -> str:
    """A section's front page: its stories, and where its feed is."""

    def where(other: Section) -> str:
        return addresses.front(origin, other)

    kind = feeds.MEDIA_TYPES[section.format]
    feed = addresses.feed(origin, section)
    head = [
        f'<meta name="description" content="{escape(section.about)}">',
        f'<link rel="alternate" type="{kind}" title="{escape(section.title)}" href="{escape(feed)}">',
        *_alternates(outlet, section, where),
    ]
    items = "\n".join(_teaser(origin, section, publication) for publication in publications)
    body = f"""<h1>{escape(section.title)}</h1>
<p class="about">{escape(section.about)}</p>
<ol class="stories">
{items}
</ol>
{_others(outlet, section, where)}"""
    return _document(origin, section, title=section.title, head=head, body=body)


def _teaser(origin: str, section: Section, publication: Publication) -> str:
    page = escape(addresses.page(origin, section, publication))
    return f"""<li><h2><a href="{page}">{escape(publication.headline(section))}</a></h2>
<p>{escape(publication.story.texts[section.language].paragraphs[0])}</p>
{_time(publication.at, section)}</li>"""


def _alternates(outlet: Outlet, section: Section, where: Callable[[Section], str]) -> list[str]:
    """The page's own address, and each language's: all pages of a story name the same set."""
    links = [
        f'<link rel="alternate" hreflang="{other.language}" href="{escape(where(other))}">'
        for other in outlet.sections
    ]
    return [f'<link rel="canonical" href="{escape(where(section))}">', *links]


def _others(outlet: Outlet, section: Section, where: Callable[[Section], str]) -> str:
    links = [_link(other, where(other)) for other in outlet.sections if other is not section]
    return f"<nav><ul>{''.join(links)}</ul></nav>" if links else ""


def _link(other: Section, address: str) -> str:
    language = table.get(other.language)
    attributes = f'hreflang="{language.tag}" lang="{language.tag}" dir="{language.direction}"'
    return f'<li><a href="{escape(address)}" {attributes}>{escape(language.own_name)}</a></li>'


def _document(origin: str, section: Section, *, title: str, head: Sequence[str], body: str) -> str:
    lines = "\n".join(head)
    return f"""<!doctype html>
<html lang="{section.language}" dir="{table.get(section.language).direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="/style.css">
{lines}
</head>
<body>
<header class="site"><a href="{escape(addresses.front(origin, section))}">{escape(section.title)}</a></header>
<main>
{body}
</main>
<footer>{escape(section.footer)}</footer>
</body>
</html>
"""


def _time(at: datetime, section: Section) -> str:
    language = table.get(section.language)
    day = format_date(at, language.date_pattern or "long", locale=language.locale)
    return f'<time datetime="{at.isoformat()}">{escape(day)}</time>'
