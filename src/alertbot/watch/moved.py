"""Says when a feed's address is changed after permanent redirects.

Many servers answer 301 by mistake for an hour, and an expired domain redirects wherever its new owner
likes. So a move is believed after it was seen several times, and only within the same site; to another
site an editor decides.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

SIGHTINGS = 5  # polls in a row


@dataclass(frozen=True, slots=True)
class Move:
    """What to remember about where a feed seems to have gone."""

    to: str | None
    seen: int
    adopt: bool


def after_poll(url: str, *, moved_to: str | None, moved_seen: int, found_at: str, permanent: bool) -> Move:
    """What a poll of `url` that ended at `found_at` says, given what polls before it said."""
    if not permanent or found_at == url:
        return Move(None, 0, adopt=False)
    seen = moved_seen + 1 if found_at == moved_to else 1
    return Move(found_at, seen, adopt=seen >= SIGHTINGS and same_site(url, found_at))


def same_site(one: str, other: str) -> bool:
    """Whether the hosts are the same but for `www.`, or one is a part of the other.

    Narrower than "the same registrable domain": two sub-domains of one domain may have two owners.
    """
    first, second = _host(one), _host(other)
    if not first or not second:
        return False
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
