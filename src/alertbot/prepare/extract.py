"""Puts together what can be read of an entry: its page where that could be had, else the feed's own words."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from alertbot.languages import clean, table
from alertbot.languages.identify import identify
from alertbot.model import Entry, Extract
from alertbot.prepare import letters, links, visible
from alertbot.prepare.page import Page, Reading, parsed, plain, read

LONGEST_TEXT = 20_000  # characters of an article that are kept
LONGEST_TITLE = 300
_LONGEST_FEED_TEXT = 500_000  # characters of an entry's HTML that are looked at
_AT_LEAST = 80  # characters; a shorter text of the feed is a teaser and judges nothing
_SAME_STORY = 1 / 3  # of the feed's words must be in the page's text
_MOST_AHEAD = timedelta(days=1)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")


def extract(entry: Entry, page: Page | None, *, language: str, hosts: Collection[str]) -> Extract:
    """What can be read of an entry; links are kept to `hosts`, `language` is the feed's.

    Takes as long as the page likes: call it where it can be stopped (see `prepare.workers`).
    """
    reading = read(page) if page is not None else None
    url = _url(entry, page, reading, hosts)
    title = clean.line(entry.title or (reading.title if reading else ""), longest=LONGEST_TITLE)
    text = better(_tidy(reading.text) if reading else "", _feed_text(entry))
    tag = _language(f"{title}\n{text}", reading.language if reading else None, entry.language, feed=language)
    return Extract(
        url=url,
        title=title,
        text=text,
        language=tag,
        published_at=_published(entry, reading),
        image_url=reading.image_url if reading else None,
        alternates=_alternates(reading, hosts, url, tag) if reading else {},
    )


def title_alone(entry: Entry, *, language: str, hosts: Collection[str]) -> Extract:
    """What is left of an entry whose every text is unreadable: its title and link."""
    title = clean.line(entry.title, longest=LONGEST_TITLE)
    return Extract(
        url=_url(entry, None, None, hosts),
        title=title,
        text="",
        published_at=entry.published_at,
        language=_language(title, entry.language, feed=language),
        image_url=None,
        alternates={},
    )


def better(page: str, feed: str) -> str:
    """The text to go by: the page's, unless it is shorter than the feed's, or another text altogether.

    A page that has few of the words the feed has is a consent wall, a log-in or an error in disguise.
    """
    if len(page) <= len(feed):
        return feed
    words = _words(feed)
    if len(feed) < _AT_LEAST or len(words & _words(page)) >= _SAME_STORY * len(words):
        return page
    return feed


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _url(entry: Entry, page: Page | None, reading: Reading | None, hosts: Collection[str]) -> str | None:
    here = links.clean(page.url) if page else None
    link = links.clean(entry.link)
    canonical = reading.canonical if reading else None
    # A site that calls its front page the canonical address of every story would make them all one.
    if canonical is not None and links.is_front(canonical) and not links.is_front(here or canonical):
        canonical = None
    return next((url for url in (canonical, here, link) if links.approved(url, hosts)), None)


def _feed_text(entry: Entry) -> str:
    return max(_as_text(entry.content), _as_text(entry.summary), key=len)


def _as_text(markup: str) -> str:
    if not _MARKUP.search(markup):
        return _tidy(markup[:_LONGEST_FEED_TEXT])
    root = parsed(markup[:_LONGEST_FEED_TEXT])
    if root is None:
        return ""
    visible.keep(root)
    return _tidy(plain(root, main=False))


def _tidy(text: str) -> str:
    lines = clean.text(text, longest=LONGEST_TEXT).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _language(text: str, *declared: str | None, feed: str) -> str:
    """The first declared language that can be written like this; sites often declare their template's.

    Where two that are declared can, it is the one that the words are of.
    """
    known = [tag for tag in map(table.recognise, (*declared, feed)) if tag is not None]
    fitting = [tag for tag in known if _fits(text, tag)]
    if len(set(fitting)) > 1:
        guess = identify(text)
        fitting.sort(key=lambda tag: guess is None or tag != table.recognise(guess.tag))
    return next(iter(fitting), known[-1] if known else feed)


def _fits(text: str, tag: str) -> bool:
    share = letters.share(text, table.get(tag).script)
    return share is None or share >= 1 / 2


def _published(entry: Entry, reading: Reading | None) -> datetime:
    said = reading.published_at if reading else None
    undated = entry.published_at == entry.first_seen_at  # the feed said nothing usable
    if undated and said is not None and said <= entry.first_seen_at + _MOST_AHEAD:
        return said
    return entry.published_at


def _alternates(reading: Reading, hosts: Collection[str], url: str | None, tag: str) -> dict[str, str]:
    own = links.key(url) if url else None
    return {
        other: address
        for other, address in reading.alternates.items()
        if other != tag
        and links.approved(address, hosts)
        and not links.is_front(address)
        and links.key(address) != own
    }
