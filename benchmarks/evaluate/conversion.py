"""How true the converters are: round trips, gold pairs, speed."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from alertbot.languages.scripts import convert, kazakh
from benchmarks.evaluate import rivals, texts
from benchmarks.evaluate.table import Row

Convert = Callable[[str], str]


def way(source: str, target: str) -> Convert:
    """Our converter from one tag to another."""
    return lambda text: convert(text, source, target)


def rows(folder: Path) -> Iterator[Row]:
    """Every figure of the converters."""
    yield from _uyghur(folder)
    yield from _kazakh(folder)
    yield from _speed(folder)


def _uyghur(folder: Path) -> Iterator[Row]:
    gold = texts.sentences(folder, "ug")
    for tag, name, rival in (("ug-Latn", "Latin", "ULS"), ("ug-Cyrl", "Cyrillic", "UCS")):
        ours = _there_and_back(gold, way("ug", tag), way(tag, "ug"))
        there, back = rivals.umsc("UAS", rival), rivals.umsc(rival, "UAS")
        theirs = _there_and_back(gold, there, back) if there and back else (None, None)
        yield Row(f"ug Arabic → {name} → Arabic, words", 0.998, ours[0], "umsc", theirs[0])
        yield Row(f"ug Arabic → {name} → Arabic, sentences", 0.993, ours[1], "umsc", theirs[1])
    transliterated = texts.pairs(folder, "ud_ug_translit")
    umsc = rivals.umsc("UAS", "ULS")
    yield Row(
        "ug Arabic → Latin as the treebank, words",
        0.995,
        _same_latin(transliterated, way("ug", "ug-Latn")),
        "umsc",
        _same_latin(transliterated, umsc) if umsc else None,
    )
    arabic, latin = texts.paragraphs(folder, "uig_arab"), texts.paragraphs(folder, "uig_latn")
    back = rivals.umsc("ULS", "UAS")
    for name, measure in (
        ("words of the same line", _declaration),
        ("words that the Arabic text has", _vocabulary),
    ):
        yield Row(
            f"ug Latin → Arabic, Declaration, {name}",
            0.96,
            measure(arabic, latin, way("ug-Latn", "ug")),
            "umsc",
            measure(arabic, latin, back) if back else None,
        )


def _kazakh(folder: Path) -> Iterator[Row]:
    pairs = texts.pairs(folder, "cldr_kk_cyrl_arab")
    equal, alike, hamza = _cldr(pairs)
    yield Row("kk Cyrillic → Arabic, CLDR, all words", None, equal, "none", None)
    yield Row("kk Cyrillic → Arabic, CLDR, words of one wording", 0.95, alike, "none", None)
    yield Row("kk Cyrillic → Arabic, hamza where letters are the same", 1.0, hamza, "none", None)
    gold = texts.sentences(folder, "kk")
    there, back = rivals.turkicnlp("kaz", "Cyrl", "Latn"), rivals.turkicnlp("kaz", "Latn", "Cyrl")
    yield Row(
        "kk Cyrillic → Latin → Cyrillic, words",
        0.997,
        _there_and_back(gold, way("kk", "kk-Latn"), way("kk-Latn", "kk"))[0],
        "turkicnlp",
        _there_and_back(gold, there, back)[0] if there and back else None,
    )
    small = [sentence.lower() for sentence in gold]
    yield Row(
        "kk Cyrillic → Arabic → Cyrillic, words",
        0.93,
        _there_and_back(small, way("kk", "kk-Arab"), way("kk-Arab", "kk"))[0],
        "none",
        None,
    )


def _speed(folder: Path) -> Iterator[Row]:
    ug, kk = "\n".join(texts.sentences(folder, "ug")), "\n".join(texts.sentences(folder, "kk"))
    hant = "\n".join(texts.sentences(folder, "zh"))
    for source, target, text in (
        ("ug", "ug-Latn", ug),
        ("ug", "ug-Cyrl", ug),
        ("ug-Latn", "ug", convert(ug, "ug", "ug-Latn")),
        ("ug-Cyrl", "ug", convert(ug, "ug", "ug-Cyrl")),
        ("ug-Latn", "ug-Cyrl", convert(ug, "ug", "ug-Latn")),
        ("ug-Cyrl", "ug-Latn", convert(ug, "ug", "ug-Cyrl")),
        ("kk", "kk-Arab", kk),
        ("kk", "kk-Latn", kk),
        ("kk-Latn", "kk", convert(kk, "kk", "kk-Latn")),
        ("kk-Arab", "kk", convert(kk, "kk", "kk-Arab")),
        ("zh-Hant", "zh-Hans", hant),
        ("zh-Hans", "zh-Hant", convert(hant, "zh-Hant", "zh-Hans")),
    ):
        rate = _characters_a_second(way(source, target), text)
        yield Row(f"{source} → {target}, million characters a second", 2.0, rate, "", None, percent=False)


# ── measures ──────────────────────────────────────────────────────────────────────────────────────


def _there_and_back(gold: Sequence[str], there: Convert, back: Convert) -> tuple[float, float]:
    """The parts of words and of whole sentences that come back as they were."""
    words = right = whole = 0
    for sentence in gold:
        made = back(there(sentence))
        before, after = sentence.split(), made.split()
        words += len(before)
        right += _in_place(before, after)
        whole += made == sentence
    return right / words, whole / len(gold)


def _in_place(before: Sequence[str], after: Sequence[str]) -> int:
    if len(before) == len(after):
        return sum(one == other for one, other in zip(before, after, strict=True))
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _same_latin(pairs: Sequence[tuple[str, str]], convert_one: Convert) -> float:
    """Case and é/ë folded, apostrophes counted."""
    words = [
        (_folded(convert_one(arabic)), _folded(latin))
        for text, gold in pairs
        for arabic, latin in zip(text.split(), gold.split(), strict=True)
    ]
    return sum(one == other for one, other in words) / len(words)


def _folded(latin: str) -> str:
    return latin.lower().replace("é", "ë")


def _declaration(arabic: Sequence[str], latin: Sequence[str], convert_one: Convert) -> float:
    """Word by word, in the lines that have as many words in both."""
    words = [
        pair
        for gold, text in zip(arabic, latin, strict=True)
        if len(gold.split()) == len(text.split())
        for pair in zip(_bare(gold), _bare(convert_one(text)), strict=False)
    ]
    return sum(one == other for one, other in words) / len(words)


def _vocabulary(arabic: Sequence[str], latin: Sequence[str], convert_one: Convert) -> float:
    """The part of the words that stand anywhere in the Arabic text: not undone by its own misspellings."""
    known = set(_bare("\n".join(arabic)))
    words = _bare(convert_one("\n".join(latin)))
    return sum(word in known for word in words) / len(words)


def _bare(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _cldr(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Words equal of all, of those that are the same word in both, and hamzas right of the same letters."""
    words = [
        (made, gold)
        for cyrillic, arabic in pairs
        for made, gold in _aligned(kazakh.cyrillic_to_arabic(cyrillic, "\u0621"), arabic)
    ]
    alike = [(made, gold) for made, gold in words if SequenceMatcher(None, made, gold).ratio() >= _ALIKE]
    lettered = [(made, gold) for made, gold in words if made.lstrip("\u0621") == gold.lstrip("\u0621")]
    return tuple(  # type: ignore[return-value]  # three of them
        sum(made == gold for made, gold in group) / len(group) for group in (words, alike, lettered)
    )


_ALIKE = 0.7  # below, CLDR has another word or an abbreviation written out (мажар, قاڭتار)


def _aligned(made: str, gold: str) -> list[tuple[str, str]]:
    ours, theirs = made.split(), gold.split()
    return list(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else []


def _characters_a_second(convert_one: Convert, text: str) -> float:
    convert_one(text[:50])  # loads the dictionaries
    began = time.process_time()  # of this process: others on the machine do not count
    convert_one(text)
    return len(text) / (time.process_time() - began) / 1e6
