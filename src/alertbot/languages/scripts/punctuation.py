"""The marks that the Arabic script writes in its own way: comma, semicolon and question mark."""

import re

from alertbot.languages.scripts.letters import CYRILLIC_LETTERS, LATIN_LETTERS

_ARABIC = str.maketrans(",;?", "،؛؟")
_COMMON = str.maketrans("،؛؟", ",;?")
_WRITTEN_ARABIC, _WRITTEN_COMMON = re.compile("[،؛؟]++"), re.compile("[,;?]++")
_OTHER_LETTER = {
    "Latn": re.compile(rf"[^\W\d_{LATIN_LETTERS}]"),
    "Cyrl": re.compile(rf"[^\W\d_{CYRILLIC_LETTERS}]"),
}


def to_common(text: str) -> str:
    """`text` with Arabic marks turned into common ones, except between digits."""

    def common(marks: re.Match[str]) -> str:
        return marks[0] if _within_number(marks) else marks[0].translate(_COMMON)

    return _WRITTEN_ARABIC.sub(common, text)


def to_arabic(text: str, script: str) -> str:
    """`text` of `script` (ISO 15924) with its marks turned into Arabic ones, except between digits.

    Nor after a letter of another script: there the mark belongs to the foreign run.
    """
    other = _OTHER_LETTER[script]

    def arabic(marks: re.Match[str]) -> str:
        foreign = other.fullmatch(_before(marks))
        return marks[0] if foreign or _within_number(marks) else marks[0].translate(_ARABIC)

    return _WRITTEN_COMMON.sub(arabic, text)


def _within_number(marks: re.Match[str]) -> bool:
    return _before(marks).isdecimal() and marks.string[marks.end() : marks.end() + 1].isdecimal()


def _before(marks: re.Match[str]) -> str:
    return marks.string[max(marks.start() - 1, 0) : marks.start()]
