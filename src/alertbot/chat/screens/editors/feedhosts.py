"""What editors see of the hosts that a feed's links may lead to."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from alertbot.chat.access import Act
from alertbot.chat.screens.editors import lookalikes
from alertbot.chat.screens.page import Row, Screen, back, button, paged, screen, turning
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.model import Feed
from alertbot.web.barred import Barred

WHY_NOT: Mapping[Barred, str] = {
    Barred.TELEGRAM: gettext_noop("{host} belongs to Telegram. Links never lead into a chat or a channel."),
    Barred.SHORTENER: gettext_noop("{host} shortens addresses. Readers must see where a link leads."),
    Barred.FILES: gettext_noop("{host} keeps files for download. Readers are never sent to files."),
}


def hosts_of(feed: Feed) -> list[str]:
    """The hosts as they are shown: `www.` makes no difference."""
    return sorted({host.removeprefix("www.") for host in feed.hosts})


def listing(
    words: Words, feed: Feed, *, page: int, note: str | None = None, alike: Mapping[str, str]
) -> Screen:
    """The hosts, each a button that takes it out; `alike` are those that could be taken for known ones."""
    hosts = hosts_of(feed)
    shown, at, pages = paged(hosts, page)
    lines = [
        *([note] if note else []),
        words.gettext("Links of this feed lead to these sites only. Tap one to take it out."),
        *lookalikes.lines(words, alike),
    ]
    if not hosts:
        lines.append(words.gettext("There is none: its alerts go out without a link."))
    rows: list[Row] = [
        (button(words, f"✕ {bidi.isolate_ltr(host)}", Act.FEED_HOST_OUT, feed.id, mark(host), at),)
        for host in shown
    ]
    rows += turning(words, Act.FEED_HOSTS, at, pages, before=(feed.id,))
    rows.append((button(words, words.gettext("Add a site"), Act.FEED_HOST_ADD, feed.id),))
    rows.append(back(words, Act.FEED, feed.id))
    return screen(words, *lines, title=lookalikes.title(feed), rows=rows)


def ask(words: Words, *, problem: str | None = None) -> Screen:
    """Asks for a host."""
    lines = [words.gettext("Send me the address of the site, such as {host}.").format(
        host=bidi.isolate_ltr("news.example")
    )]  # fmt: skip
    return screen(
        words,
        *([problem, *lines] if problem else lines),
        title=words.gettext("Add a site"),
        rows=((button(words, words.gettext("Cancel"), Act.CANCEL, Act.FEEDS),),),
    )


def why_not(words: Words, host: str, why: Barred) -> str:
    """Why links never lead there."""
    return words.gettext(WHY_NOT[why]).format(host=lookalikes.address(host))


def mark(host: str) -> str:
    """Names a host in a button, which has no room for a long one."""
    return blake2b(host.encode(), digest_size=4).hexdigest()


def marked(hosts: Sequence[str], at: str) -> str | None:
    """The host that a button names; None where it is there no more."""
    return next((host for host in hosts if mark(host) == at), None)
