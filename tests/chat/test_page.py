"""Rows of buttons fit a phone; what others wrote leads nowhere."""

import re

import pytest

from alertbot.chat.screens.page import Button, Screen, paired, quoted, to_copy
from alertbot.dispatch.render import Entity


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        ([], []),
        (["Feeds"], [1]),
        (["Feeds", "Names"], [2]),
        (["Feeds", "Names", "Review"], [2, 1]),
        (["Feeds", "Тақырыптарды басқару", "Names", "Review"], [1, 1, 2]),
        (["\u200f\u2068ستاتىستىكا\u2069", "كۆزدىن كەچۈرۈش"], [2]),  # what directs text takes no room
        (["八個字八個字八", "八個字"], [2]),
        (["九個字九個字九個字", "八個字"], [1, 1]),
    ],
)
def test_two_stand_in_a_row_where_both_fit(labels: list[str], rows: list[int]):
    made = paired(Button(label) for label in labels)
    assert [len(row) for row in made] == rows
    assert [button.text for row in made for button in row] == labels


@pytest.mark.parametrize(
    "number", ["+90 212 555 01 23", "0212 555 01 23", "(0212) 555-01-23", "+905325550123", "۰۲۱۲ ۵۵۵ ۰۱۲۳"]
)
@pytest.mark.parametrize("language", ["en", "ug", "kk-Arab"])
def test_a_number_in_somebodys_text_cannot_be_called(number: str, language: str):
    for text in (number, f"Ring {number}.", f"ئاۋۇ {number} غا"):
        shown = quoted(text, language)
        assert re.sub(r"[^\d+]", "", shown) == re.sub(r"[^\d+]", "", text)
        assert not re.search(r"\d(?:[\s().\u200e\u200f\u2066-\u2069-]*\d){6,}", shown)


def test_what_is_to_be_copied_is_code_wherever_it_stands():
    shown = to_copy(Screen("\U0001f54a https://t.me/x"), "https://t.me/x")
    assert shown.entities == (Entity("code", 3, 14),)
