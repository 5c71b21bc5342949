"""How Uyghur words change: endings behind a word, before which its last open vowel is raised."""

from collections.abc import Iterator

from alertbot.languages.matching.stem import Stem, endings

_ENDINGS = endings(
    "لار لەر لىر ى سى ىمىز ۇمىز ۈمىز مىز نىڭ نى غا قا گە كە دا تا دە تە دىن تىن دىكى تىكى نىڭكى "
    "غىچە قىچە گىچە كىچە دەك تەك لىق لىك لۇق لۈك لىقى چى چە سىز مۇ دۇر"
)
_VOWELS = "اەېىوۇۆۈ"
_OPEN = "اە"  # become ى before an ending, ې in a word of one syllable: قۇلجا، قۇلجىدا; باش، بېشى


def stems(word: str) -> Iterator[Stem]:
    """The stems of a word in Arabic letters."""
    yield Stem(word, _ENDINGS, whole=True)
    vowels = [place for place, letter in enumerate(word) if letter in _VOWELS]
    last = vowels[-1] if vowels else None
    if last is None or word[last] not in _OPEN or last < len(word) - 2:
        return
    for raised in "ىې" if len(vowels) == 1 else "ى":
        yield Stem(word[:last] + raised + word[last + 1 :], _ENDINGS)
