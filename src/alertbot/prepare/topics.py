"""Decides under which topics an article is filed, and says why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from alertbot.languages.matching import Index, Text, code_of
from alertbot.model import Filing, Topic, TopicId

BY_FEED = "feed"
BY_CATEGORY = "category"
BY_KEYWORD = "keyword"
BY_MODEL = "model"
BY_EDITOR = "editor"
_MOST_WORDS = 10  # that a filing names
_INDEXES_KEPT = 32  # one a language; topics change rarely


def file(
    *,
    language: str,
    title: str,
    text: str,
    categories: Collection[str],
    feed_topics: Collection[TopicId],
    topics: Sequence[Topic],
) -> list[Filing]:
    """The topics of an article, in their order: those of its feed, its feed's categories, and its words.

    A category of the feed files under the topic that is called so in any language, and under one of
    whose keywords it is a form. Keywords are looked for in title and text, in the article's language,
    whatever script they and the article are written in. An empty list means that an editor must choose.
    """
    offered = [topic for topic in topics if topic.active]
    known = _keywords(offered, language)
    found = _words(known, "\n".join((title, text)), language)
    named = _named(offered, known, categories, language)
    filings = (_filing(topic.id, feed_topics, named, found) for topic in offered)
    return [filing for filing in filings if filing is not None]


def chosen(answer: Iterable[str], topics: Iterable[Topic]) -> list[Filing]:
    """The filings of a model's answer: the slugs that are offered, each once; it can invent none."""
    offered = {topic.slug: topic.id for topic in topics if topic.active}
    slugs = dict.fromkeys(slug.strip() for slug in answer)
    return [Filing(topic=offered[slug], reason=BY_MODEL) for slug in slugs if slug in offered]


def _filing(
    topic: TopicId,
    feed_topics: Collection[TopicId],
    named: dict[TopicId, list[str]],
    found: dict[TopicId, list[str]],
) -> Filing | None:
    reasons = (
        (BY_FEED, topic in feed_topics, found.get(topic, ())),
        (BY_CATEGORY, topic in named, (*named.get(topic, ()), *found.get(topic, ()))),
        (BY_KEYWORD, topic in found, found.get(topic, ())),
    )
    return next(
        (
            Filing(topic=topic, reason=reason, words=tuple(dict.fromkeys(words))[:_MOST_WORDS])
            for reason, holds, words in reasons
            if holds
        ),
        None,
    )


Keywords = tuple[tuple[TopicId, tuple[str, ...]], ...]


def _keywords(topics: Iterable[Topic], language: str) -> Keywords:
    """What to look for in articles of a language: the keywords given for it in any of its scripts."""
    code = code_of(language)
    return tuple(
        (
            topic.id,
            tuple(word for tag, words in topic.keywords.items() if code_of(tag) == code for word in words),
        )
        for topic in topics
    )


def _words(known: Keywords, text: str, language: str) -> dict[TopicId, list[str]]:
    forms: dict[TopicId, list[str]] = {}
    for (topic, _), form in _index(known, code_of(language)).values(Text(text, language)).items():
        forms.setdefault(topic, []).append(form)
    return forms


def _named(
    topics: Iterable[Topic], known: Keywords, categories: Collection[str], language: str
) -> dict[TopicId, list[str]]:
    """The categories by topic: a name of the topic as a whole, or a keyword in it."""
    names: defaultdict[str, set[TopicId]] = defaultdict(set)
    for topic in topics:
        for name in (topic.slug, *topic.names.values()):
            names[_same(name)].add(topic.id)
    found: dict[TopicId, list[str]] = {}
    for category in categories:
        for id in {*names.get(_same(category), ()), *_words(known, category, language)}:
            found.setdefault(id, []).append(category)
    return found


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


@lru_cache(_INDEXES_KEPT)
def _index(known: Keywords, language: str) -> Index[tuple[TopicId, str]]:
    """The keywords of all topics; a value is the topic with the keyword, so that each of them is told."""
    index: Index[tuple[TopicId, str]] = Index(language)
    for topic, keywords in known:
        for keyword in keywords:
            index.add(keyword, (topic, keyword))
    return index
