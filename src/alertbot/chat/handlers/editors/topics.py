"""Editors' work on topics: add, name, give keywords, hide and show."""

import hashlib
import re
import unicodedata
from datetime import datetime

from alertbot.chat import links
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.handlers.editors.noting import named, noted
from alertbot.chat.handlers.editors.second import Detail, Doing, Made, through
from alertbot.chat.screens.editors import topics as screens
from alertbot.chat.screens.page import Screen
from alertbot.errors import AlreadyThere
from alertbot.languages import clean
from alertbot.model import Person, Rule, Topic, TopicId
from alertbot.storage import articles, audit, dialogs, feeds, topics
from alertbot.storage.audit import Deed
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Connection

NEW = "topic new"  # the dialog that waits for a new topic's name
NAME = "topic name"
KEYWORDS = "topic keywords"
_LONGEST_SLUG = 32
_BETWEEN = re.compile(r"[\n,;،؛]")  # what stands between keywords


async def manage(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All topics."""
    async with desk.database.reading() as c:
        known = await topics.all(c, active_only=False)
        waiting = await articles.count_unfiled(c)
    return Reply(screen=screens.listing(visit.words, known, page=press.number(0), waiting=waiting))


async def show_topic(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One topic."""
    return Reply(screen=await _topic(desk, visit, TopicId(press.number(0))))


async def _topic(desk: Desk, visit: Visit, id: TopicId, note: str | None = None) -> Screen:
    async with desk.database.reading() as c:
        topic = await topics.get(c, id)
        known = await feeds.all(c)
    link = links.address(desk.username, links.subscribe(language=None, topics=[id])) if topic.active else None
    return screens.one(visit.words, topic, known, desk.offered, link=link, note=note)


async def _get(desk: Desk, id: int) -> Topic:
    async with desk.database.reading() as c:
        return await topics.get(c, TopicId(id))


async def hide(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Offer a topic no longer, perhaps with a second person."""
    topic = await _get(desk, press.number(0))
    if topic.active:
        detail = {"topic": topic.id, "title": named(topic)}
        made = await through(desk, visit, HIDE, Rule.REMOVING, detail)
        if isinstance(made, Reply):
            return made
    return await show_topic(desk, visit, press)


async def _hide(desk: Desk, c: Connection, by: Person, detail: Detail, now: datetime) -> Made:
    await topics.set_active(c, TopicId(detail["topic"]), False)
    kept = {"topic": detail["title"]}
    await audit.note(c, Deed.TOPIC_HIDDEN, person=by.id, now=now, detail=kept)
    return Made()


HIDE = Doing(kind="topic hide", do=_hide)


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Offer it again."""
    async with desk.database.writing() as c:
        topic = await topics.get(c, TopicId(press.number(0)))
        await topics.set_active(c, topic.id, True)
        if not topic.active:
            await noted(c, visit, Deed.TOPIC_SHOWN, topic=named(topic))
    return await show_topic(desk, visit, press)


async def ask_new(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for the name of a new topic."""
    await _ask(desk, visit, NEW, {"language": visit.words.tag})
    return Reply(screen=screens.ask_new(visit.words))


async def choose_name(desk: Desk, visit: Visit, press: Press) -> Reply:
    """In which language shall the topic be named?"""
    topic = await _get(desk, press.number(0))
    return Reply(screen=screens.which_language(visit.words, topic, desk.offered, Act.TOPIC_NAME))


async def choose_keywords(desk: Desk, visit: Visit, press: Press) -> Reply:
    """In which language shall keywords be given?"""
    topic = await _get(desk, press.number(0))
    return Reply(screen=screens.which_language(visit.words, topic, desk.offered, Act.TOPIC_WORD))


async def ask_name(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for a topic's name in one language."""
    topic, tag = await _get(desk, press.number(0)), _language(desk, press)
    await _ask(desk, visit, NAME, {"topic": topic.id, "language": tag})
    return Reply(screen=screens.ask_name(visit.words, topic, tag))


async def ask_keywords(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for a topic's keywords in one language."""
    topic, tag = await _get(desk, press.number(0)), _language(desk, press)
    await _ask(desk, visit, KEYWORDS, {"topic": topic.id, "language": tag})
    return Reply(screen=screens.ask_keywords(visit.words, topic, tag))


async def no_keywords(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Take all keywords of a language away."""
    id, tag = TopicId(press.number(0)), _language(desk, press)
    async with desk.database.writing() as c:
        await topics.set_keywords(c, id, tag, [])
        await _words_noted(c, visit, id, tag)
        await dialogs.close(c, visit.user)
    return Reply(screen=await _topic(desk, visit, id))


async def take_new(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """The name of a new topic came; the same name again finds the topic there."""
    name = clean.line(text)
    if problem := _name_problem(visit, name):
        return Reply(screen=screens.ask_new(visit.words, problem=problem))
    note = visit.words.gettext("The topic was added. Give it its names in the other languages now.")
    async with desk.database.writing() as c:
        try:
            id = await topics.add(c, slug=slug(name), names={dialog.data["language"]: name})
            await noted(c, visit, Deed.TOPIC_ADDED, topic=name)
        except AlreadyThere as there:
            id, note = TopicId(there.id), visit.words.gettext("This topic is there already.")
        await dialogs.close(c, visit.user)
    return Reply(screen=await _topic(desk, visit, id, note))


async def take_name(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """A topic's name in one language came."""
    name, id, tag = clean.line(text), TopicId(dialog.data["topic"]), dialog.data["language"]
    if problem := _name_problem(visit, name):
        return Reply(screen=screens.ask_name(visit.words, await _get(desk, id), tag, problem=problem))
    async with desk.database.writing() as c:
        await topics.set_name(c, id, tag, name)
        await noted(c, visit, Deed.TOPIC_NAMED, topic=name, language=tag)
        await dialogs.close(c, visit.user)
    return Reply(screen=await _topic(desk, visit, id))


async def take_keywords(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """A topic's keywords in one language came, on lines of their own or with commas between them."""
    keywords = list(dict.fromkeys(word for each in _BETWEEN.split(text) if (word := clean.line(each))))
    id, tag = TopicId(dialog.data["topic"]), dialog.data["language"]
    if problem := _keywords_problem(visit, keywords):
        return Reply(screen=screens.ask_keywords(visit.words, await _get(desk, id), tag, problem=problem))
    async with desk.database.writing() as c:
        await topics.set_keywords(c, id, tag, keywords)
        await _words_noted(c, visit, id, tag)
        await dialogs.close(c, visit.user)
    return Reply(screen=await _topic(desk, visit, id))


async def _words_noted(c: Connection, visit: Visit, id: TopicId, tag: str) -> None:
    await noted(c, visit, Deed.TOPIC_WORDS, topic=named(await topics.get(c, id)), language=tag)


def slug(name: str) -> str:
    """A short name for the database, always the same for the same name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if readable and name.isascii() and len(readable) <= _LONGEST_SLUG:
        return readable
    return "topic-" + hashlib.sha256(name.casefold().encode()).hexdigest()[:16]


def _name_problem(visit: Visit, name: str) -> str | None:
    if 0 < len(name) <= screens.LONGEST_NAME:
        return None
    return visit.words.gettext("A name has at least 1 letter and at most {number}.").format(
        number=visit.words.number(screens.LONGEST_NAME)
    )


def _keywords_problem(visit: Visit, keywords: list[str]) -> str | None:
    words = visit.words
    if not keywords:
        return words.gettext("I found no keyword in your message.")
    if len(keywords) > screens.MOST_KEYWORDS:
        return words.gettext("These are too many keywords; at most {number} are possible.").format(
            number=words.number(screens.MOST_KEYWORDS)
        )
    if any(len(word) > screens.LONGEST_KEYWORD for word in keywords):
        return words.gettext("A keyword is too long; at most {number} letters are possible.").format(
            number=words.number(screens.LONGEST_KEYWORD)
        )
    return None


async def _ask(desk: Desk, visit: Visit, kind: str, data: dict[str, object]) -> None:
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=kind, data=data, now=visit.now)


def _language(desk: Desk, press: Press) -> str:
    return press.text(1) if press.text(1) in desk.offered else desk.offered[0]
