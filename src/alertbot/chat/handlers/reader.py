"""What readers choose: topics, languages, pauses; the latest alerts, and the options under one."""

from contextlib import suppress
from datetime import timedelta

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, again, subscribed
from alertbot.chat.screens import freeze
from alertbot.chat.screens import reader as screens
from alertbot.chat.screens.page import Screen
from alertbot.dispatch import choose
from alertbot.dispatch.render import Message, render
from alertbot.errors import NotFound
from alertbot.model import ArticleId, Role, Subscriber, TopicId
from alertbot.storage import articles, editions, exceptions, subscribers, topics
from alertbot.storage.bells import Bell

MOST_LATEST = 20  # how far back /latest goes
_PAUSES = {"day": timedelta(days=1), "week": timedelta(days=7), "ever": None}


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
    await _set_topic(desk, visit, TopicId(press.number(0)), on=on)
    visit = await again(desk, visit)
    return Reply(screen=await topics_screen(desk, visit, page=press.number(1), mode=press.text(2)))


async def _set_topic(desk: Desk, visit: Visit, topic: TopicId, *, on: bool) -> None:
    id = subscribed(visit).id
    async with desk.database.writing(*([Bell.DISPATCH] if on else [])) as c:
        await topics.get(c, topic)  # it may be gone since the button was made
        await subscribers.set_topic(c, id, topic, on=on)
        if on:
            await exceptions.revisit(c, id, now=visit.now)


async def show_pause(desk: Desk, visit: Visit, press: Press) -> Reply:
    """How long to pause."""
    return Reply(screen=screens.pause(visit.words, subscribed(visit)))


async def pause_for(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive nothing for a while."""
    time = _PAUSES.get(press.text(0), _PAUSES["day"])
    async with desk.database.writing() as c:
        await subscribers.pause(c, subscribed(visit).id, until=None if time is None else visit.now + time)
    return Reply(screen=home(desk, await again(desk, visit)))


async def resume(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive again, also what is on its way now."""
    id = subscribed(visit).id
    async with desk.database.writing(Bell.DISPATCH) as c:
        await subscribers.resume(c, id)
        await exceptions.revisit(c, id, now=visit.now)
    return Reply(screen=home(desk, await again(desk, visit)))


def home(desk: Desk, visit: Visit, *, note: str | None = None) -> Screen:
    """The menu of somebody who is known; editors see there when all alerts are stopped."""
    banner = None if visit.freeze is None else freeze.banner(visit.words, visit.freeze, now=visit.now)
    return screens.home(visit.words, desk.newsroom, visit.subscriber, visit.role, note=note, banner=banner)


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
            topic = choose.topic([id for id in article.topics if id in subscriber.topics], known)
            shown = render(article, choice.edition, words=words, topic=topic, scripts=choice.scripts)
            messages.append(shown)
    return messages


async def show_options(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Options were pressed under an alert."""
    return await _options(desk, visit, ArticleId(press.number(0)))


async def _options(desk: Desk, visit: Visit, id: ArticleId, toast: str | None = None) -> Reply:
    async with desk.database.reading() as c:
        article = await articles.get(c, id)
        under = [topic for topic in await topics.all(c) if topic.id in article.topics]
    rows = screens.options(visit.words, id, under, subscribed(visit).topics)
    return Reply(under=rows, toast=toast)


async def shut_options(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Back to the alert's own buttons."""
    id = ArticleId(press.number(0))
    whole = False
    with suppress(NotFound):  # an old alert gets its button all the same
        async with desk.database.reading() as c:
            whole = bool((await articles.get(c, id)).text.strip())
    return Reply(under=screens.shut(visit.words, id, whole=whole))


async def mute(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive the topic of an alert no longer."""
    await _set_topic(desk, visit, TopicId(press.number(0)), on=False)
    toast = visit.words.gettext("You will receive no more alerts on this topic.")
    return await _options(desk, await again(desk, visit), ArticleId(press.number(1)), toast)


async def unmute(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Receive it again."""
    await _set_topic(desk, visit, TopicId(press.number(0)), on=True)
    toast = visit.words.gettext("You receive alerts on this topic again.")
    return await _options(desk, await again(desk, visit), ArticleId(press.number(1)), toast)
