"""A link for a friend: the same language, the topic of the alert, nothing of the reader."""

from alertbot.chat import links
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, subscribed
from alertbot.chat.screens.readers import share as screens
from alertbot.dispatch import choose
from alertbot.model import ArticleId
from alertbot.storage import articles, topics


async def share(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The link, as a button and as text; it names the topic that the reader was sent the alert under."""
    reader = subscribed(visit)
    async with desk.database.reading() as c:
        article = await articles.get(c, ArticleId(press.number(0)))
        known = {topic.id: topic for topic in await topics.all(c)}
    own = [id for id in article.topics if id in reader.topics] or article.topics
    topic = choose.topic(own, known)
    payload = links.subscribe(language=reader.languages[0], topics=[] if topic is None else [topic.id])
    link = links.address(desk.username, payload)
    name = None if topic is None else topic.name(visit.words.tag)
    return Reply(screen=screens.share(visit.words, desk.newsroom, link, topic=name))
