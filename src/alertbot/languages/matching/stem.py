"""What the forms of a word begin with, and the endings that may follow there."""

import re
from dataclasses import dataclass

LONGEST_WORD = 64  # characters; nothing longer is a form of anything but itself
_MOST_ENDINGS = 5


def endings(*ones: str) -> re.Pattern[str]:
    """A chain of one to five of these endings, which are given with spaces between them."""
    each = "|".join(ending for one in ones for ending in one.split())
    return re.compile(f"(?:{each}){{1,{_MOST_ENDINGS}}}")


@dataclass(frozen=True, slots=True)
class Stem:
    """`whole` says that it is a form by itself; `before` is what an ending must begin with."""

    text: str
    endings: re.Pattern[str] | None = None
    before: tuple[str, ...] = ("",)
    whole: bool = False

    def is_of(self, word: str) -> bool:
        """Whether `word` is a form with this stem."""
        if not word.startswith(self.text):
            return False
        ending = word[len(self.text) :]
        if not ending:
            return self.whole
        if self.endings is None or len(word) > LONGEST_WORD:
            return False
        return ending.startswith(self.before) and self.endings.fullmatch(ending) is not None
