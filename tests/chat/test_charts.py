"""What pictures of numbers show and hide; and that they can be read in every language and any light."""

import sys
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from alertbot.chat import drawing
from alertbot.chat.charts import Chart, Kind, Series, nice, quantile, tens, written
from alertbot.chat.screens.editors import charts
from alertbot.chat.screens.editors.charts import Days, Which
from alertbot.languages.bidi import RLM
from alertbot.languages.catalogues import Catalogues
from alertbot.model import Topic, TopicId
from tests.chat.conftest import ALL_LANGUAGES
from tests.conftest import NOON

SPAN = charts.span_of(NOON, 7)
TODAY, YESTERDAY = SPAN[-1].isoformat(), SPAN[-2].isoformat()
COUNTS = st.integers(0, 10_000)


def chart(**changed) -> Chart:
    plain = Chart(
        kind=Kind.BARS, title="Readers", labels=("1", "2"), series=(Series("", (20, None)),), least=10
    )
    return replace(plain, small="<10", **changed)


@given(COUNTS, COUNTS)
def test_no_difference_of_two_shown_counts_is_a_small_one(one: int, other: int):
    assert abs(tens(one) - tens(other)) not in range(1, 10)
    assert tens(one) <= one < tens(one) + 10


@given(st.dictionaries(st.integers(1, 10_000), st.integers(1, 500), min_size=1), st.floats(0.01, 1))
def test_a_quantile_is_the_least_bound_with_enough_within(counts: dict[int, int], part: float):
    total, found = sum(counts.values()), quantile(counts, part)
    if total < 10:
        assert found is None
    else:
        assert found is not None
        assert sum(n for bound, n in counts.items() if bound <= found) >= part * total
        assert sum(n for bound, n in counts.items() if bound < found) < part * total


def test_a_part_over_the_whole_is_an_error():
    with pytest.raises(ValueError, match="over 1"):
        quantile({60: 20}, 1.5)


@given(st.floats(0, 1e9))
def test_steps_of_a_scale_are_round_and_enough(step: float):
    found = nice(step)
    assert found >= step
    assert str(found).rstrip("0") in {"1", "2", "5"}


def test_a_scale_begins_with_nothing_and_holds_everything():
    assert [at for at, _ in chart().scale()] == [0, 5, 10, 15, 20]
    assert chart(series=()).scale()[-1][0] >= 10


def test_words_hide_what_the_picture_hides():
    hidden = chart(series=(Series("a", (0, None)), Series("b", (9, None))))
    assert written(hidden) == ["1: <10 / <10"]


def test_all_below_ten_is_drawn_alike():
    heights = [drawing._heights(chart(), [n]) for n in (0, 3, 9)]
    assert heights[0] == heights[1] == heights[2] != drawing._heights(chart(), [10])
    assert drawing._heights(chart(), [None]) == [0]


def test_each_picture_shows_rounded_counts(words: Catalogues):
    en, days = words["en"], Days(
        {TODAY: 1239, YESTERDAY: 8}, {TODAY: (119, 12)}, {TODAY: {60: 6, 600: 6}, YESTERDAY: {60: 9}}
    )  # fmt: skip
    assert charts.growth(en, days, SPAN).series[0].values == (None,) * 5 + (0, 1230)
    delivered, failed = charts.deliveries(en, days, SPAN).series
    assert (delivered.values[-2:], failed.values[-1]) == ((0, 110), 10)
    half, most = charts.delay(en, days, SPAN).series
    assert (half.values[-2:], most.values[-1]) == ((None, 1.0), 10.0)


def test_parts_are_ordered_by_what_is_shown(words: Catalogues):
    """Otherwise the order of two hidden ones would tell which is larger."""
    few = charts.languages(words["en"], {"ug": 9, "kk": 1, "tr": 31, "en": 39})
    assert few.labels == ("English", "Turkish", "Kazakh", "Uyghur")
    assert few.series[0].values == (30, 30, 0, 0)
    long = Topic(id=TopicId(1), slug="a", emoji="", position=0, names={"en": "x" * 90}, keywords={})
    [name] = charts.topics(words["en"], {}, [long]).labels
    assert len(name) <= 44


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_pictures_go_with_the_language(words: Catalogues, language: str):
    made = charts.deliveries(words[language], Days({}, {}, {}), SPAN)
    assert made.rightward == (words[language].direction.value == "ltr")
    assert not set(made.texts()) & {RLM, "\u2066", "\u2067", "\u2068", "\u2069"}
    shown = charts.shown(words[language], Which.DELIVERIES, 7, made, None)
    assert len(shown.text) < 1024
    assert len(shown.keyboard[0]) == len(charts.SPANS)
    with_picture = charts.shown(words[language], Which.TOPICS, 7, made, b"PNG")
    assert (with_picture.picture, with_picture.text.count("\n")) == (b"PNG", 0)


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2, relative luminance."""

    def light(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_colours_can_be_told_from_the_ground():
    assert contrast(drawing.INK, drawing.GROUND) >= 7
    assert all(contrast(colour, drawing.GROUND) >= 4.5 for colour in drawing.COLOURS)


@pytest.mark.parametrize("language", ["ug", "kk-Arab", "kk", "en"])
async def test_letters_of_the_library_are_enough_but_for_chinese(words: Catalogues, language: str):
    days = Days({each.isoformat(): 40 * at for at, each in enumerate(SPAN)}, {}, {})
    made = await drawing.draw(charts.growth(words[language], days, SPAN))
    assert made is not None
    with Image.open(BytesIO(made)) as picture:
        assert picture.size == (960, 960)
        # The bars grow towards the last day: right where the language runs so, else left.
        shown = picture.convert("RGB")
        ground = shown.getpixel((2, 2))
        halves = [shown.crop((x, 200, x + 480, 850)).convert("L") for x in (0, 480)]
        left, right = (sum(n * level for level, n in enumerate(half.histogram())) for half in halves)
    assert ground == (0x1F, 0x29, 0x33)
    assert (right > left) == (words[language].direction.value == "ltr")
    assert len(made) < 100_000


async def test_every_kind_can_be_drawn():
    for kind in Kind:
        made = await drawing.draw(chart(kind=kind, series=(Series("a", (20, 5)), Series("b", (1.5, 3)))))
        assert made is not None, kind


async def test_without_the_letters_there_is_no_picture():
    assert await drawing.draw(chart(title="\U00012000")) is None  # cuneiform


async def test_without_the_library_there_is_no_picture(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert await drawing.draw(chart()) is None


def test_days_are_as_many_as_asked():
    assert len(charts.span_of(NOON, 90)) == 90
    assert charts.span_of(NOON, 90)[-1] - charts.span_of(NOON, 90)[0] == timedelta(days=89)


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_no_title_of_a_picture_is_cut(words: Catalogues, language: str):
    said, days = words[language], Days(subscribers={}, deliveries={}, delays={})
    span = charts.span_of(NOON, 7)
    made = [draw(said, days, span) for draw in (charts.growth, charts.deliveries, charts.delay)]
    for chart in (*made, charts.languages(said, {}), charts.topics(said, {}, ())):
        assert not chart.title.endswith("…")
        assert not any(each.name.endswith("…") for each in chart.series)
