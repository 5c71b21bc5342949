import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.languages import bidi
from alertbot.model import Direction

CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXTS = st.text(alphabet=st.sampled_from(CONTROLS + "aб9ئۇ، \n«»/@\u200c"), max_size=30)


def balanced(line: str) -> bool:
    depth = 0
    for character in line:
        depth += (character in "\u2066\u2067\u2068") - (character == bidi.PDI)
        if depth < 0:
            return False
    return depth == 0


@given(TEXTS)
def test_stripped_text_has_no_control_and_loses_nothing_else(text):
    stripped = bidi.strip(text)
    assert not set(stripped) & set(CONTROLS)
    assert stripped == "".join(each for each in text if each not in CONTROLS)
    assert bidi.strip(stripped) == stripped


@given(TEXTS)
@pytest.mark.parametrize("isolate", [bidi.isolate, bidi.isolate_ltr])
def test_isolates_are_balanced_on_every_line_and_hold_the_text(isolate, text):
    isolated = isolate(text)
    assert all(balanced(line) for line in isolated.split("\n"))
    assert bidi.strip(isolated) == bidi.strip(text)


@given(TEXTS)
def test_isolating_twice_only_nests(text):
    once = bidi.isolate(text)
    for nested, line in zip(bidi.isolate(once).split("\n"), once.split("\n"), strict=True):
        assert nested in ({f"{opener}{line}{bidi.PDI}" for opener in (bidi.FSI, bidi.RLI)} if line else {""})


@given(TEXTS, st.sampled_from(Direction))
def test_marking_lines_is_idempotent_and_adds_marks_only(text, direction):
    marked = bidi.line(text, direction)
    assert bidi.line(marked, direction) == marked
    assert bidi.strip(marked) == bidi.strip(text)
    assert marked.count("\n") == text.count("\n")


@settings(max_examples=100)
@given(TEXTS)
def test_every_visible_right_to_left_line_begins_with_its_mark(text):
    for line in bidi.line(text, Direction.RTL).split("\n"):
        assert line.startswith(bidi.RLM) or not line.strip()


@settings(max_examples=100)
@given(TEXTS)
def test_the_first_strong_character_of_a_left_to_right_line_is_never_right_to_left(text):
    for line in bidi.line(text, Direction.LTR).split("\n"):
        strong = [kind for kind in map(unicodedata.bidirectional, line) if kind in {"L", "R", "AL"}]
        assert not strong or strong[0] == "L"


@pytest.mark.parametrize(
    ("text", "direction", "marked"),
    [
        ("BBC خەۋىرى\nئىككىنچى", Direction.RTL, "\u200fBBC خەۋىرى\n\u200fئىككىنچى"),
        ("بىر\n\n ", Direction.RTL, "\u200fبىر\n\n "),
        ("Құлжа", Direction.LTR, "Құлжа"),
        ("قۇلجا — Құлжа", Direction.LTR, "\u200eقۇلجا — Құлжа"),
        ("\u2068قۇلجا\u2069 — Құлжа", Direction.LTR, "\u200e\u2068قۇلجا\u2069 — Құлжа"),
        ("12:30", Direction.LTR, "12:30"),
        ("", Direction.RTL, ""),
    ],
)
def test_where_marks_go(text, direction, marked):
    assert bidi.line(text, direction) == marked


@pytest.mark.parametrize(
    ("text", "opener"),
    [
        (f"{bidi.isolate('هوقۇق')}: 0", bidi.RLI),
        (f"{bidi.isolate('Rights')}: 0", bidi.FSI),
        (f"{bidi.isolate(bidi.isolate('هوقۇق'))} 1", bidi.RLI),
        (f"{bidi.isolate('هوقۇق')} a {bidi.isolate('هوقۇق')}", bidi.FSI),
        (f"{bidi.isolate('a')} هوقۇق", bidi.FSI),
        (bidi.isolate("1"), bidi.FSI),
    ],
)
def test_what_is_made_of_isolates_alone_goes_as_its_first_letter_does(text: str, opener: str):
    """UAX 9 looks for no letter within an isolate, and would turn such a line to left-to-right."""
    assert bidi.isolate(text) == f"{opener}{text}{bidi.PDI}"


def test_isolates_without_a_partner_go_and_those_with_one_stay():
    assert bidi.isolate("a\u2069b\u2066c") == "\u2068abc\u2069"
    assert bidi.isolate("a\u2066b\u2069c") == "\u2068a\u2066b\u2069c\u2069"
    assert bidi.isolate("") == ""
    assert bidi.isolate_ltr("example.org") == "\u2066example.org\u2069"


def test_joiners_are_spelling_not_direction():
    assert bidi.strip("می\u200cخواهم") == "می\u200cخواهم"  # noqa: B005 - not a string's strip


@pytest.mark.parametrize(
    ("text", "within", "shown"),
    [
        ("WHO", Direction.RTL, "\u2066WHO\u2069\u200f"),
        ("C++", Direction.RTL, "\u2066C++\u200e\u2069\u200f"),
        ("@name", Direction.RTL, "\u2066\u200e@name\u2069\u200f"),
        ("يول", Direction.LTR, "\u2067يول\u2069\u200e"),
        ("a\u2068b", Direction.RTL, "\u2066ab\u2069\u200f"),
    ],
)
def test_a_foreign_run_is_set_apart_for_clients_with_and_without_isolates(text, within, shown):
    assert bidi.foreign(text, within=within) == shown


def test_a_number_keeps_the_order_of_its_groups():
    assert bidi.number("20 000") == "\u206620\xa0000\u2069"
    assert bidi.number("+7-701") == "\u2066\u200e+\u200e7\u200e-\u200e701\u2069"


def test_a_name_is_set_apart_only_where_it_is_written_the_other_way():
    assert bidi.name("Example News (EN)", within=Direction.RTL) == bidi.foreign(
        "Example News (EN)", within=Direction.RTL
    )
    assert bidi.name("مەكتەپ (A)", within=Direction.LTR) == bidi.foreign("مەكتەپ (A)", within=Direction.LTR)
    assert bidi.name("مەكتەپ (A)", within=Direction.RTL) == "مەكتەپ (A)"
    assert bidi.name("Example News (EN)", within=Direction.LTR) == "Example News (EN)"
