"""Tricks with letters in what comes from outside stay on their own line and link to nothing.

A few hundred examples of each here; `make tricks` tries 20,000.
"""

import os
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alertbot.chat.screens.editors import feeds
from alertbot.chat.screens.page import Screen
from alertbot.dispatch.render import Message, render
from alertbot.model import Origin
from tests.chat.test_handlers import feed
from tests.conftest import NOON
from tests.dispatch.test_render import ARTICLE, EDITION, TOPIC, WORDS, covered

EXAMPLES = int(os.environ.get("TRICKS", "150"))
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

OURS = "\u200e\u200f\u2066\u2067\u2068\u2069\u2060"  # what we set ourselves
SPELLING = "\u200c\u200d\ufe0f"
VISIBLE_FORMAT = {*map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))}

CONTROLS = [
    "\u202e",
    "\u202d",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
    "\u200e",
    "\u200f",
    "\u061c",
    "\u202c",
]
UNSEEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u3164", "\ufe0f",
          "\U000e0072\U000e0066\U000e0061", "\U000e0001", "\x00", "\x1b[2J", "\x7f"]  # fmt: skip
BREAKS = [
    "\n",
    "\r\n",
    "\u2028",
    "\u2029",
    "\x0b",
    "\x0c",
    "\x85",
    " " * 80,
    "\u3000" * 40,
    "\u2003" * 40,
    "\t" * 9,
]
LABELS = ["news.example", "nеws.example", "news․example", "news。example", "ｎｅｗｓ.example", "www.evil.example",
          "evil.com", "evil-.com", "evil_.com", "q\u0301.com", "evil.рф", "https://evil.com/a", "//evil.com",
          "me@evil.com", "http:evil.com", "192.0.2.7", "t.me/evil", "tg://join", "evil.example:8080/x"]  # fmt: skip
HANDLES = ["@evil", "/@evil_bot", "#tag", "##tag", "#тег", "$TAG", "/start", "/start@evil_bot", "(/stop)", "x@evil",
           "+90 212 555 01 23", "+902125550123", "8 (926) 555-01-23", "4111 1111 1111 1111", "+1-202-555-0123"]  # fmt: skip
LETTERS = ["a", "Ж", "م", "ئۇيغۇر", "Қазақ", "新疆", "A-7", " ", ".", ",", "«", ")", "!", "1", "2026-11-02", "😀", "❤️",
           "\u0301" * 9, "\ud83d", "ا\u064b", "<b>", "*x*", "[a](https://evil.com)", "&lt;"]  # fmt: skip
PIECES = st.sampled_from([*CONTROLS, *UNSEEN, *BREAKS, *LABELS, *HANDLES, *LETTERS])
HOSTILE = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=14).map("".join)

# What Telegram would link, more than it does: written from its documentation, not from `render`.
LINKS = re.compile(
    r"\w[\w-]*\.[^\W\d_]{2,}"  # a domain
    r"|[\w-]\.[^\W\d_]{2,}"
    r"|[a-z]+://[\w]"
    r"|\d+\.\d+\.\d+\.\d+"
    r"|[\w.+-]+@[\w-]+\.\w"
    r"|(?<!\w)@\w"
    r"|(?<!\w)#\w"
    r"|(?<![\w$])\$[A-Z]"
    r"|(?<![\w/<>])/[A-Za-z0-9_]"
    r"|\+(?:[\s()-]*\d){7}"
    r"|\d(?:[\s()-]{0,4}\d){8}",
    re.IGNORECASE,
)


def test_what_telegram_would_link_is_seen_as_such():
    unlinked = {"news․example", "news。example", "q\u0301.com", "x@evil"}  # other dots; no whole address
    assert {each for each in (*LABELS, *HANDLES) if not LINKS.search(each)} <= unlinked


def forbidden(character: str) -> bool:
    if character in SPELLING or character in OURS or character in VISIBLE_FORMAT or character == "\n":
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def is_balanced(line: str) -> bool:
    depth = 0
    for each in line:
        depth += (each in "\u2066\u2067\u2068") - (each == "\u2069")
        if depth < 0:
            return False
    return depth == 0


def with_field(field: str, text: str, language: str, reader: str) -> Message:
    edition = replace(
        EDITION, language=language, origin=Origin.MACHINE, source_language="de", title="Aa", summary="Bb"
    )
    article = replace(ARTICLE, source="Cc")
    topic = replace(TOPIC, names={"en": "Dd"})
    if field == "title":
        edition = replace(edition, title=text)
    elif field == "summary":
        edition = replace(edition, summary=text)
    elif field == "source":
        article = replace(article, source=text)
    else:
        topic = replace(topic, names={"en": text})
    return render(article, edition, words=WORDS[reader], topic=topic)


PLACE = {"title": 0, "summary": 2, "source": 3, "topic": 6}


@pytest.mark.parametrize("field", PLACE)
@MANY
@given(text=HOSTILE, language=st.sampled_from(["en", "ug", "kk"]), reader=st.sampled_from(["en", "ug"]))
@example(text="x\nnews.example\n2 November 2026", language="en", reader="en")
@example(text="+902125550123", language="ug", reader="ug")
@example(text="A/0", language="ug", reader="en")
@example(text="م@evil", language="en", reader="en")
def test_a_trick_stays_on_its_line_and_links_nowhere(field: str, text: str, language: str, reader: str):
    plain = with_field(field, "Zz", language, reader).text.split("\n")
    message = with_field(field, text, language, reader)
    lines = message.text.split("\n")

    assert len(message.text) <= 4096
    assert not [each for each in message.text if forbidden(each)]
    assert all(map(is_balanced, lines))
    at = PLACE[field]
    gone = len(lines) == len(plain) - 1  # nothing of it can be seen
    assert gone or len(lines) == len(plain)
    others = lines if gone else lines[:at] + lines[at + 1 :]
    assert others == plain[:at] + plain[at + 1 :]
    if not gone:
        assert len(lines[at].translate(dict.fromkeys(map(ord, OURS)))) <= 300
        assert not LINKS.search(lines[at]), LINKS.search(lines[at])
    kinds = [(kind, url) for kind, _, url in covered(message)]
    assert kinds == [("bold", None)] * (field != "title" or not gone) + [("text_link", ARTICLE.url)]
    assert covered(message)[-1][1] == "news.example"


@MANY
@given(text=HOSTILE)
def test_a_feeds_title_on_an_editors_screen(text: str):
    words = WORDS["en"]
    for screen in (_one(text), feeds.listing(words, [feed(title=text)], page=0, now=NOON)):
        assert not [each for each in screen.text if forbidden(each)]
        assert all(map(is_balanced, screen.text.split("\n")))
        units = screen.text.encode("utf-16-le")
        assert len(screen.text) <= 4096
        for entity in screen.entities:
            assert 0 <= entity.offset <= entity.offset + entity.length <= len(units) // 2


@MANY
@given(text=HOSTILE)
def test_it_adds_no_line_there_and_links_nowhere(text: str):
    lines, plain = _one(text).text.split("\n"), _one("Zz").text.split("\n")
    assert lines[2:] == plain[2:]  # its address, language and topics are below
    assert not any(map(LINKS.search, lines[:2]))


def _one(title: str) -> Screen:
    return feeds.one(WORDS["en"], feed(title=title), [], now=NOON)
