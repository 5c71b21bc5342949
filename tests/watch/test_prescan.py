"""Documents made to exhaust a parser are refused; feeds are not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.watch.prescan import DEEPEST, objection
from tests.watch import samples

RSS = '<rss version="2.0"><channel><item>'


@pytest.mark.parametrize(
    "text",
    [
        samples.RSS2,
        samples.RSS_091,
        samples.RSS_090,
        samples.RDF,
        samples.ATOM,
        samples.PAGE,
        "",
        "<",
        "text",
        f"{RSS}<description><![CDATA[<!ENTITY a 'b'>{'<a>' * 200}]]></description>",
        f"{RSS}<!-- <!ENTITY --></item>",
        "<?x <!ENTITY ?><rss>",
        RSS + "<br>" * 500,
        RSS + "<![CDATA[ never closed",
        RSS + "<!-- never closed",
        RSS + "<?never closed",
        RSS + "<item><p><b></item>" * 400,
        "<item>" + "<a/>" * 500,
        "</a>" * 10,
        RSS + "<unclosed",
    ],
)
def test_feeds_pass(text: str):
    assert objection(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "it declares entities"),
        ('<!DOCTYPE rss [<!entity % a SYSTEM "http://x.example/">]>', "it declares entities"),
        ('<!DOCTYPE r [ <!-- --> <!ELEMENT r ANY> <!ENTITY a "b">]>', "it declares entities"),
        (RSS + "<a>" * (DEEPEST + 1), "it is nested too deep"),
        (RSS + f"<a {'x=1 ' * 20_000}>", "a tag is too long"),
        (RSS + f"<a {'x=1 ' * 20_000}", "a tag is too long"),
    ],
)
def test_bombs_are_refused(text: str, reason: str):
    assert objection(text) == reason


@pytest.mark.untraced
@pytest.mark.parametrize(
    "piece",
    [
        "<a>",
        "<item>",
        "<![CDATA[",
        "<!--",
        "<?",
        "<!",
        "<",
        "&",
        "<a ",
        "</a>",
        "<![CDATA[]]>",
        "<a/>",
        "<item></item>",
    ],
)
def test_the_time_is_linear(piece: str):
    text = RSS + piece * (500_000 // len(piece))
    started = time.process_time()

    objection(text)

    assert time.process_time() - started < 3


@given(st.text(alphabet="<>/!-[]?aitem \"'=&;", max_size=200))
def test_no_text_breaks_it(text: str):
    assert objection(text) is None or isinstance(objection(text), str)
