"""Decides under which topics an article is filed, and says why."""

from collections.abc import Collection, Iterable, Sequence

from alertbot.model import Filing, Topic, TopicId
from alertbot.prepare import inflect

BY_FEED = "feed"
BY_KEYWORD = "keyword"
_MOST_WORDS = 10  # that a filing names


def file(
    *,
    language: str,
    title: str,
    text: str,
    categories: Collection[str],
    feed_topics: Collection[TopicId],
    topics: Iterable[Topic],
) -> list[Filing]:
    """The topics of an article, in their order: those of its feed, and those whose words it has.

    Words are looked for in the title, the text and the feed's categories, in the article's language.
    An empty list means that an editor must choose.
    """
    searched = inflect.Text("\n".join((title, *categories, text)), language)
    filings = (_filing(topic, searched, language, feed_topics) for topic in topics if topic.active)
    return [filing for filing in filings if filing is not None]


def _filing(
    topic: Topic, text: inflect.Text, language: str, feed_topics: Collection[TopicId]
) -> Filing | None:
    words = _found(topic.keywords.get(language, ()), text)
    if topic.id in feed_topics:
        return Filing(topic=topic.id, reason=BY_FEED, words=words)
    return Filing(topic=topic.id, reason=BY_KEYWORD, words=words) if words else None


def _found(keywords: Sequence[str], text: inflect.Text) -> tuple[str, ...]:
    forms = (text.find(keyword) for keyword in keywords)
    return tuple(dict.fromkeys(form for form in forms if form is not None))[:_MOST_WORDS]
