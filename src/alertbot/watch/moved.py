"""Says when a feed's address is changed after redirects, and when an editor has to decide.

Many servers answer 301 by mistake for an hour, and an expired domain redirects wherever its new owner
likes. So a move is believed after it was seen several times, and only within the same site or to a host
that an editor approved. What another site answers, by whatever redirect, is not the feed's: nothing of it
is kept until an editor decides.
"""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from alertbot.model import Feed
from alertbot.watch.sites import is_platform

SIGHTINGS = 5  # polls in a row


@dataclass(frozen=True, slots=True)
class Move:
    """What to remember about where a feed seems to have gone."""

    to: str | None
    seen: int
    adopt: bool
    away: bool = False  # to a site that nobody approved


def after_poll(
    url: str,
    *,
    moved_to: str | None,
    moved_seen: int,
    found_at: str,
    permanent: bool,
    hosts: Collection[str] = (),
) -> Move:
    """What a poll of `url` that ended at `found_at` says, given what polls before it said.

    `hosts` are those approved for the feed.
    """
    away = not is_trusted(url, found_at, hosts)
    if found_at == url or not (permanent or away):
        return Move(None, 0, adopt=False)
    before = moved_seen if found_at == moved_to else 0
    seen = before + 1 if permanent else 0
    return Move(found_at, seen, adopt=seen >= SIGHTINGS and not away, away=away)


def away(feed: Feed) -> str | None:
    """The host of another site to which the feed leads unapproved; None where it leads nowhere else."""
    if feed.moved_to is None or is_trusted(feed.url, feed.moved_to, feed.hosts):
        return None
    return host(feed.moved_to)


def is_trusted(url: str, found_at: str, hosts: Collection[str]) -> bool:
    """Whether what is found there is as good as the feed's own: by its site, or by an editor's approval."""
    approved = {host.removeprefix("www.") for host in hosts}
    return same_site(url, found_at) or host(found_at) in approved


def same_site(one: str, other: str) -> bool:
    """Whether the hosts are the same but for `www.`, or one is a part of the other.

    Narrower than "the same registrable domain": two sub-domains of one domain may have two owners. And a
    host under which anybody can have a name is nobody's site.
    """
    first, second = host(one), host(other)
    if not first or not second:
        return False
    return first == second or _is_part(first, second) or _is_part(second, first)


def _is_part(host: str, whole: str) -> bool:
    return host.endswith("." + whole) and not is_platform(whole)


def host(url: str) -> str:
    """The host of an address without `www.`, "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
