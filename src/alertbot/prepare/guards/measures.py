"""Measures that a translator may convert: miles to kilometres, pounds to kilograms, Fahrenheit to Celsius.

A conversion that is right, rounded as people round, is no change. Factors: the international yard and
pound (1959), exact.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

_STEMS: Mapping[str, tuple[str, str]] = {
    # what it measures: (in the smallest unit here) → the beginnings of its names, in all our languages
    "length 0.01": (
        "cm",
        "centimet centimèt zentimet santimet сантимет см سانتىمېتىر سانتمېتر سم سنتيمتر سانتيمتر 厘米 公分",
    ),
    "length 1": ("m", "meter metre mètre metr метр м مېتىر متر أمتار امتار 米"),
    "length 1000": ("km", "kph kilomet kilomèt kilómet километр шақырым км كىلومېتىر كيلومتر كم 公里 千米"),
    "length 0.0254": ("in", "inch inches inç zoll дюйм pouce pulgada ديۇيم ديۇم بوصة بوصات 英寸"),
    "length 0.3048": ("ft", "feet foot fuß fuss fit ayak фут pied pie فۇت فوت قدم أقدام 英尺"),
    "length 0.9144": ("yd", "yard yarda ярд يارد ياردا 码"),
    "length 1609.344": ("mi", "mile mil meile мил mille milla مىل ميل أميال 英里 mph миля"),
    "weight 1": ("kg", "kilo kilogram килограмм кг келі كىلوگرام كيلوغرام كجم 公斤 千克"),
    "weight 0.45359237": (
        "lb",
        "lbs pound pfund libre libra фунт pound قاداق فوندستېرلىڭ رطل أرطال باوند 磅",
    ),
    "weight 6.35029318": ("st", "stone стоун"),
    "weight 1000": ("t", "tonne ton тонн توننا طن 吨"),
    "area 0.404686": ("ac", "acre акр ئېكر فدان 英亩"),
    "area 1": ("ha", "hectare hektar гектар گېكتار هكتار 公顷"),
}
_DEGREES = (
    "degree degrees fahrenheit celsius derece grad градус گىرادۇس درجة درجات degré grado 度 ° ºc ºf ℃ ℉ f c"
)
_MARK = r"[\s\u200c]{0,2}[-–]?[°º]?\s?(?:an? |кв\.? ?|square |平方)?"
_FIVE_NINTHS = Decimal(5) / Decimal(9)
_SURELY_ROUNDED = 5
_NEARLY = 20  # parts, of which one may be lost by rounding
_FREEZING = Decimal(32)


class Measure(NamedTuple):
    """What a number measures; `size` is its unit's, in the same unit for all of a kind."""

    kind: str
    size: Decimal


def _table() -> Mapping[str, Measure]:
    named: dict[str, Measure] = {}
    for what, (sign, names) in _STEMS.items():
        kind, size = what.split()
        named |= {name: Measure(kind, Decimal(size)) for name in (sign, *names.split())}
    return named | {name: Measure("degrees", Decimal(1)) for name in _DEGREES.split()}


_NAMED = _table()
FOOT = _NAMED["foot"]
INCHES_A_FOOT = Decimal(12)
_WEATHER = range(0, 120, 10)  # degrees Fahrenheit
_SIGNS = frozenset({sign for sign, _ in _STEMS.values()} | {"м", "см", "км", "кг", "f", "c"})
UNIT = (
    "("
    + "|".join(
        re.escape(name) + (r"(?!-?[^\W\d_])" if name in _SIGNS else "")
        for name in sorted(_NAMED, key=len, reverse=True)
    )
    + ")"
)
_NAME = re.compile(_MARK + UNIT)
_LEAST_WITHIN = 4  # letters of a unit within a word
_WITHIN = re.compile(
    "(?<=..)("
    + "|".join(
        re.escape(name) for name in sorted(_NAMED, key=len, reverse=True) if len(name) >= _LEAST_WITHIN
    )
    + ")"
)


def measure(text: str, end: int) -> Measure | None:
    """What the number that ends there in the text, in lower case, measures."""
    found = _NAME.match(text, end)
    return _NAMED[found.group(1)] if found else None


def measure_within(word: str) -> Measure | None:
    """What a number's own word, in lower case, measures: "двухметровый", of two metres."""
    found = _WITHIN.search(word)
    return _NAMED[found.group(1)] if found else None


def of_temperature(values: Collection[Decimal]) -> Measure | None:
    """What a number that is followed by the mark of a decade may measure: "in the 80s" is said of weather."""
    return _NAMED["fahrenheit"] if values and all(value in _WEATHER for value in values) else None


def is_conversion(value: Decimal, of: Measure, other: Decimal, into: Measure) -> bool:
    """Whether one measure is the other, rounded to the digits it shows or to halves and fives."""
    return of.kind == into.kind and any(_is_rounded(other, exact) for exact in _exact(value, of, into))


def _exact(value: Decimal, of: Measure, into: Measure) -> Iterator[Decimal]:
    if of.kind != "degrees":
        if of.size != into.size:
            yield value * of.size / into.size
        return
    yield (value - _FREEZING) * _FIVE_NINTHS
    yield value * _FIVE_NINTHS  # a difference


def _is_rounded(shown: Decimal, exact: Decimal) -> bool:
    """To the last digit shown, to halves or fives of it, or, for whole numbers, cut off."""
    _, _, exponent = shown.normalize().as_tuple()
    step = Decimal((0, (1,), int(exponent)))
    off = abs(shown - exact)
    if shown >= _SURELY_ROUNDED and step == 1 and off <= step / 2:
        return True
    steps = (step, step * 5) if shown % (step * 5) == 0 else (step,)
    is_cut_off = 0 <= exact - shown < min(step, Decimal(1))
    return off <= exact / _NEARLY and (is_cut_off or any(off <= each / 2 for each in steps))
