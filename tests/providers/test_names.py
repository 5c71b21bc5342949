"""Names go round an engine and come back in their approved rendering, or the loss is noticed."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.providers import names
from alertbot.providers.names import SPAN, WORD, Marks, carried, mark, unmark

GLOSSARY = {"Ili": "Іле", "Ili River": "Іле өзені", "Ghulja": "Құлжа"}
both = pytest.mark.parametrize("marks", [WORD, SPAN], ids=["word", "span"])


@both
def test_the_longest_name_is_taken_and_parts_of_words_are_not(marks: Marks):
    marked = mark("The Ili River, Ili; Iliad & <b>.", GLOSSARY, marks)
    assert marked.renderings == ("Іле өзені", "Іле")
    assert "Iliad" in marked.text
    assert unmark(marked.text, marked, marks) == "The Іле өзені, Іле; Iliad & <b>."


@both
def test_order_may_change_and_suffixes_may_follow(marks: Marks):
    marked = mark("Ili, Ghulja", GLOSSARY, marks)
    one, other = marked.text.split(", ")
    assert unmark(f"{other}ға, {one}", marked, marks) == "Құлжаға, Іле"


@both
@pytest.mark.parametrize("change", [lambda t: "", lambda t: t + " " + t, lambda t: t.replace("1", "7")])
def test_a_mark_that_is_lost_doubled_or_strange_is_noticed(marks: Marks, change):
    marked = mark("Ghulja", GLOSSARY, marks)
    assert unmark(change(marked.text), marked, marks) is None


def test_words_that_look_like_marks_are_not_taken_for_ours():
    marked = mark("XNE1X is in Ghulja", GLOSSARY, WORD)
    assert unmark(marked.text, marked, WORD) is None


def test_without_names_there_is_nothing_to_carry():
    assert mark("Ghulja", {}, WORD) == names.Marked("Ghulja", ())
    assert mark("Ghulja", {"": "x"}, WORD) == names.Marked("Ghulja", ())


@settings(max_examples=60)
@given(
    st.lists(st.one_of(st.sampled_from(sorted(GLOSSARY)), st.text(max_size=8)), max_size=8).map(" ".join),
    st.sampled_from([WORD, SPAN]),
)
def test_an_engine_that_changes_nothing_gives_the_text_with_its_renderings(text: str, marks: Marks):
    marked = mark(text, GLOSSARY, marks)
    back = unmark(marked.text, marked, marks)
    if back is not None:
        assert all(each in back for each in marked.renderings)
    else:
        assert "xne" in text.lower()


async def test_only_texts_that_lost_a_mark_are_translated_again():
    asked: list[tuple[list[str], bool]] = []

    async def engine(texts: Sequence[str], marked: bool) -> list[str]:
        asked.append((list(texts), marked))
        return ["lost" if "XNE2X" in text else text.upper() for text in texts]

    made = await carried(["in Ili", "plain", "Ili, Ghulja", ""], GLOSSARY, WORD, engine)
    assert made == ["IN Іле", "PLAIN", "ILI, GHULJA", ""]
    assert asked == [(["in XNE1X", "XNE1X, XNE2X"], True), (["plain", "Ili, Ghulja", ""], False)]
