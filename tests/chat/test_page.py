"""Rows of buttons fit a phone."""

import pytest

from alertbot.chat.screens.page import Button, paired


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
