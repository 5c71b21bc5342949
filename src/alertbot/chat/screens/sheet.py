"""A screen put together piece by piece: lines of ours, and texts in languages of their own, with marks.

A text of an edition stands in a quotation, runs the way its own language does whatever the language of
the menu, and has nothing in it that Telegram would make a link of. Words to look at are underlined.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from alertbot.chat.screens.page import Row, Screen, fitted, utf16
from alertbot.dispatch.render import LONGEST_TEXT, Entity, told
from alertbot.languages import bidi, table
from alertbot.languages.catalogues import Words
from alertbot.model import Direction

_UNSEEN = "[\u200e\u200f\u2060\u2066-\u2069]*"  # what `told` puts between letters
_ZEROS = ("0", "٠", "۰", "０")  # of the numeral systems that a guard may have read a number from
_LONGEST_TITLE, _LONGEST_SUMMARY = 300, 700  # characters; a machine may say more than is asked for


class Sheet:
    """Collects lines and entities; offsets are in UTF-16 units, as Telegram counts."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._text = ""
        self._entities: list[Entity] = []

    def line(self, text: str = "", *, bold: bool = False) -> None:
        """A line in the language of the menu."""
        start = utf16(self._text)
        self._text += bidi.line(text, self._words.direction) + "\n"
        if bold:
            self._mark("bold", start)

    def quote(self, title: str, summary: str, language: str, *, marks: Iterable[str] = ()) -> None:
        """A title and a summary in their own language; `marks` are the words to look at."""
        sought, start = list(marks), utf16(self._text)
        for raw, longest, bold in ((title, _LONGEST_TITLE, True), (summary, _LONGEST_SUMMARY, False)):
            if shown := told(raw, language, longest=longest):
                self._paragraph(shown, language, sought, bold=bold)
        if utf16(self._text) > start:
            self._mark("blockquote", start)

    def screen(self, rows: Iterable[Row] = (), *, spare: int = 0) -> Screen:
        """What was put together, cut where it is more than one message can hold with `spare` units more."""
        text = _cut(self._text.rstrip("\n"), LONGEST_TEXT - spare)
        end = utf16(text)
        kept = [replace(each, length=min(each.length, end - each.offset)) for each in self._entities]
        return Screen(text, tuple(each for each in kept if each.length > 0), fitted(rows))

    def _paragraph(self, shown: str, language: str, marks: Sequence[str], *, bold: bool) -> None:
        start, before = utf16(self._text), len(self._text)
        direction = table.get(language).direction if language in table.TABLE else Direction.LTR
        self._text += bidi.line(shown, direction) + "\n"
        if bold:
            self._mark("bold", start)
        for begin, end in spans(self._text[before:-1], marks):
            at = start + utf16(self._text[before : before + begin])
            long = utf16(self._text[before + begin : before + end])
            self._entities.append(Entity("underline", at, long))

    def _mark(self, kind: str, start: int) -> None:
        """From `start` to the end of the last line, its line break not counted."""
        self._entities.append(Entity(kind, start, utf16(self._text) - 1 - start))


def _cut(text: str, longest: int) -> str:
    """At most so many UTF-16 units of a text, no character cut in two."""
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")


def spans(text: str, marks: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words of `marks` stand in `text`, in order, none over another.

    Whatever their case, the digits they are written in, and the unseen characters among their letters.
    """
    found = sorted(match.span() for mark in marks if mark.strip() for match in _pattern(mark).finditer(text))
    kept: list[tuple[int, int]] = []
    for begin, end in found:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return kept


def _pattern(mark: str) -> re.Pattern[str]:
    letters = [_letter(each) for each in mark.strip()]
    head = r"(?<!\w)" if mark.strip()[0].isalnum() else ""
    tail = r"(?!\w)" if mark.strip()[-1].isalnum() else ""
    return re.compile(head + _UNSEEN.join(letters) + tail, re.IGNORECASE)


def _letter(character: str) -> str:
    if not ("0" <= character <= "9"):
        return re.escape(character)
    return "[" + "".join(chr(ord(zero) + int(character)) for zero in _ZEROS) + "]"
