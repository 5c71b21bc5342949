"""What editors see of a feed that leads to another site, until one of them decides."""

from collections.abc import Mapping
from hashlib import blake2b

from alertbot.chat.access import Act
from alertbot.chat.screens.editors import lookalikes
from alertbot.chat.screens.page import Row, Screen, back, button, screen
from alertbot.languages.catalogues import Words
from alertbot.model import Feed
from alertbot.watch import moved


def notice(words: Words, feed: Feed, alike: Mapping[str, str]) -> Screen:
    """What every editor is told once; `alike` are hosts that could be taken for known ones, with those."""
    pause = (button(words, words.gettext("Pause"), Act.FEED_PAUSE, feed.id),)
    rows = (*buttons(words, feed), pause, back(words, Act.FEEDS))
    return screen(
        words,
        *lines(words, feed, alike),
        title=lookalikes.title(feed),
        rows=rows,
    )


def lines(words: Words, feed: Feed, alike: Mapping[str, str]) -> list[str]:
    """Where it leads and what that means; none where it is where it was."""
    host = moved.away(feed)
    if host is None:
        return []
    if host == feed.moved_refused:
        text = words.gettext("An editor decided to stay with the old address. Nothing from {host} is taken.")
        return [text.format(host=lookalikes.address(host))]
    text = words.gettext("The address of this feed is on {old}, and it now leads to another site: {new}.")
    return [
        text.format(old=lookalikes.address(moved.host(feed.url)), new=lookalikes.address(host)),
        lookalikes.address(feed.moved_to or ""),
        *lookalikes.lines(words, alike),
        words.gettext("Nothing from there is sent until an editor decides."),
    ]


def buttons(words: Words, feed: Feed) -> list[Row]:
    """Follow or stay, about this very address; none where it is where it was."""
    host = moved.away(feed)
    if host is None:
        return []
    at = mark(feed)
    rows: list[Row] = [
        (button(words, words.gettext("Follow to the new address"), Act.FEED_FOLLOW, feed.id, at),)
    ]
    if host != feed.moved_refused:
        rows.append((button(words, words.gettext("Stay"), Act.FEED_STAY, feed.id, at),))
    return rows


def mark(feed: Feed) -> str:
    """Names the address that is decided about: another one that came meanwhile is decided anew."""
    return blake2b((feed.moved_to or "").encode(), digest_size=4).hexdigest()
