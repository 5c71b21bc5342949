"""The colours of style sheets, in every notation of CSS Color Level 4."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import tinycss2
from tinycss2 import ast, color4

_NEAR = 24 / 255  # what is hardly told from its paper, in each of red, green and blue
_FAINT = 0.1  # less opaque than this is not seen
_SHADES = {"lab": 100.0, "lch": 100.0, "oklab": 1.0, "oklch": 1.0}  # the lightness of white
# Red, green and blue of other primaries: black and white are the same in all of them.
_WIDER = frozenset({"srgb-linear", "display-p3", "a98-rgb", "prophoto-rgb", "rec2020"})
_GREY = 0.05  # of the other two coordinates, as a share of the lightness of white


class Colour(NamedTuple):
    """Red, green, blue and opacity, each from 0 to 1."""

    red: float
    green: float
    blue: float
    opacity: float

    @property
    def is_seen(self) -> bool:
        """Whether it is more than a breath."""
        return self.opacity >= _FAINT

    def is_like(self, other: "Colour") -> bool:
        """Whether one is hardly told from the other."""
        return all(abs(one - two) <= _NEAR for one, two in zip(self[:3], other[:3], strict=True))


PAPER = Colour(1, 1, 1, 1)  # what a page is written on that does not say it
PICTURE = Colour(0.5, 0.5, 0.5, 1)  # neither white nor black can be said to be lost on one


@lru_cache(maxsize=2048)
def read(value: str) -> Colour | None:
    """The first colour that the value of a property names; None where it names none that can be told."""
    return _first(tinycss2.parse_component_value_list(value, skip_comments=True)) if value else None


def _first(tokens: Sequence[ast.Node]) -> Colour | None:
    for token in tokens:
        named = color4.parse_color(token)
        if named is not None and named != "currentcolor":
            return _converted(named)
        if token.type == "url" or (token.type == "function" and token.lower_name == "url"):
            return PICTURE
        if token.type == "function" and (within := _first(token.arguments)) is not None:  # of a gradient
            return within
    return None


def _converted(colour: color4.Color) -> Colour | None:
    lightest = _SHADES.get(colour.space)
    if lightest is None:
        try:
            own = colour if colour.space in _WIDER else colour.to("srgb")
        except NotImplementedError:
            return None
        red, green, blue = own.coordinates
        return Colour(red or 0, green or 0, blue or 0, colour.alpha)
    light, *hues = (each or 0 for each in colour.coordinates)
    grey = abs(hues[0]) <= _GREY * lightest  # chroma, or the first of two axes
    shade = light / lightest
    return Colour(shade, shade, shade, colour.alpha) if grey or shade in (0, 1) else None
