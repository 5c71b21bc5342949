"""A discreet alert: it says that there is news, and nothing else, until its reader asks for it.

No topic, no source and no link stand in it, so a lock screen and a glance show nothing.
"""

from alertbot.dispatch.render import Button, Message
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import ArticleId


def render(article: ArticleId, *, words: Words) -> Message:
    """The message, with the button that shows the alert in its place."""
    show = Button(bidi.line(words.gettext("Show"), words.direction), data=show_data(article))
    return Message(said(words), (), ((show,),))


def said(words: Words) -> str:
    """All that it says."""
    return bidi.line(words.gettext("There is news."), words.direction)


def show_data(article: ArticleId) -> str:
    """What *Show* sends: unsigned and eternal, it acts only on who presses it."""
    return f"a:ns:{article}"
