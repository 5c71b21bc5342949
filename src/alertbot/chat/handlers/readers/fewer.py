"""What a reader can do against too many alerts."""

from datetime import timedelta

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, again, subscribed
from alertbot.chat.handlers.readers.topics import set_topic
from alertbot.chat.screens.readers import fewer as screens
from alertbot.model import TopicId
from alertbot.storage import alerts, subscribers, topics, words

_WEEK = timedelta(days=7)


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The topics with what they brought, and the other ways."""
    return await _shown(desk, visit, page=press.number(0))


async def topic_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive a topic."""
    await set_topic(desk, visit, TopicId(press.number(0)), on=True)
    return await _shown(desk, await again(desk, visit), page=press.number(1))


async def topic_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive a topic no longer."""
    await set_topic(desk, visit, TopicId(press.number(0)), on=False)
    return await _shown(desk, await again(desk, visit), page=press.number(1))


async def words_only(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Leave all topics; without words nothing is changed, since nothing would come then."""
    reader = subscribed(visit)
    async with desk.database.writing() as c:
        if await words.watches(c, reader.id):
            for topic in reader.topics:
                await subscribers.set_topic(c, reader.id, topic, on=False)
    return await _shown(desk, await again(desk, visit), page=0)


async def _shown(desk: Desk, visit: Visit, *, page: int) -> Reply:
    reader = subscribed(visit)
    async with desk.database.reading() as c:
        counts = await alerts.by_topic(c, since=visit.now - _WEEK)
        known, has_words = await topics.all(c), await words.watches(c, reader.id)
    shown = screens.fewer(visit.words, known, reader.topics, counts, page=page, has_words=has_words)
    return Reply(screen=shown)
