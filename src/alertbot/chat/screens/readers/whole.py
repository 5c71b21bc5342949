"""What readers see when they ask for a whole article."""

from dataclasses import replace

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Button, Screen, back, button, hide, screen
from alertbot.dispatch.parts import parts
from alertbot.dispatch.render import Message
from alertbot.languages.catalogues import Words
from alertbot.prepare.whole import Found, Instead


def article(words: Words, found: Found) -> tuple[Screen, ...]:
    """The article, in as many messages as it takes."""
    if not found.whole.text.strip():
        return (gone(words),)
    messages = parts(found.article, found.whole, words=words, page=found.page, note=_note(words, found))
    *above, last = [_shown(words, message) for message in messages]
    menu = button(words, words.gettext("Menu"), Act.HOME, fresh=True)
    *links, (away,) = last.keyboard
    return (*above, replace(last, keyboard=(*links, (menu, away))))


def _shown(words: Words, message: Message) -> Screen:
    """A part; each can be taken away by itself."""
    rows = tuple(tuple(Button(each.text, url=each.url) for each in row) for row in message.buttons)
    return Screen(message.text, message.entities, (*rows, (hide(words),)))


def _note(words: Words, found: Found) -> str | None:
    if found.converted:
        return words.gettext("Script converted automatically")
    match found.instead:
        case Instead.NO_WAY:
            return words.gettext("There is no translation of the whole article.")
        case Instead.BUSY:
            return words.gettext("It cannot be translated at the moment. Try again later.")
        case Instead.UNFIT:
            return words.gettext("The machine translation had errors, so you see the original.")
    return None


def waiting(words: Words) -> Screen:
    """A translation is being made."""
    return screen(words, words.gettext("The article is being translated. It comes in a moment."))


def gone(words: Words) -> Screen:
    """There is nothing to show."""
    said = words.gettext("The text of this article is not kept any more.")
    return screen(words, said, rows=(back(words),))


def enough(words: Words) -> Screen:
    """The reader has asked often enough today."""
    said = words.gettext("You have asked for many whole articles today. Try again tomorrow.")
    return screen(words, said, rows=(back(words),))
