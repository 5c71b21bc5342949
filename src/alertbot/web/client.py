"""Fetches one document: guarded connection, redirects by hand, deadline, caps, errors with a name.

Nothing of the environment is used (no proxy, no .netrc), no cookie is kept, no referrer is sent.
"""

import asyncio
import errno
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

import aiohttp
from aiohttp.typedefs import LooseHeaders
from multidict import CIMultiDictProxy
from yarl import URL

from alertbot.errors import BadStatus, Refused, TooBig, TooSlow, Unreachable, WebError
from alertbot.web.addresses import Reach, checked_url, objection_to_address
from alertbot.web.inflate import ACCEPTED, Body, Damaged, Overflow
from alertbot.web.names import Resolver
from alertbot.web.turns import Turns
from alertbot.web.waits import retry_after

MOST_REDIRECTS = 5
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_FIRST_NOT_OK = 300
_LONGEST_HEADER_LINE = 8 * 1024
_MOST_HEADERS = 100
_GUARD = "the guard refuses"  # marks our own OSErrors, which aiohttp may join with others into one
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A document, or the word that it has not changed (status 304, no body)."""

    url: str  # where it was found in the end
    status: int  # 2xx or 304
    headers: Mapping[str, str]  # looked up without regard to case
    body: bytes  # decoded
    permanent: bool  # whether there were redirects and all of them permanent (301, 308)


class Client:
    """Made by `open_client`."""

    def __init__(
        self, session: aiohttp.ClientSession, turns: Turns, *, reach: Reach, clock: Callable[[], datetime]
    ) -> None:
        self._session = session
        self._turns = turns
        self._reach = reach
        self._clock = clock

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] = _NO_HEADERS,
        deadline: timedelta,
        largest_bytes: int,
        accept: str,
    ) -> Response:
        """The document at `url`, after at most five redirects.

        `deadline` bounds the whole exchange once it is this request's turn; `largest_bytes` the body,
        raw and decoded. Raises Refused, Unreachable, TooBig, TooSlow or BadStatus.
        """
        sent = {**headers, "Accept": accept, "Accept-Encoding": ACCEPTED}
        here = checked_url(url, self._reach)
        time_left = deadline.total_seconds()
        permanent = True
        for hops in range(MOST_REDIRECTS + 1):
            async with self._turns.take(here.raw_host or ""):
                started = asyncio.get_running_loop().time()
                got = await self._one(here, sent, time_left, largest_bytes)
                time_left -= asyncio.get_running_loop().time() - started
            if not isinstance(got, _Redirect):
                return Response(
                    url=str(here), status=got.status, headers=got.headers, body=got.body,
                    permanent=permanent and hops > 0,
                )  # fmt: skip
            permanent = permanent and got.permanent
            here = self._next(here, got.location)
        raise Refused(url, f"more than {MOST_REDIRECTS} redirects")

    def _next(self, here: URL, location: str) -> URL:
        try:
            target = str(here.join(URL(location)))
        except ValueError as error:
            raise Refused(str(here), "the redirect cannot be read") from error
        there = checked_url(target, self._reach)
        if here.scheme == "https" and there.scheme == "http":
            raise Refused(str(here), "the redirect leads from https to http")
        return there

    async def _one(self, url: URL, headers: LooseHeaders, seconds: float, largest_bytes: int) -> "_Got":
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.get(url, headers=headers, allow_redirects=False) as response,
            ):
                return await self._read(response, largest_bytes)
        except TimeoutError as error:
            raise TooSlow(str(url), "not answered in time") from error
        except Overflow as error:
            raise TooBig(str(url), f"more than {largest_bytes} bytes") from error
        except Damaged as error:
            raise Unreachable(str(url), str(error)) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _translated(error, str(url)) from error

    async def _read(self, response: aiohttp.ClientResponse, largest_bytes: int) -> "_Got":
        if response.status in _REDIRECTS:
            return _Redirect(response.headers.get("Location", ""), response.status in _PERMANENT)
        if response.status == _NOT_MODIFIED:
            return _Document(response.status, response.headers, b"")
        if response.status >= _FIRST_NOT_OK:
            wait = retry_after(response.headers, now=self._clock())
            raise BadStatus(str(response.url), response.status, wait)
        if (response.content_length or 0) > largest_bytes:
            raise Overflow
        body = Body(response.headers.get("Content-Encoding", ""), largest_bytes=largest_bytes)
        async for piece in response.content.iter_any():
            body.add(piece)
        return _Document(response.status, response.headers, body.end())


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class _Document:
    status: int
    headers: CIMultiDictProxy[str]
    body: bytes


_Got = _Redirect | _Document


def _utc_now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def open_client(
    *,
    reach: Reach,
    contact: str,
    at_once: int,
    per_host: int,
    clock: Callable[[], datetime] = _utc_now,
) -> AsyncIterator[Client]:
    """A client for documents from outside, until the block ends.

    At most `at_once` exchanges run at a time, `per_host` with one host. `contact` is a URL or mail
    address that servers see in our User-Agent.
    """
    connector = aiohttp.TCPConnector(
        limit=0,  # `Turns` bounds both
        resolver=Resolver(at_once),
        socket_factory=_guarded_sockets(reach),
        keepalive_timeout=15,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        headers={"User-Agent": user_agent(contact)},
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),
        auto_decompress=False,
        trust_env=False,
        read_bufsize=64 * 1024,
        max_line_size=_LONGEST_HEADER_LINE,
        max_field_size=_LONGEST_HEADER_LINE,
        max_headers=_MOST_HEADERS,
    )
    async with session:
        yield Client(session, Turns(at_once=at_once, per_host=per_host), reach=reach, clock=clock)
    await connector.close()


def user_agent(contact: str) -> str:
    """Who we say we are: the program, its version, and whom to write to."""
    product = f"alertbot/{version('alertbot')}"
    reachable = "".join(letter for letter in contact if letter.isascii() and letter.isprintable())
    return f"{product} (+{reachable})" if reachable else product


def _guarded_sockets(reach: Reach) -> Callable[[Any], socket.socket]:
    def make(info: tuple[int, int, int, str, tuple[Any, ...]]) -> socket.socket:
        family, kind, protocol, _, address = info
        if objection := objection_to_address(address[0], address[1], reach):
            raise OSError(errno.EACCES, f"{_GUARD}: {objection}")
        return socket.socket(family, kind, protocol)

    return make


def _translated(error: Exception, url: str) -> WebError:
    text = str(error)
    if _GUARD in text:
        return Refused(url, text[text.index(_GUARD) + len(_GUARD) + 2 :].split("]")[0])
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        return Unreachable(url, "no valid certificate")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Unreachable(url, "no such host")
    if isinstance(error, aiohttp.ClientConnectorError):
        return Unreachable(url, "no connection")
    if isinstance(error, aiohttp.ClientResponseError):
        return Unreachable(url, "the answer is not valid HTTP")
    return Unreachable(url, "the connection broke")
