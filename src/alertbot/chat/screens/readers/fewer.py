"""What helps against too many alerts: which topics bring them, a pause, the reader's words alone."""

from collections.abc import Collection, Mapping, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, paged, private, screen, switch, turning
from alertbot.chat.screens.readers.topics import topic_label
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Topic, TopicId

_ACTS = (Act.FEWER_ON, Act.FEWER_OFF)


def fewer(
    words: Words,
    topics: Sequence[Topic],
    chosen: Collection[TopicId],
    counts: Mapping[TopicId, int],
    *,
    page: int,
    has_words: bool,
) -> Screen:
    """Each topic with how many alerts it brought in the last week, those that brought most first.

    It shows what was chosen, and goes.
    """
    most_first = sorted(topics, key=lambda each: -counts.get(each.id, 0))
    listed, at, pages = paged(most_first, page)
    rows: list[Row] = [
        (switch(words, _label(words, each, counts.get(each.id, 0)), each.id in chosen, _ACTS, each.id, at),)
        for each in listed
    ]
    rows += turning(words, Act.FEWER, at, pages)
    if has_words and chosen:
        rows.append((button(words, words.gettext("Only my words, no topics"), Act.WORDS_ONLY),))
    rows.append(
        (
            button(words, words.gettext("Pause for a day"), Act.PAUSE_FOR, "day"),
            button(words, words.gettext("Pause for a week"), Act.PAUSE_FOR, "week"),
        )
    )
    shown = screen(
        words,
        words.gettext("The number is how many alerts a topic brought in the last 7 days."),
        words.gettext("You receive alerts on the topics with a check mark. Press a topic to change it."),
        title=words.gettext("Fewer alerts"),
        rows=(*rows, back(words)),
    )
    return private(words, shown)


def _label(words: Words, topic: Topic, count: int) -> str:
    return words.gettext("{topic}: {number}").format(
        topic=bidi.isolate(topic_label(words, topic)), number=words.number(count)
    )
