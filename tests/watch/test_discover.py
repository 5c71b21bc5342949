"""The feeds of a page are found where it names them."""

import pytest

from alertbot.watch import discover

PAGE = "https://news.example/en/"


def feeds(html: str) -> list[str]:
    return discover.feeds_in(html.encode(), url=PAGE, content_type="text/html")


def test_declared_feeds_come_first_and_those_of_comments_last():
    found = feeds(
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed">'
        '<link rel="alternate" type="application/atom+xml" href="atom.xml"><a href="/rss">RSS</a>'
    )

    assert found[0] == "https://news.example/en/atom.xml"
    assert found[-1] == "https://news.example/comments/feed"


@pytest.mark.parametrize("html", ["", " ", "<!-- nothing -->", "<p>no feed</p>"])
def test_where_there_is_none_none_is_found(html: str):
    assert feeds(html) == []
