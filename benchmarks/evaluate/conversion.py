"""How true the converters are: round trips, gold pairs, news never looked at, speed."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from itertools import permutations
from pathlib import Path

from alertbot.languages.scripts import WAYS, convert, kazakh
from benchmarks.evaluate import rivals, texts
from benchmarks.evaluate.table import Row, Section

Convert = Callable[[str], str]


def way(source: str, target: str) -> Convert:
    """Our converter from one tag to another."""
    return lambda text: convert(text, source, target)


# ── what is measured ──────────────────────────────────────────────────────────────────────────────


def _uyghur_round_trips(folder: Path) -> Iterator[Row]:
    gold = texts.sentences(folder, "ug")
    for tag, name, rival in (("ug-Latn", "Latin", "ULS"), ("ug-Cyrl", "Cyrillic", "UCS")):
        ours = _there_and_back(gold, way("ug", tag), way(tag, "ug"))
        there, back = rivals.umsc("UAS", rival), rivals.umsc(rival, "UAS")
        theirs = _there_and_back(gold, there, back) if there and back else (None, None)
        yield Row(f"ug Arabic → {name} → Arabic, words", 0.998, ours[0], "umsc", theirs[0])
        yield Row(f"ug Arabic → {name} → Arabic, sentences", 0.993, ours[1], "umsc", theirs[1])


def _transliteration(folder: Path) -> Iterator[Row]:
    gold, umsc = texts.pairs(folder, "ud_ug_translit"), rivals.umsc("UAS", "ULS")
    ours = _same_latin(gold, way("ug", "ug-Latn"))
    theirs = _same_latin(gold, umsc) if umsc else None
    yield Row("ug Arabic → Latin as the treebank, words", 0.995, ours, "umsc", theirs)


def _declaration(folder: Path) -> Iterator[Row]:
    arabic, latin = (
        "\n".join(texts.paragraphs(folder, "uig_arab")),
        "\n".join(texts.paragraphs(folder, "uig_latn")),
    )
    umsc = rivals.umsc("ULS", "UAS")
    for name, measure in (
        ("words in order", _in_order),
        ("words that the Arabic text has", _vocabulary),
        ("words spelt alike in both texts", _spelt_alike),
    ):
        ours = measure(arabic, latin, way("ug-Latn", "ug"))
        theirs = measure(arabic, latin, umsc) if umsc else None
        yield Row(f"ug Latin → Arabic, Declaration, {name}", 0.96, ours, "umsc", theirs)


def _kazakh_pairs(folder: Path) -> Iterator[Row]:
    equal, alike, hamza = _cldr(texts.pairs(folder, "cldr_kk_cyrl_arab"))
    yield Row("kk Cyrillic → Arabic, CLDR, all words", 0.95, equal)
    yield Row("kk Cyrillic → Arabic, CLDR, words of one wording", 0.95, alike)
    yield Row("kk Cyrillic → Arabic, hamza where letters are the same", 1.0, hamza)


def _kazakh_round_trips(folder: Path) -> Iterator[Row]:
    gold = texts.sentences(folder, "kk")
    there, back = rivals.turkicnlp("kaz", "Cyrl", "Latn"), rivals.turkicnlp("kaz", "Latn", "Cyrl")
    latin = _there_and_back(gold, way("kk", "kk-Latn"), way("kk-Latn", "kk"))[0]
    theirs = _there_and_back(gold, there, back)[0] if there and back else None
    yield Row("kk Cyrillic → Latin → Cyrillic, words", 0.997, latin, "turkicnlp", theirs)
    small = [sentence.lower() for sentence in gold]
    arabic = _there_and_back(small, way("kk", "kk-Arab"), way("kk-Arab", "kk"))[0]
    yield Row("kk Cyrillic → Arabic → Cyrillic, words", 0.93, arabic)


def _uyghur_news(folder: Path) -> Iterator[Row]:
    gold = [_OF_LATIN.sub("", sentence) for sentence in texts.news(folder, "uig")]
    for tag, name, rival in (("ug-Latn", "Latin", "ULS"), ("ug-Cyrl", "Cyrillic", "UCS")):
        there, back = rivals.umsc("UAS", rival), rivals.umsc(rival, "UAS")
        theirs = _there_and_back(gold, there, back)[0] if there and back else None
        ours = _there_and_back(gold, way("ug", tag), way(tag, "ug"))[0]
        yield Row(f"translated news: ug Arabic → {name} → Arabic, words", None, ours, "umsc", theirs)


def _kazakh_news(folder: Path) -> Iterator[Row]:
    gold = [_OF_LATIN.sub("", sentence) for sentence in texts.news(folder, "kaz")]
    there, back = rivals.turkicnlp("kaz", "Cyrl", "Latn"), rivals.turkicnlp("kaz", "Latn", "Cyrl")
    latin = _there_and_back(gold, way("kk", "kk-Latn"), way("kk-Latn", "kk"))[0]
    theirs = _there_and_back(gold, there, back)[0] if there and back else None
    yield Row("translated news: kk Cyrillic → Latin → Cyrillic, words", None, latin, "turkicnlp", theirs)
    small = [sentence.lower() for sentence in gold]
    arabic = _there_and_back(small, way("kk", "kk-Arab"), way("kk-Arab", "kk"))[0]
    yield Row("translated news: kk Cyrillic → Arabic → Cyrillic, words", None, arabic)


_OF_LATIN = re.compile(r"\S*[A-Za-z]\S*")  # foreign names in a text of another script: no letter says so


def _speed(code: str, source: str, target: str, folder: Path) -> Iterator[Row]:
    """From the treebank `code`, in processor time."""
    base = "zh-Hant" if code == "zh" else code
    gold = "\n".join(texts.sentences(folder, code))
    text = gold if source == base else convert(gold, base, source)
    rate = _characters_a_second(way(source, target), text)
    rival = _rival_of(source, target)
    theirs = _characters_a_second(rival[1], text) if rival[1] else None
    yield Row(f"{source} → {target}, million characters a second", 2.0, rate, rival[0], theirs, percent=False)


_UMSC = {"ug": "UAS", "ug-Latn": "ULS", "ug-Cyrl": "UCS"}
_TURKICNLP = {"kk": "Cyrl", "kk-Latn": "Latn"}


def _rival_of(source: str, target: str) -> tuple[str, Convert | None]:
    if source in _UMSC:
        return "umsc", rivals.umsc(_UMSC[source], _UMSC[target])
    if {source, target} <= set(_TURKICNLP):
        return "turkicnlp", rivals.turkicnlp("kaz", _TURKICNLP[source], _TURKICNLP[target])
    if source.startswith("zh"):
        return "OpenCC", rivals.opencc("s2tw" if source == "zh-Hans" else "tw2s")
    return "", None


_WAYS_TIMED = (
    *(("ug", *pair) for pair in permutations(_UMSC, 2)),
    *(("kk", source, target) for source, target in permutations(("kk", "kk-Latn", "kk-Arab"), 2)),
    *(("zh", *pair) for pair in permutations(("zh-Hant", "zh-Hans"), 2)),
)


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


def _in_order(arabic: str, latin: str, convert_one: Convert) -> float:
    """The part of the Latin text's words that the Arabic text has in the same place, of the two aligned."""
    made = _bare(convert_one(latin))
    blocks = SequenceMatcher(None, _bare(arabic), made, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(made)


def _vocabulary(arabic: str, latin: str, convert_one: Convert) -> float:
    """The part of the words that stand anywhere in the Arabic text: not undone by its own misspellings."""
    known = set(_bare(arabic))
    words = _bare(convert_one(latin))
    return sum(word in known for word in words) / len(words)


def _spelt_alike(arabic: str, latin: str, convert_one: Convert) -> float:
    """The same of the Latin words whose letters are those of a word of the Arabic text, hamza apart.

    The others are misspelt in one of the two texts, and no reading by letters can make them equal.
    """
    spellings: dict[str, set[str]] = {}
    for word in _bare(arabic):
        spellings.setdefault(word.translate(_LETTERS), set()).add(word)
    words = [word for word in _LATIN_WORD.findall(latin) if _plain(word) in spellings]
    return sum(convert_one(word) in spellings[_plain(word)] for word in words) / len(words)


_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = str.maketrans("ابپتجخدەرزسفقكگلمنھوۇۆۈۋېىي", "abptjxderzsfqkglmnhouöüwëiy") | str.maketrans(
    {"چ": "ch", "ژ": "zh", "ش": "sh", "غ": "gh", "ڭ": "ng", "ئ": ""}
)


def _plain(latin: str) -> str:
    return _folded(latin).replace("'", "").replace("’", "")


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
    """In millions, of the fastest third of `text`: words that come again are known, as on a real day."""
    convert_one(text[:50])  # loads the dictionaries
    third = len(text) // 3
    parts = (text[:third], text[third : 2 * third], text[2 * third :])
    return max(len(part) / _seconds(convert_one, part) / 1e6 for part in parts)


def _seconds(convert_one: Convert, text: str) -> float:
    began = time.process_time()  # of this process: others on the machine do not count
    convert_one(text)
    return time.process_time() - began


SECTION = Section(
    "Scripts",
    (
        _uyghur_round_trips,
        _transliteration,
        _declaration,
        _kazakh_pairs,
        _kazakh_round_trips,
        _uyghur_news,
        _kazakh_news,
        *(partial(_speed, *timed) for timed in _WAYS_TIMED if timed[1:] in WAYS),
    ),
)
