"""Draws charts as PNGs with matplotlib, which shapes and orders the letters of all our scripts.

Drawing takes a moment and one core, so it is done in a thread of its own, one at a time, and nothing is
kept. Where the library is missing, or no font on this machine has some letter (the one that comes with
the library has all but Chinese), there is no picture: what would be wrong letters is shown in words.
"""

import asyncio
import io
import logging
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from alertbot.chat.charts import Chart, Kind

if TYPE_CHECKING:
    from matplotlib.axes import Axes

logger = logging.getLogger(__name__)

# One dark card for light and dark chats alike; the colours are told apart by the colour-blind too.
GROUND, INK, FAINT = "#1f2933", "#f2f5f7", "#52606d"
COLOURS = ("#4fb3e8", "#ffb454")
SIDE_INCHES, DOTS_PER_INCH = 6.0, 160  # 960 pixels, sharp on a phone
_FONTS = ("DejaVu Sans", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", "Droid Sans Fallback")
_STUB = 0.012  # of the scale: how high what is hidden is drawn
_MOST_LABELS = 7
_TITLE_FITS = 34  # letters in the full size
_turn = threading.Lock()  # matplotlib is not made for several threads


async def draw(chart: Chart) -> bytes | None:
    """The chart as a PNG; None where it cannot be drawn here."""
    return await asyncio.to_thread(_drawn, chart)


def _drawn(chart: Chart) -> bytes | None:
    with _turn:
        try:
            fonts = _fonts_for(chart.texts())
            return None if fonts is None else _figure(chart, fonts)
        except ImportError:
            logger.info("pictures cannot be drawn: matplotlib is missing")
            return None


def _fonts_for(text: str) -> list[str] | None:
    """The families that together have every letter of a text; None where there are none here."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it warns of every font that is not there
    from matplotlib import font_manager, ft2font

    missing = {ord(letter) for letter in text if not letter.isspace()}
    found: list[str] = []
    for family in _FONTS:
        if not missing:
            break
        try:
            path = font_manager.findfont(family, fallback_to_default=False)
        except ValueError:
            continue
        has = missing & ft2font.FT2Font(path).get_charmap().keys()
        if has or not found:
            found.append(family)
            missing -= has
    return None if missing else found


def _figure(chart: Chart, fonts: Sequence[str]) -> bytes:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    style: Any = {
        "font.family": list(fonts),
        "text.color": INK,
        "axes.edgecolor": FAINT,
        "axes.unicode_minus": False,
    }
    with mpl.rc_context({**style, "xtick.color": INK, "ytick.color": INK, "font.size": 13}):
        figure = Figure(figsize=(SIDE_INCHES, SIDE_INCHES), dpi=DOTS_PER_INCH, facecolor=GROUND)
        axes = figure.add_axes(
            (0.13, 0.1, 0.81, 0.72) if chart.kind is not Kind.PARTS else (0.06, 0.1, 0.86, 0.74)
        )
        axes.set_facecolor(GROUND)
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        {Kind.BARS: _bars, Kind.LINES: _lines, Kind.PARTS: _parts}[chart.kind](axes, chart)
        _turned(axes, chart)
        _head(figure, chart)
        made = io.BytesIO()
        figure.savefig(made, format="png", facecolor=GROUND, metadata={"Software": None})
    return _few_colours(made)


def _few_colours(picture: io.BytesIO) -> bytes:
    from PIL import Image

    small = io.BytesIO()
    with Image.open(picture) as opened:
        opened.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def _heights(chart: Chart, values: Sequence[float | None]) -> list[float]:
    """How high bars are: all that is hidden alike, nothing where nothing is known."""
    stub = chart.scale()[-1][0] * _STUB
    return [0 if value is None else stub if value < chart.least else value for value in values]


def _bars(axes: "Axes", chart: Chart) -> None:
    wide = 0.8 / len(chart.series)
    for nth, (series, colour) in enumerate(zip(chart.series, COLOURS, strict=False)):
        at = [place - 0.4 + wide * (nth + 0.5) for place in range(len(chart.labels))]
        axes.bar(at, _heights(chart, series.values), wide * 0.92, color=colour)
    _days(axes, chart)


def _lines(axes: "Axes", chart: Chart) -> None:
    for series, colour in zip(chart.series, COLOURS, strict=False):
        values: list[Any] = [float("nan") if value is None else value for value in series.values]
        axes.plot(range(len(values)), values, color=colour, linewidth=2.5, marker="o", markersize=5)
    _days(axes, chart)


def _days(axes: "Axes", chart: Chart) -> None:
    """Days below, figures at the side."""
    each = -(-len(chart.labels) // _MOST_LABELS)
    places = range(len(chart.labels) - 1, -1, -each)  # the last day is always named
    axes.set_xticks(list(places), [chart.labels[at] for at in places])
    axes.set_xlim(-0.6, len(chart.labels) - 0.4)
    scale = chart.scale()
    axes.set_yticks([at for at, _ in scale], [text for _, text in scale])
    axes.set_ylim(0, scale[-1][0] * 1.02)
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def _parts(axes: "Axes", chart: Chart) -> None:
    """Lying bars, each under its name, so that long names have room."""
    values = chart.series[0].values
    axes.barh(range(len(values)), _heights(chart, values), 0.34, color=COLOURS[0])
    near, far = ("left", "right") if chart.rightward else ("right", "left")
    for at, (label, value) in enumerate(zip(chart.labels, values, strict=True)):
        axes.text(0, at - 0.26, label, ha=near, va="bottom")
        if value is not None:
            axes.text(chart.scale()[-1][0], at - 0.26, chart.told(value), ha=far, va="bottom")
    axes.set_ylim(max(len(values), 4) - 0.6, -0.8)
    scale = chart.scale()
    axes.set_xticks([at for at, _ in scale], [text for _, text in scale])
    axes.set_xlim(0, scale[-1][0] * 1.02)
    axes.set_yticks([])
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def _turned(axes: "Axes", chart: Chart) -> None:
    """What is read from right to left runs so: the first day and the scale stand on the right."""
    if not chart.rightward:
        axes.invert_xaxis()
        axes.yaxis.tick_right()
        box = axes.get_position()
        axes.set_position((1 - box.x1, box.y0, box.width, box.height))
        axes.tick_params(length=0)


def _head(figure: Any, chart: Chart) -> None:
    side, at = ("left", 0.05) if chart.rightward else ("right", 0.95)
    size = min(16.0, 16.0 * _TITLE_FITS / max(len(chart.title), 1))
    figure.text(at, 0.95, chart.title, ha=side, va="top", fontsize=size, fontweight="bold")
    if len(chart.series) > 1:
        step = 0.45 if chart.rightward else -0.45
        for nth, (series, colour) in enumerate(zip(chart.series, COLOURS, strict=False)):
            figure.text(at + nth * step, 0.875, f"● {series.name}", ha=side, va="top", color=colour)
