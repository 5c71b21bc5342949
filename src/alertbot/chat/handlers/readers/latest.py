"""The latest alerts on the reader's topics."""

from collections.abc import Sequence

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, subscribed
from alertbot.chat.screens.editors import freeze
from alertbot.chat.screens.readers import latest as screens
from alertbot.dispatch import choose
from alertbot.dispatch.render import Message, render
from alertbot.model import Article, Subscriber
from alertbot.storage import articles, editions, topics
from alertbot.storage.engine import Connection

MOST_LATEST = 20  # how far back /latest goes


async def show_latest(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One of the latest alerts on the reader's topics."""
    subscriber = subscribed(visit)
    if visit.freeze is not None:
        return Reply(screen=freeze.readers(visit.words))
    found = await latest_alerts(desk, subscriber)
    if not found:
        return Reply(screen=screens.nothing_latest(visit.words, chosen=bool(subscriber.topics)))
    at = min(press.number(0), len(found) - 1)
    return Reply(screen=screens.latest(visit.words, found[at], skipped=at, more=at + 1 < len(found)))


async def latest_alerts(desk: Desk, subscriber: Subscriber) -> list[Message]:
    """The latest alerts as this reader would get them, newest first."""
    if not subscriber.topics:
        return []
    async with desk.database.reading() as c:
        found = await articles.latest(c, topics=subscriber.topics, limit=MOST_LATEST)
        return await as_received(c, desk, subscriber, found)


async def as_received(
    c: Connection, desk: Desk, subscriber: Subscriber, found: Sequence[Article]
) -> list[Message]:
    """Articles as alerts for this reader, without those of which nothing is ready for them."""
    ready = await editions.ready(c, [article.id for article in found])
    known = {topic.id: topic for topic in await topics.all(c)}
    words = desk.catalogues[subscriber.languages[0]]
    messages = []
    for article in found:
        choice = choose.edition(
            subscriber.languages,
            originals=subscriber.originals,
            ready=choose.ready_of(ready[article.id]),
            original=article.language,
            second_script=subscriber.second_script,
        )
        if choice is not None:
            chosen = [id for id in article.topics if id in subscriber.topics]
            topic = choose.topic(chosen or article.topics, known)
            shown = render(article, choice.edition, words=words, topic=topic, scripts=choice.scripts)
            messages.append(shown)
    return messages
