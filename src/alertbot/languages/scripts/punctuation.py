"""The marks that the Arabic script writes in its own way: comma, semicolon and question mark."""

import re

from alertbot.languages.scripts.letters import CYRILLIC_LETTERS, LATIN_LETTERS

_ARABIC = str.maketrans(",;?", "،؛؟")
_COMMON = str.maketrans("،؛؟", ",;?")
_WRITTEN_ARABIC = re.compile(r"(?<!\d)[،؛؟]+|[،؛؟]+(?!\d)")
# Not after a letter of another script: there the mark belongs to the foreign run.
_WRITTEN_COMMON = {
    "Latn": re.compile(rf"(?<![^\W_{LATIN_LETTERS}])[,;?]+|(?<=\d)[,;?]+(?!\d)"),
    "Cyrl": re.compile(rf"(?<![^\W_{CYRILLIC_LETTERS}])[,;?]+|(?<=\d)[,;?]+(?!\d)"),
}


def to_common(text: str) -> str:
    """`text` with Arabic marks turned into common ones, except between digits."""
    return _WRITTEN_ARABIC.sub(lambda marks: marks[0].translate(_COMMON), text)


def to_arabic(text: str, script: str) -> str:
    """`text` of `script` (ISO 15924) with its marks turned into Arabic ones, except between digits."""
    return _WRITTEN_COMMON[script].sub(lambda marks: marks[0].translate(_ARABIC), text)
