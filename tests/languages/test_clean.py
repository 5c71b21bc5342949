import re
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alertbot.languages import clean

HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(
            "\u200b\u200c\u200d\u200e\u202e\u2068\u2069\ufeff\ufe0f\u0301\u0338\u00ad\u3164\u2800"
        ),
        st.sampled_from("aбئې می\n\r\t\x0b\x85\u2028  \xa0\u3000\U000e0041🏳🌈❤👩🏽"),
    ),
    max_size=40,
)

VISIBLE_FORMAT = {
    chr(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
}
UNCHANGED = [
    "ئۇيغۇر ئېلى — قۇلجا، 2026-يىلى 11-سېنتەبىر: «خەۋەر» ۋە ئۆزگەرتىش؟",
    "Қазақстан Республикасының Президенті 1 234 567 теңге бөлді — «Ақорда» хабарлады.",
    "新疆的消息：记者说，“没有人知道”。\n第二段。",
    "می‌خواهم نامه‌ای بنویسم؛ کتاب‌ها کجاست؟",
    "क्‍ष और क्‌ष",
    "Straße naïve Ægir, 5\xa0kg, 12\u202f345 €",
    "👩🏽‍🚀 🏳️‍🌈 ❤️ 🇰🇿",
    "O‘zbekiston va Qoraqalpog‘iston",
    "\u06dd سورە \u0600",
]


@pytest.mark.parametrize("text", UNCHANGED)
def test_honest_text_is_left_alone(text):
    assert clean.text(text) == unicodedata.normalize("NFC", text)


def forbidden(character: str) -> bool:
    if character in "\u200c\u200d\ufe0f\n" or character in VISIBLE_FORMAT:
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@settings(max_examples=300)
@given(HOSTILE)
@example("a\u200d\u0301")
@example("\u0628\u200b\u200c\u0628")
@example("e" + "\u0301" * 50)
def test_what_is_clean_has_nothing_unseen_and_stays_as_it_is(raw):
    cleaned = clean.text(raw)
    assert not [each for each in cleaned if forbidden(each)]
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean.text(cleaned) == cleaned
    assert cleaned == cleaned.strip()
    assert "\n\n\n" not in cleaned
    assert not re.search(r"  ", cleaned)
    line = clean.line(raw)
    assert "\n" not in line
    assert clean.line(line) == line


@settings(max_examples=100)
@given(HOSTILE, st.integers(min_value=1, max_value=20))
def test_a_cap_holds_and_cutting_is_idempotent(raw, longest):
    for cleaner in (clean.text, clean.line):
        cut = cleaner(raw, longest=longest)
        assert len(cut) <= longest
        assert cleaner(cut, longest=longest) == cut


def test_every_character_that_unicode_calls_invisible_is_known():
    hidden = [each for each in map(chr, range(sys.maxunicode + 1)) if forbidden(each)]
    cleaned = clean.line(f"a{'a'.join(hidden)}a")
    assert set(cleaned) - {"a", " "} == set()
    assert cleaned.count("a") == len(hidden) + 1


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("a\u202eb\u2066c", "abc"),
        ("pay\u200bpal\U000e0041\U000e007f", "paypal"),
        ("x\u2800\u3164y", "x y"),
        ("a\r\nb\rc\u2028d\x85e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("a \n \n\n b", "a\n\nb"),
        ("a\t\tb", "a b"),
        ("a\u200cb", "ab"),  # a joiner between Latin letters hides something
        ("می\u200c\u200d\u200cخواهم", "می\u200cخواهم"),
        ("b\ufe0f ❤\ufe0f", "b ❤\ufe0f"),
        ("e\u0301", "é"),
        ("\ud800x\ue000\uffff", "x"),
    ],
)
def test_what_is_hidden_goes(raw, seen):
    assert clean.text(raw) == seen


def test_piled_marks_are_cut_down():
    assert clean.line("Z" + "\u0335" * 30) == "Z" + "\u0335" * clean.MOST_MARKS


@pytest.mark.parametrize(
    ("raw", "longest", "cut"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two, three", 12, "one two…"),
        ("x" * 20, 10, "x" * 9 + "…"),
        ("a " + "x" * 20, 10, "a xxxxxxx…"),
        ("abc", 1, "…"),
    ],
)
def test_cuts_fall_between_words_where_they_can(raw, longest, cut):
    assert clean.line(raw, longest=longest) == cut


def test_a_line_joins_what_a_text_keeps_apart():
    assert clean.line("one\n\ntwo") == "one two"
    assert clean.text("one\n\ntwo") == "one\n\ntwo"


@pytest.mark.untraced
@pytest.mark.parametrize(
    "pattern", ["a", "\u0301", "a\u0301", "\u200d", "\n", " ", "\0", "\ud800", "\u2067"], ids=ascii
)
def test_a_million_characters_of_one_shape_are_cleaned(pattern):
    cleaned = clean.text(pattern * (1_000_000 // len(pattern)))
    assert clean.text(cleaned) == cleaned
