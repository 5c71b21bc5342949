"""What editors are asked about a text: whether they are sure, the changed text, why not, who else."""

from collections.abc import Mapping, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.editors.findings import finding
from alertbot.chat.screens.editors.review import Around, how_to_write
from alertbot.chat.screens.page import Row, Screen, back, button, screen, utf16
from alertbot.dispatch.render import Entity
from alertbot.languages import bidi
from alertbot.languages.catalogues import gettext_noop
from alertbot.model import Edition, Person
from alertbot.storage.review import Waiting

# The reasons for saying no, by the letter that stands in the button; they are kept by these letters.
REASONS: Mapping[str, str] = {
    "m": gettext_noop("The meaning is wrong"),
    "n": gettext_noop("A name or number is wrong"),
    "l": gettext_noop("The language is not good enough"),
    "u": gettext_noop("It should not go to these readers"),
}


def sure(around: Around, waiting: Waiting) -> Screen:
    """Asks once more before a text goes out in which a check found something serious."""
    words, edition = around.words, waiting.edition
    lines = [f"– {finding(words, each)}" for each in waiting.findings if each.hard]
    yes = words.gettext("Yes, it is right: send it")
    return screen(
        words,
        *lines,
        words.gettext("Compare these with the source before you send it."),
        title=words.gettext("A check found something serious"),
        rows=(
            (button(words, yes, Act.APPROVE_SURE, edition.id, edition.revision),),
            back(words, Act.REVIEW_ITEM, edition.id),
        ),
    )


def rewrite(around: Around, waiting: Waiting) -> Screen:
    """Asks for the changed text."""
    words = around.words
    return screen(
        words,
        words.gettext(
            "Copy the text below, change it and send it to me, the title on the first line and the summary "
            "below."
        ),
        words.gettext("It is checked at once and shown to you again. It goes out when you approve it."),
        title=words.gettext("Change the text"),
        rows=(back(words, Act.REVIEW_ITEM, waiting.edition.id),),
    )


def to_copy(edition: Edition) -> Screen:
    """The text alone, as it can be copied; set as code, so that nothing in it is a link."""
    text = f"{edition.title}\n{edition.summary}".strip()
    return Screen(text, (Entity("pre", 0, utf16(text)),))


def problem(around: Around, waiting: Waiting, sentence: str) -> Screen:
    """The text that was sent cannot be taken; it may be sent again."""
    words = around.words
    return screen(
        words,
        sentence,
        how_to_write(words, translated=waiting.edition.revision > 0),
        title=words.gettext("Change the text"),
        rows=(back(words, Act.REVIEW_ITEM, waiting.edition.id),),
    )


def why_not(around: Around, edition: Edition) -> Screen:
    """Asks why a text is rejected."""
    words = around.words
    rows: list[Row] = [
        (button(words, words.gettext(text), Act.REJECT_FOR, edition.id, edition.revision, letter),)
        for letter, text in REASONS.items()
    ]
    return screen(
        words,
        words.gettext("Choose a reason, or send it to me in your own words."),
        words.gettext("Its readers are sent their next language."),
        title=words.gettext("Why should it not go out?"),
        rows=(*rows, back(words, Act.REVIEW_ITEM, edition.id)),
    )


def colleagues(around: Around, edition: Edition, others: Sequence[Person]) -> Screen:
    """Asks to whom a text is sent."""
    words = around.words
    rows: list[Row] = [
        (button(words, bidi.isolate(each.name), Act.HAND_OVER, edition.id, each.id),) for each in others
    ]
    if others:
        line = words.gettext("Who shall look at it?")
    else:
        line = words.gettext("Nobody else who reviews this language is here now.")
    return screen(
        words,
        line,
        title=words.gettext("Send to a colleague"),
        rows=(*rows, back(words, Act.REVIEW_ITEM, edition.id)),
    )
