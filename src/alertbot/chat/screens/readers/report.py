"""What readers see when they report a mistake in an alert."""

from collections.abc import Mapping
from datetime import timedelta

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, screen
from alertbot.chat.screens.readers.feedback import kept
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.model import ArticleId, ReportReason

REASONS: Mapping[ReportReason, str] = {
    ReportReason.NAME: gettext_noop("A name or number is wrong"),
    ReportReason.TRANSLATION: gettext_noop("The translation is bad"),
    ReportReason.TOPIC: gettext_noop("The topic is wrong"),
    ReportReason.DANGER: gettext_noop("It endangers somebody"),
    ReportReason.OTHER: gettext_noop("Something else"),
}


def ask(words: Words, article: ArticleId, *, keep: timedelta) -> Screen:
    """What is wrong? Each button reports it at once."""
    rows: list[Row] = [
        (button(words, words.gettext(text), Act.REPORT_FOR, article, reason.value),)
        for reason, text in REASONS.items()
    ]
    return screen(
        words,
        words.gettext("What is wrong with this alert? The editors get your report with the alert."),
        words.gettext("The editors do not see who you are. Do not write your name if you may be at risk."),
        kept(words, keep),
        title=words.gettext("Report a mistake"),
        rows=(*rows, back(words)),
    )


def reported(words: Words) -> Screen:
    """The report is with the editors; more can be said about it."""
    return screen(
        words,
        words.gettext("Thank you. The editors have your report."),
        words.gettext("If you want to say more about it, send it now as a message."),
        rows=(
            (button(words, words.gettext("Take it back"), Act.FEEDBACK_TAKE_BACK),),
            (button(words, words.gettext("Menu"), Act.HOME),),
        ),
    )


def enough(words: Words) -> str:
    """Why nothing more is taken today."""
    return words.gettext("You have written a lot to the editors today. Please write again tomorrow.")
