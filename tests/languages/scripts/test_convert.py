import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.errors import NotFound
from alertbot.languages.scripts import WAYS as ALL_WAYS
from alertbot.languages.scripts import can_convert, convert

WAYS = sorted(ALL_WAYS)
MILLION = 1_000_000
HOSTILE = [
    "\ud800\udfff\udc00",
    "\0söz\0сөз\0سۆز\0词",
    "\u0378\U000e0fff\uffff",
    "sөزз词sözسۆز",
    "söz\u0301\u0301",
    "",
]
PATTERNS = ["a", "A", "Aa", "ا", "ئ", "ي", "ж", "я", "中", "'", "n'", ".", "a.", "@", "a@", "#", "/", "/a"]
PATTERNS += [
    "<a",
    '<a "',
    "&a",
    "http://",
    "www.",
    "1,",
    ",",
    "\u200c",
    "e\u0301",
    "ngh",
    "<!--",
    "a-.",
    "\ufefb",
    "ъ",
    "ь",
    "‘",
    "ʼ",
]


@pytest.mark.parametrize("way", WAYS, ids="-to-".join)
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_raises(way, text):
    convert(text, *way)


@pytest.mark.parametrize("way", WAYS, ids="-to-".join)
@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=())))
def test_no_text_at_all_raises(way, text):
    convert(text, *way)


LETTERS = "aəBéIİıßsghnc'ʼьъЬЁщїүқҰئەىھڭگءٴەیﷺـ里发0٣.,;?،؟ \n\u0301\u200c"


@pytest.mark.parametrize("way", WAYS, ids="-to-".join)
@settings(max_examples=100)
@given(st.text(st.sampled_from(LETTERS), max_size=12))
def test_no_mixture_of_letters_raises_and_lines_are_their_own(way, text):
    made = convert(text, *way)
    assert made == "\n".join(convert(line, *way) for line in text.split("\n"))


@settings(max_examples=100)
@given(
    st.sampled_from(WAYS), st.text(st.characters(categories=["Nd", "No", "Sm", "So", "Zs", "Cs", "Cn", "Co"]))
)
def test_what_has_no_letters_comes_out_unchanged(way, text):
    assert convert(text, *way) == text


@pytest.mark.untraced
@pytest.mark.parametrize("pattern", PATTERNS, ids=ascii)
def test_time_grows_with_the_text_and_no_faster(pattern):
    text = (pattern * (MILLION // 10 // len(pattern) + 1))[: MILLION // 10]
    began = time.process_time()
    for way in WAYS:
        convert(text, *way)
    assert time.process_time() - began < 20  # quadratic time would be minutes


@pytest.mark.parametrize("name", ["G20", "5G", "HER2", "A4", "1B", "MH17"])
@pytest.mark.parametrize("way", [way for way in WAYS if way[0].endswith("Latn")], ids="-to-".join)
def test_names_with_numbers_stay(name, way):
    assert convert(f"{name}, ({name})", *way) == convert(",", *way).join([name, f" ({name})"])


def test_endings_after_a_number_are_converted():
    assert convert("2026da 5-madda 20Ge", "ug-Latn", "ug") == "2026دا 5-ماددا 20گە"


def test_a_million_of_one_letter_is_converted():
    assert convert("ب" * MILLION, "ug", "ug-Latn") == "b" * MILLION


def test_a_script_is_its_own():
    assert can_convert("kk", "kk")
    assert convert("сөз", "kk", "kk") == "сөз"


def test_there_is_no_way_from_one_language_to_another():
    assert not can_convert("ug", "kk")
    with pytest.raises(NotFound, match="from ug to kk"):
        convert("سۆز", "ug", "kk")
