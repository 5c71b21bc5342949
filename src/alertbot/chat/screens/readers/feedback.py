"""What readers see when they write to the editors, and when they are answered."""

from collections.abc import Sequence
from datetime import timedelta

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, hide, private, quoted, screen
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Feedback

_LONGEST_IN_LIST = 200


def ask(words: Words, newsroom: str, open_: Sequence[Feedback], *, keep: timedelta, room: bool) -> Screen:
    """Asks for a message; says before it is written who sees it and how long it is kept."""
    if not room:
        return _full(words, open_)
    shown = screen(
        words,
        words.gettext("Write to the editors of {newsroom}: your next message here goes to them.").format(
            newsroom=bidi.isolate(newsroom)
        ),
        words.gettext("The editors do not see who you are. Do not write your name if you may be at risk."),
        kept(words, keep),
        *_written(words, open_),
        title=words.gettext("Write to the editors"),
        rows=(*_take_back(words, open_), back(words)),
    )
    return private(words, shown) if open_ else shown


def kept(words: Words, keep: timedelta) -> str:
    """How long a message is kept."""
    return words.ngettext(
        "It is kept encrypted until it is answered, for {number} day at most, and then erased.",
        "It is kept encrypted until it is answered, for {number} days at most, and then erased.",
        keep.days,
    ).format(number=words.number(keep.days))


def _full(words: Words, open_: Sequence[Feedback]) -> Screen:
    shown = screen(
        words,
        words.gettext("You have written several messages. Please wait until the editors have answered."),
        *_written(words, open_),
        title=words.gettext("Write to the editors"),
        rows=(*_take_back(words, open_), back(words)),
    )
    return private(words, shown)


def _written(words: Words, open_: Sequence[Feedback]) -> list[str]:
    texts = [quoted(text, words.tag) for each in open_ for text in each.texts]
    return ["", words.gettext("You have written, and have no answer yet:"), *texts] if texts else []


def _take_back(words: Words, open_: Sequence[Feedback]) -> list[Row]:
    return [(button(words, words.gettext("Take it back"), Act.FEEDBACK_TAKE_BACK),)] if open_ else []


def mine(words: Words, open_: Sequence[Feedback]) -> list[str]:
    """What is stored of it, for /mydata: each with its beginning."""
    if not open_:
        return [words.gettext("Messages to the editors that wait for an answer: none")]
    lines = [words.gettext("Messages to the editors that wait for an answer, encrypted:")]
    for each in open_:
        said = " ".join(each.texts) or words.gettext("a report without words")
        lines.append(f"– {quoted(said.replace(chr(10), ' ')[:_LONGEST_IN_LIST], words.tag)}")
    return lines


def taken(words: Words) -> Screen:
    """The message is with the editors."""
    return screen(
        words,
        words.gettext("Your message is with the editors. Their answer comes here."),
        words.gettext("What you wrote is deleted from this chat."),
        rows=(
            (button(words, words.gettext("Write more"), Act.FEEDBACK),),
            (button(words, words.gettext("Take it back"), Act.FEEDBACK_TAKE_BACK),),
            (button(words, words.gettext("Menu"), Act.HOME),),
        ),
    )


def problem(words: Words, sentence: str) -> Screen:
    """A message cannot be taken; it may be sent again."""
    return screen(words, sentence, title=words.gettext("Write to the editors"), rows=(back(words),))


def taken_back(words: Words) -> Screen:
    """Nothing that was written is kept any more."""
    return screen(
        words,
        words.gettext("What you wrote to the editors has been erased. An editor may have read it already."),
        rows=((button(words, words.gettext("Menu"), Act.HOME),),),
    )


def answered(words: Words, feedback: Feedback, *, discreet: bool = False) -> Screen:
    """The editors' answer, under which the conversation can go on; it waits for its reader to hide it.

    One that came discreetly can be shown again.
    """
    again = button(words, words.gettext("Write again"), Act.FEEDBACK, feedback.token, fresh=True)
    away = hide(words)
    if discreet:
        away = button(words, words.gettext("Hide"), Act.ANSWER_HIDE, feedback.id)
    rows = ((again,), (button(words, words.gettext("Menu"), Act.HOME, fresh=True), away))
    if feedback.answer is None:
        said = words.gettext("The editors have read your message. They cannot answer it.")
        return screen(words, said, _gone(words), rows=rows)
    return screen(
        words,
        quoted(feedback.answer, words.tag),
        _gone(words),
        title=words.gettext("The editors have answered you"),
        rows=rows,
    )


def _gone(words: Words) -> str:
    return words.gettext("What you wrote has been erased from our database.")
