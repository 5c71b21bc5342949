"""Writes into the log what an editor does, in the transaction that does it."""

from alertbot.chat.desk import Visit, staff
from alertbot.model import Topic
from alertbot.storage import audit
from alertbot.storage.audit import Deed
from alertbot.storage.engine import Connection


async def noted(c: Connection, visit: Visit, deed: Deed, **detail: object) -> None:
    """The editor in front of us did this; `detail` is JSON, shown in the log's sentences and sealed."""
    await audit.note(c, deed, person=staff(visit).id, now=visit.now, detail=detail)


def named(topic: Topic) -> str:
    """A topic as the log calls it, whatever becomes of it: by its English name where it has one."""
    return topic.name("en")
