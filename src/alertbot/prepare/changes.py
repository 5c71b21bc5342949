"""What an editor changed in a translation: where a name was put right, the glossary may learn from it.

The texts are compared word by word. A stretch that was replaced counts as a name where it is short and,
in a script with capitals, begins with one in both texts. Scripts without capitals cannot tell, so every
short stretch counts there; but one that only took another ending is grammar, not a name.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_LONGEST = 3  # words of a name
_STEM = 0.6  # of the shorter word: what two forms of one word share at their heads
_MOST = 8  # changes of one edit that are worth showing
_LONGEST_TEXT = 600  # words; an edition has far fewer, and comparing takes time


def names(before: str, after: str) -> list[tuple[str, str]]:
    """The likely names that were changed, as (before, after), each once, in their order."""
    found = dict.fromkeys(
        (was, now) for was, now in _replaced(before, after) if _is_name(was, now) and not _same_stem(was, now)
    )
    return list(found)[:_MOST]


def _replaced(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = (_WORD.findall(text)[:_LONGEST_TEXT] for text in (before, after))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and b - a <= _LONGEST and d - c <= _LONGEST:
            yield " ".join(old[a:b]), " ".join(new[c:d])


def _is_name(was: str, now: str) -> bool:
    if was.isdigit() or now.isdigit():
        return False
    cased = any(each.isupper() or each.islower() for each in was + now)
    return not cased or (was[0].isupper() and now[0].isupper())


def _same_stem(was: str, now: str) -> bool:
    """Whether one word only took another ending; of a name with a capital, only one more or less."""
    if " " in was or " " in now:
        return False
    shared = next((at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), None)
    shortest = min(len(was), len(now))
    return shared is None or (not was[0].isupper() and shared >= _STEM * shortest)
