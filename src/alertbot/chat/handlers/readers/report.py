"""A reader reports a mistake in an alert; it goes to the editors of that language, with the text."""

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, subscribed
from alertbot.chat.handlers.readers import feedback as writing
from alertbot.chat.screens.readers import feedback as feedback_screens
from alertbot.chat.screens.readers import report as screens
from alertbot.dispatch import choose
from alertbot.model import Article, ArticleId, Edition, Feedback, FeedbackId, ReportReason
from alertbot.storage import articles, dialogs, editions, feedback
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection


async def ask(desk: Desk, visit: Visit, press: Press) -> Reply:
    """What is wrong?"""
    id = ArticleId(press.number(0))
    async with desk.database.reading() as c:
        await articles.get(c, id)  # it may be gone since the button was made
    return Reply(screen=screens.ask(visit.words, id, keep=desk.feedback.keep))


async def report(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The report is made; a message may follow. Saying it twice makes one report."""
    reason = _reason(press)
    async with desk.database.writing(Bell.FEEDBACK) as c:
        article = await articles.get(c, ArticleId(press.number(0)))
        seen = await _seen(c, visit, article)
        known = await _known(c, visit, seen)
        new = known is None or known.reason is not reason
        if new and not desk.feedback.allowance.take(visit.user.reveal(), visit.now):
            return Reply(screen=feedback_screens.problem(visit.words, screens.enough(visit.words)))
        if known is None:
            id = await _add(desk, visit, c, seen, reason)
        else:
            id = known.id
            await _say_now(c, known, reason)
        await dialogs.put(c, visit.user, kind=writing.MORE, data={"feedback": id}, now=visit.now)
    return Reply(screen=screens.reported(visit.words))


async def _add(
    desk: Desk, visit: Visit, c: Connection, seen: Edition | None, reason: ReportReason
) -> FeedbackId:
    language = subscribed(visit).languages[0] if seen is None else seen.language
    edition = None if seen is None else seen.id
    return await writing.add(desk, visit, c, language=language, reason=reason, edition=edition)


async def _say_now(c: Connection, known: Feedback, reason: ReportReason) -> None:
    if known.reason is not reason:
        await feedback.set_reason(c, known, reason)


async def _seen(c: Connection, visit: Visit, article: Article) -> Edition | None:
    """The text that this reader has, or would have if it were not withdrawn."""
    reader, known = subscribed(visit), await editions.of(c, article.id)
    for some in (choose.ready_of(known), {each.language: each for each in known if each.revision}):
        chosen = choose.edition(reader.languages, originals=True, ready=some, original=article.language)
        if chosen is not None:
            return chosen.edition
    return None


async def _known(c: Connection, visit: Visit, seen: Edition | None) -> Feedback | None:
    edition = None if seen is None else seen.id
    mine = await feedback.of_subscriber(c, subscribed(visit).id, now=visit.now)
    same = [each for each in mine if each.reason is not None and each.edition == edition]
    return await feedback.lock(c, same[0].id, now=visit.now) if same else None


def _reason(press: Press) -> ReportReason:
    known = {each.value: each for each in ReportReason}
    return known.get(press.text(1), ReportReason.OTHER)
