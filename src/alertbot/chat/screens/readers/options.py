"""The buttons under an alert."""

from collections.abc import Collection, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, back, button, fitted
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import ArticleId, Topic, TopicId


def options(
    words: Words,
    article: ArticleId,
    topics: Sequence[Topic],
    chosen: Collection[TopicId],
    *,
    latest: Sequence[str] = (),
) -> tuple[Row, ...]:
    """The buttons under an alert after Options was pressed: the alert's own text stays.

    `latest` is where it stands among the latest alerts, for the way back to them; none: it came by itself.
    """
    rows = [
        (
            button(
                words, words.gettext("Mute: {topic}").format(topic=name), Act.MUTE, topic.id, article, *latest
            )
            if topic.id in chosen
            else button(
                words,
                words.gettext("Muted. Turn on: {topic}").format(topic=name),
                Act.UNMUTE,
                topic.id,
                article,
                *latest,
            ),
        )
        for topic in topics
        for name in [bidi.isolate(topic.name(words.tag))]
    ]
    return fitted(
        [
            *rows,
            (
                button(words, words.gettext("Share"), Act.SHARE, article, fresh=True),
                button(words, words.gettext("Fewer alerts"), Act.FEWER, fresh=True),
            ),
            (button(words, words.gettext("Report a mistake"), Act.REPORT, article, fresh=True),),
            back(words, Act.LATEST, *latest) if latest else back(words, Act.SHUT, article),
        ]
    )


def shut(words: Words, article: ArticleId, *, whole: bool) -> tuple[Row, ...]:
    """The buttons of an alert as it came, but for its links, which stand above them."""
    options = button(words, words.gettext("Options"), Act.OPTIONS, article)
    if not whole:
        return ((options,),)
    return ((button(words, words.gettext("Whole article"), Act.WHOLE, article, fresh=True), options),)
