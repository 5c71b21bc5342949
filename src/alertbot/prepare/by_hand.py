"""Releases an alert by hand when its time has come: its article, its editions and its alert at once."""

import logging

from alertbot.model import ArticleId, Draft, EditionState, Filing, PersonId, Whole, Work
from alertbot.prepare import holds, outgoing, review
from alertbot.prepare.desk import Desk
from alertbot.prepare.outgoing import Outgoing
from alertbot.storage import alerts, articles, drafts, editions, freezes, policies, wholes, work
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection

log = logging.getLogger(__name__)

BY_EDITOR = "editor"  # why it is under its topics


async def do(desk: Desk, held: Work) -> None:
    """Release the draft of the person `held.subject`, unless it was cancelled. Raises LeaseLost."""
    now = desk.clock()
    async with desk.database.writing(Bell.RELEASE) as connection:
        if await freezes.current(connection) is not None:
            # It can be cancelled meanwhile.
            await work.again(connection, held, due_at=now + holds.IN_A_FREEZE, fresh=True)
            return
        draft = await drafts.take(connection, PersonId(held.subject), now=now)
        await work.finish(connection, held)
        if draft is None:
            return
        article = await _release(desk, connection, draft)
    log.info("alert by hand released", extra={"article": article, "urgency": draft.urgency.name})


async def _release(desk: Desk, connection: Connection, draft: Draft) -> ArticleId:
    now = desk.clock()
    made = outgoing.article(draft, now=now)
    id = await articles.add(
        connection, url=made.url, source=made.source, language=made.language, text=made.text, image_url=None,
        published_at=now, hosts=made.hosts, state=made.state, now=now,
    )  # fmt: skip
    await articles.file(connection, id, [Filing(topic=topic, reason=BY_EDITOR) for topic in draft.topics])
    versions = outgoing.outgoing(draft, ())  # scripts are converted when it is shown
    expected = await editions.expect(connection, id, [each.language for each in versions], now=now)
    for each in versions:
        await editions.write(
            connection, expected[each.language], state=EditionState.READY, title=each.title,
            summary=each.summary, origin=each.origin, source_language=each.source_language,
            person=draft.author, now=now,
        )  # fmt: skip
        if made.text and each.language != draft.language:
            await _keep_whole(desk, connection, id, each, made.text)
    times = holds.times(desk)
    wait = review.patience(
        await policies.load(connection), draft.urgency, ordinary=times.ordinary, urgent=times.urgent
    )
    await alerts.add(connection, id, urgency=draft.urgency, now=now, deadline_at=now + wait)
    return id


async def _keep_whole(
    desk: Desk, connection: Connection, article: ArticleId, each: Outgoing, text: str
) -> None:
    whole = Whole(
        language=each.language, title=each.title, text=each.text, origin=each.origin,
        source_language=each.source_language,
    )  # fmt: skip
    await wholes.put(
        connection, article, whole, source_hash=wholes.source_hash(text), provider=None, now=desk.clock()
    )
