"""What owners decide about keeping and showing: how long traces stay, and pages under alerts."""

from collections.abc import Mapping, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, choice, screen, switch
from alertbot.languages.catalogues import Words
from alertbot.model import Keeping, Retained

# The days to choose from, of what an owner may shorten; those above the operator's are not offered.
DAYS: Mapping[Retained, Sequence[int]] = {
    Retained.RECEIPTS: (1, 3, 7, 14, 30),
    Retained.LOG: (30, 90, 180, 365, 730),
    Retained.TEXTS: (1, 7, 30, 90, 365),
}


def offered(what: Retained, longest: Keeping) -> list[int]:
    """The days an owner can choose, shortest first; the operator's own are the last."""
    most = longest.time(what).days
    return [*(days for days in DAYS[what] if days < most), most]


def keeping(words: Words, now: Keeping, longest: Keeping) -> Screen:
    """How long each thing is kept, what that means, and a row of days for each."""
    lines, rows = [], []
    for what in Retained:
        lines += [_kept(words, what, now.time(what).days), _meaning(words, what)]
        rows.append(_days(words, what, now, longest))
    lines += [
        words.gettext("Each row of buttons is a number of days, in the order of these lines."),
        words.gettext("What is older is erased within the hour. Who runs the bot sets the longest time."),
    ]
    return screen(
        words,
        *lines,
        title=words.gettext("How long things are kept"),
        rows=(*rows, back(words, Act.POLICY)),
    )


def _days(words: Words, what: Retained, now: Keeping, longest: Keeping) -> Row:
    return tuple(
        choice(words, words.number(n), n == now.time(what).days, Act.POLICY_KEEP_FOR, what, n)
        for n in offered(what, longest)
    )


def _kept(words: Words, what: Retained, days: int) -> str:
    match what:
        case Retained.RECEIPTS:
            text = words.ngettext(
                "Which alert reached which reader is kept for {number} day.",
                "Which alert reached which reader is kept for {number} days.",
                days,
            )
        case Retained.LOG:
            text = words.ngettext(
                "What editors decided is kept for {number} day.",
                "What editors decided is kept for {number} days.",
                days,
            )
        case _:
            text = words.ngettext(
                "Texts that were replaced or rejected are kept for {number} day.",
                "Texts that were replaced or rejected are kept for {number} days.",
                days,
            )
    return text.format(number=words.number(days))


def _meaning(words: Words, what: Retained) -> str:
    match what:
        case Retained.RECEIPTS:
            return words.gettext("After that, an alert that was sent cannot be corrected or withdrawn.")
        case Retained.LOG:
            return words.gettext("After that, nobody can look up who decided what.")
        case _:
            return words.gettext("After that, nobody can look up what an editor changed or rejected.")


def previews(words: Words, *, on: bool) -> Screen:
    """Whether Telegram shows the page of an alert under it."""
    said = (
        words.gettext("Telegram shows the article's page under each alert.")
        if on
        else words.gettext("Alerts are text alone.")
    )
    lines = (
        said,
        words.gettext(
            "If this is on, Telegram's servers fetch the page, and its picture stands large under the alert."
        ),
        words.gettext("Anyone who looks at the phone can see the picture. That can be a danger to readers."),
    )
    acts = (Act.PREVIEWS_ON, Act.PREVIEWS_OFF)
    toggle: Row = (switch(words, words.gettext("Show pages under alerts"), on, acts),)
    title = words.gettext("Pages under alerts")
    return screen(words, *lines, title=title, rows=(toggle, back(words, Act.POLICY)))
