"""Commands as people really type them: another keyboard, capitals, no slash or two, a name of the menu's.

The keys of each layout stand in the order of QWERTY, with what its key of the slash gives. Sources: the
layouts of Windows by name (KBDRU, KBDKAZ, KBDUGHR1, KBDA1, KBDTUQ, KBDTUF, KBDGR, KBDFR), compared with
those of X11 (ru, kz, cn(uig), ara, tr, tr(f), de, fr).
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from alertbot.languages import bidi

KEYS = "qwertyuiopasdfghjklzxcvbnm"
_SLASHES = "/／⁄∕\\"
_TURKISH_CAPITALS = str.maketrans("Iİ", "ıi")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the letter keys give, in the order of KEYS; what the slash's gives, and what else is typed."""

    keys: str
    slash: str
    others: Mapping[str, str] = field(default_factory=dict)  # what is typed → the letter of its key
    turkish: bool = False  # whether I is the capital of ı

    def typed(self, command: str) -> str:
        """What comes of a Latin command that is typed on this keyboard."""
        apart = {letter: typed for typed, letter in self.others.items() if len(typed) > 1}
        keys = dict(zip(KEYS, self.keys, strict=True)) | apart
        return "".join(keys.get(letter, letter) for letter in command)

    def read(self, typed: str) -> Iterator[str]:
        """The Latin letters of the keys that were pressed; two readings where a pair of letters has a key."""
        small = typed.translate(_TURKISH_CAPITALS).lower() if self.turkish else typed.lower()
        letters = {**self.others, **dict(zip(self.keys, KEYS, strict=True))}
        single = str.maketrans({key: letter for key, letter in letters.items() if len(key) == 1})
        pairs = {key: letter for key, letter in self.others.items() if len(key) > 1}
        joined = small
        for pair, letter in pairs.items():
            joined = joined.replace(pair, letter)
        yield from dict.fromkeys((joined.translate(single), small.translate(single)))


LAYOUTS: Mapping[str, Layout] = {
    "ru": Layout("йцукенгшщзфывапролдячсмить", "."),
    "kk": Layout("йцукенгшщзфывапролдячсмить", "№"),
    "ug": Layout("چۋېرتيۇڭوپھسدا" + "ەىقكلزشغۈبنم", "/"),
    # Its key of b gives two letters, or one sign that is both; `\0` is no letter's.
    "ar": Layout("ضصثقفغعهخحشسيبلاتنمئءؤر" + "\0ىة", "ظ", {"لا": "b"}),
    "tr": Layout("qwertyuıopasdfghjklzxcvbnm", ".", turkish=True),
    "tr-f": Layout("fgğıodrnhpuieaütkmljövcçzs", ",", turkish=True),
    "de": Layout("qwertzuiopasdfghjklyxcvbnm", "-"),
    "fr": Layout("azertyuiopqsdfghjklwxcvbn,", "!", {"?": "m"}),
}
_OTHER_SLASHES = "".join(each.slash for each in LAYOUTS.values() if each.slash not in _SLASHES)


def is_marked(text: str) -> bool:
    """Whether a message begins with a slash, and so asks for a command."""
    return _plain(text).startswith(tuple(_SLASHES))


def marked(text: str, known: Collection[str], called: Mapping[str, str]) -> tuple[str, str] | None:
    """The command of a message with a slash, and what is written behind it; None where it is none we have.

    `known` are the commands in small Latin letters; `called` their names in the reader's language, as
    `folded` gives them.
    """
    body = _plain(text).lstrip(_SLASHES).strip()
    if not body or not is_marked(text):
        return None
    whole = called.get(folded(body))
    if whole is not None:
        return whole, ""
    first, *rest = body.split(maxsplit=1)
    found = _command(first, known, called)
    return None if found is None else (found, "".join(rest))


def bare(text: str, known: Collection[str], called: Mapping[str, str]) -> str | None:
    """The command that a message without a slash names and says nothing else; None where it names none.

    The slash's key may have given another sign.
    """
    plain = _plain(text).strip()
    for each in (plain, plain[1:] if plain[:1] in tuple(_OTHER_SLASHES) else plain):
        found = called.get(folded(each)) or (None if " " in each else _command(each, known, called))
        if found is not None:
            return found
    return None


def folded(name: str) -> str:
    """A name for comparing: no capitals, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _command(word: str, known: Collection[str], called: Mapping[str, str]) -> str | None:
    name = unicodedata.normalize("NFKC", word).partition("@")[0]
    if folded(name) in called:
        return called[folded(name)]
    readings = [name.lower(), *(read for layout in LAYOUTS.values() for read in layout.read(name))]
    return next((each for each in readings if each in known), None)


def _plain(text: str) -> str:
    """Without what is not seen at its head."""
    return bidi.strip(text).strip()
