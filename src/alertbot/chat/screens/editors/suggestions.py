"""What editors see of what is suggested for the glossary."""

from collections.abc import Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, paged, screen, turning
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Suggestion, Term


def listing(words: Words, waiting: Sequence[Suggestion], *, page: int, note: str | None = None) -> Screen:
    """All that wait."""
    shown, at, pages = paged(waiting, page)
    rows: list[Row] = [(button(words, bidi.isolate(each.better), Act.SUGGESTION, each.id),) for each in shown]
    rows += turning(words, Act.SUGGESTIONS, at, pages)
    rows.append(back(words, Act.NAMES))
    if waiting:
        line = words.gettext("Editors corrected translations to these. Choose one to decide.")
    else:
        line = words.gettext("Nothing is suggested now.")
    lines = [line] if note is None else [note, line]
    return screen(words, *lines, title=words.gettext("Suggestions"), rows=rows)


def one(words: Words, suggestion: Suggestion, term: Term | None) -> Screen:
    """One suggestion, and what accepting it would do."""
    lines = [
        words.gettext("Language: {language}").format(
            language=bidi.isolate(words.name_of(suggestion.language))
        ),
        words.gettext("Before: {name}").format(name=bidi.isolate(suggestion.instead)),
        words.gettext("Corrected to: {name}").format(name=bidi.isolate(suggestion.better)),
        words.ngettext("Corrected so {number} time", "Corrected so {number} times", suggestion.count).format(
            number=words.number(suggestion.count)
        ),
        words.gettext("In the glossary: {name}").format(name=bidi.isolate(term.name(words.tag)))
        if term is not None
        else words.gettext("It is not in the glossary yet; accepting adds it."),
    ]
    return screen(
        words,
        *lines,
        title=suggestion.better,
        rows=(
            (
                button(words, words.gettext("Accept"), Act.SUGGESTION_YES, suggestion.id),
                button(words, words.gettext("Decline"), Act.SUGGESTION_NO, suggestion.id),
            ),
            back(words, Act.SUGGESTIONS),
        ),
    )
