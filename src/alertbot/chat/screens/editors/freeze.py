"""What people see of the freeze: editors stop all alerts, an owner lets them go out again."""

from collections.abc import Mapping
from datetime import datetime

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, screen
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.model import Freeze, FreezeReason, Role

LONGEST_NOTE = 300
REASONS: Mapping[FreezeReason, str] = {
    FreezeReason.WRONG: gettext_noop("An alert is wrong or endangers someone"),
    FreezeReason.TAKEOVER: gettext_noop("Bot or account may be stolen"),
    FreezeReason.FEED: gettext_noop("A feed sends what it should not"),
    FreezeReason.OTHER: gettext_noop("Another reason"),
}


def ask(words: Words) -> Screen:
    """Why? Each button stops everything at once."""
    rows: list[Row] = [
        (button(words, words.gettext(REASONS[reason]), Act.FREEZE_NOW, reason.value),) for reason in REASONS
    ]
    return screen(
        words,
        words.gettext(
            "Nothing more is sent to any reader from the moment you press one of these, and all editors are "
            "told. Nothing is lost: what waits goes out when an owner lets it."
        ),
        words.gettext("Why do you stop all alerts?"),
        title=words.gettext("Stop all alerts?"),
        rows=(*rows, back(words, Act.NEWSROOM)),
    )


def banner(words: Words, freeze: Freeze, *, now: datetime) -> str:
    """That all alerts are stopped: by whom, since when and why."""
    lines = [
        words.gettext("ALL ALERTS ARE STOPPED: {name}, {ago}").format(
            name=bidi.name(bidi.isolate(freeze.by or words.gettext("an editor")), within=words.direction),
            ago=bidi.isolate(words.ago(now - freeze.since)),
        ),
        words.gettext("Reason: {reason}").format(reason=_why(words, freeze)),
    ]
    return "\n".join(lines)


def _why(words: Words, freeze: Freeze) -> str:
    return bidi.isolate(freeze.note or words.gettext(REASONS[freeze.reason]))


def frozen(words: Words, freeze: Freeze, role: Role, *, now: datetime) -> Screen:
    """How things stand in a freeze; owners can end it."""
    lines = [
        banner(words, freeze, now=now),
        words.gettext("New articles are still read and prepared; they wait."),
    ]
    rows: list[Row] = [back(words, Act.NEWSROOM)]
    if role >= Role.OWNER:
        rows.insert(0, (button(words, words.gettext("Let alerts go out again"), Act.UNFREEZE),))
    else:
        lines.append(words.gettext("Only an owner can let alerts go out again."))
    return screen(words, *lines, title=words.gettext("All alerts are stopped"), rows=rows)


def ask_resume(words: Words, freeze: Freeze, *, now: datetime) -> Screen:
    """The last question before alerts go out again."""
    return screen(
        words,
        banner(words, freeze, now=now),
        words.gettext("Everything that waits will go out to readers at once. Is what was wrong put right?"),
        title=words.gettext("Let alerts go out again?"),
        rows=(
            (button(words, words.gettext("Yes, let them go"), Act.UNFREEZE_SURE),),
            back(words, Act.FREEZE),
        ),
    )


def resumed(words: Words, *, by: str | None = None) -> Screen:
    """Alerts go out again; `by` names who allowed it to the others."""
    if by is None:
        line = words.gettext("Alerts go out again.")
    else:
        line = words.gettext("Alerts go out again, says {name}.").format(name=bidi.isolate(by))
    return screen(words, line, rows=(back(words, Act.NEWSROOM),))


def readers(words: Words) -> Screen:
    """What readers who ask for alerts are told in a freeze."""
    return screen(
        words,
        words.gettext("The editors have stopped all alerts for the moment. What you miss now comes later."),
        rows=(back(words),),
    )
