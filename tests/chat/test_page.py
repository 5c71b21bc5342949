"""Rows of buttons fit a phone; what others wrote leads nowhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from alertbot.chat.screens.page import Button, Screen, fitted, paired, quoted, to_copy
from alertbot.dispatch.render import Entity
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
        if isinstance(text := node.args[0], ast.Constant) and "{" not in str(text.value):
            yield str(text.value)


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
