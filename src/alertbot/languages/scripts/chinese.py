"""Chinese in simplified and traditional characters, by OpenCC's dictionaries of words."""

import re
from functools import lru_cache

from opencc import OpenCC

from alertbot.languages.scripts import masker

_CHARACTERS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
# With the marks between them, so that the dictionary is called once for a paragraph.
_HAN = re.compile(f"[{_CHARACTERS}]+(?:[，。、；：！？]+[{_CHARACTERS}]+)*+")


def simplified_to_traditional(text: str) -> str:
    """`text` in the standard characters of Taiwan (裡, 為), its words as they are."""
    return _convert(text, "s2tw")


def traditional_to_simplified(text: str) -> str:
    """`text` in simplified characters, from those of Taiwan or of Hong Kong."""
    return _convert(text, "tw2s")


def _convert(text: str, kind: str) -> str:
    dictionary = _dictionary(kind)
    return masker.outside(text, lambda piece: _HAN.sub(lambda run: dictionary.convert(run[0]), piece))


@lru_cache(2)
def _dictionary(kind: str) -> OpenCC:
    return OpenCC(kind)
