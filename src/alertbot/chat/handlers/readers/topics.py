"""The topics that a reader receives."""

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, again, subscribed
from alertbot.chat.screens.page import Screen
from alertbot.chat.screens.readers import topics as screens
from alertbot.model import Role, TopicId
from alertbot.storage import exceptions, subscribers, topics
from alertbot.storage.bells import Bell


async def show_topics(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The topics with their switches."""
    return Reply(screen=await topics_screen(desk, visit, page=press.number(0), mode=press.text(1)))


async def topics_screen(desk: Desk, visit: Visit, *, page: int, mode: str) -> Screen:
    """The same, after something was stored."""
    async with desk.database.reading() as c:
        offered = await topics.all(c)
    chosen = subscribed(visit).topics
    manages = visit.role >= Role.EDITOR
    return screens.topics(visit.words, offered, chosen, page=page, mode=mode, manages=manages)


async def topic_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive a topic."""
    return await _switch(desk, visit, press, on=True)


async def topic_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive a topic no longer."""
    return await _switch(desk, visit, press, on=False)


async def _switch(desk: Desk, visit: Visit, press: Press, *, on: bool) -> Reply:
    await set_topic(desk, visit, TopicId(press.number(0)), on=on)
    visit = await again(desk, visit)
    return Reply(screen=await topics_screen(desk, visit, page=press.number(1), mode=press.text(2)))


async def set_topic(desk: Desk, visit: Visit, topic: TopicId, *, on: bool) -> None:
    """Choose a topic or leave it; what is on its way now is seen again."""
    id = subscribed(visit).id
    async with desk.database.writing(*([Bell.DISPATCH] if on else [])) as c:
        await topics.get(c, topic)  # it may be gone since the button was made
        await subscribers.set_topic(c, id, topic, on=on)
        if on:
            await exceptions.revisit(c, id, now=visit.now)
