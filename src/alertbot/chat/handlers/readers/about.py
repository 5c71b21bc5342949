"""Help, stored data, stopping, and forgetting."""

from datetime import datetime

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.screens.readers import about
from alertbot.model import AlertId, ChatId, Receipt
from alertbot.storage import dialogs, policies, receipts, subscribers, topics
from alertbot.storage.engine import Database

_MOST_UNSAID = 100  # what one deleteMessages takes


async def show_help(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Every command."""
    return Reply(screen=about.help_(visit.words, desk.newsroom, visit.role, home=desk.home))


async def show_mydata(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All that is stored about the person."""
    reached: list[tuple[AlertId, Receipt]] = []
    async with desk.database.reading() as c:
        known = await topics.all(c, active_only=False)
        keeping = await policies.keeping(c, desk.keeping)
        if visit.subscriber is not None:
            reached = await receipts.of_subscriber(c, visit.subscriber.id)
    shown = about.mydata(
        visit.words,
        visit.subscriber,
        visit.person,
        known,
        reached=[alert for alert, _ in reached],
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
    return Reply(screen=about.forget(visit.words, visit.role))


async def forget(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Erase the reader now, and what Telegram lets us take back of the chat."""
    sent = await erase(desk.database, visit.user, now=visit.now)
    return Reply(
        screen=about.forgotten(visit.words), farewell=visit.person is None, unsay=tuple(sent[-_MOST_UNSAID:])
    )


async def erase(database: Database, user: ChatId, *, now: datetime) -> list[int]:
    """Erase all that is stored of a reader, receipts included; the messages that had reached them.

    An editor's row stays: only an owner ends that.
    """
    sent: list[int] = []
    async with database.writing() as c:
        subscriber = await subscribers.find(c, user)
        if subscriber is not None:
            sent = [receipt.message_id for _, receipt in await receipts.of_subscriber(c, subscriber.id)]
            # The subscriber first, as the dispatcher does: so neither waits for the other in turn, and no
            # receipt is written behind our back.
            await subscribers.erase(c, subscriber.id)
            await receipts.erase_subscriber(c, subscriber.id)
            database.forgotten.add([subscriber.id], now=now)
        await dialogs.close(c, user)  # an editor's, who need not subscribe
    await database.forget_pages()
    return sent
