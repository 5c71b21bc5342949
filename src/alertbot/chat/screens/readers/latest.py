"""One of the latest alerts, as it was sent."""

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Kind, Press
from alertbot.chat.screens.page import (
    Button,
    Row,
    Screen,
    back,
    button,
    screen,
)
from alertbot.dispatch.render import Message
from alertbot.languages.catalogues import Words


def latest(words: Words, message: Message, *, skipped: int, more: bool) -> Screen:
    """One of the latest alerts, as it was sent, with the way to those before and after it."""
    links: list[Row] = [
        kept for row in alert(message).keyboard if (kept := tuple(b for b in row if not _opens_options(b)))
    ]
    row = []
    if skipped > 0:
        row.append(button(words, words.gettext("Newer"), Act.LATEST, skipped - 1))
    if more:
        row.append(button(words, words.gettext("Older"), Act.LATEST, skipped + 1))
    turn: list[Row] = [tuple(row)] if row else []
    return Screen(message.text, message.entities, (*links, *turn, back(words)))


def _opens_options(button: Button) -> bool:
    return button.press is not None and button.press.act is Act.OPTIONS


def alert(message: Message) -> Screen:
    """An alert as it was sent."""
    rows = tuple(
        tuple(
            Button(each.text, url=each.url) if each.data is None else Button(each.text, _press(each.data))
            for each in row
        )
        for row in message.buttons
    )
    return Screen(message.text, message.entities, rows)


def _press(data: str) -> Press:
    """What a button of an alert asks for, by the data that the dispatcher gave it."""
    kind, _, rest = data.partition(":")
    if kind == Kind.ALERT:
        return Press(Act.OPTIONS, (rest,))
    act, *args = rest.split(":")
    return Press(Act(act), tuple(args), fresh=True)


def nothing_latest(words: Words, *, chosen: bool) -> Screen:
    """There is no alert to show."""
    if chosen:
        line = words.gettext("There is no alert on your topics yet.")
    else:
        line = words.gettext("You have chosen no topic, so you receive no alerts.")
    return screen(
        words,
        line,
        title=words.gettext("Latest alerts"),
        rows=((button(words, words.gettext("Topics"), Act.TOPICS),), back(words)),
    )
