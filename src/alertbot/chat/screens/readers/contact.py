"""The first contact: language, consent, topics, and the first alert."""

from collections.abc import Collection, Sequence

from alertbot.chat import links
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.screens.page import Button, Screen, button, home_page, screen
from alertbot.chat.screens.readers.language import by_language, rows_of
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Topic

CONSENT_VERSION = 1  # raised when what `consent` says changes; the readers' rows tell which they agreed to


def greet(speaking: Sequence[Words], offered: Sequence[Words], topics: Collection[int] = ()) -> Screen:
    """The languages, each by its own name; `speaking` are those in which the question is put.

    Of several scripts of a language the first one asks for all. `topics` came with a deep link and go
    along.
    """
    together = by_language(offered)
    asking = speaking if len(speaking) == 1 else [scripts[0] for scripts in together]
    lines = dict.fromkeys(
        bidi.line(words.gettext("Choose your language."), words.direction) for words in asking
    )
    carried = links.join(topics)
    rows = [
        row
        for scripts in together
        for row in rows_of(
            scripts, lambda each: Button(each.language.own_name, Press(Act.CONSENT, (each.tag, carried)))
        )
    ]
    return Screen("\n".join(lines), (), tuple(rows))


def consent(
    words: Words, newsroom: str, topics: Collection[int] = (), *, days: int, home: str | None = None
) -> Screen:
    """What we would store and what that means, and the question. Change CONSENT_VERSION with it.

    `days` is how long receipts are kept at the most.
    """
    carried = links.join(topics)
    return screen(
        words,
        words.gettext("Alerts from {newsroom} can come to you in this chat.").format(
            newsroom=bidi.isolate(newsroom)
        ),
        *home_page(home),
        "",
        words.gettext(
            "For that we must store your Telegram number (encrypted), the languages and topics you choose, "
            "and the month in which you agreed."
        ),
        words.ngettext(
            "For {number} day we also keep which alerts reached you, so that they can be corrected.",
            "For {number} days we also keep which alerts reached you, so that they can be corrected.",
            days,
        ).format(number=words.number(days)),
        words.gettext("This could show what you think about politics, or where you come from."),
        words.gettext("Telegram knows that you use this bot, and could be forced to say so."),
        words.gettext("You can stop and have everything erased at any time with {command}.").format(
            command=bidi.isolate_ltr("/forget")
        ),
        words.gettext(
            "We never ask for your phone number, a code or a login, and never ask you to install anything."
        ),
        "",
        words.gettext("Do you agree?"),
        title=words.gettext("Before you begin"),
        rows=(
            (
                button(words, words.gettext("I agree"), Act.AGREE, words.tag, carried),
                button(words, words.gettext("No"), Act.DECLINE, words.tag),
            ),
            (button(words, words.gettext("How we protect you"), Act.PRIVACY, words.tag, carried),),
            (button(words, words.gettext("Another language"), Act.GREET, carried),),
        ),
    )


def declined(words: Words) -> Screen:
    """Nothing was stored."""
    return screen(
        words,
        words.gettext("Nothing about you has been stored."),
        words.gettext("If you change your mind, press the button."),
        rows=((button(words, words.gettext("Start again"), Act.GREET, ""),),),
    )


def adopt(words: Words, topics: Sequence[Topic]) -> Screen:
    """A subscriber opened a link that suggests topics: nothing changes without their word."""
    names = words.join([bidi.isolate(topic.name(words.tag)) for topic in topics])
    carried = links.join([topic.id for topic in topics])
    return screen(
        words,
        words.gettext("This link suggests these topics: {topics}.").format(topics=names),
        words.gettext("Do you want alerts on them as well?"),
        rows=(
            (button(words, words.gettext("Yes, add them"), Act.ADOPT, carried),),
            (button(words, words.gettext("No, leave it as it is"), Act.HOME),),
        ),
    )


def ready(words: Words, *, topics: int, shown: bool) -> Screen:
    """The end of the first contact; `shown` tells whether the latest alert follows."""
    if not topics:
        first = words.gettext(
            "You have chosen no topic, so you will receive no alerts. You can choose topics at any time."
        )
    elif shown:
        first = words.gettext(
            "You are all set. Alerts come at once. This is what they look like; it is the latest one:"
        )
    else:
        first = words.gettext("You are all set. Alerts come at once. There is none on your topics yet.")
    return screen(
        words,
        first,
        rows=(
            (
                button(words, words.gettext("Topics"), Act.TOPICS),
                button(words, words.gettext("Menu"), Act.HOME),
            ),
        ),
    )
