"""An editor's address leads to its feed, and feeds are found in pages."""

from collections.abc import AsyncIterator

import pytest

from alertbot.errors import BadStatus, FeedBroken, NotAFeed, Refused
from alertbot.watch import discover, probe
from alertbot.watch.probe import Probe
from alertbot.watch.workers import ParserPool
from alertbot.web.addresses import Reach
from alertbot.web.client import Client, open_client
from tests.watch import samples
from tests.watch.samples import rss
from tests.watch.server import FeedServer, serving


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with serving() as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with open_client(reach=Reach.PUBLIC_AND_LOOPBACK, contact="", at_once=4, per_host=2) as opened:
        yield opened


@pytest.fixture
async def parsers() -> AsyncIterator[ParserPool]:
    async with ParserPool(1) as pool:
        yield pool


async def test_a_feed_is_looked_at(server: FeedServer, client: Client, parsers: ParserPool):
    server.serve("/atom", samples.ATOM)

    found = await probe.look_at(client, parsers, f"  {server.url('/atom')}\n")

    assert found == Probe(
        url=server.url("/atom"),
        title="خەۋەرلەر",
        language="ug",
        hosts=frozenset({"127.0.0.1", "atom.example", "www.atom.example"}),
        entries=1,
        titles=("بىر خەۋەر",),
    )


async def test_a_page_leads_to_its_feed_past_what_does_not_work(
    server: FeedServer, client: Client, parsers: ParserPool
):
    server.serve("/", samples.PAGE, headers={"Content-Type": "text/html"})
    server.serve("/atom", "<html>gone</html>")
    server.serve("/rss.xml", rss([("1", "One"), ("2", "Two"), ("2", "Two")]))

    found = await probe.look_at(client, parsers, server.url("/"))

    assert (found.url, found.entries, found.titles) == (server.url("/rss.xml"), 2, ("One", "Two", "Two"))
    assert "127.0.0.1" in found.hosts


async def test_the_language_of_the_entries_counts_where_the_feed_is_silent(
    server: FeedServer, client: Client, parsers: ParserPool
):
    server.serve(
        "/feed", samples.ATOM.replace(' xml:lang="ug"', "").replace("<entry>", '<entry xml:lang="ug">')
    )
    assert (await probe.look_at(client, parsers, server.url("/feed"))).language == "ug"
    server.serve("/feed", rss([]))
    assert (await probe.look_at(client, parsers, server.url("/feed"))).language is None


async def test_what_leads_nowhere_is_said_by_name(server: FeedServer, client: Client, parsers: ParserPool):
    server.serve("/page", "<!doctype html><html><body>Nothing</body></html>")
    server.serve("/page-of-ruins", samples.PAGE)
    server.serve("/bomb", '<!DOCTYPE r [<!ENTITY a "b">]><rss></rss>')
    for path, kind in (
        ("/page", NotAFeed),
        ("/page-of-ruins", NotAFeed),
        ("/none", BadStatus),
        ("/bomb", FeedBroken),
    ):
        with pytest.raises(kind):
            await probe.look_at(client, parsers, server.url(path))


@pytest.mark.parametrize("address", ["10.0.0.1/feed", "not a url", "", "ftp://x.example/", "x" * 3000])
async def test_addresses_that_are_none_are_refused(client: Client, parsers: ParserPool, address: str):
    with pytest.raises(Refused):
        await probe.look_at(client, parsers, address)


def found_in(page: str) -> list[str]:
    return discover.feeds_in(page.encode(), url="https://x.example/news/", content_type=None)


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ('<link rel="alternate" type="application/rss+xml; charset=utf-8" href="rss">', ["https://x.example/news/rss"]),
        ('<LINK REL="Alternate feed" TYPE="Application/ATOM+xml" HREF="/a">', ["https://x.example/a"]),
        ('<link rel="feed" href="/f">', ["https://x.example/f"]),
        (
            '<base href="https://y.example/b/"><link rel=alternate type=application/feed+json href=j>',
            ["https://y.example/b/j"],
        ),
        ('<base href="mailto:x"><a href="/feed/">f</a>', ["https://x.example/feed/"]),
        (
            '<a href="/blog/feed.xml">a</a><a href="/feedback">b</a><a>c</a><a href="/x?y=rss">d</a>',
            ["https://x.example/blog/feed.xml"],
        ),
        ('<link rel="alternate" hreflang="kk" href="/kk"><link rel="alternate" href="/m">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x"><link rel="feed">', []),
        ("", []),
        ("<!-- nothing -->", []),
        ("\x00\x01", []),
        ("<a href='/rss'>x</a>" * 50, ["https://x.example/rss"]),
    ],
)  # fmt: skip
def test_feeds_are_found_in_pages(page: str, feeds: list[str]):
    assert found_in(page) == feeds


def test_a_page_of_links_gives_ten_at_most():
    assert len(found_in("".join(f"<a href='/rss/{n}'>x</a>" for n in range(99)))) == discover.MOST_FEEDS
