"""One of the latest alerts, as it was sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Kind, Press
from alertbot.chat.screens.page import (
    Button,
    Row,
    Screen,
    back,
    button,
    choice,
    fitted,
    hide,
    paged,
    screen,
    turning,
)
from alertbot.chat.screens.readers.topics import topic_label
from alertbot.dispatch.render import Message
from alertbot.languages.catalogues import Words
from alertbot.model import Topic

ALL, WORDS = "", "w"  # which alerts: all, those that a word found, or those of a topic by its number
_A_ROW = 2  # topics side by side


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is among the latest alerts: how many newer ones there are, which kind, which topics."""

    skipped: int = 0
    only: str = ALL
    page: int = 0  # of the topics that can be chosen

    def args(self, *, skipped: int) -> tuple[object, ...]:
        """What a button holds that leads to another alert of the same kind."""
        return (skipped, self.only, self.page)


def ways(words: Words, chosen: Sequence[Topic], place: Place, *, watches: bool) -> tuple[Row, ...]:
    """The buttons that show one topic's alerts alone, or the words'; none where there is no choice."""
    shown, at, pages = paged(chosen, place.page)
    named = [(ALL, words.gettext("All"))]
    named += [(str(topic.id), topic_label(words, topic)) for topic in shown]
    named += [(WORDS, words.gettext("My words"))] if watches else []
    if len(named) <= 2 and pages == 1:  # noqa: PLR2004 - all, and the one kind that all are of
        return ()
    buttons = [choice(words, name, which == place.only, Act.LATEST, 0, which, at) for which, name in named]
    rows = [tuple(buttons[first : first + _A_ROW]) for first in range(0, len(buttons), _A_ROW)]
    return (*fitted(rows), *turning(words, Act.LATEST, at, pages, before=(place.skipped, place.only)))


def latest(
    words: Words,
    message: Message,
    place: Place,
    *,
    more: bool,
    ways: Sequence[Row] = (),
    discreet: bool = False,
) -> Screen:
    """One of the latest alerts, as it was sent, with the way to those before and after it.

    Who receives `discreet` alerts finds *Hide* under it and at the end.
    """
    links = [tuple(_leading_back(each, place) for each in row) for row in alert(message).keyboard]
    at, row = place.skipped, []
    if at > 0:
        row.append(button(words, words.gettext("Newer"), Act.LATEST, *place.args(skipped=at - 1)))
    if more:
        row.append(button(words, words.gettext("Older"), Act.LATEST, *place.args(skipped=at + 1)))
    turn: list[Row] = [tuple(row)] if row else []
    near: list[Row] = [(hide(words),)] if discreet and ways else []
    end = _end(words, discreet=discreet)
    return Screen(message.text, message.entities, (*links, *near, *turn, *ways, end))


def _end(words: Words, *, discreet: bool) -> Row:
    return (*back(words), *((hide(words),) if discreet else ()))


def _leading_back(button: Button, place: Place) -> Button:
    """The button of an alert; its options lead back to this place among the latest ones."""
    if button.press is None or button.press.act is not Act.OPTIONS:
        return button
    back = map(str, place.args(skipped=place.skipped))
    return Button(button.text, Press(Act.OPTIONS, (*button.press.args, *back)))


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


def first(words: Words, message: Message, *, discreet: bool) -> Screen:
    """The alert that ends the first contact."""
    shown = alert(message)
    return replace(shown, keyboard=(*shown.keyboard, (hide(words),))) if discreet else shown


def _press(data: str) -> Press:
    """What a button of an alert asks for, by the data that the dispatcher gave it."""
    kind, _, rest = data.partition(":")
    if kind == Kind.ALERT:
        return Press(Act.OPTIONS, (rest,))
    act, *args = rest.split(":")
    return Press(Act(act), tuple(args), fresh=True)


def nothing_latest(
    words: Words, *, chosen: bool, only: str = ALL, ways: Sequence[Row] = (), discreet: bool = False
) -> Screen:
    """There is no alert to show."""
    if only == WORDS:
        line = words.gettext("There is no alert yet that contains a word you watch.")
    elif chosen:
        line = words.gettext("There is no alert on your topics yet.")
    else:
        line = words.gettext("You have chosen no topic, so you receive no alerts.")
    return screen(
        words,
        line,
        title=words.gettext("Latest alerts"),
        rows=(
            *ways,
            (button(words, words.gettext("Topics"), Act.TOPICS),),
            _end(words, discreet=discreet),
        ),
    )
