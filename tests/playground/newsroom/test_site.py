"""The newsroom's site as feed readers and browsers meet it, over loopback."""

from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime
from typing import NamedTuple

import aiohttp
import feedparser
import pytest
from lxml import html

from alertbot.playground.newsroom import press, site, stories
from tests.conftest import NOON

OUTLETS = stories.outlets()
LANGUAGES = ["en", "ug", "kk"]


class Served(NamedTuple):
    room: press.Newsroom
    address: str
    http: aiohttp.ClientSession

    async def text(self, path: str) -> str:
        async with self.http.get(self.address + path) as response:
            assert response.status == 200
            return await response.text()

    async def feed(self, path: str) -> feedparser.FeedParserDict:
        parsed = feedparser.parse((await self.text(path)).encode())
        assert not parsed.bozo
        return parsed


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    room = press.Newsroom(OUTLETS, clock=lambda: NOON)
    async with site.serve(room) as address, aiohttp.ClientSession() as http:
        yield Served(room, address, http)


@pytest.mark.parametrize(
    ("path", "version"), [("en", "rss20"), ("ug", "atom10"), ("kk", "rss20"), ("wire", "rss20")]
)
async def test_feeds_are_valid_and_say_their_language(served: Served, path: str, version: str):
    section = next(s for outlet in OUTLETS for s in outlet.sections if s.path == path)

    feed = await served.feed(f"/{path}/feed.xml")

    assert feed.version == version
    assert feed.feed.title == section.title
    assert feed.feed.language == section.language
    assert feed.feed.link == f"{served.address}/{path}/"
    assert len(feed.entries) == 2


async def test_feeds_tell_the_same_stories_at_the_same_time_newest_first(served: Served):
    served.room.publish_next()
    feeds = [await served.feed(f"/{path}/feed.xml") for path in LANGUAGES]

    for entries in zip(*(feed.entries for feed in feeds), strict=True):
        assert len({entry.published_parsed for entry in entries}) == 1
        assert len({entry.link.rpartition("/")[2] for entry in entries}) == 1
        assert len({entry.id for entry in entries}) == len(LANGUAGES)
    dates = [entry.published_parsed for entry in feeds[0].entries]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("path", LANGUAGES)
async def test_entries_carry_lead_content_and_author(served: Served, path: str):
    entry = (await served.feed(f"/{path}/feed.xml")).entries[0]
    text = served.room.published(press.MAIN)[0].story.texts[path]

    assert entry.title == text.title
    assert entry.summary == text.paragraphs[0]
    assert entry.content[0].value.count("<p>") == len(text.paragraphs)
    assert entry.author


async def test_feed_keeps_the_newest_twenty(served: Served):
    for _ in range(30):
        served.room.publish_next()

    feed = await served.feed("/ug/feed.xml")

    assert len(feed.entries) == 20
    assert feed.entries[0].link == f"{served.address}/ug/4/{served.room.published(press.MAIN)[0].story.slug}"


async def test_feed_without_stories_is_valid_too():
    room = press.Newsroom(OUTLETS, clock=lambda: NOON, at_start=0)
    async with site.serve(room) as address, aiohttp.ClientSession() as http:
        for path in ("en", "ug"):
            async with http.get(f"{address}/{path}/feed.xml") as response:
                assert "Last-Modified" not in response.headers
                assert feedparser.parse(await response.read()).entries == []
            async with http.get(
                f"{address}/{path}/feed.xml",
                headers={"If-Modified-Since": format_datetime(NOON, usegmt=True)},
            ) as response:
                assert response.status == 200


@pytest.mark.parametrize("header", ["etag", "date", "any"])
async def test_unchanged_feed_is_not_sent_again_until_a_story_comes(served: Served, header: str):
    url = f"{served.address}/kk/feed.xml"
    async with served.http.get(url) as response:
        known = {
            "etag": {"If-None-Match": response.headers["ETag"]},
            "date": {"If-Modified-Since": response.headers["Last-Modified"]},
            "any": {"If-None-Match": "*"},
        }[header]
        validators = (response.headers["ETag"], response.headers["Last-Modified"])

    async with served.http.get(url, headers=known) as response:
        assert response.status == 304
        assert await response.read() == b""
        assert (response.headers["ETag"], response.headers["Last-Modified"]) == validators

    served.room.publish_next()
    async with served.http.get(url, headers=known) as response:
        assert response.status == (304 if header == "any" else 200)
        assert (response.headers["ETag"], response.headers["Last-Modified"]) != validators


async def test_a_stale_etag_wins_over_a_fresh_date(served: Served):
    later = format_datetime(NOON + timedelta(days=1), usegmt=True)
    headers = {"If-None-Match": '"of-an-older-one"', "If-Modified-Since": later}

    async with served.http.get(f"{served.address}/en/feed.xml", headers=headers) as response:
        assert response.status == 200


async def test_all_pages_of_a_story_name_each_other_and_themselves(served: Served):
    served.room.publish_next()
    publication = served.room.published(press.MAIN)[0]
    told = {}
    for tag in LANGUAGES:
        page = html.fromstring(await served.text(f"/{tag}/1/{publication.story.slug}"))
        links = page.xpath("//link[@rel='alternate'][@hreflang]")
        told[tag] = {link.get("hreflang"): link.get("href") for link in links}
        assert page.xpath("//link[@rel='canonical']/@href") == [told[tag][tag]]

    assert told["en"] == told["ug"] == told["kk"]
    assert set(told["en"]) == set(LANGUAGES)


@pytest.mark.parametrize(("tag", "direction"), [("en", "ltr"), ("ug", "rtl"), ("kk", "ltr")])
async def test_page_is_semantic_and_says_language_direction_author_and_date(
    served: Served, tag: str, direction: str
):
    publication = served.room.published(press.MAIN)[0]
    page = html.fromstring(await served.text(f"/{tag}/1/{publication.story.slug}"))

    assert (page.get("lang"), page.get("dir")) == (tag, direction)
    assert page.xpath("string(//article//h1)") == publication.story.texts[tag].title
    assert [p.text for p in page.xpath("//article/p")] == list(publication.story.texts[tag].paragraphs)
    assert page.xpath("//meta[@name='author']/@content")[0]
    assert page.xpath("//meta[@property='article:published_time']/@content") == [publication.at.isoformat()]
    assert page.xpath("//article//time/@datetime") == [publication.at.isoformat()]
    assert sorted(page.xpath("//nav//a/@hreflang")) == sorted({"en", "ug", "kk"} - {tag})


async def test_front_page_links_its_feed_and_its_stories(served: Served):
    page = html.fromstring(await served.text("/ug/"))

    feeds = page.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
    assert feeds == [f"{served.address}/ug/feed.xml"]
    for address in page.xpath("//ol//h2/a/@href"):
        assert "<article>" in await served.text(address.removeprefix(served.address))


async def test_agency_page_names_no_other_language(served: Served):
    page = html.fromstring(await served.text(f"/wire/1/{OUTLETS[1].stories[0].slug}"))

    assert page.xpath("//link[@rel='alternate']/@hreflang") == ["en"]
    assert not page.xpath("//nav")


async def test_root_leads_to_the_first_front_page_and_style_is_served(served: Served):
    async with served.http.get(served.address) as response:
        assert response.url.path == "/en/"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "--leaf" in await served.text("/style.css")


@pytest.mark.parametrize(
    "path", ["/xx/", "/xx/feed.xml", "/en/1/no-such-story", "/en/9/twelve-songs", "/en/x/y"]
)
async def test_unknown_addresses_are_not_found(served: Served, path: str):
    async with served.http.get(served.address + path) as response:
        assert response.status == 404


async def test_button_publishes_in_all_languages_at_once(served: Served):
    async with served.http.post(f"{served.address}/publish", json={}) as response:
        told = await response.json()

    assert list(told["editions"]) == LANGUAGES
    for tag, edition in told["editions"].items():
        feed = await served.feed(f"/{tag}/feed.xml")
        assert (feed.entries[0].title, feed.entries[0].link) == (edition["title"], edition["url"])


async def test_button_of_the_agency_publishes_in_english_alone(served: Served):
    async with served.http.post(f"{served.address}/publish", json={"outlet": "harbour-wire"}) as response:
        told = await response.json()

    assert list(told["editions"]) == ["en"]
    assert len((await served.feed("/wire/feed.xml")).entries) == 3
    assert len((await served.feed("/en/feed.xml")).entries) == 2


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        ("", "application/json", 200),
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ('{"outlet": 7}', "application/json", 400),
        ('{"outlet": "moon-gazette"}', "application/json", 404),
        ("{}", "text/plain", 415),  # all that a foreign web page can send unasked
    ],
)
async def test_publishing_takes_only_what_it_understands(
    served: Served, body: str, media_type: str, status: int
):
    headers = {"Content-Type": media_type}
    async with served.http.post(f"{served.address}/publish", data=body, headers=headers) as response:
        assert response.status == status


async def test_feeds_of_the_demo_are_where_they_are_said_to_be(served: Served):
    feeds = served.room.feeds(served.address)

    assert [feed.language for feed in feeds] == ["en", "ug", "kk", "en"]
    for feed in feeds:
        assert (await served.feed(feed.url.removeprefix(served.address))).feed.title == feed.title


async def test_newsroom_is_served_on_loopback_only():
    room = press.Newsroom(OUTLETS, clock=lambda: NOON)

    with pytest.raises(ValueError, match="loopback"):
        async with site.serve(room, host="0.0.0.0"):
            pass


async def test_newsroom_is_served_on_ipv6_too():
    room = press.Newsroom(OUTLETS, clock=lambda: NOON)
    try:
        async with site.serve(room, host="::1") as address:
            assert address.startswith("http://[::1]:")
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
