"""What editors see when an alert by hand leaves them: TEST, LIVE, the seconds to cancel, the second editor.

TEST and LIVE share no word, no look and no place of a button: in 2018 a test of Hawaii's alarm went out
live because the two looked the same.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from alertbot.chat.access import Act
from alertbot.chat.screens.editors.alert import under
from alertbot.chat.screens.editors.stats import shown
from alertbot.chat.screens.page import Row, Screen, back, button, languages_of, quoted, screen
from alertbot.dispatch.render import Message
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Draft, Urgency

CANCEL_WITHIN = timedelta(seconds=30)


def test(words: Words, message: Message, *, name: str) -> Screen:
    """The alert as a TEST: signed, and with one button that says so again."""
    head = words.gettext("TEST by {name}. No reader gets this.").format(name=bidi.isolate(name))
    return under(words, head, message, ((button(words, words.gettext("This was a TEST"), Act.ALERT),),))


def ask(
    words: Words,
    draft: Draft,
    languages: Sequence[str],
    counts: Mapping[str, int],
    *,
    second: bool,
) -> Screen:
    """The last question: who gets it, and how it interrupts them; `second`: another editor has to confirm it.

    Its button lies where the one before it did not: whoever presses twice by mistake goes back.
    """
    total = sum(counts.values())
    by_language = [
        words.gettext("{language}: {number}").format(
            language=bidi.isolate(words.name_of(tag)), number=shown(words, n)
        )
        for tag, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    lines = [
        quoted(draft.title, draft.language),
        "",
        _urgency(words, draft),
        words.gettext("Readers: {number}").format(number=shown(words, total)),
        *by_language,
        words.gettext("It is ready in: {languages}").format(languages=languages_of(words, languages)),
        "",
        words.gettext("A second editor has to confirm it within an hour.")
        if second
        else words.gettext("After you press LIVE you have 30 seconds to cancel."),
    ]
    live = words.gettext("Ask a second editor") if second else words.gettext("LIVE to all these readers")
    rows = ((button(words, live, Act.ALERT_LIVE_SURE, draft.version),), back(words, Act.ALERT))
    return screen(words, *lines, title=words.gettext("LIVE: this goes to readers"), rows=rows)


def _urgency(words: Words, draft: Draft) -> str:
    if draft.urgency is Urgency.URGENT:
        return words.gettext("URGENT: it interrupts readers at any hour.")
    return words.gettext("Not urgent: it comes as alerts usually do.")


def counting(words: Words, draft: Draft, *, now: datetime) -> Screen:
    """It goes out in a moment; until then it can be cancelled."""
    lines = [
        quoted(draft.title, draft.language),
        "",
        words.gettext("It goes to readers at {time} (UTC). Until then you can cancel.").format(
            time=bidi.isolate_ltr(_clock(draft.opens_at or now))
        ),
    ]
    return screen(
        words,
        *lines,
        title=words.gettext("LIVE in a moment"),
        rows=(
            (button(words, words.gettext("CANCEL: do not send it"), *_cancel(draft)),),
            back(words, Act.NEWSROOM),
        ),
    )


def _cancel(draft: Draft) -> tuple[Act, int, int]:
    return Act.ALERT_CANCEL, draft.author, draft.version


def _clock(moment: datetime) -> str:
    """With seconds: there are thirty of them."""
    return f"{moment.astimezone(UTC):%H:%M:%S}"


def waiting(words: Words, draft: Draft) -> Screen:
    """A second editor has been asked."""
    return screen(
        words,
        quoted(draft.title, draft.language),
        "",
        words.gettext("The other editors have been asked. It goes out when one of them confirms it."),
        title=words.gettext("Waiting for a second editor"),
        rows=(
            (button(words, words.gettext("CANCEL: do not send it"), *_cancel(draft)),),
            back(words, Act.NEWSROOM),
        ),
    )


def request(words: Words, draft: Draft, *, name: str) -> Screen:
    """Another editor asks for a second look at an alert."""
    if draft.urgency is Urgency.URGENT:
        asks = words.gettext("{name} asks you to confirm an urgent alert:")
    else:
        asks = words.gettext("{name} asks you to confirm an alert:")
    return screen(
        words,
        asks.format(name=bidi.isolate(name)),
        quoted(draft.title, draft.language),
        title=words.gettext("A second editor is needed"),
        rows=(
            (
                button(
                    words,
                    words.gettext("Look at it"),
                    Act.ALERT_LOOK,
                    draft.author,
                    draft.version,
                    0,
                    fresh=True,
                ),
            ),
        ),
    )


def look(
    words: Words, draft: Draft, message: Message, language: str, *, page: int, pages: int, total: int
) -> Screen:
    """A version of a colleague's alert, to be confirmed or sent back."""
    head = words.gettext("TO BE CONFIRMED, {number} of {count}: {language}. Readers: {readers}").format(
        number=words.number(page + 1),
        count=words.number(pages),
        language=bidi.isolate(words.name_of(language)),
        readers=shown(words, total),
    )
    own = (draft.author, draft.version)
    turn = []
    if page > 0:
        turn.append(button(words, words.gettext("Previous"), Act.ALERT_LOOK, *own, page - 1))
    if page + 1 < pages:
        turn.append(button(words, words.gettext("Next"), Act.ALERT_LOOK, *own, page + 1))
    rows: list[Row] = [tuple(turn)] if turn else []
    rows.append((button(words, words.gettext("Not like this"), *_cancel(draft)),))
    if page + 1 == pages:  # whoever confirms has seen every version
        rows.append((button(words, words.gettext("Confirm: LIVE to readers"), Act.ALERT_CONFIRM, *own),))
    return under(words, head, message, rows)


def cancelled(words: Words, *, by: str | None = None) -> Screen:
    """It does not go out; `by` names a colleague who stopped it."""
    if by is None:
        line = words.gettext("Cancelled. No reader has received it.")
    else:
        line = words.gettext("{name} has cancelled the alert. No reader has received it.").format(
            name=bidi.isolate(by)
        )
    return screen(words, line, rows=(back(words, Act.ALERT),))


def confirmed(words: Words, draft: Draft, *, by: str, now: datetime) -> Screen:
    """To the author: a second editor has confirmed it."""
    known = counting(words, draft, now=now)
    said = words.gettext("{name} has confirmed your alert.").format(name=bidi.isolate(by))
    return Screen(f"{known.text}\n\n{bidi.line(said, words.direction)}", known.entities, known.keyboard)


def lapsed(words: Words, draft: Draft) -> Screen:
    """To the author: no second editor came within the hour."""
    return screen(
        words,
        quoted(draft.title, draft.language),
        "",
        words.gettext("Nobody has confirmed your alert within an hour. No reader has received it."),
        rows=((button(words, words.gettext("Alert by hand"), Act.ALERT),), back(words, Act.NEWSROOM)),
    )


def too_late(words: Words) -> Screen:
    """It has gone out, or is another one by now."""
    return screen(
        words,
        words.gettext(
            "This is not possible any more: the alert has gone out, was changed, or was cancelled."
        ),
        rows=(back(words, Act.ALERT),),
    )
