"""Words in, words out: what the converters of all languages share."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby

LATIN_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"  # for a character class
CYRILLIC_LETTERS = "\u0400-\u0481\u048a-\u052f"
# With marks, tatweel, joiners and the presentation forms of old fonts; without digits and punctuation.
ARABIC_LETTERS = (
    "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdcf\ufdf0-\ufdfb\ufe70-\ufefc\u200c\u200d"
)
# For the head of a pattern of Latin words: capitals joined to a number are a name (G20, 5G, HER2).
NO_NUMBERED_NAME = f"(?<![{LATIN_LETTERS}])(?![A-Z]++[0-9])(?!(?<=[0-9])[A-Z]++(?![{LATIN_LETTERS}]))"

_KEPT_WORDS = 1 << 15  # per converter: most words of a newsroom's day, a few megabytes
_MOST_PARTS = 16  # of capitals and small letters in a word; what changes more often is no word
_LONGEST_KEPT = 40  # characters; what is longer is no word, and would fill the memory


def each_word(words: re.Pattern[str], convert: Callable[[str], str]) -> Callable[[str], str]:
    """A converter of texts that puts each match of `words` through the pure `convert`.

    What was worked out for the words met last is kept: a text's few hundred frequent ones are most of it.
    """
    recall = lru_cache(_KEPT_WORDS)(convert)

    def converted(found: re.Match[str]) -> str:
        word = found[0]
        return recall(word) if len(word) <= _LONGEST_KEPT else convert(word)

    return lambda text: words.sub(converted, text)


def keep_case(
    word: str,
    convert: Callable[[str], str],
    *,
    lower: Callable[[str], str] = str.lower,
    upper: Callable[[str], str] = str.upper,
) -> str:
    """`word` converted by `convert`, which knows small letters only, with its capitals put back.

    A letter that becomes several is capital throughout in a word of capitals (ШАМ, SHAM), else at its
    head (Шам, Sham). A word of both, as an abbreviation with its ending, is taken by its parts (АҚШ-та).
    """
    if word == lower(word):
        return convert(word)
    if len(word) > 1 and word == upper(word):
        return upper(convert(lower(word)))
    if word[1:] == lower(word[1:]):
        return _capitalised(convert(lower(word)), upper)
    parts = _parts(word)
    if len(parts) > _MOST_PARTS:
        return convert(lower(word))
    return "".join(_part(part, convert, lower, upper) for part in parts)


def _part(
    part: str, convert: Callable[[str], str], lower: Callable[[str], str], upper: Callable[[str], str]
) -> str:
    made = convert(lower(part))
    if part == lower(part):
        return made
    return upper(made) if len(part) > 1 and part == upper(part) else _capitalised(made, upper)


def _capitalised(made: str, upper: Callable[[str], str]) -> str:
    return upper(made[:1]) + made[1:]


def _parts(word: str) -> list[str]:
    """Runs of capitals, and runs of small letters, with the capital before them where it is alone."""
    parts: list[str] = []
    for capitals, letters in groupby(word, str.isupper):
        run = "".join(letters)
        if not capitals and parts and len(parts[-1]) == 1:
            parts[-1] += run
        else:
            parts.append(run)
    return parts
