"""Coming back with a link that holds one's settings: consent is asked again, then all is as before."""

from dataclasses import replace

from alertbot.chat import journey
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, again
from alertbot.chat.handlers.readers.home import home
from alertbot.chat.screens.page import Screen, back
from alertbot.chat.screens.readers import about, contact
from alertbot.chat.screens.readers import safety as screens
from alertbot.errors import AlreadyThere
from alertbot.languages import conversion
from alertbot.model import Role, SubscriberId, TopicId
from alertbot.storage import exceptions, people, subscribers, topics
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection


async def ask(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The link was opened: what we would store, in its language. Nothing is stored yet.

    The message with the link leaves the chat: it is to be kept elsewhere, and says what was chosen.
    """
    payload = press.text(0)
    found = _offered(desk, payload)
    if found is None:  # the message stays, so that it can be compared
        return Reply(screen=_mistyped(visit))
    away = (visit.message,) if visit.wrote and visit.message is not None else ()
    if visit.subscriber is not None:
        return Reply(screen=screens.instead(visit.words, payload), away=away)
    words = desk.catalogues[found.languages[0]]
    shown = screens.returning(words, desk.newsroom, payload, home=desk.home, days=desk.keeping.receipts.days)
    return Reply(screen=shown, away=away)


async def privacy(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The promises, before the consent."""
    found = _offered(desk, press.text(0))
    if found is None:
        return Reply(screen=_mistyped(visit))
    words = desk.catalogues[found.languages[0]]
    way = back(words, Act.RETURN, press.text(0))
    return Reply(screen=replace(about.privacy(words, days=desk.keeping.receipts.days), keyboard=(way,)))


async def restore(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The person agreed: everything is as before, as far as it is still there."""
    found = _offered(desk, press.text(0))
    if found is None:
        return Reply(screen=_mistyped(visit))
    async with desk.database.writing(Bell.DISPATCH) as c:
        id = await _subscriber(c, visit, found)
        await _put(c, id, found)
        if visit.person is not None:
            await people.set_language(c, visit.person.id, language=found.languages[0])
        await exceptions.revisit(c, id, now=visit.now)
    now = await again(desk, visit)
    shown = home(desk, now, note=now.words.gettext("Your settings are back."))
    return Reply(screen=shown, menu=(now.words, now.role))


async def _subscriber(c: Connection, visit: Visit, found: journey.Settings) -> SubscriberId:
    """Whoever agreed: a new row, or their own."""
    try:
        return await subscribers.add(
            c,
            chat=visit.user,
            languages=found.languages,
            topics=(),
            consent_version=contact.CONSENT_VERSION,
            consent_month=f"{visit.now:%Y-%m}",
        )
    except AlreadyThere as error:
        return SubscriberId(error.id)


async def _put(c: Connection, id: SubscriberId, found: journey.Settings) -> None:
    await subscribers.set_languages(c, id, languages=found.languages)
    await subscribers.set_second_script(c, id, tag=found.second_script)
    await subscribers.set_originals(c, id, welcome=found.originals)
    await subscribers.set_discreet(c, id, on=found.discreet)
    for topic in await topics.all(c):
        await subscribers.set_topic(c, id, TopicId(topic.id), on=topic.id in found.topics)


def _offered(desk: Desk, payload: str) -> journey.Settings | None:
    """What a link holds of what we still have; None where no language of it is left, or it is mistyped."""
    found = journey.unpack(payload)
    chosen = () if found is None else tuple(tag for tag in found.languages if tag in desk.offered)
    if found is None or not chosen or len(set(chosen)) != len(chosen):
        return None
    second = found.second_script
    if second not in conversion.scripts_of(chosen[0]) or second == chosen[0] or second not in desk.offered:
        second = None
    return replace(found, languages=chosen, second_script=second)


def _mistyped(visit: Visit) -> Screen:
    return screens.mistyped(visit.words, stranger=visit.role is Role.STRANGER)
