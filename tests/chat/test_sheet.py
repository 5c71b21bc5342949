"""Texts stand in their own direction, with the right words marked, whatever they hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.chat.screens.page import Screen, utf16
from alertbot.chat.screens.sheet import Sheet, spans
from alertbot.languages import catalogues
from alertbot.languages.catalogues import Catalogues

WORDS = catalogues.load()
RLM = "\u200f"


def parts(shown: Screen, kind: str) -> list[str]:
    units = shown.text.encode("utf-16-le")
    return [
        units[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le")
        for each in shown.entities
        if each.type == kind
    ]


def test_each_text_runs_its_own_way(words: Catalogues):
    sheet = Sheet(words["en"])
    sheet.line("Head", bold=True)
    sheet.quote("باھار", "كەلدى 🌱 12", "ug", marks=["12"])
    sheet.line()
    sheet.quote("Spring", "", "en")
    sheet.quote("", "", "en")
    shown = sheet.screen()
    assert shown.text == f"Head\n{RLM}باھار\n{RLM}كەلدى 🌱 12\n\nSpring"
    assert parts(shown, "blockquote") == [f"{RLM}باھار\n{RLM}كەلدى 🌱 12", "Spring"]
    assert parts(shown, "bold") == ["Head", f"{RLM}باھار", "Spring"]
    assert parts(shown, "underline") == ["12"]


def test_lines_of_ours_run_as_the_menu_does(words: Catalogues):
    sheet = Sheet(words["ug"])
    sheet.line("سۆز")
    sheet.quote("Spring", "in a language we do not know", "xx")
    assert sheet.screen().text == f"{RLM}سۆز\nSpring\nin a language we do not know"


@pytest.mark.parametrize(
    ("text", "marks", "found"),
    [
        ("in 12 of 120 and 12.", ["12"], ["12", "12"]),
        ("١٢ ئادەم", ["12"], ["١٢"]),
        (
            "evil.\u2060example \u2068@\u2060name\u2069",
            ["evil.example", "@NAME"],
            ["evil.\u2060example", "@\u2060name"],
        ),
        ("New York and York", ["York", "new york"], ["New York", "York"]),
        ("nothing", ["", " ", "x"], []),
    ],
)
def test_marked_words(text: str, marks: list[str], found: list[str]):
    assert [text[begin:end] for begin, end in spans(text, marks)] == found


@settings(max_examples=60)
@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.lists(st.text(max_size=5), max_size=4),
    st.sampled_from(["ug", "kk", "en"]),
)
def test_entities_lie_within_the_text_and_never_cut_one_another(title, summary, marks, language):
    sheet = Sheet(WORDS["ug"])
    sheet.line("سۆز", bold=True)
    sheet.quote(title, summary, language, marks=marks)
    shown = sheet.screen()
    lengths = utf16(shown.text)
    stretches = [(each.offset, each.offset + each.length) for each in shown.entities]
    assert all(0 <= begin < end <= lengths for begin, end in stretches)
    assert not any(a < c < b < d for a, b in stretches for c, d in stretches)


def test_what_is_too_long_for_one_message_is_cut(words: Catalogues):
    sheet = Sheet(words["en"])
    for _ in range(9):
        sheet.quote("🌱 a " * 200, "🌱 b " * 400, "ug", marks=["a", "b"])
    shown = sheet.screen()
    assert 4000 < utf16(shown.text) <= 4096
    assert max(each.offset + each.length for each in shown.entities) <= utf16(shown.text)
    assert all(each.length > 0 for each in shown.entities)
