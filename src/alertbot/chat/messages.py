"""What a message asks for: a command however it was typed, an answer, or something nobody asked for."""

from collections.abc import Mapping
from dataclasses import replace

from alertbot.chat import access, acts, keyboards, typed
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.handlers import readers
from alertbot.chat.handlers.readers import contact, words
from alertbot.chat.typed import Kind
from alertbot.languages.catalogues import Words
from alertbot.model import Role

_PRIVATE = frozenset({Act.WORDS, Act.FEEDBACK})  # what is written behind these nobody else should read


async def read(desk: Desk, visit: Visit, text: str) -> Reply:
    """The reply to a text. A slash makes it a command; what answers a question is never taken for one."""
    if keyboards.is_marked(text):
        return await _commanded(desk, visit, text)
    return await acts.answer(desk, visit, text) or await _unasked(desk, visit, text)


def from_elsewhere(desk: Desk, visit: Visit) -> Reply:
    """The reply to what others wrote, or another bot."""
    note = visit.words.gettext("I do nothing with forwarded messages. Please use the buttons.")
    return _home(desk, visit, _as_text(visit) or note)


def unreadable(desk: Desk, visit: Visit) -> Reply:
    """The reply to what is no text. Nothing of it is looked at or stored."""
    note = visit.words.gettext(
        "I do not read photos, files, voice messages, contacts or places, and I keep none of them. "
        "Please use the buttons."
    )
    return _home(desk, visit, _as_text(visit) or note)


def _as_text(visit: Visit) -> str | None:
    """What is said while a reader is being asked something: the question stays open."""
    if visit.dialog is None or visit.dialog.kind not in readers.TAKERS:
        return None
    return visit.words.gettext("Please send your message as text, or use the buttons.")


def called(words: Words) -> Mapping[str, str]:
    """What the menu calls the commands in a language, folded for comparing."""
    names = {
        words.gettext("Latest alerts"): "latest",
        words.gettext("Topics"): "topics",
        words.gettext("Words"): "words",
        words.gettext("Language"): "language",
        words.gettext("Write to the editors"): "feedback",
        words.gettext("Pause"): "pause",
        words.gettext("Resume"): "resume",
        words.gettext("Stop"): "stop",
        words.gettext("My data"): "mydata",
        words.gettext("Privacy"): "privacy",
        words.gettext("Help"): "help",
        words.gettext("Menu"): "start",
    }
    return {keyboards.folded(name): command for name, command in names.items()}


async def _commanded(desk: Desk, visit: Visit, text: str) -> Reply:
    found = keyboards.marked(text, access.COMMANDS, called(visit.words))
    if found is None:
        return _misunderstood(desk, visit)
    act, behind = access.COMMANDS[found[0]], found[1].strip()
    if act is Act.HOME and behind:
        return await contact.start(desk, visit, behind)
    args = (behind,) if act in access.WITH_TEXT and behind else ()
    reply = await acts.perform(desk, visit, Press(act, args))
    if act in _PRIVATE and behind and visit.message is not None:  # it goes, even if nothing is made of it
        return replace(reply, away=(visit.message,))
    return reply


async def _unasked(desk: Desk, visit: Visit, text: str) -> Reply:
    command = keyboards.bare(text, _open_to(visit), called(visit.words))
    if command is not None:
        return await acts.perform(desk, visit, Press(access.COMMANDS[command]))
    payload = typed.payload_of(text, desk.username)
    if payload is not None:
        return await contact.start(desk, visit, payload)
    if visit.role is Role.STRANGER:
        return _misunderstood(desk, visit)
    match typed.kind_of(text):
        case Kind.WORDS if visit.subscriber is not None:
            return await words.ask_about(desk, visit, text)
        case Kind.LINK:
            return _home(desk, visit, _about_links(visit))
        case _:
            return _misunderstood(desk, visit)


def _open_to(visit: Visit) -> frozenset[str]:
    """The commands that this person may give: no word is taken for another's."""
    subscribed = visit.subscriber is not None
    return frozenset(
        name
        for name, act in access.COMMANDS.items()
        if access.may(act, subscribed=subscribed, role=visit.role)
    )


def _about_links(visit: Visit) -> str:
    if visit.role >= Role.EDITOR:
        return visit.words.gettext(
            "To see what would become of an article, press Try an address. To add a feed, press Feeds."
        )
    return visit.words.gettext(
        "I open no links that readers send. Alerts come from the sources that the editors chose."
    )


def _misunderstood(desk: Desk, visit: Visit) -> Reply:
    note = visit.words.gettext("I do not understand this. Please use the buttons.")
    return _home(desk, visit, note)


def _home(desk: Desk, visit: Visit, note: str) -> Reply:
    return Reply(screen=contact.home(desk, visit, note=note))
