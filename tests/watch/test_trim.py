"""Known items are cut out where that is safe, and nothing else changes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.watch import document, trim
from tests.conftest import NOON
from tests.watch import samples
from tests.watch.samples import rss


def read(text: str, known: frozenset[bytes] = frozenset()) -> document.Reading:
    return document.read(
        text.encode(), url="https://news.example/feed", content_type=None, known=known, now=NOON
    )


@pytest.mark.parametrize("text", [samples.RSS2, samples.RSS_091, samples.RDF, samples.ATOM, samples.RSS_090])
def test_a_trimmed_document_gives_the_entries_of_the_whole_one(text: str):
    whole = read(text)
    for place, entry in enumerate(whole.feed.entries):
        known = frozenset(whole.hashes) - {whole.hashes[place]}
        rest = read(text, known)
        assert rest.feed.entries == (entry,)
        assert rest.left_out == len(known)
        assert (rest.feed.title, rest.feed.link, rest.feed.language) == (
            whole.feed.title,
            whole.feed.link,
            whole.feed.language,
        )


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.uuids().map(str), st.text("abc &<>ئ", min_size=1).filter(str.strip)),
        min_size=1,
        max_size=8,
    ),
    st.sets(st.integers(0, 7)),
)
def test_trimming_never_changes_what_is_left(items: list[tuple[str, str]], places: set[int]):
    whole = read(rss(items))
    known = frozenset(key for place, key in enumerate(whole.hashes) if place in places)

    rest = read(rss(items), known)

    left = [entry for place, entry in enumerate(whole.feed.entries) if place not in places]
    assert list(rest.feed.entries) == left


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel></channel></rss>",
        "<rss><channel><item><title>never closed",
        "<rss><channel><item><item></item></item></channel></rss>",
        "<rss><channel><!-- <item></item> --><item></item></channel></rss>",
        "<rss><channel><item><![CDATA[</item>]]></item></channel></rss>",
        "<rss><channel><item/><item></item></channel></rss>",
        "<rss><channel><item></item><!-- never closed <item></item>",
        "<!DOCTYPE rss [ <!ELEMENT x ANY> ]><rss><item></item></rss>",
        "<rss><item><guid>1</guid></item><item><guid><![CDATA[1]]></guid></item></rss>",
        "<feed><entry><id>1</id></entry><entry><id> 1 </id></entry></feed>",
    ],
)
def test_what_cannot_be_told_apart_is_left_whole(text: str):
    assert trim.trimmed(text, frozenset()) is None


def test_elements_between_items_are_kept():
    text = "<rss><channel><item>1</item><title>T</title><item>2</item></channel></rss>"
    found = trim.trimmed(text, {trim.hash_of("<item>1</item>")})
    assert found is not None
    assert found.text == "<rss><channel><title>T</title><item>2</item></channel></rss>"
    assert (found.left_out, found.hashes) == (1, (trim.hash_of("<item>2</item>"),))


def test_of_very_many_items_both_ends_are_kept_and_stay_the_same():
    items = [(str(number), f"Title {number}") for number in range(2000)]
    first = read(rss(items))
    assert len(first.feed.entries) == trim.MOST_ITEMS

    again = read(rss([("new", "New"), *items]), frozenset(first.hashes))

    assert [entry.title for entry in again.feed.entries] == ["New"]


@pytest.mark.parametrize(
    "piece", ["<item>", "<item></item>", "<!--", "<![CDATA[", "<item <!--", "<guid ", "<item><id>", "<item "]
)
def test_the_time_is_linear(piece: str):
    text = "<rss><channel>" + piece * (500_000 // len(piece)) + "</item>"
    started = time.process_time()

    trim.trimmed(text, frozenset())

    assert time.process_time() - started < 3


def test_items_that_only_the_parser_sees_are_counted():
    items = "<ITEM><title>One</title></ITEM><item><title>Two</title></item>"
    text = f"<rss version='2.0'><channel>{items}</channel></rss>"
    first = read(text)
    assert [entry.title for entry in first.feed.entries] == ["One", "Two"]
    assert [entry.title for entry in read(text, frozenset(first.hashes[:1])).feed.entries] == ["Two"]


def test_comments_beside_items_do_no_harm():
    text = "<rss><channel><!-- a --><item>1</item><!-- b --><item>2</item><!-- c --></channel></rss>"
    found = trim.trimmed(text, {trim.hash_of("<item>1</item>")})
    assert found is not None
    assert "<item>1" not in found.text


def test_what_a_comment_holds_opens_nothing():
    text = "<rss><channel><!-- <![CDATA[ <!-- --><item>1</item><item>2</item></channel></rss>"
    found = trim.trimmed(text, {trim.hash_of("<item>1</item>")})
    assert found is not None
    assert "<item>2" in found.text
