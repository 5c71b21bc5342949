"""What a picture of numbers shows, before it is drawn: pure values and their scale."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_STEPS = 4  # about as many figures on a scale


class Kind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"  # upright, by day
    LINES = "lines"  # by day
    PARTS = "parts"  # lying, one of each name


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one for each label; None where none is known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture to be drawn; its texts are in the reader's language and carry no bidi controls."""

    kind: Kind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    rightward: bool = True  # False: it is read from right to left, and so drawn
    least: int = 0  # all that is smaller is drawn alike
    small: str = ""  # what is written instead of it
    number: Callable[[float], str] = str

    def texts(self) -> str:
        """All that will be written, for knowing which letters are needed."""
        figures = [text for _, text in self.scale()]
        told = [self.told(value) for each in self.series for value in each.values if value is not None]
        names = (each.name for each in self.series)
        return "".join([self.title, *self.labels, *names, *figures, *told])

    def told(self, value: float) -> str:
        """A value as it is written."""
        return self.small if value < self.least else self.number(value)

    def highest(self) -> float:
        """The largest value, at least 1."""
        return max((value for each in self.series for value in each.values if value is not None), default=1)

    def scale(self) -> tuple[tuple[float, str], ...]:
        """The figures on the scale, from 0 up to the largest value or beyond it, and how they are written."""
        step = nice(max(self.highest(), self.least, 1) / _STEPS)
        top = math.ceil(max(self.highest(), self.least, 1) / step)
        return tuple((at * step, self.number(at * step)) for at in range(top + 1))


def nice(step: float) -> int:
    """The least of 1, 2, 5, 10, 20, 50, … that is not under `step`."""
    power = 10 ** max(math.floor(math.log10(step)), 0) if step > 0 else 1
    return next(each * power for each in (1, 2, 5, 10) if each * power >= step)


def tens(n: int) -> int:
    """A count of people or of what reached them, rounded down to tens.

    So no difference of two shown numbers, over time or between a whole and its parts, is a small count.
    """
    return n - n % 10


def quantile(counts: Mapping[int, int], part: float) -> int | None:
    """The bound within which that part of all counted is; None where fewer than ten are counted."""
    total = sum(counts.values())
    if tens(total) == 0:
        return None
    within = 0
    for bound in sorted(counts):
        within += counts[bound]
        if within >= part * total:
            return bound
    raise ValueError("the part must not be over 1")


def written(chart: Chart) -> Sequence[str]:
    """The same numbers in words, a line for each label that has any."""
    lines = []
    for at, label in enumerate(chart.labels):
        values = [each.values[at] for each in chart.series]
        told = [chart.told(value) for value in values if value is not None]
        if told:
            lines.append(f"{label}: {' / '.join(told)}")
    return lines
