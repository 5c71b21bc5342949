"""A reader's own words: the lists, one word with what it found, and the questions about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, paged, private, screen, turning
from alertbot.chat.screens.sheet import Sheet
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Word
from alertbot.storage.words import LONGEST, MOST

WATCH, SKIP = "", "s"  # which list a button is about


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an alert, and the language it is in."""

    text: str
    language: str


@dataclass(slots=True)
class Took:
    """What became of the words of a message."""

    added: int = 0
    there: int = 0  # already
    too_short: int = 0
    too_long: int = 0
    too_many: int = 0


def listing(
    words: Words, own: Sequence[Word], *, page: int, skip: bool, topics: int, note: str | None = None
) -> Screen:
    """One of the two lists, and the way to the other; `topics` is how many topics the reader has chosen."""
    of_kind = [word for word in own if word.skip == skip]
    shown, at, pages = paged(of_kind, page)
    kind = SKIP if skip else WATCH
    rows: list[Row] = [
        (button(words, bidi.isolate(word.text.reveal()), Act.WORD, word.id),) for word in shown
    ]
    rows += turning(words, Act.WORDS, at, pages, kind)
    rows.append((button(words, words.gettext("Add words"), Act.WORD_ADD, kind),))
    if not skip:
        rows.append((button(words, words.gettext("Words to skip"), Act.WORDS, 0, SKIP),))
    rows.append(back(words, Act.WORDS, 0, WATCH) if skip else back(words))
    said = _skip(words, of_kind) if skip else _watch(words, of_kind, topics)
    title = words.gettext("Words to skip") if skip else words.gettext("Words to watch")
    lines = [*([] if note is None else [note]), said]
    return private(words, screen(words, *lines, title=title, rows=rows))


def _watch(words: Words, watched: Sequence[Word], topics: int) -> str:
    if not watched:
        return words.gettext(
            "You watch no word yet. Add a place or a name, and you receive every alert that contains it."
        )
    if not topics:
        return words.gettext(
            "You have chosen no topic. You receive only alerts that contain one of these words."
        )
    return words.gettext(
        "You receive alerts that contain one of these words, also outside your topics. Press a word to see "
        "what it found."
    )


def _skip(words: Words, skipped: Sequence[Word]) -> str:
    if not skipped:
        return words.gettext(
            "You skip no word yet. Add one, and you receive no alert that contains it, whatever its topic."
        )
    return words.gettext("You receive no alert that contains one of these words, whatever its topic.")


def one(words: Words, word: Word, titles: Sequence[Title], *, most: int) -> Screen:
    """One word with the newest alerts of the last week that have it, at most `most` of them as titles."""
    sheet = Sheet(words)
    sheet.line(bidi.name(word.text.reveal(), within=words.direction), bold=True)
    sheet.line(
        words.gettext("You receive no alert that contains this word.")
        if word.skip
        else words.gettext("You receive every alert that contains this word.")
    )
    sheet.line(_count(words, len(titles)))
    for title in titles[:most]:
        sheet.quote(title.text, "", title.language)
    remove = words.gettext("Stop skipping it") if word.skip else words.gettext("Stop watching it")
    rows = (
        (button(words, remove, Act.WORD_REMOVE, word.id),),
        back(words, Act.WORDS, 0, SKIP if word.skip else WATCH),
    )
    return private(words, sheet.screen(rows))


def _count(words: Words, n: int) -> str:
    if not n:
        return words.gettext("No alert of the last seven days contains it.")
    return words.ngettext(
        "{number} alert of the last seven days contains it:",
        "{number} alerts of the last seven days contain it. The newest:",
        n,
    ).format(number=words.number(n))


def ask(words: Words, *, skip: bool, problem: str | None = None) -> Screen:
    """The question for words."""
    line = (
        words.gettext("Send me the words that you want to skip.")
        if skip
        else words.gettext("Send me the words that you want to watch: a place, or a name.")
    )
    return screen(
        words,
        *([] if problem is None else [problem]),
        line,
        words.gettext("You can send several at once, one on each line or with commas between them."),
        words.gettext("I find them in other forms and scripts too."),
        words.gettext("Your words are stored encrypted. Your message is deleted from this chat at once."),
        title=words.gettext("Words to skip") if skip else words.gettext("Words to watch"),
        rows=(back(words, Act.WORDS, 0, SKIP if skip else WATCH),),
    )


def no_word(words: Words) -> str:
    """Nothing of what came can be looked for."""
    return words.gettext("I found no word in your message. A word has at least two letters.")


def taken(words: Words, took: Took) -> str:
    """What became of the words that were sent, in whole sentences."""
    told = []
    if took.added:
        told.append(
            words.ngettext("{number} word was added.", "{number} words were added.", took.added).format(
                number=words.number(took.added)
            )
        )
    if took.there:
        told.append(
            words.ngettext(
                "{number} word was there already.", "{number} words were there already.", took.there
            ).format(number=words.number(took.there))
        )
    if took.too_short:
        told.append(words.gettext("A word has at least two letters."))
    if took.too_long:
        told.append(
            words.gettext("A word or phrase has at most {number} characters.").format(
                number=words.number(LONGEST)
            )
        )
    if took.too_many:
        told.append(
            words.gettext("You can have {number} words. Remove one first.").format(number=words.number(MOST))
        )
    return " ".join(told)


def removed(words: Words) -> str:
    """A word was taken from its list."""
    return words.gettext("The word was removed.")


def ask_about(words: Words, message: int, *, several: bool) -> Screen:
    """Words came that nobody asked for. They are not repeated: the screen may stand there for long."""
    if several:
        question, yes = words.gettext("Do you want alerts on these words?"), words.gettext("Yes, watch them")
    else:
        question, yes = words.gettext("Do you want alerts on this word?"), words.gettext("Yes, watch it")
    return screen(
        words,
        question,
        words.gettext("When you have answered, your message is deleted."),
        rows=(
            (button(words, yes, Act.WORD_YES, message),),
            (button(words, words.gettext("No, show the menu"), Act.WORD_NO, message),),
        ),
    )
