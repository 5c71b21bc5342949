"""Help, stored data, stopping, and forgetting."""

from dataclasses import dataclass
from datetime import datetime

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.screens.readers import about, mydata
from alertbot.model import AlertId, ChatId, Feedback, Receipt, Word
from alertbot.storage import (
    dialogs,
    fading,
    feedback,
    policies,
    receipts,
    subscribers,
    topics,
    waiting,
    words,
)
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection, Database


async def show_help(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Every command."""
    return Reply(screen=about.help_(visit.words, desk.newsroom, visit.role, home=desk.home))


async def show_mydata(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All that is stored about the person."""
    reached: list[tuple[AlertId, Receipt]] = []
    written: list[Feedback] = []
    answers = 0
    own: list[Word] = []
    async with desk.database.reading() as c:
        known = await topics.all(c, active_only=False)
        keeping = await policies.keeping(c, desk.keeping)
        if visit.subscriber is not None:
            reached = await receipts.of_subscriber(c, visit.subscriber.id)
            written = await feedback.of_subscriber(c, visit.subscriber.id, now=visit.now)
            answers = len(await feedback.answers_to(c, visit.subscriber.id, now=visit.now))
            own = await words.of(c, visit.subscriber.id)
        going = await fading.count(c, visit.user, besides=visit.message)
    shown = mydata.mydata(
        visit.words,
        visit.subscriber,
        visit.person,
        known,
        reached=[alert for alert, _ in reached],
        fading=going,
        written=written,
        answers=answers,
        own=own,
        days=keeping.receipts.days,
    )
    return Reply(screen=shown)


async def show_stop(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Two ways to stop."""
    if visit.subscriber is None:
        return Reply(screen=about.not_subscribed(visit.words))
    return Reply(screen=about.stop(visit.words))


async def show_forget(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The last question."""
    async with desk.database.reading() as c:
        keeping = await policies.keeping(c, desk.keeping)
    return Reply(screen=about.forget(visit.words, visit.role, days=keeping.receipts.days))


async def forget(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Erase the reader now, and have their chat cleaned.

    Of an editor's chat only the alerts go: what they work with stays.
    """
    last = 0 if visit.person is not None or visit.message is None else visit.message - 1
    await erase(desk.database, visit.user, now=visit.now, cleaning=Cleaning(visit.words.tag, last))
    return Reply(screen=about.forgotten(visit.words), farewell=visit.person is None)


@dataclass(frozen=True, slots=True)
class Cleaning:
    """How to clean the chat of whoever goes: in which language, and up to which message (0: alerts alone)."""

    language: str
    last: int


async def erase(database: Database, user: ChatId, *, now: datetime, cleaning: Cleaning | None = None) -> None:
    """Erase all that is stored of a reader, receipts included.

    An editor's row stays: only an owner ends that. With `cleaning` it is noted which messages are to be
    taken away, until they are; without, where we may not write any more, that is forgotten too.
    """
    async with database.writing(*([] if cleaning is None else [Bell.FADE])) as c:
        subscriber = await subscribers.find(c, user)
        if cleaning is None:
            await fading.forget(c, user)
        else:
            sent = [] if subscriber is None else await receipts.of_subscriber(c, subscriber.id)
            await _leave_to_clean(c, user, [receipt.message_id for _, receipt in sent], cleaning, now)
        if subscriber is not None:
            # The subscriber first, as the dispatcher does: so neither waits for the other in turn, and no
            # receipt is written behind our back.
            await subscribers.erase(c, subscriber.id)
            await receipts.erase_subscriber(c, subscriber.id)
            database.forgotten.add([subscriber.id], now=now)
        await dialogs.close(c, user)  # an editor's, who need not subscribe
        await waiting.forget(c, user)
    await database.forget_pages()


async def _leave_to_clean(
    c: Connection, user: ChatId, sent: list[int], cleaning: Cleaning, now: datetime
) -> None:
    await fading.hasten(c, user, now=now)
    await fading.put(c, user, sent, language=cleaning.language, due_at=now)
    if cleaning.last > 0:  # behind it is the farewell, which stays
        await fading.drop(c, user, [cleaning.last + 1])
        await fading.put(
            c, user, [cleaning.last], way=fading.Way.SWEEP, language=cleaning.language, due_at=now
        )
