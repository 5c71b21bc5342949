"""Where sentences end, by the rules that the scripts of the table share.

A mark ends a sentence when space follows, unless the next word goes on in lower case, or (Uyghur has
no lower case) is the verb of a quotation: «…!» دېدى ئۇ. A full stop does not where it belongs to an
abbreviation, an initial or a list number. Chinese marks need no space. Line breaks always end one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# What may stand between the mark and the space: closing quotes and brackets. “ ‘ « close in German and other
# languages; after a Chinese mark, which no space follows, they open what comes next.
_CLOSERS = r"\"'”’»›)\]}」』）】〉》"
_END = re.compile(rf"[.!?؟۔…]+[{_CLOSERS}“‘«]*|[。！？｡]+[{_CLOSERS}]*")
_WIDE = "。！？｡"
_AHEAD = 40  # characters looked at on either side of a mark, so that time stays linear
_LAST_WORD = re.compile(r"[\w.'’-]*$")
_LIST_NUMBER = re.compile(r"\s*\d{1,3}")  # "1. The first point"
_ORDINAL = 2  # digits; longer numbers are years and amounts
_INITIALS = re.compile(r"(?:\w\.)*\w")  # "A", "U.S", "ج"
_OPENERS = "\"'“‘«‹([{「『（【〈《—–−-_• \u200e\u200f\u2066\u2067\u2068"
_NEVER = re.compile(r"(?!)")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof", "st"})  # before a name, in any language


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a language adds to the rules. Words are compared without case and final full stop."""

    titles: frozenset[str] = frozenset()  # abbreviations that what they belong to follows
    counters: frozenset[str] = frozenset()  # the same, where a number follows
    last: frozenset[str] = frozenset()  # look like initials, but often end a sentence
    ordinals: bool = False  # writes them as a number with a full stop: "am 3. Mai"
    says: re.Pattern[str] = _NEVER  # how a word begins that goes on after a quotation


_HABITS: Mapping[str, _Habits] = {
    "en": _Habits(
        titles=frozenset(
            {"mr", "mrs", "ms", "dr", "prof", "rev", "hon", "gen", "col", "maj", "capt", "cmdr", "lt", "sgt"}
            | {"gov", "sen", "rep", "pres", "st", "mt", "vs", "ed", "eds"}
        ),
        counters=frozenset(
            {"no", "nos", "fig", "vol", "pp", "ca", "approx", "jan", "feb", "mar", "apr", "jun", "jul"}
            | {"aug", "sep", "sept", "oct", "nov", "dec"}
        ),
        last=frozenset({"a.m", "p.m"}),
    ),
    "kk": _Habits(
        titles=frozenset({"жж", "бб", "мыс", "проф", "акад", "доц", "обл", "гр", "тел"}),
        last=frozenset({"т.б", "т.с.с"}),  # "and so on"
    ),
    # Forms of "say" and "ask": دەپ، دەپتۇ، دېدى، دېگەن، دېيىشتى، سورىدى, ...
    "ug": _Habits(titles=frozenset({"پروف", "دوك"}), says=re.compile(r"د(?:ەپ|ەۋ|ېد|ېگ|ېي)|سور[ىا]")),
    "de": _Habits(
        titles=frozenset(
            {"dr", "prof", "st", "hr", "fr", "bzw", "ca", "evtl", "ggf", "inkl", "vgl", "sog", "mio", "mrd"}
            | {"nr", "str", "abs", "art", "geb", "gest", "jh", "max", "min", "dipl", "ing"}
        ),
        ordinals=True,
    ),
    "tr": _Habits(
        titles=frozenset({"doç", "yrd", "av", "sn", "öğr", "gör", "bkz", "hz", "cad", "sok", "mah"}),
        counters=frozenset({"no"}),
        ordinals=True,
    ),
    "ru": _Habits(
        titles=frozenset({"св", "им", "ул", "пл", "пр", "см", "ср", "акад", "проф", "доц", "тов", "гл"})
        | {"англ", "нем", "фр", "лат"},
    ),
    "es": _Habits(
        titles=frozenset({"sr", "sra", "srta", "dr", "dra", "prof", "gral", "ee", "ee.uu"}),
        counters=frozenset({"núm", "pág"}),
    ),
}
_NONE = _Habits()


def split(text: str, tag: str) -> list[str]:
    """The sentences of `text` in the language `tag`, without the space around them; none is empty.

    Nothing but that space is lost. A language without habits here is split by the rules alone.
    """
    habits = _HABITS.get(tag.partition("-")[0], _NONE)
    return [sentence for paragraph in text.splitlines() for sentence in _of_paragraph(paragraph, habits)]


def _of_paragraph(paragraph: str, habits: _Habits) -> Iterator[str]:
    start = 0
    for mark in _END.finditer(paragraph):
        if _is_end(paragraph, start, mark, habits):
            yield paragraph[start : mark.end()].strip()
            start = mark.end()
    if rest := paragraph[start:].strip():
        yield rest


def _is_end(paragraph: str, start: int, mark: re.Match[str], habits: _Habits) -> bool:
    """Whether the sentence that begins at `start` ends with `mark`."""
    if mark.group()[0] in _WIDE:
        return True
    after = paragraph[mark.end() : mark.end() + _AHEAD]
    following = after.lstrip().lstrip(_OPENERS)
    if not after[:1].isspace() or following[:1].islower():
        return False
    if mark.group() == ".":
        before = paragraph[max(start, mark.start() - _AHEAD) : mark.start()]
        return not _belongs_to_word(before, following, habits)
    return not habits.says.match(following)


def _belongs_to_word(before: str, following: str, habits: _Habits) -> bool:
    """Whether the full stop between the two is part of the word before it."""
    found = _LAST_WORD.search(before)
    word = found.group().casefold() if found else ""
    if word in habits.counters:
        return following[:1].isdigit()
    if word in _TITLES or word in habits.titles:
        return True
    if word.isdigit():
        return bool(_LIST_NUMBER.fullmatch(before)) or (habits.ordinals and len(word) <= _ORDINAL)
    return bool(_INITIALS.fullmatch(word)) and word not in habits.last
