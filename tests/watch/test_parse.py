"""Documents of every kind become entries; anything else becomes a FeedError."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alertbot.errors import FeedBroken, FeedError, NotAFeed
from alertbot.model import ParsedEntry, ParsedFeed
from alertbot.watch import dates, document, parse, tidy
from tests.conftest import NOON
from tests.watch import samples
from tests.watch.samples import rss


def read(text: str | bytes, *, known: frozenset[bytes] = frozenset()) -> ParsedFeed:
    body = text.encode() if isinstance(text, str) else text
    return document.read(
        body, url="https://news.example/feed.xml", content_type=None, known=known, now=NOON
    ).feed


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_rss_2():
    feed = read(samples.RSS2)

    assert (feed.title, feed.link, feed.language) == ("Example News", "https://news.example/", "en-GB")
    assert feed.ttl == timedelta(minutes=20)
    assert feed.entries == (
        ParsedEntry(
            guid="story-2",
            link="https://news.example/stories/2",
            title="Rain & wind",
            summary="Short.",
            content="<p>The <b>whole</b> story.</p>",
            published_at=at(2, 4),
            language=None,
            categories=("Weather",),
        ),
        ParsedEntry(
            guid="story-1",
            link="https://news.example/stories/1",
            title="A quiet day",
            summary="Nothing.",
            content="",
            published_at=at(1, 10),
            language=None,
            categories=(),
        ),
    )


def test_atom():
    feed = read(samples.ATOM)

    assert (feed.title, feed.link, feed.language) == ("خەۋەرلەر", "https://atom.example/", "ug")
    (entry,) = feed.entries
    assert (entry.guid, entry.link, entry.title) == ("urn:example:1", "https://atom.example/1", "بىر خەۋەر")
    assert (entry.published_at, entry.language, entry.categories) == (at(1, 2), "ug", ("تېما",))
    assert entry.summary == "قىسقىچە."
    assert "<p>تولۇق.</p>" in entry.content


def test_rdf():
    feed = read(samples.RDF)

    assert (feed.title, feed.language, feed.ttl) == ("RDF News", "ug", timedelta(hours=6))
    assert [(entry.title, entry.link, entry.published_at) for entry in feed.entries] == [
        ("خەۋەر", "https://rdf.example/1", datetime(2026, 11, 1, 1, 30, tzinfo=UTC))
    ]


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [(samples.RSS_091, "Old News", "First"), (samples.RSS_090, "Oldest News", "Zero")],
)
def test_the_old_ones(text: str, title: str, first: str):
    feed = read(text)
    assert (feed.title, feed.entries[0].title) == (title, first)


def test_json_feed():
    feed = read(samples.JSON)

    assert (feed.title, feed.link, feed.language) == ("JSON News", "https://json.example/", "en")
    seven, six = feed.entries
    assert (seven.guid, seven.link, seven.content) == ("7", "https://json.example/7", "<p>Seven.</p>")
    assert (seven.published_at, seven.categories) == (at(1, 10), ("numbers",))
    assert (six.guid, six.link, six.content) == ("6", "https://other.example/6", "No title.")


def test_json_items_read_before_are_left_out():
    first = document.read(
        samples.JSON.encode(), url="https://x.example/", content_type=None, known=frozenset(), now=NOON
    )
    assert read(samples.JSON, known=frozenset(first.hashes[:1])).entries == first.feed.entries[1:]


def test_repeated_guids_are_parsed_whole_and_known_ones_left_out():
    text = rss([("1", "One"), ("1", "Two")])
    first = document.read(
        text.encode(), url="https://x.example/", content_type=None, known=frozenset(), now=NOON
    )
    assert [entry.title for entry in read(text, known=frozenset(first.hashes[:1])).entries] == ["Two"]


def test_an_empty_feed_is_a_feed():
    assert read(rss([])).entries == ()
    assert read('{"version": "https://jsonfeed.org/version/1", "items": 3}').entries == ()


def test_empty_items_are_left_out_and_hashes_stay_in_step():
    text = "<rss version='2.0'><channel><item></item><item><title>Full</title></item></channel></rss>"
    reading = document.read(
        text.encode(), url="https://x.example/", content_type=None, known=frozenset(), now=NOON
    )
    assert [entry.title for entry in reading.feed.entries] == ["Full"]
    assert len(reading.hashes) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"hello",
        b"\x89PNG\r\n\x1a\n<rdf",
        b"<svg></svg>",
        b'{"version": "2"}',
        b"[1]",
        b"%PDF-1.4",
        samples.PAGE.encode(),
        b"<html><body>Not found</body></html>",
        b"<opml version='1.0'></opml>",
        b"{}",
    ],
)
def test_other_documents_are_not_feeds(body: bytes):
    with pytest.raises(NotAFeed):
        read(body)


@pytest.mark.parametrize(
    "text",
    [
        '{"version": ',
        '<!DOCTYPE r [<!ENTITY a "b">]><rss></rss>',
        "<rss>" + "<a>" * 200,
        "<rss version='2.0'><channel><!-- <item> -->" + "<item><title>x</title></item>" * 1500,
    ],
)
def test_hostile_documents_are_broken(text: str):
    with pytest.raises(FeedBroken):
        read(text)


def test_damaged_xml_still_gives_its_items():
    text = samples.RSS2.replace("Short.", "Tea & toast &nbsp; <br> \x01").replace("</channel></rss>", "")
    assert [entry.title for entry in read(text).entries] == ["Rain & wind", "A quiet day"]


def test_texts_are_bounded():
    items = "".join(
        f"<item><guid>{n}</guid><title>{'t' * 900}</title><description>{'d' * 300_000}</description></item>"
        for n in range(45)
    )
    feed = read(f"<rss version='2.0'><channel>{items}</channel></rss>")

    assert {len(entry.title) for entry in feed.entries} == {tidy.LONGEST_TITLE}
    assert len(feed.entries[0].summary) == tidy.LONGEST_TEXT
    assert sum(len(entry.summary) for entry in feed.entries) < document.MOST_TEXT + 45 * 2000


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("/a b", "https://news.example/ab"),
        ("//x.example/", "https://x.example/"),
        ("mailto:a@x.example", None),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
        ("http://[", None),
        ("https://x.example/" + "a" * 3000, None),
        ("a" * 3000, None),
        ("http:///x", None),
        ("tg://resolve", None),
        ("\nhttps://x.example/\t", "https://x.example/"),
    ],
)
def test_links_are_absolute_or_none(link: str | None, absolute: str | None):
    assert tidy.link_of(link, "https://news.example/feed") == absolute


@pytest.mark.parametrize(
    ("tag", "kept"),
    [
        ("en", "en"),
        (" zh-Hans-CN ", "zh-Hans-CN"),
        ("ug_Arab", "ug_Arab"),
        ("english, of course", None),
        ("", None),
        (None, None),
        ("x", None),
        ("de-1234567890123456", None),
    ],
)
def test_language_tags_are_tags_or_none(tag: str | None, kept: str | None):
    assert tidy.tag(tag) == kept


def test_a_very_long_guid_stays_itself_and_no_other():
    one, other = (
        tidy.entry(
            base="",
            guid="g" * 5000 + end,
            link=None,
            title="t",
            summary="",
            content="",
            published_at=None,
            language=None,
            categories=(),
        )
        for end in "ab"
    )
    assert one is not None
    assert other is not None
    assert one.guid != other.guid
    assert len(one.guid or "") == 32


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("a < b > c", "a < b > c"),
        ("<b>Bold</b> &amp; <i>fine</i>", "Bold & fine"),
        ("x<script>y", "x<script>y"),
        ("two\n lines", "two lines"),
        ("\u202egnp.exe", "gnp.exe"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_titles_are_plain_text(title: str, plain: str):
    assert tidy.line(title) == plain


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("Mon, 02 Nov 2026 10:00:00 GMT", at(2, 10)),
        ("Mon, 02 Nov 2026 10:00:00 +0800", at(2, 2)),
        ("2026-11-02T10:00:00Z", at(2, 10)),
        ("2026-11-02T10:00:00.123+06:00", at(2, 4).replace(microsecond=123000)),
        ("2026-11-02 10:00:00", at(2, 10)),
        ("2026-11-02", at(2, 0)),
        ("02.11.2026 10:00", at(2, 10)),
        ("2026年11月02日 10:00", at(2, 10)),
        ("2026/11/02 10:00:00", at(2, 10)),
        ("1793613600", datetime.fromtimestamp(1793613600, UTC)),
        ("1793613600000", datetime.fromtimestamp(1793613600, UTC)),
        ("Mon, 2 Nov 26 10:00 EST", at(2, 15)),
        ("Пн, 02 ноя 2026 10:00:00 +0600", None),
        ("Mon, 32 Nov 2026 10:00:00 GMT", None),
        ("2026-13-45T10:00:00Z", None),
        ("35.11.2026", None),
        ("now", None),
        ("", None),
        ("2099-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+09:00", None),
        ("9999-12-31T23:59:59-09:00", None),
        ("Fri, 31 Dec 9999 23:59:59 -0900", None),
    ],
)
def test_dates_are_true_or_none(written: str, instant: datetime | None):
    found = dates.read(written, None, now=at(20, 0))
    assert found is None or instant is None or abs(found - instant) < timedelta(seconds=1)
    assert (found is None) == (instant is None)


def test_feedparsers_reading_of_a_date_is_the_last_resort():
    assert dates.read("gestern", at(1, 0).timetuple(), now=NOON) == at(1, 0)
    assert dates.read("gestern", (2026, 13, 1, 0, 0, 0, 0, 0, 0), now=NOON) is None  # type: ignore[arg-type]  # as damaged as it comes


@pytest.mark.parametrize(
    ("ttl", "minutes"),
    [
        ("0", None),
        ("-5", None),
        ("x", None),
        ("nan", None),
        ("1e999", None),
        ("99999999", 7 * 24 * 60),
        ("1.5", 1.5),
    ],
)
def test_ttls_are_sensible_or_none(ttl: str, minutes: float | None):
    feed = read(rss([("1", "One")], extra=f"<ttl>{ttl}</ttl>"))
    assert feed.ttl == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize(("times", "ttl"), [("0", 60), ("x", 60), ("9999999", 60), ("2", 30)])
def test_update_frequencies_are_sensible(times: str, ttl: int):
    extra = f"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>{times}</sy:updateFrequency>"
    text = rss([("1", "One")], extra=extra).replace(
        "<rss", "<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
    )
    assert read(text).ttl == timedelta(minutes=ttl)


def test_the_parsers_own_faults_are_the_documents():
    class Breaking(str):
        __slots__ = ()

        def encode(self, encoding: str = "", errors: str = "") -> bytes:
            raise IndexError  # as feedparser does on some damaged documents

    with pytest.raises(FeedBroken, match="stumbled"):
        parse.xml(Breaking("<rss>"), url="https://x.example/", now=NOON)


SEEDS = [samples.RSS2, samples.ATOM, samples.RDF, samples.RSS_091, samples.JSON, samples.PAGE]


@settings(max_examples=200)
@given(
    st.sampled_from(SEEDS),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.one_of(
                st.binary(max_size=6),
                st.sampled_from(
                    [
                        b"<item>",
                        b"</item>",
                        b"<![CDATA[",
                        b"]]>",
                        b"<!--",
                        b"&#0;",
                        b"&#xD800;",
                        b"<guid>",
                        b"&amp;",
                        b'"',
                        b"\xff",
                    ]
                ),
            ),
        ),
        max_size=6,
    ),
    st.floats(0, 1),
)
@example(samples.RSS2, [(0.5, b"&#xD800;")], 1.0)
@example(samples.RSS2, [(0.5, b"&#0;")], 1.0)
def test_reading_never_raises_other_than_feed_errors(
    seed: str, changes: list[tuple[float, bytes]], cut: float
):
    body = seed.encode()
    for place, piece in changes:
        at = int(place * len(body))
        body = body[:at] + piece + body[at + len(piece) :]
    try:
        feed = read(body[: int(cut * len(body))])
    except FeedError:
        return
    orjson.dumps([entry.title + entry.summary + entry.content for entry in feed.entries])
    assert not any("\x00" in f"{entry}" for entry in feed.entries)


@settings(max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(0, 99) | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "url", "title", "tags", "items", "language", "summary"]),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_any_json_is_read_or_refused(value: object):
    body = orjson.dumps({"version": "https://jsonfeed.org/version/1", "items": value, "title": value})
    assert isinstance(read(body), ParsedFeed)
