"""What a reader's words find among the articles there are, looked for in memory when it is asked for."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alertbot.chat.desk import Desk
from alertbot.dispatch import choose
from alertbot.dispatch.wordlist import Matched, of_reader
from alertbot.model import Article, Edition, Subscriber, TopicId, Word
from alertbot.storage import articles, editions, topics, words


@dataclass(frozen=True, slots=True)
class Found:
    """An article with what may go to readers of it, by language, and the reader's words that it has."""

    article: Article
    ready: Mapping[str, Edition]
    matched: Matched


async def among_latest(
    desk: Desk,
    reader: Subscriber,
    own: Sequence[Word],
    *,
    filed: Sequence[TopicId] | None = None,
    limit: int,
    since: datetime | None = None,
) -> list[Found]:
    """The latest articles under these topics (None: under any), newest first, with what `own` finds there."""
    async with desk.database.reading() as c:
        under = [topic.id for topic in await topics.all(c)] if filed is None else filed
        latest = await articles.latest(c, topics=under, limit=limit)
        latest = [article for article in latest if since is None or article.created_at >= since]
        ready = {
            id: choose.ready_of(each)
            for id, each in (await editions.ready(c, [article.id for article in latest])).items()
        }
        terms = await desk.studio.glossary.current(c)
    texts = [(article, tuple(ready[article.id].values())) for article in latest]
    if own:  # measured: 10 ms for an article of 700 words; others are answered meanwhile
        matched = await asyncio.to_thread(of_reader, own, reader.languages, terms, texts)
    else:
        matched = [Matched()] * len(latest)
    return [Found(article, ready[article.id], each) for article, each in zip(latest, matched, strict=True)]


async def own_words(desk: Desk, reader: Subscriber) -> list[Word]:
    """The reader's words of both kinds, in the order they came."""
    async with desk.database.reading() as c:
        return await words.of(c, reader.id)


def wanted(reader: Subscriber, own: Sequence[Word], found: Found, *, chosen: bool) -> bool:
    """Whether the reader would get an article, who has chosen a topic of it or not."""
    there = {word.id for word in own}
    return found.matched.wanted(reader.id, chosen=chosen, there=there)
