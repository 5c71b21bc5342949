"""The topics with their switches."""

from collections.abc import Collection, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import (
    Row,
    Screen,
    back,
    button,
    paged,
    private,
    screen,
    switch,
    turning,
)
from alertbot.languages.catalogues import Words
from alertbot.model import Topic, TopicId

NEW = "n"  # the mode of the topics' screen during the first contact


def topics(
    words: Words,
    offered: Sequence[Topic],
    chosen: Collection[TopicId],
    *,
    page: int,
    mode: str,
    manages: bool,
) -> Screen:
    """The topics with their switches; in the mode NEW it is part of the first contact.

    There it waits for its reader, however slow; else it shows what was chosen, and goes.
    """
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
    whole = screen(words, *lines, title=words.gettext("Topics"), rows=rows)
    return whole if mode == NEW else private(words, whole)


def topic_label(words: Words, topic: Topic) -> str:
    """A topic's name as on its button, with its emoji if the owner gave it one."""
    return f"{topic.emoji} {topic.name(words.tag)}".strip()
