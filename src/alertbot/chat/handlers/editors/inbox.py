"""Editors read what readers write, answer it or close it, without learning who it is.

Rights are looked at on every press: only who gets the language may read. Each decision locks the row and
compares what the editor has read, so that two never answer the same.
"""

from dataclasses import replace

from alertbot.chat import feedback as rules
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, staff
from alertbot.chat.handlers.editors.review import around, may_decide
from alertbot.chat.screens.editors import inbox as screens
from alertbot.chat.screens.editors.inbox import Reported
from alertbot.chat.screens.page import Screen
from alertbot.dispatch.render import approved_url
from alertbot.errors import NotAllowed
from alertbot.model import Feedback, FeedbackId
from alertbot.storage import articles, dialogs, editions, feedback, review, reviewers
from alertbot.storage.bells import Bell
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Connection

ANSWER = "feedback answer"  # the dialog that waits for an editor's answer


async def show(desk: Desk, visit: Visit, press: Press) -> Reply:
    """What waits for this editor."""
    return Reply(screen=await _list(desk, visit, page=press.number(0)))


async def _list(desk: Desk, visit: Visit, *, page: int = 0, note: str | None = None) -> Screen:
    person = staff(visit)
    await _let_go(desk, visit)
    async with desk.database.reading() as c:
        everyone, here = await reviewers.present(c)
        waiting = await feedback.waiting(c, now=visit.now)
        mine = [each for each in waiting if rules.may_read(person, each.language, here, everyone)]
        return screens.listing(await around(c, visit), mine, page=page, note=note)


async def show_one(desk: Desk, visit: Visit, press: Press) -> Reply:
    """What one reader wrote; whoever was answering something lets go of it."""
    await _let_go(desk, visit)
    async with desk.database.writing() as c:
        known = await _get(c, visit, press)
        if known is not None:
            return Reply(screen=await _item(c, visit, known))
    return await _gone(desk, visit)


async def ask_answer(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Wait for the editor's answer; colleagues see that somebody is on it."""
    person = staff(visit)
    await _let_go(desk, visit)
    async with desk.database.writing() as c:
        known = await _get(c, visit, press)
        if known is not None and known.held_by(visit.now) not in {None, person.id}:
            return Reply(screen=await _item(c, visit, known))
        if known is not None:
            await _wait_for_answer(c, visit, known, shown_in=visit.message)
            shown = screens.answering(await around(c, visit), known, await _reported(c, visit, known))
            return Reply(screen=shown)
    return await _gone(desk, visit)


async def _let_go(desk: Desk, visit: Visit) -> None:
    """In a transaction of its own: two editors who change places would else wait for each other."""
    async with desk.database.writing() as c:
        await feedback.let_go(c, staff(visit).id)


async def _wait_for_answer(
    c: Connection, visit: Visit, known: Feedback, *, shown_in: int | None, unsent: tuple[int, ...] = ()
) -> None:
    """Take the editor's next message for the answer, and let no colleague answer meanwhile.

    The message that shows the reader's words goes then, and `unsent` ones, in which an answer stands already.
    """
    await feedback.claim(c, known.id, staff(visit).id, now=visit.now)
    data = {"feedback": known.id, "version": known.version, "shown": shown_in, "unsent": unsent}
    await dialogs.put(c, visit.user, kind=ANSWER, data=data, now=visit.now)


async def take_answer(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """The answer came: it is brought to the reader, and what both wrote goes, here and in the database."""
    press = Press(Act.INBOX_ANSWER, (str(dialog.data["feedback"]),))
    said = rules.tidy(text)
    async with desk.database.writing(Bell.FEEDBACK) as c:
        known = await _get(c, visit, press)
        if known is not None:
            problem = _unanswerable(visit, known, dialog, said)
            if problem is not None:
                again = await _asked_again(c, visit, known, problem, unsent=_unsent(visit, dialog))
                return Reply(screen=again, away=_shown(dialog))
            await feedback.answer(c, known, said)
        await dialogs.close(c, visit.user)
    away = _shown(dialog)
    if known is None:
        return replace(await _gone(desk, visit), away=away)
    await desk.database.forget_pages()
    note = visit.words.gettext("Your answer is on its way to the reader.")
    return Reply(screen=await _list(desk, visit, note=note), away=(*away, *_unsent(visit, dialog)))


def _shown(dialog: Dialog) -> tuple[int, ...]:
    """The message in the editor's chat that shows what the reader wrote."""
    id = dialog.data.get("shown")
    return () if id is None else (int(id),)


def _unsent(visit: Visit, dialog: Dialog) -> tuple[int, ...]:
    """The messages in which the editor has written an answer: they stay until one is on its way."""
    before = tuple(map(int, dialog.data.get("unsent", ())))
    return before if visit.message is None else (*before, visit.message)


def _unanswerable(visit: Visit, known: Feedback, dialog: Dialog, said: str) -> str | None:
    """Why an answer cannot be taken as it is."""
    words = visit.words
    holder = known.held_by(visit.now)
    if holder not in {None, staff(visit).id}:
        return words.gettext("A colleague is answering this now.")
    if known.version != dialog.data["version"]:
        return words.gettext("The reader has written more meanwhile. Read it and send your answer again.")
    if holder is None:
        return words.gettext(
            "Your answer was not sent: it came late, and a colleague could have answered meanwhile. Nobody "
            "has. Read the message again, then copy your answer and send it again."
        )
    if not said:
        return words.gettext("A part is missing.")
    if len(said) > rules.LONGEST_ANSWER:
        return words.gettext(
            "Your message is too long: {number} letters, and at most {most} are possible."
        ).format(number=words.number(len(said)), most=words.number(rules.LONGEST_ANSWER))
    return None


async def _asked_again(
    c: Connection, visit: Visit, known: Feedback, problem: str, *, unsent: tuple[int, ...]
) -> Screen:
    """What is there now, with the question open as long as no colleague is answering."""
    here, about = await around(c, visit), await _reported(c, visit, known)
    if known.held_by(visit.now) not in {None, staff(visit).id}:
        await dialogs.close(c, visit.user)
        return screens.item(here, known, about, note=problem)
    await _wait_for_answer(c, visit, known, shown_in=None, unsent=unsent)
    return screens.answering(here, known, about, note=problem)


async def ask_close(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Asks once more before it goes without an answer."""
    async with desk.database.writing() as c:
        known = await _get(c, visit, press)
    return await _gone(desk, visit) if known is None else Reply(screen=screens.ask_close(visit.words, known))


async def close(desk: Desk, visit: Visit, press: Press) -> Reply:
    """It goes without an answer; not where a colleague is answering, or the reader has written more."""
    async with desk.database.writing(Bell.FEEDBACK) as c:
        known = await _get(c, visit, press)
        if known is not None:
            free = known.held_by(visit.now) in {None, staff(visit).id}
            if not free or known.version != press.number(1):
                note = None if not free else visit.words.gettext("The reader has written more meanwhile.")
                return Reply(screen=await _item(c, visit, known, note))
            await feedback.close(c, known)
    if known is None:
        return await _gone(desk, visit)
    await desk.database.forget_pages()
    return Reply(screen=await _list(desk, visit, note=visit.words.gettext("Closed.")))


async def _get(c: Connection, visit: Visit, press: Press) -> Feedback | None:
    """What waits still, locked. Raises NotAllowed where this editor does not get it."""
    known = await feedback.lock(c, FeedbackId(press.number(0)), now=visit.now)
    if known is not None:
        everyone, here = await reviewers.present(c)
        if not rules.may_read(staff(visit), known.language, here, everyone):
            raise NotAllowed
    return known


async def _gone(desk: Desk, visit: Visit) -> Reply:
    note = visit.words.gettext("It was answered or erased already.")
    return Reply(screen=await _list(desk, visit, note=note), toast=note)


async def _item(c: Connection, visit: Visit, known: Feedback, note: str | None = None) -> Screen:
    return screens.item(await around(c, visit), known, await _reported(c, visit, known), note=note)


async def _reported(c: Connection, visit: Visit, known: Feedback) -> Reported | None:
    """The text that a report is about, as it is now."""
    if known.edition is None:
        return None
    edition = await editions.get(c, known.edition)
    article = await articles.get(c, edition.article)
    waits = await review.find(c, edition.id) is not None and may_decide(staff(visit), edition.language)
    return Reported(
        edition=edition,
        source=article.source,
        url=approved_url((article.url,), article.hosts),
        waits=waits,
    )
