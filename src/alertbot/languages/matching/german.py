"""The genitive of German names and nouns; whatever else German changes is another word to look for."""

import re
from collections.abc import Iterator

from alertbot.languages.matching.stem import Stem

_SHORTEST = 4
_GENITIVE = re.compile("s")


def stems(word: str) -> Iterator[Stem]:
    """The stem of a word in small letters."""
    yield Stem(word, _GENITIVE if len(word) >= _SHORTEST else None, whole=True)
