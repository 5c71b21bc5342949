"""What readers choose: home, topics, languages, pause, the latest alerts, and the options of an alert."""

from collections.abc import Collection, Sequence
from datetime import datetime

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Kind, Press
from alertbot.chat.screens.page import (
    Button,
    Row,
    Screen,
    back,
    button,
    languages_of,
    paged,
    screen,
    switch,
    turning,
)
from alertbot.dispatch.render import Message
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import ArticleId, Role, Subscriber, SubscriberState, Topic, TopicId

NEW = "n"  # the mode of the topics' screen during the first contact


def home(
    words: Words,
    newsroom: str,
    subscriber: Subscriber | None,
    role: Role,
    *,
    note: str | None = None,
    banner: str | None = None,
) -> Screen:
    """Where everything begins; `note` is about what just happened, `banner` what all editors see."""
    rows = [] if subscriber is None else _reader_rows(words, subscriber)
    if subscriber is None:
        rows.append((button(words, words.gettext("Receive alerts"), Act.GREET, ""),))
        rows.append(
            (
                button(words, words.gettext("Language"), Act.LANGUAGE),
                button(words, words.gettext("Help"), Act.HELP),
            )
        )
    if role >= Role.EDITOR:
        rows.append(
            (
                button(words, words.gettext("Feeds"), Act.FEEDS),
                button(words, words.gettext("Names"), Act.NAMES),
                button(words, words.gettext("Statistics"), Act.STATS),
            )
        )
        rows.append(
            (
                button(words, words.gettext("Review"), Act.REVIEW),
                button(words, words.gettext("Manage topics"), Act.MANAGE),
            )
        )
        rows.append(
            (
                button(words, words.gettext("Alert by hand"), Act.ALERT),
                button(words, words.gettext("Try an address"), Act.TRY),
            )
        )
        stop = words.gettext("Stop all alerts") if banner is None else words.gettext("All alerts are stopped")
        rows.append((button(words, stop, Act.FREEZE),))
    if role >= Role.OWNER:
        rows.append((button(words, words.gettext("Policy"), Act.POLICY),))
    above = [each for each in (banner if role >= Role.EDITOR else None, note) if each is not None]
    return screen(words, *above, standing(words, subscriber), title=bidi.isolate(newsroom), rows=rows)


def _reader_rows(words: Words, subscriber: Subscriber) -> list[Row]:
    paused = subscriber.state is SubscriberState.PAUSED
    return [
        (button(words, words.gettext("Latest alerts"), Act.LATEST),),
        (
            button(words, words.gettext("Topics"), Act.TOPICS),
            button(words, words.gettext("Language"), Act.LANGUAGE),
        ),
        (
            button(words, words.gettext("Resume"), Act.RESUME)
            if paused
            else button(words, words.gettext("Pause"), Act.PAUSE),
            button(words, words.gettext("Stop"), Act.STOP),
        ),
        (
            button(words, words.gettext("My data"), Act.MYDATA),
            button(words, words.gettext("Privacy"), Act.PRIVACY),
        ),
        (button(words, words.gettext("Help"), Act.HELP),),
    ]  # fmt: skip


def standing(words: Words, subscriber: Subscriber | None) -> str:
    """One sentence: what the reader receives now."""
    if subscriber is None:
        return words.gettext("You do not receive alerts.")
    if subscriber.state is SubscriberState.PAUSED:
        return _paused(words, subscriber.paused_until)
    if not subscriber.topics:
        return words.gettext("You have chosen no topic, so you receive no alerts.")
    n = len(subscriber.topics)
    return words.ngettext(
        "You receive alerts on {number} topic. Language: {languages}.",
        "You receive alerts on {number} topics. Language: {languages}.",
        n,
    ).format(number=words.number(n), languages=languages_of(words, subscriber.languages))


def _paused(words: Words, until: datetime | None) -> str:
    if until is None:
        return words.gettext("Your alerts are paused until you resume them.")
    return words.gettext("Your alerts are paused until {date}.").format(date=bidi.isolate(words.date(until)))


def topics(
    words: Words,
    offered: Sequence[Topic],
    chosen: Collection[TopicId],
    *,
    page: int,
    mode: str,
    manages: bool,
) -> Screen:
    """The topics with their switches; in the mode NEW it is part of the first contact."""
    shown, at, pages = paged(offered, page)
    acts = (Act.TOPIC_ON, Act.TOPIC_OFF)
    rows: list[Row] = [
        (switch(words, topic_label(words, topic), topic.id in chosen, acts, topic.id, at, mode),)
        for topic in shown
    ]
    rows += turning(words, Act.TOPICS, at, pages, mode)
    if mode == NEW:
        rows.append((button(words, words.gettext("Done"), Act.FINISH),))
    else:
        rows += [(button(words, words.gettext("Manage topics"), Act.MANAGE),)] if manages else []
        rows.append(back(words))
    lines = [words.gettext("You receive alerts on the topics with a check mark. Press a topic to change it.")]
    if not offered:
        lines = [words.gettext("There are no topics yet. The editors will add some.")]
    return screen(words, *lines, title=words.gettext("Topics"), rows=rows)


def topic_label(words: Words, topic: Topic) -> str:
    """A topic's name as on its button, with its emoji if the owner gave it one."""
    return f"{topic.emoji} {topic.name(words.tag)}".strip()


def pause(words: Words, subscriber: Subscriber) -> Screen:
    """How long to be silent, and the way out of a pause."""
    rows: list[Row] = [
        (button(words, words.gettext("For a day"), Act.PAUSE_FOR, "day"),),
        (button(words, words.gettext("For a week"), Act.PAUSE_FOR, "week"),),
        (button(words, words.gettext("Until I resume"), Act.PAUSE_FOR, "ever"),),
        back(words),
    ]
    if subscriber.state is SubscriberState.PAUSED:
        rows.insert(0, (button(words, words.gettext("Resume"), Act.RESUME),))
        return screen(words, _paused(words, subscriber.paused_until), title=words.gettext("Pause"), rows=rows)
    return screen(
        words,
        words.gettext("How long do you want to receive nothing?"),
        title=words.gettext("Pause"),
        rows=rows,
    )


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


def options(
    words: Words, article: ArticleId, topics: Sequence[Topic], chosen: Collection[TopicId]
) -> tuple[Row, ...]:
    """The buttons under an alert after Options was pressed: the alert's own text stays."""
    rows = [
        (
            button(words, words.gettext("Mute: {topic}").format(topic=name), Act.MUTE, topic.id, article)
            if topic.id in chosen
            else button(
                words,
                words.gettext("Muted. Turn on: {topic}").format(topic=name),
                Act.UNMUTE,
                topic.id,
                article,
            ),
        )
        for topic in topics
        for name in [bidi.isolate(topic.name(words.tag))]
    ]
    return (
        *rows,
        (
            button(words, words.gettext("Topics"), Act.TOPICS, fresh=True),
            button(words, words.gettext("Language"), Act.LANGUAGE, fresh=True),
        ),
        (button(words, words.gettext("Pause"), Act.PAUSE, fresh=True),),
        back(words, Act.SHUT, article),
    )


def shut(words: Words, article: ArticleId, *, whole: bool) -> tuple[Row, ...]:
    """The buttons of an alert as it came, but for its links, which stand above them."""
    options = button(words, words.gettext("Options"), Act.OPTIONS, article)
    if not whole:
        return ((options,),)
    return ((button(words, words.gettext("Whole article"), Act.WHOLE, article, fresh=True), options),)
