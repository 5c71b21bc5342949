"""The words that a reader watches, and those they want to hear nothing of.

What was typed is deleted from the chat: whoever takes the phone should not find it there.
"""

from datetime import timedelta

from alertbot.chat import replies, typed
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit, subscribed
from alertbot.chat.handlers.readers import home as menu
from alertbot.chat.handlers.readers.found import among_latest, own_words
from alertbot.chat.screens.page import Screen
from alertbot.chat.screens.readers import words as screens
from alertbot.chat.screens.readers.words import Took
from alertbot.dispatch import choose
from alertbot.errors import AlreadyThere, NotFound
from alertbot.model import Subscriber, Word, WordId
from alertbot.storage import dialogs, exceptions, fading
from alertbot.storage import words as stored
from alertbot.storage.bells import Bell
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Connection

WATCH = "words to watch"  # the dialogs that wait for words
SKIP = "words to skip"
TYPED = "word typed"  # the question whether to watch what was typed
LOOKED_BACK = timedelta(days=7)
MOST_LOOKED = 100  # alerts of the last week in which a word is looked for, the newest: a second of work
MOST_TITLES = 5


async def show_words(desk: Desk, visit: Visit, press: Press) -> Reply:
    """The list of words to watch, or of those to skip; what is written behind the command is added."""
    behind = press.text(0)
    if visit.wrote and behind:
        return await _add(desk, visit, behind, skip=False)
    shown = await _list(desk, visit, page=press.number(0), skip=press.text(1) == screens.SKIP)
    return Reply(screen=shown)


async def show_word(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One word, and what it matched in the last week."""
    reader = subscribed(visit)
    word = await _get(desk, reader, press.number(0))
    since, titles = visit.now - LOOKED_BACK, []
    latest = await among_latest(desk, reader, [word], limit=MOST_LOOKED, since=since)
    for each in latest:
        of = each.matched.skipping if word.skip else each.matched.watching
        if reader.id not in of:
            continue
        shown = choose.edition(
            reader.languages, originals=True, ready=each.ready, original=each.article.language
        )
        if shown is not None:
            titles.append(screens.Title(shown.edition.title, shown.edition.language))
    return Reply(screen=screens.one(visit.words, word, titles, most=MOST_TITLES))


async def ask_words(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Ask for words; the next message is taken."""
    skip = press.text(0) == screens.SKIP
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=SKIP if skip else WATCH, data={}, now=visit.now)
    return Reply(screen=screens.ask(visit.words, skip=skip))


async def take(desk: Desk, visit: Visit, dialog: Dialog, text: str) -> Reply:
    """Words came."""
    skip = dialog.kind == SKIP
    if not any(map(typed.is_word, typed.words_of(text))):
        return Reply(screen=screens.ask(visit.words, skip=skip, problem=screens.no_word(visit.words)))
    return await _add(desk, visit, text, skip=skip)


async def remove(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Watch or skip a word no longer."""
    reader = subscribed(visit)
    word = await _get(desk, reader, press.number(0))
    async with desk.database.writing(Bell.DISPATCH) as c:
        await stored.remove(c, reader.id, word.id)
        await exceptions.revisit(c, reader.id, now=visit.now)
    note = screens.removed(visit.words)
    return Reply(screen=await _list(desk, visit, page=0, skip=word.skip, note=note), toast=note)


async def ask_about(desk: Desk, visit: Visit, text: str) -> Reply:
    """Words came that nobody asked for: are they to be watched? No screen repeats them, no button holds them.

    It may be that they were asked for, long ago. The message with them goes when that is answered, and after
    a while where it never is.
    """
    data = {"text": text, "message": visit.message}
    typed_in = _of(visit.message or 0)
    async with desk.database.writing() as c:
        await dialogs.put(c, visit.user, kind=TYPED, data=data, now=visit.now)
        await fading.put(c, visit.user, typed_in, language=visit.words.tag, due_at=visit.now + fading.PRIVATE)
    before = visit.dialog if visit.dialog is not None and visit.dialog.kind == TYPED else None
    return Reply(
        screen=screens.ask_about(visit.words, visit.message or 0, several=len(typed.words_of(text)) > 1),
        away=() if before is None else _of(before.data["message"] or 0),
    )


async def watch_typed(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Yes. Who says so late is told that the words are not kept any more; they leave the chat too."""
    asked = await _close(desk, visit, press)
    if asked is not None:
        added = await _add(desk, visit, asked.data["text"], skip=False)
        return Reply(screen=added.screen, away=_of(press.number(0)))
    note = replies.sentence(NotFound("no word waits"), visit.words)
    shown = await _list(desk, visit, page=0, skip=False, note=note)
    return Reply(screen=shown, toast=note, away=_of(press.number(0)))


async def leave_typed(desk: Desk, visit: Visit, press: Press) -> Reply:
    """No."""
    await _close(desk, visit, press)
    return Reply(screen=menu.home(desk, visit), away=_of(press.number(0)))


async def _add(desk: Desk, visit: Visit, text: str, *, skip: bool) -> Reply:
    reader, took = subscribed(visit), Took()
    async with desk.database.writing(Bell.DISPATCH) as c:
        for word in typed.words_of(text):
            await _add_one(c, reader, word, took, skip=skip)
        await dialogs.close(c, visit.user)
        await exceptions.revisit(c, reader.id, now=visit.now)
    note = screens.taken(visit.words, took)
    return Reply(screen=await _list(desk, visit, page=0, skip=skip, note=note))


async def _add_one(c: Connection, reader: Subscriber, word: str, took: Took, *, skip: bool) -> None:
    if not typed.is_word(word):
        took.too_short += 1
    elif len(word) > stored.LONGEST:
        took.too_long += 1
    else:
        try:
            await stored.add(c, reader.id, word, skip=skip)
            took.added += 1
        except AlreadyThere:
            took.there += 1
        except ValueError:
            took.too_many += 1


async def _list(desk: Desk, visit: Visit, *, page: int, skip: bool, note: str | None = None) -> Screen:
    reader = subscribed(visit)
    own = await own_words(desk, reader)
    return screens.listing(visit.words, own, page=page, skip=skip, topics=len(reader.topics), note=note)


async def _get(desk: Desk, reader: Subscriber, id: int) -> Word:
    found = [word for word in await own_words(desk, reader) if word.id == WordId(id)]
    if not found:
        raise NotFound("no such word of this reader")
    return found[0]


async def _close(desk: Desk, visit: Visit, press: Press) -> Dialog | None:
    """The words that this button was about; the question is closed. None where another is open, or none."""
    if visit.dialog is None or visit.dialog.kind != TYPED:
        return None
    if (visit.dialog.data["message"] or 0) != press.number(0):
        return None
    async with desk.database.writing() as c:
        await dialogs.close(c, visit.user)
    return visit.dialog


def _of(message: int) -> tuple[int, ...]:
    """The message that a question was about: whoever presses can name only those of their own chat."""
    return (message,) if message else ()
