"""What owners decide about keeping and showing: how long traces stay, and pages under alerts."""

from collections.abc import Mapping, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, choice, days_of, paired, screen, switch
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


def keeping(words: Words, now: Keeping) -> Screen:
    """How long each thing is kept now, and a way to each."""
    lines = [_kept(words, what, now.time(what).days) for what in Retained]
    rows: list[Row] = [(button(words, _name(words, what), Act.POLICY_KEEP, what),) for what in Retained]
    return screen(
        words,
        *lines,
        words.gettext("What is older is erased within the hour. Who runs the bot sets the longest time."),
        title=words.gettext("How long things are kept"),
        rows=(*rows, back(words, Act.POLICY)),
    )


def kept(words: Words, what: Retained, now: Keeping, longest: Keeping) -> Screen:
    """How long one thing is kept, what that means, what the bounds are, and the days to choose from."""
    present, days = now.time(what).days, offered(what, longest)
    lines = (
        _kept(words, what, present),
        _meaning(words, what),
        words.gettext(
            "The shortest time is {shortest}. Who runs the bot set the longest time: {longest}."
        ).format(shortest=days_of(words, days[0]), longest=days_of(words, days[-1])),
    )
    rows = paired(choice(words, days_of(words, n), n == present, Act.POLICY_KEEP_FOR, what, n) for n in days)
    return screen(words, *lines, title=_name(words, what), rows=(*rows, back(words, Act.POLICY_KEEP)))


def _name(words: Words, what: Retained) -> str:
    match what:
        case Retained.RECEIPTS:
            return words.gettext("Who got which alert")
        case Retained.LOG:
            return words.gettext("What editors decided")
        case _:
            return words.gettext("Replaced texts")


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
