"""The link that brings a friend to the same topic and language."""

from urllib.parse import urlencode

from alertbot.chat.screens.page import Button, Screen, back, screen, to_copy
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words

_SHARE = "https://t.me/share/url?"


def share(words: Words, newsroom: str, link: str, *, topic: str | None) -> Screen:
    """The link to copy, and a button that lets the reader choose a chat of theirs for it."""
    language = bidi.isolate(words.name_of(words.tag))
    if topic is None:
        what = words.gettext("This link brings a friend to these alerts. Language: {language}.")
        what = what.format(language=language)
    else:
        what = words.gettext(
            "This link brings a friend to these alerts. Language: {language}. Topic: {topic}."
        ).format(language=language, topic=bidi.isolate(topic))
    text = words.gettext("Alerts from {newsroom} in your language.").format(newsroom=newsroom)
    shown = screen(
        words,
        what,
        bidi.isolate_ltr(link),
        words.gettext("Nothing about you is in the link. Telegram shows your friend that you sent it."),
        title=words.gettext("Share"),
        rows=(
            (Button(words.gettext("Choose a chat"), url=_SHARE + urlencode({"url": link, "text": text})),),
            back(words),
        ),
    )
    return to_copy(shown, link)
