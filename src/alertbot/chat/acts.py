"""From an act or a message to its handler: the doors are checked here."""

from collections.abc import Mapping
from dataclasses import replace

from alertbot.chat import access, replies
from alertbot.chat.access import Act, Door
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Handler, Reply, Taker, Visit
from alertbot.chat.handlers import editors, readers
from alertbot.chat.handlers.editors import topics
from alertbot.chat.handlers.readers import contact
from alertbot.chat.screens.readers import about as about_screens
from alertbot.errors import AlertbotError, NotAllowed
from alertbot.model import Role
from alertbot.storage import dialogs, fading

HANDLERS: Mapping[Act, Handler] = {**readers.HANDLERS, **editors.HANDLERS}

_EVERYBODYS: Mapping[str, Taker] = {**readers.TAKERS, **editors.TAKERS}

# Acts that go on with what a person is being asked; any other one ends it.
_GOING_ON = readers.GOING_ON | editors.GOING_ON
# Before a language is known these are asked in; everything else waits for the choice of one.
_UNSPOKEN = frozenset(
    {Act.GREET, Act.CONSENT, Act.AGREE, Act.DECLINE, Act.PRIVACY, Act.INVITED, Act.ACCEPT, Act.HIDE,
     Act.RETURN, Act.RETURN_PRIVACY, Act.RETURN_SURE}
)  # fmt: skip


_AFTER_CANCEL = frozenset(
    act.value
    for act in (Act.FEEDS, Act.MANAGE, Act.TOPIC, Act.NAMES, Act.NAME, Act.ALERT, Act.PEOPLE, Act.PERSON)
)  # what a Cancel button may lead to


async def perform(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Do what was pressed or commanded, if this person may; a failure becomes a sentence."""
    if not access.may(press.act, subscribed=visit.subscriber is not None, role=visit.role):
        return await refused(desk, visit, press.act)
    if not visit.speaks and (press.act not in _UNSPOKEN or (press.act is Act.PRIVACY and not press.args)):
        return Reply(screen=contact.greeting(desk, visit, ()))
    if visit.dialog is not None and press.act not in _GOING_ON:
        async with desk.database.writing() as c:
            await dialogs.close(c, visit.user)
    if press.act is Act.CANCEL:
        return await perform(desk, visit, _cancelled(press))  # which has a door of its own
    try:
        return await HANDLERS[press.act](desk, visit, press)
    except AlertbotError as error:
        note = replies.sentence(error, visit.words)
        return Reply(screen=contact.home(desk, visit, note=note), toast=note)


async def refused(desk: Desk, visit: Visit, act: Act) -> Reply:
    """The way on for someone who may not do this."""
    if visit.role is Role.STRANGER and not visit.speaks:
        return Reply(screen=contact.greeting(desk, visit, ()))
    if visit.role >= Role.EDITOR and access.door(act) is not Door.OWNERS:  # who does not subscribe
        return await (topics.manage if act is Act.TOPICS else contact.show_home)(desk, visit, Press(act))
    if access.door(act) in {Door.EDITORS, Door.OWNERS}:
        note = replies.sentence(NotAllowed(), visit.words)
        return Reply(screen=contact.home(desk, visit, note=note), toast=note)
    return Reply(screen=about_screens.not_subscribed(visit.words))


async def answer(desk: Desk, visit: Visit, text: str) -> Reply | None:
    """A message that is no command, taken as the answer to what the person was asked; None: nothing was.

    What a reader writes to us goes from the chat at once; that it must is written down first.
    """
    is_private = visit.dialog is not None and visit.dialog.kind in readers.TAKERS
    written = (visit.message,) if is_private and visit.message is not None else ()
    if written:
        async with desk.database.writing() as c:
            await fading.put(c, visit.user, written, language=visit.words.tag, due_at=visit.now)
    try:
        found = await _answered(desk, visit, text)
    except AlertbotError as error:
        found = Reply(screen=contact.home(desk, visit, note=replies.sentence(error, visit.words)))
    return replace(found, away=written) if found is not None and written else found


async def _answered(desk: Desk, visit: Visit, text: str) -> Reply | None:
    dialog = visit.dialog
    takers = _EVERYBODYS if visit.role >= Role.EDITOR else readers.TAKERS
    take = None if dialog is None else takers.get(dialog.kind)
    return None if dialog is None or take is None else await take(desk, visit, dialog, text)


def _cancelled(press: Press) -> Press:
    """The act that a Cancel button leads to."""
    to = press.text(0)
    act = Act(to) if to in _AFTER_CANCEL else Act.NEWSROOM
    return replace(press, act=act, args=press.args[1:])
