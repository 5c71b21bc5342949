"""Rows of buttons fit a phone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from alertbot.chat.screens.page import Button, fitted, paired
from alertbot.languages import catalogues
from alertbot.languages.catalogues import Catalogues
from tests.chat import widths
from tests.chat.conftest import ALL_LANGUAGES


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
    ("labels", "rows"),
    [
        (["Feeds", "Names"], [2]),
        (["Feeds", "Тақырыптарды басқару"], [1, 1]),
        (["Тақырыптарды басқару және тағы басқасы"], [1]),  # alone it has all the room there is
        (["Feeds", "Names", "Review"], [3]),
        (["Feeds", "Names", "Statistics!"], [1, 1, 1]),
    ],
)
def test_a_row_is_divided_where_a_label_would_be_cut(labels: list[str], rows: list[int]):
    made = fitted([tuple(Button(label) for label in labels)])
    assert [len(row) for row in made] == rows
    assert [button.text for row in made for button in row] == labels
    assert not [cut for row in made if len(row) > 1 for cut in widths.cut(row)]


def labels() -> Iterator[str]:
    """What stands on buttons without a name or number in it, wherever they are made."""
    for path in Path("src/alertbot/chat/screens").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"button", "switch", "choice"}:
                yield from literals(node.args[1])


def literals(label: ast.expr) -> Iterator[str]:
    for node in ast.walk(label):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) != "words.gettext":
            continue
        if isinstance(text := node.args[0], ast.Constant) and "{" not in text.value:
            yield text.value


def test_no_label_is_cut_in_any_language():
    said = set(labels())
    assert len(said) > 100
    known: Catalogues = catalogues.load()
    assert not [
        (tag, text)
        for tag in ALL_LANGUAGES
        for label in said
        for text in widths.cut([Button(known[tag].gettext(label))])
    ]
