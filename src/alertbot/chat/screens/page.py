"""What a screen is made of: lines, a bold title, rows of buttons, all in the direction of its language."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.dispatch.render import Entity, told_paragraph
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Topic, TopicId

T = TypeVar("T")
PAGE = 8  # buttons of a list on one screen
_LETTERS = 36  # that fit a row on a small phone, with
_EDGES = 2  # in place of the edges of each button
_ON, _OFF = "✓", "○"


@dataclass(frozen=True, slots=True)
class Button:
    """A button that asks for something, or opens an address."""

    text: str
    press: Press | None = None
    url: str | None = None


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands in a private screen's place until it is known how to delete it, and its language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A message as it will be shown; entities as Telegram counts them, in UTF-16 units."""

    text: str
    entities: tuple[Entity, ...] = ()
    keyboard: tuple[Row, ...] = ()
    private: Cover | None = None  # it deletes itself after five minutes
    picture: bytes | None = None  # a PNG above the text, which then has at most 1024 characters


def screen(words: Words, *lines: str, title: str | None = None, rows: Iterable[Row] = ()) -> Screen:
    """A screen of these lines under a bold title, each line running the way the language does.

    A title may be a name: written the other way, it is set apart.
    """
    shown = [bidi.line(line, words.direction) for line in lines]
    if title is None:
        return Screen("\n".join(shown), (), fitted(rows))
    head = bidi.line(bidi.name(title, within=words.direction), words.direction)
    bold = Entity(type="bold", offset=0, length=utf16(head))
    return Screen("\n".join([head, *shown]), (bold,), fitted(rows))


NOTED = 200  # UTF-16 units that `private` adds to a text, at most


def private(words: Words, shown: Screen) -> Screen:
    """The same screen for what nobody else should read: with *Hide*, and gone after five minutes."""
    note = bidi.line(words.gettext("This message deletes itself after five minutes."), words.direction)
    *above, last = shown.keyboard
    rows = (*above, (*last, hide(words))) if len(last) == 1 else (*shown.keyboard, (hide(words),))
    cover = Cover(bidi.line(words.gettext("One moment."), words.direction), words.tag)
    return Screen(f"{shown.text}\n\n{note}", shown.entities, fitted(rows), cover)


def hide(words: Words) -> Button:
    """The button that takes its message away."""
    return button(words, words.gettext("Hide"), Act.HIDE)


def to_copy(shown: Screen, text: str) -> Screen:
    """The same screen with `text`, which stands in it, as code: a tap copies it, and it leads nowhere."""
    at = utf16(shown.text[: shown.text.index(text)])
    return replace(shown, entities=(*shown.entities, Entity("code", at, utf16(text))))


def quoted(text: str, language: str) -> str:
    """Somebody's text in the middle of a screen, each line the right way round in itself."""
    return "\n".join(
        bidi.isolate(told_paragraph(each, language)) for each in text.splitlines() if each.strip()
    )


def home_page(home: str | None) -> list[str]:
    """The line with the newsroom's own address, where it has one."""
    return [] if home is None else [bidi.isolate_ltr(home)]


def days_of(words: Words, n: int) -> str:
    """A number of days."""
    return words.ngettext("{number} day", "{number} days", n).format(number=words.number(n))


def languages_of(words: Words, tags: Sequence[str]) -> str:
    """Languages by their names in the interface's language, as a list."""
    return words.join([bidi.isolate(words.name_of(tag)) for tag in tags])


def utf16(text: str) -> int:
    """The length of a text as Telegram counts it for entities."""
    return len(text.encode("utf-16-le")) // 2


def button(words: Words, text: str, act: Act, *args: object, fresh: bool = False) -> Button:
    """A button that asks for `act`; `fresh` opens its screen in a new message."""
    return Button(bidi.line(text, words.direction), Press(act, tuple(str(arg) for arg in args), fresh))


def switch(words: Words, name: str, on: bool, acts: tuple[Act, Act], *args: object) -> Button:
    """A button that says whether something is on and turns it round: `acts` are (turn on, turn off)."""
    return button(words, f"{_ON if on else _OFF} {bidi.isolate(name)}", acts[1] if on else acts[0], *args)


def choice(words: Words, name: str, chosen: bool, act: Act, *args: object) -> Button:
    """One of several of which one is chosen; pressing it chooses it."""
    return button(words, f"{_ON if chosen else _OFF} {bidi.isolate(name)}", act, *args)


def paired(buttons: Iterable[Button]) -> list[Row]:
    """Rows of two where both labels fit half a phone's width, else of one; in the order given."""
    rows: list[Row] = []
    for each in buttons:
        if rows and len(rows[-1]) == 1 and _fits((*rows[-1], each)):
            rows[-1] = (*rows[-1], each)
        else:
            rows.append((each,))
    return rows


def fitted(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows as they are, but one button to a row where a label would be cut beside the others.

    Telegram gives the buttons of a row the same width and cuts what does not fit; a label that fits in
    English may not in Kazakh.
    """
    return tuple(part for row in rows for part in ([row] if _fits(row) else [(each,) for each in row]))


def _fits(row: Row) -> bool:
    share = _LETTERS // len(row) - _EDGES
    return len(row) == 1 or all(_letters(each.text) <= share for each in row)


def _letters(text: str) -> int:
    """How many letters a label is wide; a Chinese character takes two, signs on letters none."""
    letters = (letter for letter in text if unicodedata.category(letter) not in {"Cf", "Mn"})
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in letters)


def paged(items: Sequence[T], page: int, size: int = PAGE) -> tuple[Sequence[T], int, int]:
    """The items of a page, its number within what there is, and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    at = min(max(page, 0), pages - 1)
    return items[at * size : (at + 1) * size], at, pages


def numbered(shown: Sequence[T], at: int, size: int = PAGE) -> list[tuple[int, T]]:
    """The items of the page `at`, each with its place in the whole list, from 1."""
    return list(enumerate(shown, at * size + 1))


def turning(
    words: Words, act: Act, page: int, pages: int, *args: object, before: Sequence[object] = ()
) -> list[Row]:
    """The row that turns the pages of a list; none where there is one page."""
    row = []
    if page > 0:
        row.append(button(words, words.gettext("Previous"), act, *before, page - 1, *args))
    if page + 1 < pages:
        row.append(button(words, words.gettext("Next"), act, *before, page + 1, *args))
    return [tuple(row)] if row else []


def topic_switches(
    words: Words,
    topics: Sequence[Topic],
    chosen: Collection[TopicId],
    acts: tuple[Act, Act],
    turn: Act,
    *,
    page: int,
    before: Sequence[object] = (),
    behind: Sequence[object] = (),
) -> list[Row]:
    """A page of topics with their switches, as editors see them, and the row that turns it with `turn`.

    A switch's arguments are `before`, the topic, `behind` and the page.
    """
    shown, at, pages = paged(topics, page)
    rows: list[Row] = [
        (switch(words, topic.name(words.tag), topic.id in chosen, acts, *before, topic.id, *behind, at),)
        for topic in shown
    ]
    return rows + turning(words, turn, at, pages, before=before)


def back(words: Words, act: Act = Act.HOME, *args: object) -> Row:
    """The row that leads back."""
    return (button(words, words.gettext("Back"), act, *args),)
