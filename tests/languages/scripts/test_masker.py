import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.languages.scripts import WAYS as ALL_WAYS
from alertbot.languages.scripts import convert, masker

# What no converter may change, whatever stands around it.
KEPT = (
    "https://news.example/ug/söz?q=خەۋەر#1",
    "http://x.example/a,b;c",
    "www.news.example/уйғур",
    "tg://resolve?domain=alertbot",
    "news.example",
    "NEWS.EXAMPLE",
    "t.me/alertbot",
    "жаңалық.қаз",
    "сөз.рф/бет?а=б",
    "خەۋەر.شبكة",
    "新聞.中国",
    "kitab.kz:8080/бет",
    "mailto:xewer@news.example",
    "aziz.tursun+ug@posta.news.example",
    "@alertbot",
    "@tursun@social.example",
    "#ئۇيغۇر_خەۋەر",
    "#қазақ",
    "#中国",
    "/topics",
    "/start@alertbot",
    '<a href="https://news.example/x" title="söz > б">',
    "<b>",
    "</b>",
    "<br/>",
    "<!-- изоһ söz -->",
    "<a title=don't>",
    "&amp;",
    "{name}",
    "\u200f",
    "\u200e",
    "\u2068ქართული {place}\u2069",
    "\u2066https://news.example/söz\u2069",
    "\u2066@alertbot\u2069",
    "&#1234;",
    "&#x06D5;",
    "12,5",
    "1.234.567,89",
    "50%",
    "12;30",
    "2026-11-22",
    "10:45",
    "+7 701 123 45 67",
    "٣٫٥",
    "かな",
    "한국어",
    "ქართული",
    "हिन्दी",
    "ελληνικά",
    "עברית",
)
WAYS = sorted(ALL_WAYS)
WORDS = {
    "ug": "سۆز",
    "ug-Latn": "söz",
    "ug-Cyrl": "сөз",
    "kk": "сөз",
    "kk-Arab": "ءسوز",
    "kk-Latn": "söz",
    "zh-Hans": "词语",
    "zh-Hant": "詞語",
}


@pytest.mark.parametrize("way", WAYS, ids="-to-".join)
@settings(max_examples=60)
@given(st.lists(st.sampled_from(KEPT), min_size=1, max_size=5))
def test_what_is_masked_comes_out_unchanged_between_words_that_are_converted(way, kept):
    word = WORDS[way[0]]
    made = convert(f" {word} ".join(["", *kept, ""]).strip(), *way)
    assert made == f" {convert(word, *way)} ".join(["", *kept, ""]).strip()


FOREIGN = {"Latn": "Paris, naïve;", "Cyrl": "Москва, ёлка;", "Arab": "القاهرة؟", "Hani": "北京，漢字简体"}
SCRIPT = {"ug": "Arab", "kk": "Cyrl", "zh": "Hani"}


def script_of(tag: str) -> str:
    language, _, script = tag.partition("-")
    return script if script in FOREIGN else SCRIPT[language]


@pytest.mark.parametrize("way", WAYS, ids="-to-".join)
@settings(max_examples=30)
@given(st.lists(st.sampled_from(sorted(FOREIGN)), min_size=1, max_size=4))
def test_runs_of_other_scripts_come_out_unchanged(way, scripts):
    runs = [FOREIGN[script] for script in scripts if script != script_of(way[0])]
    word = WORDS[way[0]]
    assert convert(f" {word} ".join(["", *runs, ""]), *way) == f" {convert(word, *way)} ".join(
        ["", *runs, ""]
    )


def spans(text: str) -> list[str]:
    return [text[start:end] for start, end in masker.kept(text)]


def test_a_link_ends_before_the_punctuation_and_the_quotes_that_follow_it():
    assert spans("«https://news.example/a.b», (www.news.example/c).") == [
        "https://news.example/a.b",
        "www.news.example/c",
    ]


def test_a_link_ends_where_its_isolate_does():
    text = "\u2066https://news.example/söz\u2069din \u2068www.news.example/x\u200f söz"
    assert spans(text) == ["https://news.example/söz", "www.news.example/x"]
    assert convert(text, "ug-Latn", "ug").endswith("\u2069دىن \u2068www.news.example/x\u200f سۆز")


def test_a_placeholder_is_kept_and_braces_are_not():
    assert spans("{name} {0} {two words} {söz}") == ["{name}"]
    assert convert("{name} {söz}", "ug-Latn", "ug") == "{name} {سۆز}"


def test_two_sentences_without_a_space_are_no_address():
    assert spans("keldi.Men kördüm. yaki/hem") == []


def test_an_ending_may_follow_an_address():
    assert spans("news.exampleدا @alertbot-نىڭ") == ["news.example", "@alertbot"]


def test_a_quote_after_markup_is_still_a_link():
    assert spans("<b>https://news.example</b>") == ["<b>", "https://news.example", "</b>"]


def test_less_than_is_no_markup():
    assert spans("1 < 2 & 3 > 2") == []


def test_what_is_outside_is_all_that_is_converted():
    assert masker.outside("söz #tag söz", str.upper) == "SÖZ #tag SÖZ"


def test_no_group_is_possessive():
    """Before 3.11.5 Python gives back a part of what such a group matched (cpython issue 106052)."""
    group = re.compile(r"\)(?:[*+?]|\{\{?[0-9,]+\}?\})\+")
    sources = [path.read_text(encoding="utf-8") for path in Path("src/alertbot").rglob("*.py")]
    assert len(sources) > 300
    assert [found[0] for source in sources for found in group.finditer(source)] == []
    assert group.search(r"(?:a|b)*+") is not None
    assert group.search(r"(?:a){{1,8}}+") is not None
