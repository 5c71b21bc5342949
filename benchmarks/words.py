"""Readers' words: how long finding whose words an article has takes, beside comparing them one by one.

    python -m benchmarks.words [words]

Words and articles are made of invented syllables in Uyghur, Kazakh, Turkish and English, every fifth word
of an article being one that somebody watches, with an ending where the language has them. Both ways
use the same rules of forms and find the same; the best of several turns counts.
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Sequence

from alertbot.dispatch.wordlist import WordList
from alertbot.languages import starting_set
from alertbot.languages.glossary import Glossary
from alertbot.languages.matching import Text
from alertbot.languages.matching.stem import Stem
from alertbot.languages.matching.text import fold, spellings, stems
from alertbot.model import Sensitive, SubscriberId, Term, TermId, Word, WordId

WORDS = 100_000
LENGTH = 600  # words of an article
TURNS = 5
SYLLABLES = {
    "ug": ("با تۇ قى لې مۆ شۈ نو زە رى خا گۈ سو", ("", "لار", "دا", "نىڭ", "لىرى")),
    "kk": ("ба тұ қы лә мө шү но зе рі ха гү со", ("", "лар", "да", "ның", "лері")),
    "tr": ("ba tu kı le mö şü no ze ri ha gü so", ("", "lar", "da", "nın", "leri")),
    "en": ("ba tu ki le mo shu no ze ri ha gu so", ("",)),
}


def main() -> None:
    """Measure, and print a line for each language."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else WORDS
    chance = random.Random(1)  # the same words each time
    names = {tag: _names(tag, count // len(SYLLABLES), chance) for tag in SYLLABLES}
    before, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    watched = _watched(names)
    loading = time.process_time() - before
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    print(f"{len(watched)} words read in {loading:.1f} s of processor time, {grown:.0f} MB")
    for tag, known in names.items():
        _compare(tag, known, watched, _article(tag, known, chance))


def _compare(tag: str, known: Sequence[str], watched: WordList, article: str) -> None:
    # Only the words of this language, as a loop would be wise to do.
    one_by_one = [tuple(_stems(name, tag)) for name in known]
    index = _best(lambda: watched.matching([Text(article, tag)]), TURNS)
    loop = _best(lambda: _loop(Text(article, tag), one_by_one), 1)
    print(
        f"{tag:3} {1000 * index:7.2f} ms an article   one by one {1000 * loop:9.0f} ms"
        f"   {loop / index:6.0f} times"
    )


def _names(tag: str, count: int, chance: random.Random) -> list[str]:
    syllables = SYLLABLES[tag][0].split()
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(syllables, k=chance.randint(3, 6)))] = None
    return list(found)


def _watched(names: dict[str, list[str]]) -> WordList:
    terms = [
        Term(id=TermId(id), kind=each.kind, note="", renderings=each.renderings, others=each.others)
        for id, each in enumerate(starting_set.load(), 1)
    ]
    watched = WordList(Glossary(terms))
    every = [(tag, name) for tag, known in names.items() for name in known]
    for id, (tag, name) in enumerate(every, 1):
        watched.add(Word(id=WordId(id), subscriber=SubscriberId(id), text=Sensitive(name)), [tag])
    return watched


def _article(tag: str, known: Sequence[str], chance: random.Random) -> str:
    syllables, endings = SYLLABLES[tag][0].split(), SYLLABLES[tag][1]
    words = [
        chance.choice(known) + chance.choice(endings)
        if chance.random() < 0.2
        else "".join(chance.choices(syllables, k=chance.randint(1, 4)))
        for _ in range(LENGTH)
    ]
    return " ".join(words)


def _stems(name: str, tag: str) -> list[Stem]:
    return [stem for spelling in spellings(name, tag) for stem in stems(fold(spelling[0], tag), tag)]


def _loop(text: Text, all_: Sequence[Sequence[Stem]]) -> int:
    """How many of the words the text has, each compared with each word of it."""
    words = list(text.places)
    return sum(any(stem.is_of(word) for stem in one for word in words) for one in all_)


def _best(act: Callable[[], object], turns: int) -> float:
    def turn() -> float:
        before = time.process_time()
        act()
        return time.process_time() - before

    return min(turn() for _ in range(turns))


if __name__ == "__main__":
    main()
