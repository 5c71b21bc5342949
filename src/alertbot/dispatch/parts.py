"""A whole article as messages that Telegram accepts, cut between paragraphs, sentences or words.

Every part begins with the title and the label, because parts are forwarded alone.
"""

from collections.abc import Callable, Iterator

from alertbot.dispatch.render import LONGEST_TEXT, Entity, Message, render, told_paragraph
from alertbot.languages import bidi, sentences, table
from alertbot.languages.catalogues import Words
from alertbot.model import Article, Edition, EditionId, EditionState, Whole

MOST_PARTS = 8  # a chat takes about one message a second
_BETWEEN = "\n\n"
_WORST = 6  # times that marks of direction can lengthen a text
_AT_ONCE = 8  # words that are kept together where nothing better is found, for speed
_UNSPACED = {"Hans", "Hant", "Jpan"}  # scripts without spaces between sentences


def parts(
    article: Article, whole: Whole, *, words: Words, page: Edition | None = None, note: str | None = None
) -> list[Message]:
    """The messages of `whole` for a reader of `words`, at least one, at most MOST_PARTS.

    `page` is the edition whose page and newsroom's name are in its language, `note` a sentence of ours
    under the card.
    """
    card = render(article, _edition(article, whole, page), words=words, topic=None)
    link = tuple(row for row in card.buttons if all(button.url for button in row))
    named = 2 if whole.title.strip() else 1  # lines: the title, the label
    again = "\n".join(card.text.split("\n")[:named])
    first = card.text if note is None else f"{card.text}\n{bidi.line(note, words.direction)}"
    rest = bidi.line(words.gettext("The rest is on the newsroom's own page."), words.direction)
    room = LONGEST_TEXT - length(first) - length(rest) - 2 * len(_BETWEEN) - _counted(words, MOST_PARTS)
    blocks = list(_blocks(whole, room))
    shown = blocks[:MOST_PARTS]
    if len(shown) < len(blocks):
        shown[-1] += _BETWEEN + rest
    messages = []
    for number, block in enumerate(shown, 1):
        head = first if number == 1 else again
        count = "" if len(shown) == 1 else "\n" + _count(words, number, len(shown))
        entities = card.entities if number == 1 else _within(card.entities, length(again))
        text = f"{head}{count}{_BETWEEN}{block}"
        messages.append(Message(text, entities, link if number == len(shown) else ()))
    return messages


def length(text: str) -> int:
    """As Telegram counts it for entities, which is never less than what it counts for a message."""
    return len(text.encode("utf-16-le")) // 2


def _edition(article: Article, whole: Whole, page: Edition | None) -> Edition:
    return Edition(
        id=EditionId(0),
        article=article.id,
        language=whole.language,
        state=EditionState.READY,
        revision=1,
        title=whole.title,
        summary="",
        origin=whole.origin,
        source_language=whole.source_language,
        url=page.url if page else None,
        source=page.source if page else None,
    )


def _within(entities: tuple[Entity, ...], end: int) -> tuple[Entity, ...]:
    return tuple(each for each in entities if each.offset + each.length <= end)


def _count(words: Words, number: int, count: int) -> str:
    said = words.gettext("Part {number} of {count}").format(
        number=words.number(number), count=words.number(count)
    )
    return bidi.line(said, words.direction)


def _counted(words: Words, most: int) -> int:
    return length(_count(words, most, most)) + 1


def _blocks(whole: Whole, room: int) -> Iterator[str]:
    """The text as it is shown, in blocks of at most `room`."""
    block = ""
    for paragraph in _paragraphs(whole, room):
        grown = f"{block}{_BETWEEN}{paragraph}" if block else paragraph
        if length(grown) > room:
            yield block
            grown = paragraph
        block = grown
    yield block


def _paragraphs(whole: Whole, room: int) -> Iterator[str]:
    row = table.TABLE.get(whole.language)
    joint = "" if row is not None and row.script in _UNSPACED else " "
    lines = list(filter(str.strip, whole.text.splitlines()))
    if len(lines) > 1 and lines[0].strip() == whole.title.strip():
        del lines[0]  # it stands in the card
    for paragraph in lines:
        for piece in _fitting(paragraph, whole.language, room, joint):
            yield told_paragraph(piece, whole.language)


def _fitting(text: str, language: str, room: int, joint: str) -> Iterator[str]:
    """`text`, or its sentences, words or letters, put together to pieces that fit into `room`."""

    def fits(piece: str) -> bool:
        return length(told_paragraph(piece, language)) <= room

    if fits(text):
        yield text
        return
    whole = sentences.split(text, language)
    if len(whole) > 1:
        yield from _packed(whole, joint, fits, lambda unit: _fitting(unit, language, room, joint))
    else:
        size = room // _WORST
        words = text.split()
        some = [" ".join(words[at : at + _AT_ONCE]) for at in range(0, len(words), _AT_ONCE)]
        yield from _packed(some, " ", fits, lambda unit: _sliced(unit, size))


def _packed(
    units: list[str], joint: str, fits: Callable[[str], bool], cut: Callable[[str], Iterator[str]]
) -> Iterator[str]:
    """As many units in each piece as fit; one that does not fit alone is cut."""
    piece = ""
    for unit in units:
        grown = f"{piece}{joint}{unit}" if piece else unit
        if fits(grown):
            piece = grown
            continue
        if piece:
            yield piece
        *cut_off, piece = [unit] if fits(unit) else cut(unit)
        yield from cut_off
    yield piece


def _sliced(word: str, size: int) -> Iterator[str]:
    for at in range(0, len(word), size):
        yield word[at : at + size]
