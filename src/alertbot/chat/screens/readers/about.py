"""What the bot says about itself, and the ways out: help, privacy, stopping, forgetting."""

from collections.abc import Sequence

from alertbot.chat import links
from alertbot.chat.access import Act
from alertbot.chat.screens.page import Screen, back, button, home_page, screen
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Role


def commands(words: Words, role: Role) -> list[tuple[str, str]]:
    """The commands and what each does, for the help and for Telegram's own menu."""
    known = [
        ("latest", words.gettext("the latest alerts")),
        ("topics", words.gettext("choose topics")),
        ("words", words.gettext("watch words, or skip them")),
        ("language", words.gettext("choose languages")),
        ("pause", words.gettext("receive nothing for a while")),
        ("resume", words.gettext("receive alerts again")),
        ("feedback", words.gettext("write to the editors")),
        ("mydata", words.gettext("see what is stored about you")),
        ("privacy", words.gettext("how we protect you")),
        ("forget", words.gettext("erase everything about you")),
        ("stop", words.gettext("stop receiving alerts")),
        ("help", words.gettext("what this bot can do")),
        ("start", words.gettext("the menu")),
    ]
    if role >= Role.EDITOR:
        known.append(("review", words.gettext("look over translations (for editors)")))
        known.append(("feeds", words.gettext("the feeds (for editors)")))
        known.append(("names", words.gettext("names and terms (for editors)")))
        known.append(("stats", words.gettext("numbers (for editors)")))
        known.append(("alert", words.gettext("write an alert by hand (for editors)")))
        known.append(("try", words.gettext("what would become of an article (for editors)")))
        known.append(("freeze", words.gettext("stop all alerts at once (for editors)")))
        known.append(("people", words.gettext("editors and owners (for editors)")))
        known.append(("log", words.gettext("who did what (for editors)")))
    if role >= Role.OWNER:
        known.append(("policy", words.gettext("what is reviewed, and how long it may take (for owners)")))
    return known


def help_(words: Words, newsroom: str, role: Role, *, home: str | None = None) -> Screen:
    """Every command; all of them have buttons too."""
    # A command first on its line: Telegram makes it a link there, also in right-to-left text.
    lines = [
        words.gettext("{command} – {what}").format(command=bidi.isolate_ltr(f"/{name}"), what=what)
        for name, what in commands(words, role)
    ]
    return screen(
        words,
        words.gettext(
            "This bot sends you alerts from {newsroom} in your language, on the topics you choose."
        ).format(newsroom=bidi.isolate(newsroom)),
        *home_page(home),
        words.gettext("You can do everything with buttons. You can also send these commands:"),
        "",
        *lines,
        title=words.gettext("Help"),
        rows=(back(words),),
    )


def privacy(words: Words, *, days: int, consenting: Sequence[int] | None = None) -> Screen:
    """The promises to readers in short, and what we cannot promise.

    `days` is how long receipts are kept at the most; `consenting` holds the linked topics of someone who
    has not agreed yet: Back leads them to the question.
    """
    promises = (
        words.ngettext(
            "We store only your encrypted Telegram number, your languages, topics and pause, whether alerts "
            "are discreet, your words (encrypted), the version and month of your consent, for {number} day "
            "which alerts reached you, what you write to the editors until it is answered, and their answer "
            "until you have it. Messages that are to be deleted are noted until they are.",
            "We store only your encrypted Telegram number, your languages, topics and pause, whether alerts "
            "are discreet, your words (encrypted), the version and month of your consent, for {number} days "
            "which alerts reached you, what you write to the editors until it is answered, and their answer "
            "until you have it. Messages that are to be deleted are noted until they are.",
            days,
        ).format(number=words.number(days)),
        words.gettext(
            "A stolen copy of our database does not show who you are, or which words you watch, without its "
            "key."
        ),
        words.gettext("{command} erases you at once. Blocking the bot erases you too.").format(
            command=bidi.isolate_ltr("/forget")
        ),
        words.gettext("Our logs never contain your number, your name or your messages."),
        words.gettext("Nobody can make the bot list its subscribers, not even our editors."),
        words.gettext(
            "We never ask for a phone number, a code, a login or an installation, and send no files."
        ),
        words.gettext("Links lead only to the sources' own sites, and you see where before you open them."),
        words.gettext(
            "What a machine wrote is labelled, and it can add no link, no name of an account and no number."
        ),
        words.gettext("After a failure you may get an alert twice, but you never miss one."),
        words.gettext("Nothing about you goes to a translation or AI service."),
    )
    lines = [
        words.gettext("{number}. {promise}").format(number=words.number(n), promise=promise)
        for n, promise in enumerate(promises, 1)
    ]
    way = back(words) if consenting is None else back(words, Act.CONSENT, words.tag, links.join(consenting))
    return screen(
        words,
        *lines,
        "",
        words.gettext(
            "What we cannot promise: Telegram knows that you use this bot. If someone steals the bot's token "
            "or seizes its running server, they could learn who you are."
        ),
        title=words.gettext("How we protect you"),
        rows=(way,),
    )


def stop(words: Words) -> Screen:
    """Two ways to stop."""
    return screen(
        words,
        words.gettext("You can pause your alerts, or have everything about you erased."),
        title=words.gettext("Stop"),
        rows=(
            (button(words, words.gettext("Pause"), Act.PAUSE),),
            (button(words, words.gettext("Erase everything about me"), Act.FORGET),),
            back(words),
        ),
    )


def forget(words: Words, role: Role, *, days: int) -> Screen:
    """The last question before everything goes; receipts are kept for `days`."""
    lines = [
        words.gettext(
            "Everything stored about you as a reader will be erased at once. This cannot be undone."
        ),
        words.ngettext(
            "Then I clean this chat: I delete the messages of the last two days, as far as Telegram allows, "
            "and empty older alerts of the last {number} day.",
            "Then I clean this chat: I delete the messages of the last two days, as far as Telegram allows, "
            "and empty older alerts of the last {number} days.",
            days,
        ).format(number=words.number(days)),
        words.gettext("Other messages stay on your phone until you delete the chat."),
    ]
    if role >= Role.EDITOR:
        lines.append(words.gettext("You stay an editor; only an owner can end that."))
    return screen(
        words,
        *lines,
        title=words.gettext("Erase everything about you?"),
        rows=((button(words, words.gettext("Yes, erase everything"), Act.FORGET_SURE),), back(words)),
    )


def forgotten(words: Words) -> Screen:
    """It is done."""
    return screen(
        words,
        words.gettext("Everything about you has been erased. You will receive no more alerts."),
        words.gettext("I am cleaning this chat now. It takes a few minutes. Then I keep nothing more of it."),
        words.gettext(
            "To delete the rest, open the menu of this chat in Telegram and choose to delete the chat. "
            "If Telegram asks whether to delete it for both sides, say yes."
        ),
        rows=((button(words, words.gettext("Start again"), Act.GREET, ""),),),
    )


def not_subscribed(words: Words) -> Screen:
    """A way in for someone who asks for what only subscribers have."""
    return screen(
        words,
        words.gettext("You do not receive alerts yet, and nothing is stored about you as a reader."),
        rows=((button(words, words.gettext("Start"), Act.GREET, ""),),),
    )


def said(words: Words, sentence: str, *, stranger: bool) -> Screen:
    """One sentence, and the way on."""
    if stranger:
        way = button(words, words.gettext("Start"), Act.GREET, "")
    else:
        way = button(words, words.gettext("Menu"), Act.HOME)
    return screen(words, sentence, rows=((way,),))
