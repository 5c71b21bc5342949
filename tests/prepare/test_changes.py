"""Names that an editor put right are told from other changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.prepare import changes


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("A school opened in Kulja.", "A school opened in Ghulja.", [("Kulja", "Ghulja")]),
        ("Бүгін Кульджада мектеп ашылды", "Бүгін Құлжада мектеп ашылды", [("Кульджада", "Құлжада")]),
        ("ئىنىڭدا مەكتەپ ئېچىلدى", "قۇلجىدا مەكتەپ ئېچىلدى", [("ئىنىڭدا", "قۇلجىدا")]),
        ("مەكتەپتە ئوقۇدى", "مەكتەپكە ئوقۇدى", []),  # another ending
        ("Құлжа қаласы", "Құлжада қаласы", []),
        ("the town was large", "the town was big", []),
        ("It said 12 people", "It said 13 people", []),
        ("The Xinjiang region", "The Uyghur Autonomous region", [("Xinjiang", "Uyghur Autonomous")]),
        ("In the Ili Kazakh area", "In the Ili Kazak area", []),  # might be an ending
        ("one two three four Five", "six seven eight nine Ten", []),  # a whole sentence was written anew
        ("Kulja and Kulja", "Ghulja and Ghulja", [("Kulja", "Ghulja")]),
    ],
)
def test_likely_names(before: str, after: str, names: list[tuple[str, str]]):
    assert changes.names(before, after) == names


@settings(max_examples=50)
@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_told_stands_in_both_texts(before: str, after: str):
    assert changes.names(before, before) == []
    for was, now in changes.names(before, after):
        assert set(was.split()) <= set(changes._WORD.findall(before))
        assert set(now.split()) <= set(changes._WORD.findall(after))


def test_a_huge_text_is_compared_in_part():
    assert changes.names("Kulja " + "word " * 5000, "Ghulja " + "word " * 5000) == [("Kulja", "Ghulja")]
