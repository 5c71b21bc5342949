"""Where editors' work begins: what waits, and the ways to everything else."""

from alertbot.chat.access import Act
from alertbot.chat.screens.editors import inbox, review
from alertbot.chat.screens.page import Row, Screen, back, button, paired, screen
from alertbot.languages.catalogues import Words
from alertbot.model import Role


def newsroom(words: Words, role: Role, *, banner: str | None, texts: int, messages: int) -> Screen:
    """What an editor may do; `texts` and `messages` of readers wait for them.

    `banner` says that all alerts are stopped.
    """
    stop = words.gettext("Stop all alerts") if banner is None else words.gettext("All alerts are stopped")
    from_readers = words.gettext("Messages from readers: {number}").format(number=words.number(messages))
    rows: list[Row] = [
        (button(words, words.gettext("Review"), Act.REVIEW),),
        (button(words, from_readers, Act.INBOX),),
        (button(words, words.gettext("Alert by hand"), Act.ALERT),),
        (button(words, stop, Act.FREEZE),),
        *paired([button(words, name, act) for name, act in _ways(words, role)]),
        back(words),
    ]
    lines = [review.count(words, texts), inbox.count(words, messages)]
    return screen(
        words, *([] if banner is None else [banner]), *lines, title=words.gettext("Newsroom"), rows=rows
    )


def _ways(words: Words, role: Role) -> list[tuple[str, Act]]:
    ways = [
        (words.gettext("Feeds"), Act.FEEDS),
        (words.gettext("Try an address"), Act.TRY),
        (words.gettext("Manage topics"), Act.MANAGE),
        (words.gettext("Names"), Act.NAMES),
        (words.gettext("Statistics"), Act.STATS),
        (words.gettext("People"), Act.PEOPLE),
        (words.gettext("Log"), Act.LOG),
    ]
    return [*ways, (words.gettext("Policy"), Act.POLICY)] if role >= Role.OWNER else ways
