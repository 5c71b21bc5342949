"""Whether Telegram would cut a label, by the metrics of the font that comes with matplotlib.

That font has the letters of all our scripts but Chinese, which are as wide as they are high, and is wider
than the fonts of phones: Chromium, in fonts of its own, cuts nothing that fits here (`tests/screens`).
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

from matplotlib import font_manager, ft2font

from alertbot.chat.screens.page import Button, Row, fitted
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words

_LINE = 23.0  # of a letter's height: 345 points at the 15 of Telegram's buttons, on a phone of 360
_EDGES = 1.0  # within each button
_SIZE = 100
_MARKS = ("✓ ", "○ ", "✕ ")


@cache
def _font() -> ft2font.FT2Font:
    font = ft2font.FT2Font(font_manager.findfont("DejaVu Sans", fallback_to_default=False))
    font.set_size(_SIZE, 72)
    return font


@cache
def width(label: str) -> float:
    """How wide a label is, in heights of its letters, which are shaped and joined as on a phone."""
    seen = [letter for letter in label if unicodedata.category(letter) != "Cf"]
    square = [letter for letter in seen if unicodedata.east_asian_width(letter) in "WF"]
    _font().set_text("".join(letter for letter in seen if letter not in square))
    return len(square) + float(_font().get_width_height()[0]) / 64 / _SIZE


def cut(row: Sequence[Button]) -> list[str]:
    """The labels of a row that do not fit into their buttons."""
    room = _LINE / len(row) - _EDGES
    return [each.text for each in row if width(each.text) > room]


def in_words(row: Row, words: Words) -> tuple[Row, ...]:
    """The rows that come of an English one in another language; names in it stay as they are."""
    return fitted([tuple(Button(_in_words(each.text, words)) for each in row)])


def _in_words(label: str, words: Words) -> str:
    plain = bidi.strip(label)
    mark = next((mark for mark in _MARKS if plain.startswith(mark)), "")
    return mark + words.gettext(plain.removeprefix(mark))
