"""Chinese in simplified and traditional characters, by OpenCC's dictionaries of words."""

import re
from functools import lru_cache
from itertools import chain

from opencc import OpenCC

from alertbot.languages.scripts import masker

_CHARACTERS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
# With the marks between them: fewer runs to join.
_HAN = re.compile(f"[{_CHARACTERS}]+(?>(?:[，。、；：！？]+[{_CHARACTERS}]+)*)")
_BETWEEN = "\n"  # no run has one, and no word of the dictionaries goes across it


def simplified_to_traditional(text: str) -> str:
    """`text` in the standard characters of Taiwan (裡, 為), its words as they are."""
    return _convert(text, "s2t", "t2tw")  # what its "s2tw" gives, in half the time


def traditional_to_simplified(text: str) -> str:
    """`text` in simplified characters, from those of Taiwan or of Hong Kong."""
    return _convert(text, "tw2s")


def _convert(text: str, *steps: str) -> str:
    return masker.outside(text, lambda piece: _piece(piece, steps))


def _piece(piece: str, steps: tuple[str, ...]) -> str:
    """`piece` with its Chinese runs converted in one call a step: calls cost more than characters do."""
    runs = _HAN.findall(piece)
    if not runs:
        return piece
    made = _BETWEEN.join(runs)
    for step in steps:
        made = _dictionary(step).convert(made)
    others = _HAN.split(piece)
    return "".join(chain.from_iterable(zip(others, made.split(_BETWEEN), strict=False))) + others[-1]


@lru_cache(3)
def _dictionary(kind: str) -> OpenCC:
    return OpenCC(kind)
