"""The guards on human translations: every complaint is an error of ours, or a true slip of a person's.

Rules were found on the first half of the lines and looked over on the third quarter; the last quarter
was only measured.
"""

import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from alertbot.prepare import check
from alertbot.prepare.check import Guard
from alertbot.prepare.guards import added, extent, numbers, phrases, tongue, words

LANGUAGES = {
    "uig": "ug", "kaz": "kk", "tur": "tr", "rus": "ru", "deu": "de", "zho-CN": "zh-Hans", "arb": "ar",
}  # fmt: skip
_GOAL = {"uig": 0.006, "kaz": 0.006, "tur": 0.006}
_GOAL_ELSEWHERE = 0.01
_TOKEN = re.compile(r"\d+(?:[.,٫٬\u00a0 ]\d+)*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")

Pairs = Sequence[tuple[str, str]]
Complains = Callable[[str, str, str], bool]


def folder(named: Path) -> Path | None:
    """Where the sentences are, in the folder named or under it."""
    return next((each for each in (named, named / "parallel") if (each / "src.eng.txt").is_file()), None)


def print_tables(named: Path) -> None:
    """Print every table, or that there is nothing to measure on."""
    found = folder(named)
    if found is None:
        print(f"\nSkipped: there are no parallel sentences (src.eng.txt and others) in {named}.")
        return
    for title, rows in (("Numbers", _numbers), ("Other guards", _others), ("Time", _times)):
        print(f"\n## Guards: {title}\n", flush=True)
        for row in rows(found):
            print("| " + " | ".join(row) + " |", flush=True)


def pairs(texts: Path, language: str) -> Pairs:
    """The sentences and their translations, line by line."""
    read = [(texts / name).read_text().splitlines() for name in ("src.eng.txt", f"ref.{language}.txt")]
    return list(zip(*read, strict=True))


def ours(before: str, after: str, code: str) -> bool:
    """Whether the guard of numbers complains."""
    return numbers.compare(before, after, source="en", target=code) != ((), ())


def naive(before: str, after: str, code: str) -> bool:
    """Whether the digits differ as written."""
    return {*_DIGITS.findall(before)} != {*_DIGITS.findall(after)}


def _numbers(texts: Path) -> Iterator[Sequence[str]]:
    yield ("Language", "goal", "complaints", "last quarter", "naive", "altered digit caught", "naive",
           "deleted number caught", "naive")  # fmt: skip
    yield ("---",) * 9
    for language, tag in LANGUAGES.items():
        code, all_ = tag.partition("-")[0], pairs(texts, language)
        if not all_:
            continue
        held_out = all_[len(all_) * 3 // 4 :]
        mine, theirs = _caught(all_, code, ours), _caught(all_, code, naive)
        goal = _GOAL.get(language, _GOAL_ELSEWHERE)
        complaints = (_rate(all_, code, ours), _rate(held_out, code, ours), _rate(all_, code, naive))
        shown = (f"{rate:.2%}" for rate in complaints)
        yield (language, f"{goal:.1%}", *shown, mine[0], theirs[0], mine[1], theirs[1])


def _rate(all_: Pairs, code: str, complains: Complains) -> float:
    return sum(complains(before, after, code) for before, after in all_) / len(all_)


def _caught(all_: Pairs, code: str, complains: Complains) -> tuple[str, str]:
    """Of single altered digits, and of deleted numbers of two digits or more, in pairs that pass."""
    passing = [(before, after) for before, after in all_ if not complains(before, after, code)]
    altered = [complains(before, each, code) for before, after in passing for each in _altered(after)]
    deleted = [complains(before, each, code) for before, after in passing for each in _deleted(after)]
    return _share(altered), _share(deleted)


def _share(caught: Sequence[bool]) -> str:
    return f"{sum(caught) / len(caught):.2%} of {len(caught)}" if caught else "–"


def _altered(text: str) -> Iterator[str]:
    """The text with each of its digits changed, to another that its place chooses."""
    chance = random.Random(text)
    for found in re.finditer(r"\d", text):
        other = chance.choice([digit for digit in "0123456789" if digit != found.group()])
        yield text[: found.start()] + other + text[found.end() :]


def _deleted(text: str) -> Iterator[str]:
    for found in _TOKEN.finditer(text):
        if sum(each.isdigit() for each in found.group()) > 1:
            yield text[: found.start()] + text[found.end() :]


def _others(texts: Path) -> Iterator[Sequence[str]]:
    kinds = [each for each in Guard if each not in (Guard.NUMBER_LOST, Guard.NUMBER_NEW, Guard.EMPTY)]
    yield ("Language", *(each.value for each in kinds))
    yield ("---",) * (len(kinds) + 1)
    for language, tag in LANGUAGES.items():
        all_ = pairs(texts, language)
        counts = Counter(
            each.guard
            for before, after in all_
            for each in check.findings((before,), (after,), target=tag, source_language="en")
        )
        yield (language, *(f"{counts[each] / len(all_):.1%}" for each in kinds))


def _times(texts: Path) -> Iterator[Sequence[str]]:
    yield ("Milliseconds a pair", "median", "mean")
    yield ("---",) * 3
    for name, guard in _GUARDS.items():
        spent = [
            _milliseconds(guard, before, after, tag)
            for language, tag in LANGUAGES.items()
            for before, after in pairs(texts, language)
        ]
        yield (name, f"{statistics.median(spent):.2f}", f"{statistics.mean(spent):.2f}")


def _milliseconds(guard: Callable[[str, str, str], object], before: str, after: str, tag: str) -> float:
    start = time.process_time()
    guard(before, after, tag)
    return (time.process_time() - start) * 1000


_GUARDS: dict[str, Callable[[str, str, str], object]] = {
    "numbers": lambda before, after, tag: ours(before, after, tag.partition("-")[0]),
    "links, handles, mails, phones": lambda before, after, tag: list(
        added.findings(before, after, writes=words.of(tag.partition("-")[0]))
    ),
    "script and language": lambda before, after, tag: list(tongue.findings(before, after, tag)),
    "phrases and calls": lambda _, after, tag: (
        phrases.machine(after, tag.partition("-")[0]),
        phrases.calls(after, tag.partition("-")[0]),
    ),
    "length, quotes, sameness": lambda before, after, _: (
        list(extent.length(before, after)),
        list(extent.quotes(before, after)),
        list(extent.sameness([before], [after])),
    ),
}
