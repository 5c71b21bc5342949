"""How Russian nouns and adjectives change: by number and case, the ending of the word given up first.

Words of less than four letters are left alone: too many others look like their forms.
"""

import re
from collections.abc import Iterator

from alertbot.languages.matching.stem import Stem

_SHORTEST = 4


def _one_of(ones: str) -> re.Pattern[str]:
    return re.compile("|".join(ones.split()))


_HARD = _one_of("а у ом ем е ы и ов ев ей ам ами ах")
_SOFT = _one_of("ь я ю ем ью е и ей ям ями ях")
_J = _one_of("й я ю ем е и ев ям ями ях")
_A = _one_of("а я ы и е у ю ой ою ей ею й ам ами ах ям ями ях")
_O = _one_of("о е а я у ю ом ем и ы й ам ами ах ям ями ях")
_PLURAL = _one_of("ы и ов ев ей ам ами ах ям ями ях")
_ADJECTIVE = _one_of("ый ий ой ого его ому ему ым им ом ем ая яя ую юю ое ее ые ие ых их ыми ими")
_CUT = {"ь": _SOFT, "й": _J, "а": _A, "я": _A, "о": _O, "е": _O, "ы": _PLURAL, "и": _PLURAL}
_OF_ADJECTIVES = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")


def stems(word: str) -> Iterator[Stem]:
    """The stems of a word in small letters, ё written as е."""
    if len(word) < _SHORTEST:
        yield Stem(word, whole=True)
    elif word[-1] in _CUT:
        yield Stem(word, whole=True)
        yield Stem(word[:-1], _CUT[word[-1]])
    else:
        yield Stem(word, None if word[-1] in "уюэ" else _HARD, whole=True)
    if len(word) > _SHORTEST and word.endswith(_OF_ADJECTIVES):
        yield Stem(word[:-2], _ADJECTIVE)
