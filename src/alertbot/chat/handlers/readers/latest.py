"""The latest alerts on the reader's topics and words, all of them or of one kind."""

from dataclasses import dataclass

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, subscribed
from alertbot.chat.handlers.readers.found import Found, among_latest, own_words, wanted
from alertbot.chat.screens.editors import freeze
from alertbot.chat.screens.readers import latest as screens
from alertbot.dispatch import choose
from alertbot.dispatch.choose import Choice
from alertbot.dispatch.render import Message, render
from alertbot.dispatch.wordlist import Matched
from alertbot.model import Article, Subscriber, TopicId, Word
from alertbot.storage import editions, topics

MOST_LATEST = 20  # how far back /latest goes
MOST_LOOKED = 60  # among how many articles words are looked for


@dataclass(frozen=True, slots=True)
class _Latest:
    found: Found
    choice: Choice


async def show_latest(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One of the latest alerts on the reader's topics and words, or on those that were asked for alone."""
    reader = subscribed(visit)
    if visit.freeze is not None:
        return Reply(screen=freeze.readers(visit.words))
    own = await own_words(desk, reader)
    watches = any(not word.skip for word in own)
    async with desk.database.reading() as c:
        offered = [topic for topic in await topics.all(c) if topic.id in reader.topics]
    kinds = {screens.WORDS, *(str(topic.id) for topic in offered)}
    only = press.text(1) if press.text(1) in kinds else screens.ALL  # the topic may be muted since
    found = await _latest(desk, reader, own, only)
    at = max(min(press.number(0), len(found) - 1), 0)
    place = screens.Place(at, only, press.number(2))
    ways = screens.ways(visit.words, offered, place, watches=watches)
    if not found:
        chosen = bool(reader.topics) or watches
        nothing = screens.nothing_latest(
            visit.words, chosen=chosen, only=only, ways=ways, discreet=reader.discreet
        )
        return Reply(screen=nothing)
    message = await _message(desk, reader, found[at])
    shown = screens.latest(
        visit.words, message, place, more=at + 1 < len(found), ways=ways, discreet=reader.discreet
    )
    return Reply(screen=shown)


async def newest(desk: Desk, reader: Subscriber) -> Message | None:
    """The latest alert as this reader would get it."""
    found = await _latest(desk, reader, await own_words(desk, reader), screens.ALL)
    return await _message(desk, reader, found[0]) if found else None


async def received(desk: Desk, reader: Subscriber, article: Article) -> Message | None:
    """An article as this reader would get it now; None where nothing of it is ready for them."""
    async with desk.database.reading() as c:
        ready = choose.ready_of((await editions.ready(c, [article.id]))[article.id])
    found = Found(article, ready, Matched())
    choice = _choice(reader, found)
    return None if choice is None else await _message(desk, reader, _Latest(found, choice))


async def _latest(desk: Desk, reader: Subscriber, own: list[Word], only: str) -> list[_Latest]:
    """The latest alerts that this reader would get, newest first; the words they skip are minded."""
    filed, watches = _filed(reader, only), any(not word.skip for word in own)
    if not watches and not filed:
        return []
    everywhere = only == screens.WORDS or (only == screens.ALL and watches)
    among = await among_latest(
        desk,
        reader,
        own,
        filed=None if everywhere else filed,
        limit=MOST_LOOKED if own else MOST_LATEST,
    )
    return [
        _Latest(found, choice)
        for found in among
        if _is_asked(reader, own, found, filed, only) and (choice := _choice(reader, found)) is not None
    ][:MOST_LATEST]


def _filed(reader: Subscriber, only: str) -> list[TopicId]:
    if only in (screens.ALL, screens.WORDS):
        return list(reader.topics) if only == screens.ALL else []
    return [id for id in reader.topics if str(id) == only]


def _is_asked(reader: Subscriber, own: list[Word], found: Found, filed: list[TopicId], only: str) -> bool:
    """Whether an alert is of the kind that was asked for, and would come to the reader."""
    chosen = not set(filed).isdisjoint(found.article.topics)
    if only not in (screens.ALL, screens.WORDS) and not chosen:
        return False
    return wanted(reader, own, found, chosen=chosen)


def _choice(reader: Subscriber, found: Found) -> Choice | None:
    return choose.edition(
        reader.languages,
        originals=reader.originals,
        ready=found.ready,
        original=found.article.language,
        second_script=reader.second_script,
    )


async def _message(desk: Desk, reader: Subscriber, latest: _Latest) -> Message:
    """The alert; who finds it by a word is told the article's own topic, as when it was sent."""
    article = latest.found.article
    async with desk.database.reading() as c:
        known = {topic.id: topic for topic in await topics.all(c)}
    chosen = [id for id in article.topics if id in reader.topics]
    topic = choose.topic(chosen or article.topics, known)
    words = desk.catalogues[reader.languages[0]]
    return render(article, latest.choice.edition, words=words, topic=topic, scripts=latest.choice.scripts)
