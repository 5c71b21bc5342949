"""What somebody sees who opens an invitation: what it means, before anything is stored."""

from collections.abc import Sequence

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.screens.page import Button, Screen, button, screen
from alertbot.chat.screens.readers.language import by_language, rows_of
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Invitation, Role


def choose(speaking: Sequence[Words], offered: Sequence[Words], offer: Invitation) -> Screen:
    """In which language shall it be read?"""
    together = by_language(offered)
    asking = speaking if len(speaking) == 1 else [scripts[0] for scripts in together]
    lines = dict.fromkeys(
        bidi.line(words.gettext("Choose your language."), words.direction) for words in asking
    )
    rows = [
        row
        for scripts in together
        for row in rows_of(
            scripts,
            lambda each: Button(each.language.own_name, Press(Act.INVITED, (str(offer.id), each.tag))),
        )
    ]
    return Screen("\n".join(lines), (), tuple(rows))


def invited(words: Words, newsroom: str, offer: Invitation) -> Screen:
    """What accepting means, and the question."""
    owner = offer.role is Role.OWNER
    if owner:
        does = words.gettext(
            "Owners of this bot do all that editors do. They also invite and remove people and set the rules."
        )
    else:
        does = words.gettext(
            "Editors of this bot look over translations, write alerts, and look after its feeds and topics."
        )
    if offer.label:
        name = words.gettext("Your colleagues will see you as {name}.").format(name=bidi.isolate(offer.label))
    else:
        name = words.gettext("Your colleagues will see a name that is drawn at random.")
    return screen(
        words,
        words.gettext("{newsroom} invites you.").format(newsroom=bidi.isolate(newsroom)),
        does,
        "",
        words.gettext(
            "If you accept, we store your Telegram number (encrypted), your language, the languages that you "
            "look over, and for a time what you decide here."
        ),
        name,
        words.gettext("No reader learns who you are. Any owner can end this at any time."),
        words.gettext("Whoever has your phone in hand could act as you. Lock it, and Telegram, with a code."),
        "",
        words.gettext("Do you accept?"),
        title=words.gettext("You are invited as an owner")
        if owner
        else words.gettext("You are invited as an editor"),
        rows=(
            (
                button(words, words.gettext("Accept"), Act.ACCEPT, offer.id, words.tag),
                button(words, words.gettext("No"), Act.HOME),
            ),
            (button(words, words.gettext("Another language"), Act.INVITED, offer.id, ""),),
        ),
    )
