"""The first contact, links, and the end of it."""

from alertbot.chat import links
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, again, subscribed
from alertbot.chat.handlers.readers import home as menu
from alertbot.chat.handlers.readers import invited, returning
from alertbot.chat.handlers.readers.latest import newest
from alertbot.chat.handlers.readers.topics import topics_screen
from alertbot.chat.screens.page import Screen
from alertbot.chat.screens.readers import about, contact
from alertbot.chat.screens.readers import latest as latest_screens
from alertbot.chat.screens.readers import topics as topic_screens
from alertbot.errors import AlreadyThere
from alertbot.languages.catalogues import Words
from alertbot.model import Role, TopicId
from alertbot.storage import exceptions, people, subscribers, topics
from alertbot.storage.bells import Bell


async def start(desk: Desk, visit: Visit, payload: str) -> Reply:
    """/start, perhaps with the payload of a link."""
    link = links.read(payload)
    if isinstance(link, links.Invitation):
        return await invited.opened(desk, visit, link.payload)
    if isinstance(link, links.Return):
        return await returning.ask(desk, visit, Press(Act.RETURN, (link.payload,)))
    if link is None:
        return Reply(screen=home(desk, visit))
    if visit.subscriber is None:
        return Reply(screen=_arrive(desk, visit, link))
    async with desk.database.reading() as c:
        offered = await topics.all(c)
    new = [topic for topic in offered if topic.id in link.topics and topic.id not in visit.subscriber.topics]
    return Reply(screen=contact.adopt(visit.words, new) if new else home(desk, visit))


def home(desk: Desk, visit: Visit, *, note: str | None = None) -> Screen:
    """The menu; a stranger is asked for a language first."""
    if visit.role is Role.STRANGER:
        return greeting(desk, visit, ())
    return menu.home(desk, visit, note=note)


def greeting(desk: Desk, visit: Visit, topics: tuple[int, ...]) -> Screen:
    """The languages to choose from."""
    offered = desk.words_offered()
    return contact.greet([visit.words] if visit.speaks else offered, offered, topics)


async def show_home(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The menu."""
    return Reply(screen=home(desk, visit))


async def greet(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The languages, before anything is stored; who subscribes already sees the menu."""
    if visit.subscriber is not None:
        return Reply(screen=home(desk, visit))
    return Reply(screen=greeting(desk, visit, links.split(press.text(0))))


async def consent(desk: Desk, visit: Visit, press: Press) -> Reply:
    """A language was chosen: what we would store, in it. Nothing is stored yet."""
    words = _chosen(desk, press)
    if visit.subscriber is not None or words is None:
        return await greet(desk, visit, press)
    return Reply(
        screen=contact.consent(
            words, desk.newsroom, links.split(press.text(1)), home=desk.home, days=desk.keeping.receipts.days
        )
    )


async def agree(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The person agreed: the first row is written, with the linked topics or all of them."""
    words = _chosen(desk, press)
    if words is None:
        return await greet(desk, visit, press)
    async with desk.database.writing() as c:
        offered = [topic.id for topic in await topics.all(c)]
        linked = [id for id in links.split(press.text(1)) if id in offered]
        try:
            await subscribers.add(
                c,
                chat=visit.user,
                languages=(words.tag,),
                topics=[TopicId(id) for id in linked] or offered,
                consent_version=contact.CONSENT_VERSION,
                consent_month=f"{visit.now:%Y-%m}",
            )
        except AlreadyThere:
            words = visit.words  # an old button, or this very press once more
        if visit.person is not None:
            await people.set_language(c, visit.person.id, language=words.tag)
    now = await again(desk, visit)
    shown = await topics_screen(desk, now, page=0, mode=topic_screens.NEW)
    return Reply(screen=shown, menu=(now.words, now.role))


async def decline(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The person said no: nothing is written."""
    return Reply(screen=contact.declined(_chosen(desk, press) or visit.words))


async def adopt(desk: Desk, visit: Visit, press: Press) -> Reply:
    """A subscriber wants the topics of a link as well."""
    subscriber = subscribed(visit)
    async with desk.database.writing(Bell.DISPATCH) as c:
        offered = {topic.id for topic in await topics.all(c)}
        for id in links.split(press.text(0)):
            if id in offered:
                await subscribers.set_topic(c, subscriber.id, TopicId(id), on=True)
        await exceptions.revisit(c, subscriber.id, now=visit.now)
    return Reply(screen=await topics_screen(desk, await again(desk, visit), page=0, mode=""))


async def finish(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The end of the first contact: the latest alert is shown, so that the reader sees what comes."""
    subscriber = subscribed(visit)
    latest = None if visit.freeze is not None else await newest(desk, subscriber)
    shown = contact.ready(visit.words, topics=len(subscriber.topics), shown=latest is not None)
    after = (
        None if latest is None else latest_screens.first(visit.words, latest, discreet=subscriber.discreet)
    )
    return Reply(screen=shown, after=after)


async def privacy(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The promises; before the consent they are read in the language that was chosen for it."""
    words = _chosen(desk, press)
    if visit.subscriber is None and words is not None:
        return Reply(
            screen=about.privacy(
                words, days=desk.keeping.receipts.days, consenting=links.split(press.text(1))
            )
        )
    return Reply(screen=about.privacy(visit.words, days=desk.keeping.receipts.days))


def _arrive(desk: Desk, visit: Visit, link: links.Subscribe) -> Screen:
    if link.language in desk.offered:
        return contact.consent(
            desk.catalogues[link.language],
            desk.newsroom,
            link.topics,
            home=desk.home,
            days=desk.keeping.receipts.days,
        )
    return greeting(desk, visit, link.topics)


def _chosen(desk: Desk, press: Press) -> Words | None:
    tag = press.text(0)
    return desk.catalogues[tag] if tag in desk.offered else None
