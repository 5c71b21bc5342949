"""Carries names through an engine that has no glossary: each is put out of its reach and required back.

A name stands in the engine's text as a mark with a number; it must come back exactly once, and becomes
the approved rendering. A mark that is lost or doubled makes the whole text be translated again without
marks: a clumsy name is a lesser evil than a missing one, and the guards tell of it.
"""

import html
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

Engine = Callable[[Sequence[str], bool], Awaitable[list[str]]]


@dataclass(frozen=True, slots=True)
class Marks:
    """How a name is marked: `written` is filled with its number and rendering, `read` finds the number."""

    written: str
    read: re.Pattern[str]
    markup: bool  # whether all else must be escaped

    def escape(self, text: str) -> str:
        """Text as the engine takes it beside marks."""
        return html.escape(text, quote=False) if self.markup else text

    def unescape(self, text: str) -> str:
        """Text as it was before."""
        return html.unescape(text) if self.markup else text


# Letters and digits that no word has: of eight styles tried with Apertium none was lost.
WORD = Marks("XNE{number}X", re.compile(r"(?i)\bXNE\s?(\d{1,3})\s?X"), markup=False)
# Google, Azure and DeepL leave such an element as it is, and see the rendering as a part of the sentence.
SPAN = Marks(
    '<span class="notranslate" translate="no" id="n{number}">{rendering}</span>',
    re.compile(r"<span\b[^>]{0,200}\bid=[\"']?n(\d{1,3})\b[^>]{0,200}>[^<]{0,400}</span>"),
    markup=True,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its names out of reach."""

    text: str
    renderings: tuple[str, ...]  # the name with number n is the n-th


def mark(text: str, glossary: Mapping[str, str], marks: Marks) -> Marked:
    """`text` with a mark for each occurrence of a name of the glossary, the longest name first."""
    pattern = _names(glossary)
    if pattern is None:
        return Marked(marks.escape(text), ())
    renderings: list[str] = []
    parts: list[str] = []
    at = 0
    for found in pattern.finditer(text):
        parts.append(marks.escape(text[at : found.start()]))
        renderings.append(glossary[found[0]])
        rendering = marks.escape(renderings[-1])
        parts.append(marks.written.format(number=len(renderings), rendering=rendering))
        at = found.end()
    return Marked("".join(parts) + marks.escape(text[at:]), tuple(renderings))


def unmark(translated: str, marked: Marked, marks: Marks) -> str | None:
    """The translation with the approved renderings in it; None unless each mark came back exactly once."""
    numbers = sorted(int(number) for number in marks.read.findall(translated))
    if numbers != list(range(1, len(marked.renderings) + 1)):
        return None
    pieces = marks.read.split(translated)  # text, number, text, number, …, text
    texts = [marks.unescape(piece) for piece in pieces[::2]]
    names = [marked.renderings[int(number) - 1] for number in pieces[1::2]]
    return "".join(text + name for text, name in zip(texts, [*names, ""], strict=True))


async def carried(
    texts: Sequence[str], glossary: Mapping[str, str], marks: Marks, engine: Engine
) -> list[str]:
    """The texts as `engine` translates them, with the names of the glossary in their approved rendering.

    `engine` is given the texts and whether there are marks among them (and so markup), and gives as many.
    Raises what it raises.
    """
    marked = [mark(text, glossary, marks) for text in texts]
    withal = [at for at, each in enumerate(marked) if each.renderings]
    made: dict[int, str | None] = dict.fromkeys(range(len(texts)))
    if withal:
        answers = await engine([marked[at].text for at in withal], True)
        for at, answer in zip(withal, answers, strict=True):
            made[at] = unmark(answer, marked[at], marks)
    left = [at for at, text in made.items() if text is None]
    if left:
        made |= zip(left, await engine([texts[at] for at in left], False), strict=True)
    return [made[at] or "" for at in range(len(texts))]


def _names(glossary: Mapping[str, str]) -> re.Pattern[str] | None:
    names = sorted(filter(None, glossary), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None
