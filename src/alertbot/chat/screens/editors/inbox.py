"""What editors see of what readers write to them: never who it is.

What a reader wrote does not stay in an editor's chat: it goes with the answer, and else after five minutes.
A colleague may have answered it, the reader may have taken it back or be forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from alertbot.chat.access import Act
from alertbot.chat.screens.editors.review import Around
from alertbot.chat.screens.page import (
    NOTED,
    Button,
    Row,
    Screen,
    back,
    button,
    numbered,
    paged,
    private,
    quoted,
    screen,
    turning,
)
from alertbot.chat.screens.readers.report import REASONS
from alertbot.chat.screens.sheet import Sheet
from alertbot.dispatch.render import domain
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Edition, Feedback, ReportReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The text that a report is about, where it comes from, and whether it waits in review."""

    edition: Edition
    source: str
    url: str | None
    waits: bool


def ring(words: Words, *, urgent: bool) -> Screen:
    """Tells that something came; what it says stands in no notice."""
    said = words.gettext("A reader has written to the editors.")
    if urgent:
        said = words.gettext("A reader reports that an alert endangers somebody. Look at it at once.")
    return screen(words, said, rows=((button(words, words.gettext("Read"), Act.INBOX),),))


def listing(around: Around, waiting: Sequence[Feedback], *, page: int, note: str | None = None) -> Screen:
    """What waits for an answer: who wrote and why, and a button for each."""
    words = around.words
    shown, at, pages = paged(waiting, page)
    listed = [(f"{words.number(number)}. {_name(words, each)}", each) for number, each in numbered(shown, at)]
    rows: list[Row] = [(button(words, name, Act.INBOX_ONE, each.id),) for name, each in listed]
    rows += turning(words, Act.INBOX, at, pages)
    lines = [count(words, len(waiting))]
    lines += [f"{name} · {_kind(words, each)}" for name, each in listed]
    if note is not None:
        lines.insert(0, note)
    return screen(
        words, *lines, title=words.gettext("Messages from readers"), rows=(*rows, back(words, Act.NEWSROOM))
    )


def count(words: Words, n: int) -> str:
    """How many messages of readers wait."""
    if n == 0:
        return words.gettext("No message from a reader waits for you.")
    return words.ngettext(
        "{number} message waits for an answer.", "{number} messages wait for an answer.", n
    ).format(number=words.number(n))


def _name(words: Words, feedback: Feedback) -> str:
    return words.gettext("Reader {name}").format(name=bidi.isolate_ltr(feedback.name))


def _kind(words: Words, feedback: Feedback) -> str:
    return words.gettext("Message") if feedback.reason is None else words.gettext(REASONS[feedback.reason])


def item(around: Around, feedback: Feedback, about: Reported | None, *, note: str | None = None) -> Screen:
    """What one reader wrote, and the alert that it is about."""
    words = around.words
    sheet = _sheet(around, feedback, about, note=note)
    shown = sheet.screen(
        (
            *(
                [
                    (
                        button(words, words.gettext("Answer"), Act.INBOX_ANSWER, feedback.id),
                        button(words, words.gettext("Close"), Act.INBOX_CLOSE, feedback.id),
                    )
                ]
                if _other(around, feedback) is None
                else []
            ),
            *_ways(words, feedback, about),
            back(words, Act.INBOX),
        ),
        spare=NOTED,
    )
    return private(words, shown)


def answering(
    around: Around, feedback: Feedback, about: Reported | None, *, note: str | None = None
) -> Screen:
    """The same, while the editor's next message is the answer."""
    words = around.words
    sheet = _sheet(around, feedback, about, note=note)
    sheet.line()
    sheet.line(words.gettext("Your next message here goes to this reader. It is sent at once."))
    sheet.line(words.gettext("The reader does not see who you are."))
    return private(words, sheet.screen((back(words, Act.INBOX_ONE, feedback.id),), spare=NOTED))


def _sheet(around: Around, feedback: Feedback, about: Reported | None, *, note: str | None) -> Sheet:
    words, sheet = around.words, Sheet(around.words)
    sheet.line(_name(words, feedback), bold=True)
    language = bidi.isolate(words.name_of(feedback.language))
    ago = bidi.isolate(words.ago(around.now - feedback.since))
    sheet.line(words.gettext("{language}, {ago}").format(language=language, ago=ago))
    for each in (note, _other(around, feedback)):
        if each is not None:
            sheet.line(each)
    if feedback.reason is not None:
        kind = words.gettext(REASONS[feedback.reason])
        sheet.line(words.gettext("Reported: {reason}").format(reason=bidi.isolate(kind)))
    for text in feedback.texts:
        sheet.line()
        sheet.line(quoted(text, feedback.language))
    if about is not None:
        sheet.line()
        sheet.line(words.gettext("The alert, from {source}:").format(source=bidi.isolate(about.source)))
        sheet.quote(about.edition.title, about.edition.summary, about.edition.language)
    return sheet


def _other(around: Around, feedback: Feedback) -> str | None:
    """That a colleague is answering it."""
    holder = feedback.held_by(around.now)
    if holder is None or holder == around.me.id:
        return None
    name = bidi.isolate(around.names.get(holder, "…"))
    return around.words.gettext("{name} is on it.").format(name=name)


def _ways(words: Words, feedback: Feedback, about: Reported | None) -> list[Row]:
    rows: list[Row] = []
    if about is not None and about.waits:
        rows.append((button(words, words.gettext("Open it in review"), Act.REVIEW_ITEM, about.edition.id),))
    if about is not None and about.url is not None:
        rows.append((Button(domain(about.url), url=about.url),))
    if feedback.reason is ReportReason.DANGER:
        rows.append((button(words, words.gettext("Stop all alerts"), Act.FREEZE),))
    return rows


def ask_close(words: Words, feedback: Feedback) -> Screen:
    """The last question before it goes without an answer."""
    yes = words.gettext("Yes, close it")
    return screen(
        words,
        words.gettext("It is erased without an answer, and the reader is told that it was read."),
        title=words.gettext("Close this message?"),
        rows=(
            (button(words, yes, Act.INBOX_CLOSE_SURE, feedback.id, feedback.version),),
            back(words, Act.INBOX_ONE, feedback.id),
        ),
    )
