"""When a phone is taken: what is shown goes again, and settings that nobody but the reader keeps."""

from alertbot.chat import journey, links
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, again, subscribed
from alertbot.chat.screens.readers import safety as screens
from alertbot.model import Subscriber
from alertbot.storage import subscribers, words


async def show_safety(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All of it in one place."""
    return Reply(screen=screens.safety(visit.words, subscribed(visit)))


async def discreet_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Alerts say only that there is news."""
    return await _set_discreet(desk, visit, press, on=True)


async def discreet_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Alerts say all again."""
    return await _set_discreet(desk, visit, press, on=False)


async def hide(desk: Desk, visit: Visit, press: Press) -> Reply:
    """A private answer goes before its time."""
    return Reply(away=() if visit.message is None else (visit.message,))


async def show_journey(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The link that brings the settings back."""
    reader = subscribed(visit)
    async with desk.database.reading() as c:
        has_words = bool(await words.of(c, reader.id))
    payload, whole = _packed(reader)
    link = links.address(desk.username, payload)
    return Reply(screen=screens.journey(visit.words, link, topics=whole, has_words=has_words))


def _packed(reader: Subscriber) -> tuple[str, bool]:
    """The payload of a reader's settings, and whether their topics are in it."""
    try:
        return journey.pack(_settings(reader, reader.topics)), True
    except ValueError:
        return journey.pack(_settings(reader, ())), False


def _settings(reader: Subscriber, topics: tuple[int, ...]) -> journey.Settings:
    return journey.Settings(
        languages=reader.languages,
        second_script=reader.second_script,
        originals=reader.originals,
        discreet=reader.discreet,
        topics=topics,
    )


async def _set_discreet(desk: Desk, visit: Visit, press: Press, *, on: bool) -> Reply:
    async with desk.database.writing() as c:
        await subscribers.set_discreet(c, subscribed(visit).id, on=on)
    return await show_safety(desk, await again(desk, visit), press)
