"""Readers write to the editors: who they are is shown to nobody."""

import secrets
from collections.abc import Sequence

from alertbot.chat import feedback as rules
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, subscribed
from alertbot.chat.screens.page import Screen
from alertbot.chat.screens.readers import feedback as screens
from alertbot.chat.screens.readers import report as report_screens
from alertbot.errors import NotFound
from alertbot.model import EditionId, Feedback, FeedbackId, ReportReason
from alertbot.storage import dialogs, feedback
from alertbot.storage.bells import Bell
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Connection

WRITE = "feedback"  # the dialog that waits for a message to the editors
MORE = "feedback more"  # the one that waits for more about a report


async def ask(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for a message, with the token of the conversation that it goes on with, if there is one.

    What is written behind the command is the message.
    """
    if visit.wrote and press.text(0):
        return await take(desk, visit, Dialog(WRITE, {"token": ""}), press.text(0))
    token = press.text(0) if rules.is_token(press.text(0)) else ""
    async with desk.database.writing() as c:
        waiting = await feedback.of_subscriber(c, subscribed(visit).id, now=visit.now)
        general = _general(waiting)
        room = general is None or len(general.texts) < rules.MOST_TEXTS
        if room:
            await dialogs.put(c, visit.user, kind=WRITE, data={"token": token}, now=visit.now)
    return Reply(screen=_ask(desk, visit, general, room=room))


def _ask(desk: Desk, visit: Visit, written: Feedback | None, *, room: bool) -> Screen:
    open_ = [] if written is None else [written]
    return screens.ask(visit.words, desk.newsroom, open_, keep=desk.feedback.keep, room=room)


def _general(waiting: Sequence[Feedback]) -> Feedback | None:
    """What a reader wrote without an alert at hand."""
    return next((each for each in waiting if each.reason is None), None)


async def take(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """The message came: it waits for the editors, in one piece with what already waits."""
    reader, said = subscribed(visit), rules.tidy(text)
    if problem := _problem(desk, visit, said):
        return Reply(screen=screens.problem(visit.words, problem))
    async with desk.database.writing(Bell.FEEDBACK) as c:
        await dialogs.close(c, visit.user)
        known = _general(await feedback.of_subscriber(c, reader.id, now=visit.now))
        if known is not None:
            return await _append(desk, c, visit, known.id, said)
        token = str(dialog.data["token"])
        await add(desk, visit, c, token=token, language=reader.languages[0], text=said)
    return Reply(screen=screens.taken(visit.words))


async def take_more(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """More about a report came. Raises NotFound where it was answered meanwhile."""
    said = rules.tidy(text)
    if problem := _problem(desk, visit, said):
        return Reply(screen=screens.problem(visit.words, problem))
    async with desk.database.writing() as c:
        await dialogs.close(c, visit.user)
        return await _append(desk, c, visit, FeedbackId(dialog.data["feedback"]), said)


async def _append(desk: Desk, c: Connection, visit: Visit, id: FeedbackId, said: str) -> Reply:
    known = await feedback.lock(c, id, now=visit.now)
    if known is None or known.subscriber != subscribed(visit).id:
        raise NotFound(f"feedback {id} does not wait")
    if said not in known.texts[-1:]:  # this very one again changes nothing
        if len(known.texts) >= rules.MOST_TEXTS:
            return Reply(screen=_ask(desk, visit, known, room=False))
        await feedback.append(c, known, said)
    return Reply(screen=screens.taken(visit.words))


async def add(
    desk: Desk,
    visit: Visit,
    c: Connection,
    *,
    token: str = "",
    language: str,
    text: str | None = None,
    reason: ReportReason | None = None,
    edition: EditionId | None = None,
) -> FeedbackId:
    """Something new from this reader, under a name of its own; with a token under that of before."""
    reader, token = subscribed(visit).id, token or secrets.token_hex(8)
    return await feedback.add(
        c,
        subscriber=reader,
        name=rules.name(desk.feedback.key(), reader, token),
        token=token,
        language=language,
        text=text,
        reason=reason,
        edition=edition,
        now=visit.now,
        keep=desk.feedback.keep,
    )


async def take_back(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The reader wants nothing of it kept."""
    async with desk.database.writing() as c:
        await feedback.take_back(c, subscribed(visit).id)
    await desk.database.forget_pages()
    return Reply(screen=screens.taken_back(visit.words))


def _problem(desk: Desk, visit: Visit, said: str) -> str | None:
    """Why a message cannot be taken; one that can is counted."""
    words = visit.words
    if not said:
        return words.gettext("Please send your message as text.")
    if len(said) > rules.LONGEST:
        return words.gettext(
            "Your message is too long: {number} letters, and at most {most} are possible."
        ).format(number=words.number(len(said)), most=words.number(rules.LONGEST))
    if not desk.feedback.allowance.take(visit.user.reveal(), visit.now):
        return report_screens.enough(words)
    return None
