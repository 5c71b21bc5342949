"""Asks one feed and decides what its answer means; touches no database."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from alertbot.model import Feed, Validators
from alertbot.settings import Feeds
from alertbot.watch.document import Reading
from alertbot.watch.probe import ACCEPT_FEED
from alertbot.watch.workers import ParserPool
from alertbot.web import waits
from alertbot.web.client import Client, Response

_NOT_MODIFIED = 304
_LONGEST_VALIDATOR = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a feed's server said, read."""

    found_at: str
    permanent: bool  # whether only permanent redirects led there
    validators: Validators
    body_hash: bytes | None
    asked: timedelta | None  # how long the server would like to be left alone
    reading: Reading | None  # None where nothing has changed


async def ask(
    client: Client,
    parsers: ParserPool,
    feed: Feed,
    *,
    known: AbstractSet[bytes],
    settings: Feeds,
    now: datetime,
) -> Answer:
    """Ask a feed whether it has something new. Raises WebError or FeedError."""
    response = await client.get(
        feed.url,
        headers=conditional(feed.validators),
        deadline=settings.deadline,
        largest_bytes=settings.largest_bytes,
        accept=ACCEPT_FEED,
    )
    unchanged = Answer(
        found_at=response.url,
        permanent=response.permanent,
        validators=validators_of(response, before=feed.validators),
        body_hash=feed.body_hash,
        asked=waits.freshness(response.headers, now=now),
        reading=None,
    )
    if response.status == _NOT_MODIFIED:
        return unchanged
    body_hash = blake2b(response.body, digest_size=16).digest()
    if body_hash == feed.body_hash:
        return unchanged
    content_type = response.headers.get("Content-Type")
    reading = await parsers.read(
        response.body, url=response.url, content_type=content_type, known=known, now=now
    )
    asked = max(filter(None, (unchanged.asked, reading.feed.ttl)), default=None)
    return replace(unchanged, body_hash=body_hash, asked=asked, reading=reading)


def conditional(validators: Validators) -> dict[str, str]:
    """The headers that ask for the document only if it has changed (RFC 9110 §13.1)."""
    headers = {}
    if validators.etag is not None:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified is not None:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def validators_of(response: Response, *, before: Validators) -> Validators:
    """What to ask with next time, byte for byte as given; a 304 renews only what it names."""
    given = Validators(
        etag=_sendable(response.headers.get("ETag")),
        last_modified=_sendable(response.headers.get("Last-Modified")),
    )
    if response.status != _NOT_MODIFIED:
        return given
    return Validators(
        etag=given.etag or before.etag, last_modified=given.last_modified or before.last_modified
    )


def _sendable(value: str | None) -> str | None:
    """A value we could not send back byte for byte is of no use."""
    fits = value is not None and value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
    return value if fits and value else None
