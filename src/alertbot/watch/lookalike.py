"""Says which known site a host could be taken for, so that an editor is warned of it.

The tricks are those that are met: letters that look alike (Unicode Technical Standard 39 §4), a letter
more, less, changed or swapped, another ending, hyphens, a known name among other words or before somebody
else's domain, another spelling of a people's name. It warns and decides nothing.
"""

import re
import unicodedata
from collections.abc import Iterable

from alertbot.watch.sites import Site, site

# Each Latin letter with what is drawn like it in a host name (a part of UTS 39's confusables.txt). `l`
# stands for `i` too: a capital I is a small l.
_DRAWN_LIKE = {
    "a": "4αаɑᴀ", "b": "βвьъƅ", "c": "ϲсᴄ", "d": "đðԁɗᴅ", "e": "3εеҽєəәзᴇ", "f": "ғſƒꞙ", "g": "9ɡԍցɢ",
    "h": "ħһнհʜ", "j": "јϳյ", "k": "κкқҝҟҡᴋ", "l": "i1|ıɩιіӏłɪʟ", "m": "мᴍ", "n": "ηпոռлŋɴ", "o": "0οоøөօσᴏ",
    "p": "ρрþᴘ", "q": "ԛզ", "r": "гґꞅʀ", "s": "5ѕꜱʂ", "t": "τтŧᴛ", "u": "υսцᴜʋ", "v": "νѵᴠ", "w": "ωшԝᴡɯա",
    "x": "χхҳ×", "y": "γуүұўʏ", "z": "ᴢʐ", "ae": "æӕ", "oe": "œ", "ss": "ß",
}  # fmt: skip
_ALIKE = str.maketrans({each: letter for letter, drawn in _DRAWN_LIKE.items() for each in drawn})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
# One people, many spellings; one of them for all.
_SPELLINGS = (
    (re.compile("u[iy]?[gj]h?u?r"), "uyghur"),
    (re.compile("[ck]a[sz]a[ckq]h?"), "kazakh"),
    (re.compile("turk[eil]stan"), "turkestan"),
    (re.compile("(?:congress|kongress?|kongre|kurultay)"), "congress"),
)
# What is put before or behind a name to make another one of it.
_LURES = frozenset(
    "a the my our go get on i e m www web site online official real true new news newsroom press media info "  # noqa: SIM905
    "radio tv live video watch read feed rss blog app mobile amp cdn mail login secure account verify update "
    "help support donate join alert alerts bot english en ug kk tr ru zh cn us eu uk kz intl global world "
    "asia central uyghur kazakh uighur turkestan tibet china org com net int co today daily now times 24 "
    "room group team foundation fund project report reports archive mirror free channel".split()
)
# Names that are words of everybody's: looked for as a whole only.
_COMMON = _LURES | frozenset(
    "time times guardian post voice freedom hope focus monitor witness front line eurasia diplomat "  # noqa: SIM905
    "independent standard telegraph star sun express state university tribune herald chronicle".split()
)
_SHORTEST = 3  # a name shorter than this is like too many
_LONG = 5  # from here on a name is found inside another, and one letter off is no chance
_VERY_LONG = 9  # from here on two are none


def resembles(host: str, known: Iterable[str]) -> str | None:
    """The known host that `host` could be taken for; None where it is one of them, or like none."""
    asked = site(host)
    sites = [site(each) for each in known]
    if any(asked.address == each.address for each in sites):
        return None
    found = next((each for each in sites if _is_like(asked, each)), None)
    return None if found is None else found.address


def skeleton(name: str) -> str:
    """What is seen of a name at a glance: names with one skeleton are easily taken for one another."""
    seen = _letters(name)
    for pair, letter in _PAIRS:
        seen = seen.replace(pair, letter)
    for spelling, one in _SEEN_SPELLINGS:
        seen = spelling.sub(one, seen)
    return seen


def _letters(name: str) -> str:
    """The name's own letters, each as it is drawn."""
    letters = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(each for each in letters if not unicodedata.combining(each) and each not in "-_")
    return plain.translate(_ALIKE)


def _is_like(asked: Site, known: Site) -> bool:
    name, other = skeleton(known.name), skeleton(asked.name)
    if len(name) < _SHORTEST:
        return False
    if name in _SEEN_COMMON and asked.name == known.name:
        return False  # a word of everybody's, with another ending
    same_ending = asked.suffix == known.suffix
    return (
        name == other
        or _is_before_another(asked, known)
        or _is_mistyped(name, other, same_ending=same_ending)
        # Letters that change places can make or break a pair: `farnce24` is `famce24` at a glance.
        or _is_mistyped(_letters(known.name), _letters(asked.name), same_ending=same_ending)
        or _is_turned(name, other)
        or (name not in _SEEN_COMMON and _is_named_in(asked, known, name))
    )


def _is_before_another(asked: Site, known: Site) -> bool:
    """`news.example.evil.example`, `news-example.evil.example`: the whole of a known address."""
    whole = ".".join((*asked.below, asked.name))
    return f".{known.address}.".replace("-", ".") in f".{whole}.".replace("-", ".")


def _is_mistyped(name: str, other: str, *, same_ending: bool) -> bool:
    """Whether so few letters differ that it is easily overlooked."""
    if len(name) >= _LONG:
        return distance(name, other) <= (2 if len(name) >= _VERY_LONG else 1)
    if not same_ending:
        return False
    doubled = _once(name) == _once(other)
    swapped = len(name) == len(other) and sorted(name) == sorted(other) and distance(name, other) == 1
    return doubled or swapped or (len(name) == _LONG - 1 and distance(name, other) == 1)


def _is_turned(name: str, other: str) -> bool:
    """`timesuyghur`: the same words the other way round."""
    return len(name) >= _VERY_LONG and len(name) == len(other) and other in name + name


def _is_named_in(asked: Site, known: Site, name: str) -> bool:
    """Whether the known name stands among other words."""
    words = [skeleton(word) for label in (*asked.below, asked.name) for word in re.split("[-_]", label)]
    if name in words:
        return True
    parts = [*map(skeleton, (*asked.below, asked.name))]
    if len(name) >= _LONG and any(name in part for part in parts):
        return True
    ending = skeleton(known.suffix.replace(".", ""))
    return any(_is_lured(part, name, {*_SEEN_LURES, ending}) for part in (*parts, *words))


def _is_lured(part: str, name: str, lures: Iterable[str]) -> bool:
    """Whether it is the name with one such word before or behind."""
    if part.startswith(name):
        return part.removeprefix(name) in lures
    return part.endswith(name) and part.removesuffix(name) in lures


def distance(one: str, other: str) -> int:
    """How many letters are put in, left out, changed or swapped with their neighbour (Damerau)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        further, before, row = before, row, [at]
        for to, there in enumerate(other, 1):
            row.append(min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != there)))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == there:
                row[to] = min(row[to], further[to - 2] + 1)
    return row[-1]


def _once(name: str) -> str:
    return re.sub(r"(.)\1+", r"\1", name)


# As they are after the letters were made alike.
_SEEN_SPELLINGS = tuple((re.compile(spelling.pattern.replace("i", "l")), one) for spelling, one in _SPELLINGS)
_SEEN_LURES = frozenset(map(skeleton, _LURES))
_SEEN_COMMON = frozenset(map(skeleton, _COMMON))
