"""How well sentence ends are found: boundary F1 on gold sentences joined six at a time."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path

from alertbot.languages.sentences import split
from benchmarks.evaluate import rivals, texts
from benchmarks.evaluate.table import Row, Section

GOALS = {
    "ug": 0.87,
    "kk": 0.985,
    "zh": 0.99,
    "tr": 0.98,
    "ru": 0.99,
    "ar": 0.99,
    "en": 0.99,
    "de": 0.97,
    "fr": 0.98,
}
_JOINED = 6


def _measure(code: str, goal: float, folder: Path) -> Iterator[Row]:
    gold, sentencex = texts.sentences(folder, code), rivals.sentencex()
    ours = _f1(gold, code, split)
    theirs = _f1(gold, code, sentencex) if sentencex else None
    yield Row(f"{code} sentence ends, F1", goal, ours, "sentencex", theirs, percent=False)


def _f1(gold: Sequence[str], code: str, split_one: Callable[[str, str], list[str]]) -> float:
    right = wrong = missed = 0
    for at in range(0, len(gold), _JOINED):
        group = gold[at : at + _JOINED]
        wanted = _ends(group)
        found = _ends(split_one(("" if code == "zh" else " ").join(group), code))
        right += len(wanted & found)
        wrong += len(found - wanted)
        missed += len(wanted - found)
    return 2 * right / (2 * right + wrong + missed)


def _ends(parts: Sequence[str]) -> set[int]:
    """Where parts end, counted in characters that are no space, but for the end of the last one."""
    return set(list(accumulate(len("".join(part.split())) for part in parts))[:-1])


SECTION = Section("Sentences", tuple(partial(_measure, code, goal) for code, goal in GOALS.items()))
