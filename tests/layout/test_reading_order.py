"""Messages read right, measured where a browser puts their parts: with isolates, and where they are ignored.

With isolates every part of every message stands where it is read. Without them, which is how some
clients show them, an alert still does, and of a screen what matters does: each line begins at its own
side, its words and numbers follow one another, and no name, number or address is torn apart.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.browser import browser, needs_chromium
from tests.layout import page as laid
from tests.layout.page import Box, Span
from tests.layout.reading import Line, Part, begins_rtl, flat, lines, phrase, without_isolates
from tests.layout.samples import Sample, all_samples

pytestmark = [needs_chromium, pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="module")]
_BLUR = 1.5  # pixels: glyphs may lean over their own box


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page() -> AsyncIterator[Page]:
    """One browser and one page for all."""
    async with browser() as opened:
        yield await opened.new_page()


@dataclass(frozen=True, slots=True)
class Shown:
    """A line to be laid out, with the name of its message."""

    name: str
    line: Line
    strict: bool  # every part has to stand right; else what matters
    whole: tuple[str, ...] = ()

    def phrases(self) -> Iterator[tuple[bool, tuple[Part, ...]]]:
        """What is read as one in this line: whether from right to left, and its parts."""
        for words in self.whole:
            if parts := phrase(self.line, words):
                yield begins_rtl(words), parts


def _shown(samples: Sequence[Sample]) -> list[Shown]:
    return [
        Shown(sample.name, line, strict=True, whole=sample.whole)
        for sample in samples
        for line in lines(sample.text)
    ]


async def test_every_part_stands_where_it_is_read(page: Page):
    samples = all_samples()
    assert len(samples) >= 40

    assert await _faults(page, _shown(samples)) == []


async def test_every_phrase_that_is_looked_at_is_there():
    for sample in all_samples():
        for words in sample.whole:
            assert any(phrase(line, words) for line in lines(sample.text)), (sample.name, words)


async def test_without_isolates_what_matters_reads_right(page: Page):
    alerts = {sample.name for sample in all_samples() if sample.alert}
    bare = [
        replace(each, line=without_isolates(each.line), strict=each.name in alerts)
        for each in _shown(all_samples())
    ]

    assert await _faults(page, bare) == []


@pytest.mark.parametrize(
    ("text", "rtl", "whole"),
    [
        ("Reuters: مەكتەپ ئېچىلدى", True, ()),
        ("\u200fمەكتەپ RFA (Radio) / BBC", True, ()),
        ("\u200fمەكتەپكە 20 000 كىتاب", True, ()),
        ("In قۇلجا, 3 teachers.", False, ()),
        ("\u200fمەكتەپ \u2066school\u2069.\u2066example\u2069 دا", True, ("school.example",)),
    ],
)
async def test_a_line_that_reads_wrong_is_found(page: Page, text: str, rtl: bool, whole: tuple[str, ...]):
    """The measure itself: the classic faults are seen as faults."""
    [line] = lines(text)

    assert await _faults(page, [Shown(text, replace(line, rtl=rtl), strict=True, whole=whole)])


async def _faults(page: Page, asked: Sequence[Shown]) -> list[str]:
    """What stands wrong, a sentence each."""
    await laid.lay_out(page, [each.line.text for each in asked])
    spans = {
        number: [
            (part.start, part.end)
            for part in (*flat(each.line.parts), *(part for _, parts in each.phrases() for part in parts))
        ]
        for number, each in enumerate(asked)
    }
    boxes = await laid.boxes(page, spans)
    return [
        f"{each.name}: {fault}"
        for number, each in enumerate(asked)
        for fault in (
            *(_strictly if each.strict else _loosely)(each.line, boxes[number]),
            *(fault for rtl, parts in each.phrases() for fault in _order(parts, rtl, boxes[number])),
        )
    ]


def _strictly(line: Line, boxes: Mapping[Span, Box]) -> Iterator[str]:
    yield from _side(line, boxes)
    yield from _order(line.parts, line.rtl, boxes)


def _side(line: Line, boxes: Mapping[Span, Box]) -> Iterator[str]:
    """A line begins at its own side."""
    first = _box(line.parts[0], boxes)
    away = laid.WIDTH - first.right if line.rtl else first.left
    if away > _BLUR:
        yield f"{line.parts[0].text!r} does not begin the line"


def _order(parts: Sequence[Part], rtl: bool, boxes: Mapping[Span, Box]) -> Iterator[str]:
    """Each part stands behind the one before it, and so it is inside those set apart."""
    for before, after in pairwise(parts):
        if not _follows(_box(before, boxes), _box(after, boxes), rtl):
            yield f"{after.text!r} does not stand behind {before.text!r}"
    for part in parts:
        yield from _order(part.inside, part.rtl, boxes)


def _loosely(line: Line, boxes: Mapping[Span, Box]) -> Iterator[str]:
    """The words and numbers of the line follow one another, and none is torn apart by another."""
    telling = [part for part in line.parts if part.told]
    if telling and telling[0] == line.parts[0]:
        yield from _side(line, boxes)
    yield from _order([Part(p.start, p.end, p.text, p.rtl) for p in telling], line.rtl, boxes)
    for part in telling:
        inside = [each for each in part.inside if each.told]
        yield from _order([Part(p.start, p.end, p.text, p.rtl) for p in inside], part.rtl, boxes)


def _follows(before: Box, after: Box, rtl: bool) -> bool:
    return after.right <= before.left + _BLUR if rtl else after.left >= before.right - _BLUR


def _box(part: Part, boxes: Mapping[Span, Box]) -> Box:
    return boxes[(part.start, part.end)]
