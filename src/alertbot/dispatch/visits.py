"""Who is to be sent what next: readers to be visited apart, or the next page of the first walk."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alertbot.dispatch import choose
from alertbot.dispatch.board import Tracked
from alertbot.dispatch.dispatcher import Dispatcher
from alertbot.dispatch.ledger import Pair
from alertbot.dispatch.walk import Walk
from alertbot.dispatch.wordlist import Matched
from alertbot.errors import NotFound
from alertbot.model import AlertId, Article, Edition, Retry, Run, Topic, TopicId, Variant
from alertbot.storage import articles, audience, editions, exceptions, receipts, topics, words
from alertbot.storage.audience import Reader
from alertbot.storage.engine import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One message to one reader."""

    alert: AlertId
    run: Run  # that counts it
    reader: Reader
    edition: Edition
    body: bytes
    variant: Variant = Variant.ALERT
    attempts: int = 0
    read_at: float = 0.0  # of the loop's clock: when the reader was looked at

    @property
    def pair(self) -> Pair:
        """What makes it unique."""
        return self.alert, self.reader.id


@dataclass(frozen=True, slots=True)
class _Material:
    article: Article
    ready: Mapping[str, Edition]
    topics: Mapping[TopicId, Topic]
    matched: Matched


async def next_visits(dispatcher: Dispatcher) -> list[Visit] | None:
    """The next visits, at most a page; empty where nobody of that page wants one, None where all is done."""
    board = dispatcher.board
    async with dispatcher.database.reading() as c:
        found = await exceptions.due(c, now=dispatcher.clock(), limit=dispatcher.page)
        due = [each for each in found if (each.alert, each.subscriber) not in board.busy]
        walk = board.next_walk()
        if due and board.goes_before(due[0], walk):
            return await _apart(dispatcher, c, [each for each in due if each.alert == due[0].alert])
        return None if walk is None else await _page(dispatcher, c, walk)


async def _apart(dispatcher: Dispatcher, c: Connection, due: Sequence[Retry]) -> list[Visit]:
    """Readers of one alert who could not be served when the run came by, or who chose anew since."""
    tracked = dispatcher.board.alerts.get(due[0].alert)
    if tracked is None:
        dispatcher.board.look_wanted = True
        return []
    material = await _material(dispatcher, c, tracked)
    if material is None:
        return []
    there = await audience.readers(
        c,
        [each.subscriber for each in due],
        topics=material.article.topics,
        also=material.matched.watchers,
    )
    readers = {reader.id: reader for reader in await _wanting(c, material, there)}
    visits = []
    for each in due:
        reader = readers.get(each.subscriber)
        # Where no run has opened for the language yet, it will come by.
        run = None if reader is None else tracked.run_for(reader.languages[0])
        visit = None
        if reader is not None and run is not None and not dispatcher.board.parked(run):
            visit = _visit(dispatcher, tracked, material, run, reader, attempts=each.attempts)
        if visit is None:
            dispatcher.board.busy.add((each.alert, each.subscriber))
            dispatcher.board.ledger.pass_by(each)
        else:
            visits.append(visit)
    dispatcher.happened.set()
    return visits


async def _page(dispatcher: Dispatcher, c: Connection, walk: Walk) -> list[Visit]:
    """The next readers of a walk."""
    tracked = dispatcher.board.alerts[walk.run.alert]
    material = await _material(dispatcher, c, tracked)
    if material is None or walk.range is None:
        return []
    after, up_to = walk.range
    page = await audience.page(
        c,
        topics=material.article.topics,
        language=walk.run.language,
        after=after,
        up_to=up_to,
        limit=dispatcher.page,
        also=material.matched.watchers,
    )
    readers = await _wanting(c, material, page.readers)
    walk.visit([reader.id for reader in readers], up_to=page.last)
    visits = []
    for reader in readers:
        visit = _visit(dispatcher, tracked, material, walk.run, reader)
        if visit is None:
            walk.finish(reader.id)
        else:
            visits.append(visit)
    dispatcher.happened.set()
    return visits


async def _material(dispatcher: Dispatcher, c: Connection, tracked: Tracked) -> _Material | None:
    """What the alert has to say now; None where its article is gone, and then the alert is too."""
    try:
        article = await articles.get(c, tracked.alert.article)
    except NotFound:
        dispatcher.board.forget(tracked.alert.id)
        return None
    if tracked.reached is None:
        tracked.reached = await receipts.reached_by(c, tracked.alert.id)
    known = {topic.id: topic for topic in await topics.all(c, active_only=False)}
    ready = choose.ready_of(await editions.of(c, article.id))
    matched = await dispatcher.matches.in_alert(
        c, tracked.alert.id, article, ready.values(), now=dispatcher.clock()
    )
    return _Material(article, ready, known, matched)


async def _wanting(c: Connection, material: _Material, readers: Iterable[Reader]) -> list[Reader]:
    """Those who want the alert for a topic or a word, and have none of the words they skip.

    Words are in memory as they were read; whether they are there still is asked here.
    """
    found = list(readers)
    there = await words.still_there(c, material.matched.words_of(reader.id for reader in found))
    return [
        reader
        for reader in found
        if material.matched.wanted(reader.id, chosen=bool(reader.topics), there=there)
    ]


def _visit(
    dispatcher: Dispatcher,
    tracked: Tracked,
    material: _Material,
    run: Run,
    reader: Reader,
    *,
    attempts: int = 0,
) -> Visit | None:
    """The visit of a reader whom the alert has not reached and for whom something is ready."""
    pair = (tracked.alert.id, reader.id)
    if tracked.reached is None or reader.id in tracked.reached or pair in dispatcher.board.busy:
        return None
    article = material.article
    choice = choose.edition(
        reader.languages,
        originals=reader.originals,
        ready=material.ready,
        original=article.language,
        second_script=reader.second_script,
    )
    if choice is None:
        return None
    # Who is reached by a word is told the article's own topic: the word itself is nobody else's to read.
    topic = choose.topic(reader.topics or article.topics, material.topics)
    variant = Variant.DISCREET if reader.discreet else Variant.ALERT
    body = dispatcher.body(article, choice, language=reader.languages[0], topic=topic, variant=variant)
    return Visit(
        alert=tracked.alert.id,
        run=run,
        reader=reader,
        edition=choice.edition,
        body=body,
        variant=variant,
        attempts=attempts,
        read_at=asyncio.get_running_loop().time(),
    )
