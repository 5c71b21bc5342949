"""What of a text from outside can be seen: everything invisible, reordering or piled up is taken out.

Letters of every script stay as they are but for Unicode's normal form (NFC), so that equal words are
equal strings; so do the joiners that Persian, Urdu and Indic spelling need, and emoji.
"""

import re
import unicodedata

from alertbot.languages import bidi

MOST_MARKS = 4  # combining marks on one letter; more is "Zalgo" text that covers its neighbours
ELLIPSIS = "…"
_NO_END = " \n\xa0\u202f\u3000\u200c\u200d,،;؛:-–—"  # what a cut text does not end in

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\u1680\u2000-\u200a\u205f\u2800]")
_SPACES = re.compile("[ \xa0\u202f\u3000]{2,}")  # no-break and ideographic spaces stay where they stand alone
_LINE_ENDS = re.compile("[ \xa0\u202f\u3000]*\n[ \xa0\u202f\u3000]*")
_BLANK_LINES = re.compile("\n{3,}")

# Controls, default-ignorable characters that are no spelling, fillers, private use, surrogates and
# noncharacters. Arabic's visible format characters (U+0600-0605, U+06DD and the like) are not here.
_GONE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u2060-\u2065\u206a-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xE0000, 0x10000))
    + "\U000e0000-\U0010ffff]"
)

_PERHAPS_PILED = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1}}}")  # marks are no word characters

_JOINED = "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af"
_EMOJI = "\u2190-\u2bff\u3030\u303d\u3297\u3299\xa9\xae\U0001f000-\U0001faff"
_JOINERS = re.compile("([\u200c\u200d])[\u200c\u200d]+")
_STRAY = re.compile(
    f"(?<![{_EMOJI}])\ufe0f"
    f"|(?<![{_JOINED}])\u200c|\u200c(?![{_JOINED}])"
    f"|(?<![{_JOINED}{_EMOJI}\ufe0f])\u200d|\u200d(?![{_JOINED}{_EMOJI}])"
)


def text(raw: str, *, longest: int | None = None) -> str:
    """The visible text of `raw`, its paragraphs kept, at most `longest` (1 or more) characters.

    Cleaning what is clean changes nothing.
    """
    lines = _LINE_ENDS.sub("\n", _SPACES.sub(" ", _visible(raw)))
    return _cut(_BLANK_LINES.sub("\n\n", lines).strip(), longest)


def line(raw: str, *, longest: int | None = None) -> str:
    """The visible text of `raw` on one line, at most `longest` characters."""
    joined = _SPACES.sub(" ", _visible(raw).replace("\n", " "))
    return _cut(joined.strip(), longest)


def _visible(raw: str) -> str:
    """Unseen characters out first, then the normal form: what they kept apart may combine."""
    spaced = _BLANKS.sub(" ", _NEWLINES.sub("\n", raw))
    seen = _JOINERS.sub(r"\1", _GONE.sub("", bidi.strip(spaced)))
    return _without_piles(_STRAY.sub("", unicodedata.normalize("NFC", _STRAY.sub("", seen))))


def _without_piles(seen: str) -> str:
    """At most MOST_MARKS combining marks after one another."""
    if not _PERHAPS_PILED.search(seen):
        return seen
    kept: list[str] = []
    marks = 0
    for character in seen:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _cut(whole: str, longest: int | None) -> str:
    """`whole`, or its beginning with an ellipsis, cut between words where the last one is not too long."""
    if longest is None or len(whole) <= longest:
        return whole
    room = longest - len(ELLIPSIS)
    head, space, _ = whole[: room + 1].rpartition(" ")
    kept = head if space and len(head) * 2 > room else whole[:room]
    return kept.rstrip(_NO_END) + ELLIPSIS
