"""Which texts serve the readers of a language: its own, and those that can be written in its script.

A script is a choice of the reader, and no edition of its own: a text is converted when it is shown, so
that review, corrections and deadlines follow the one text that was checked.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from alertbot.languages import scripts, table

# Ways that may change a name: for searching and matching, never for reading. Arabic letters do not tell
# Kazakh's vowels, and Uyghur's Latin ones do not tell Uyghur from the names of others (WHO, Reuters).
_GUESSED = frozenset({("kk-Arab", "kk"), ("ug-Latn", "ug"), ("ug-Latn", "ug-Cyrl")})
_CACHED = 4096  # titles, summaries and names of the day
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?؟…])(?=\s)")


@lru_cache
def readable(tag: str) -> tuple[str, ...]:
    """The languages whose texts can be shown in `tag`, best first: itself, its source, its other scripts.

    A tag that the table does not know is readable in itself alone.
    """
    row = table.TABLE.get(tag)
    if row is None:
        return (tag,)
    kin = (tag, row.source, *(each.tag for each in table.TABLE.values() if each.code == row.code))
    return tuple(dict.fromkeys(each for each in kin if can_show(each, tag)))


def can_show(source: str, tag: str) -> bool:
    """Whether a text of the language `source` may be shown to readers of `tag`."""
    return scripts.can_convert(source, tag) and (source, tag) not in _GUESSED


def source_of(tag: str) -> str | None:
    """The language in which texts of `tag` are made and translated from; None where it would be a guess."""
    row = table.TABLE.get(tag)
    source = tag if row is None else row.source
    return source if can_show(tag, source) else None


def made_in(offered: Iterable[str]) -> tuple[str, ...]:
    """The languages in which texts are made for the readers of these tags, who get them in their scripts."""
    return tuple(dict.fromkeys(table.get(tag).source for tag in offered))


def scripts_of(tag: str) -> tuple[str, ...]:
    """The tags of the same language in the table's order, `tag` among them."""
    code = code_of(tag)
    return tuple(each.tag for each in table.TABLE.values() if each.code == code) or (tag,)


def code_of(tag: str) -> str:
    """The language of a tag without its script: the same for all that a reader would call one language."""
    return tag.partition("-")[0]


@lru_cache(_CACHED)
def shown(text: str, source: str, tag: str) -> str:
    """`text` of the language `source` as readers of `tag` see it. Raises NotFound where it cannot be.

    Out of a script without capitals, sentences begin with one; names inside them stay small.
    """
    if source == tag or not _lacks_capitals(source) or _lacks_capitals(tag):
        return scripts.convert(text, source, tag)
    return "".join(_begun(piece, source, tag) for piece in _BETWEEN_SENTENCES.split(text))


def names(given: Mapping[str, str]) -> dict[str, str]:
    """Names by language, in the scripts in which none was given and one of `given` can be written."""
    found: dict[str, str] = {}
    for tag in table.TABLE:
        sources = [] if tag in given else [each for each in readable(tag) if each in given]
        if sources:
            found[tag] = shown(given[sources[0]], sources[0], tag)
    return found


def _lacks_capitals(tag: str) -> bool:
    return table.get(tag).script not in {"Latn", "Cyrl"}


def _begun(sentence: str, source: str, tag: str) -> str:
    """The sentence converted; what stood in other letters before stays as it was written."""
    converted = scripts.convert(sentence, source, tag)
    at = _first_letter(converted)
    if converted[at : at + 1] == sentence[_first_letter(sentence) :][:1]:
        return converted
    return converted[:at] + converted[at : at + 1].upper() + converted[at + 1 :]


def _first_letter(text: str) -> int:
    return next((at for at, each in enumerate(text) if each.isalnum()), len(text))
