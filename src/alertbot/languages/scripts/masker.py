"""What no converter may touch: markup, placeholders, addresses, handles, tags and commands.

Numbers and runs of other scripts need no mask: a converter changes the letters of its source script and,
not between digits, its commas, semicolons and question marks, and nothing else.
"""

import re
from collections.abc import Callable, Iterator

# Quantifiers are possessive or within an atomic group, bounded or end a pattern, and starts are anchored, so
# that no text takes quadratic time. A group is never possessive itself: before 3.11.5 Python then gives back
# a part of what it matched (cpython issue 106052), and Debian 12 has 3.11.2.
_MARKUP = re.compile(
    r"""
    <!--[^<>]*-->
    | <[/!?]?[A-Za-z](?>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)>
    | <[/!?]?[A-Za-z][^<>]*+>
    | &(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});
    | \{[A-Za-z_][A-Za-z0-9_]{0,63}\}              # of a message: {name}
    """,
    re.VERBOSE,
)
# A stretch without spaces that has the sign of an address or a command, after those that have none: in one
# match, so that they cost little. Where none is left, the rest is one match too.
_SUSPECT = re.compile(r"(?>(?:[^\s@#＃/.]*+\s++)*)(?:([^\s@#＃/.]*+[@#＃/.]\S*+)|\S*+)")

_IN_LINK = r"[^\s<>\"«»“”„‹›\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # nor direction controls
_NOT_LAST = r"(?<![.,;:!?،؛؟…)\]}'’])"  # what follows a link rather than ends it
# The ends of names that are taken for an address without a scheme: without a list, two sentences with
# no space between them would be one.
_TOP_LEVEL = (
    "com|org|net|info|biz|edu|gov|int|mil|app|blog|dev|eu|io|link|live|media|news|online|page|press|radio"
    "|site|store|tv|website|world|xyz|example|invalid|test|ac|ae|af|ar|at|au|az|be|bg|br|by|ca|cc|ch|cn|co"
    "|cz|de|dk|ee|es|fi|fm|fr|ge|gr|hk|hu|id|ie|il|in|iq|ir|is|it|jp|kg|kr|kz|lt|lv|me|mn|mo|nl|no|nz|pk"
    "|pl|pt|ro|rs|ru|se|sg|su|th|tj|tm|tr|tw|ua|uk|us|uz|vn|za"
)
# The same in other letters, but for those that are words too (сайт, орг).
_TOP_LEVEL_OF_OTHERS = (
    "қаз|рф|рус|укр|бел|бг|мкд|мон|срб|ею|москва|中国|中國|台湾|台灣|香港|新加坡|公司|网络|網絡|在线|网址|网站"
    "|شبكة|موقع|مصر|ایران|ايران|پاکستان|السعودية|امارات|قطر|سورية|العراق|عراق"
)
_ADDRESS = re.compile(
    rf"""
      (?<![A-Za-z0-9]) (?: [A-Za-z][A-Za-z0-9+.-]{{1,15}}:// | [Ww]{{3}}\. ) {_IN_LINK}* {_NOT_LAST}
    | (?<![\w.+-]) (?:mailto:)? [\w.+-]{{1,64}} @ [\w-]{{1,63}} (?> (?: \. [\w-]{{1,63}} ){{1,8}} )
    | @ \w++ (?> (?: [.@] [A-Za-z0-9_-]++ )* )      # a handle, of a federated network too
    | [#＃] \w++
    | (?<! [\w/] ) (?> (?: / \w++ )+ ) (?: @ \w++ )?     # a command or a path
    | (?<! [\w.-] ) (?: [A-Za-z0-9][A-Za-z0-9-]{{0,62}} \. ){{1,8}}
      (?: (?: {_TOP_LEVEL} | {_TOP_LEVEL.upper()} ) (?! [A-Za-z0-9_] ) (?: [/?\#:] {_IN_LINK}* {_NOT_LAST} )?
        | [A-Za-z]{{2,24}} / {_IN_LINK}* )
    | (?<! [\w.-] ) (?: [\w-]{{1,63}} \. ){{1,8}}
      (?: {_TOP_LEVEL_OF_OTHERS} ) (?! \w ) (?: [/?\#:] {_IN_LINK}* {_NOT_LAST} )?
    """,
    re.VERBOSE,
)


def outside(text: str, convert: Callable[[str], str]) -> str:
    """`text` with `convert` applied to each stretch that is not to be left alone."""
    parts: list[str] = []
    end = 0
    for start, stop in kept(text):
        parts += (convert(text[end:start]), text[start:stop])
        end = stop
    parts.append(convert(text[end:]))
    return "".join(parts)


def kept(text: str) -> Iterator[tuple[int, int]]:
    """Where the stretches to be left alone begin and end, in order."""
    end = 0
    for markup in _MARKUP.finditer(text) if "<" in text or "&" in text or "{" in text else ():
        yield from _addresses(text, end, markup.start())
        yield markup.span()
        end = markup.end()
    yield from _addresses(text, end, len(text))


def _addresses(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    piece = text[start:stop]  # a slice: what stands before the markup is not what an address follows
    for suspect in _SUSPECT.finditer(piece):
        for address in _ADDRESS.finditer(piece, *suspect.span(1)) if suspect[1] else ():
            yield start + address.start(), start + address.end()
