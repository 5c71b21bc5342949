"""In which languages and scripts a reader reads, in which order; the first is the menu's too."""

from alertbot.chat import order
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, again, subscribed
from alertbot.chat.screens.page import Screen
from alertbot.chat.screens.readers import contact as first_contact
from alertbot.chat.screens.readers import language as screens
from alertbot.dispatch import choose
from alertbot.errors import NotFound
from alertbot.languages import conversion
from alertbot.model import Role, Subscriber
from alertbot.storage import articles, editions, exceptions, people, subscribers, topics
from alertbot.storage.bells import Bell

MOST_COUNTED = 20  # alerts of which is told in which languages they came


async def show_language(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The languages; whoever is not known yet begins with them."""
    if visit.role is Role.STRANGER:
        return Reply(screen=first_contact.greet(desk.words_offered(), desk.words_offered()))
    return Reply(screen=await _language(desk, visit))


async def first_language(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Put a language first; those before it move down. For whoever was erased since, it is a beginning."""
    tag = _offered(desk, press.text(0))
    if visit.role is Role.STRANGER:
        return Reply(
            screen=first_contact.consent(
                desk.catalogues[tag], desk.newsroom, home=desk.home, days=desk.keeping.receipts.days
            )
        )
    async with desk.database.writing(Bell.DISPATCH) as c:
        if visit.person is not None:
            await people.set_language(c, visit.person.id, language=tag)
        if visit.subscriber is not None:
            before = visit.subscriber.languages
            chosen = order.first(before, tag, most=subscribers.MOST_LANGUAGES)
            await subscribers.set_languages(c, visit.subscriber.id, languages=chosen)
            if visit.subscriber.second_script == tag:  # the two scripts change places
                await subscribers.set_second_script(c, visit.subscriber.id, tag=before[0])
            await exceptions.revisit(c, visit.subscriber.id, now=visit.now)
    visit = await again(desk, visit)
    return Reply(screen=await _language(desk, visit), menu=(visit.words, visit.role))


async def script_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Have alerts in another script of the first language too."""
    first, tag = subscribed(visit).languages[0], _offered(desk, press.text(0))
    if tag == first or conversion.code_of(tag) != conversion.code_of(first):
        raise NotFound(f"{tag} is no other script of {first}")
    return await _set_second_script(desk, visit, tag)


async def script_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Have alerts in one script again."""
    return await _set_second_script(desk, visit, None)


async def show_more(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The second and third language."""
    return Reply(screen=screens.more_languages(visit.words, desk.words_offered(), subscribed(visit)))


async def also_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Read one language more, after the others."""
    before = subscribed(visit).languages
    chosen = order.also(before, _offered(desk, press.text(0)), most=subscribers.MOST_LANGUAGES)
    if chosen is None:
        full = visit.words.gettext("You can have three languages. Take one away first.")
        return Reply(
            screen=screens.more_languages(visit.words, desk.words_offered(), subscribed(visit)), toast=full
        )
    return await _set_languages(desk, visit, press, chosen)


async def also_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Read a language no longer; the first one stays."""
    first, *others = subscribed(visit).languages
    return await _set_languages(desk, visit, press, (first, *(tag for tag in others if tag != press.text(0))))


async def second_language(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Put a later language in the second place."""
    chosen = order.second(subscribed(visit).languages, press.text(0))
    return await _set_languages(desk, visit, press, chosen)


async def originals_on(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Originals are welcome."""
    return await _set_originals(desk, visit, press, welcome=True)


async def originals_off(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Originals are not."""
    return await _set_originals(desk, visit, press, welcome=False)


async def _language(desk: Desk, visit: Visit) -> Screen:
    reader = visit.subscriber
    chosen = (visit.words.tag,) if reader is None else reader.languages
    came, of = ({}, 0) if reader is None else await _came(desk, reader)
    return screens.language(visit.words, desk.words_offered(), chosen, subscriber=reader, came=came, of=of)


async def _came(desk: Desk, reader: Subscriber) -> tuple[dict[str, int], int]:
    """Of how many of the last alerts on the reader's topics there are texts in each language.

    A language is counted in the script that the reader has chosen, else in its first one. It is told
    from the alerts alone: who got which is not kept for this.
    """
    async with desk.database.reading() as c:
        filed = reader.topics or tuple(topic.id for topic in await topics.all(c))
        found = await articles.latest(c, topics=filed, limit=MOST_COUNTED)
        ready = await editions.ready(c, [article.id for article in found])
    tags = [
        next((each.tag for each in scripts if each.tag in reader.languages), scripts[0].tag)
        for scripts in screens.by_language(desk.words_offered())
    ]
    return order.came([choose.ready_of(each) for each in ready.values()], tags), len(found)


async def _set_languages(desk: Desk, visit: Visit, press: Press, chosen: tuple[str, ...]) -> Reply:
    id = subscribed(visit).id
    async with desk.database.writing(Bell.DISPATCH) as c:
        await subscribers.set_languages(c, id, languages=chosen)
        await exceptions.revisit(c, id, now=visit.now)
    return await show_more(desk, await again(desk, visit), press)


async def _set_second_script(desk: Desk, visit: Visit, tag: str | None) -> Reply:
    async with desk.database.writing() as c:
        await subscribers.set_second_script(c, subscribed(visit).id, tag=tag)
    return Reply(screen=await _language(desk, await again(desk, visit)))


async def _set_originals(desk: Desk, visit: Visit, press: Press, *, welcome: bool) -> Reply:
    async with desk.database.writing() as c:
        await subscribers.set_originals(c, subscribed(visit).id, welcome=welcome)
    return await show_more(desk, await again(desk, visit), press)


def _offered(desk: Desk, tag: str) -> str:
    if tag not in desk.offered:
        raise NotFound(f"language {tag} is not offered")
    return tag
