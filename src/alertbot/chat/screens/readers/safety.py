"""When a phone is taken: discreet alerts, a link that brings settings back, and what a reader can do."""

from dataclasses import replace

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, private, screen, switch, to_copy
from alertbot.chat.screens.readers import contact
from alertbot.dispatch import discreet
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import ArticleId, FeedbackId, Subscriber


def safety(words: Words, subscriber: Subscriber) -> Screen:
    """All that helps where somebody else may look at the phone, in one place."""
    acts = (Act.DISCREET_ON, Act.DISCREET_OFF)
    shown = screen(
        words,
        words.gettext("Discreet alerts say only that there is news. Press the button to read it."),
        "",
        words.gettext(
            "Set the auto-delete timer of this chat in Telegram, so that messages delete themselves."
        ),
        words.gettext("Set a passcode lock in the privacy settings of Telegram."),
        words.gettext("Archive this chat, so that it does not stand among your other chats."),
        title=words.gettext("When a phone is taken"),
        rows=(
            (switch(words, words.gettext("Discreet alerts"), subscriber.discreet, acts),),
            (button(words, words.gettext("Before a journey"), Act.JOURNEY),),
            (
                button(words, words.gettext("My data"), Act.MYDATA),
                button(words, words.gettext("Privacy"), Act.PRIVACY),
            ),
            (button(words, words.gettext("Erase everything about me"), Act.FORGET),),
            back(words),
        ),
    )
    return private(words, shown)


def journey(words: Words, link: str, *, topics: bool, has_words: bool) -> Screen:
    """The link that brings the settings back; `topics` says whether they are in it."""
    left_out = (
        [] if topics else [words.gettext("Your topics do not fit into the link. Choose them again later.")]
    )
    if has_words:
        left_out.append(words.gettext("Your words are not in the link. Add them again later."))
    shown = screen(
        words,
        words.gettext(
            "This link holds your languages, your topics and your other settings. "
            "We keep nothing: only the link can bring them back."
        ),
        *left_out,
        "",
        bidi.isolate_ltr(link),
        "",
        words.gettext(
            "Copy the link and keep it outside Telegram: on paper, or with somebody you trust. "
            "Whoever finds it sees that it belongs to this bot."
        ),
        words.gettext(
            "Then erase everything here. On another day, open the link, press Start and agree again."
        ),
        title=words.gettext("Before a journey"),
        rows=(
            (button(words, words.gettext("Erase everything about me"), Act.FORGET),),
            back(words, Act.SAFETY),
        ),
    )
    return private(words, to_copy(shown, link))


def returning(words: Words, newsroom: str, payload: str, *, home: str | None, days: int) -> Screen:
    """The consent, asked again of whoever comes back with a link; nothing is stored yet.

    `days` is how long receipts are kept.
    """
    rows: tuple[Row, ...] = (
        (
            button(words, words.gettext("I agree"), Act.RETURN_SURE, payload),
            button(words, words.gettext("No"), Act.DECLINE, words.tag),
        ),
        (button(words, words.gettext("How we protect you"), Act.RETURN_PRIVACY, payload),),
        (button(words, words.gettext("Begin without the link"), Act.GREET, ""),),
    )
    return replace(contact.consent(words, newsroom, home=home, days=days), keyboard=rows)


def instead(words: Words, payload: str) -> Screen:
    """A subscriber opened such a link: nothing changes without their word."""
    return screen(
        words,
        words.gettext("This link holds your settings of another day."),
        words.gettext("Do you want them in place of your present settings?"),
        rows=(
            (button(words, words.gettext("Yes, bring them back"), Act.RETURN_SURE, payload),),
            (button(words, words.gettext("No, leave it as it is"), Act.HOME),),
        ),
    )


def mistyped(words: Words, *, stranger: bool) -> Screen:
    """A letter of the link is wrong, or there is nothing in it that we still have."""
    way = button(words, words.gettext("Start"), Act.GREET, "") if stranger else None
    return screen(
        words,
        words.gettext("This link cannot be read. Perhaps a letter in it is missing or wrong."),
        words.gettext("Compare it with what you wrote down, or begin without it."),
        rows=((way,) if way is not None else back(words),),
    )


def news(words: Words, show: Act, id: ArticleId | FeedbackId) -> Screen:
    """What comes discreetly, as it came: nobody can tell an answer of the editors from an alert."""
    return Screen(discreet.said(words), (), ((button(words, words.gettext("Show"), show, id),),))


def hide_news(words: Words, article: ArticleId) -> Row:
    """The row under an alert that makes it discreet again."""
    return (button(words, words.gettext("Hide"), Act.NEWS_HIDE, article),)
