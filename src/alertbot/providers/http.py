"""How every provider's server is asked: within a time and a size, at one address, its failures by name.

The addresses are the operator's own and may be on this machine, so the guard for addresses from outside
does not apply. No redirect is followed, no proxy or .netrc of the environment used, no cookie kept.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import orjson
from yarl import URL

from alertbot.errors import (
    ProviderBusy,
    ProviderClosed,
    ProviderError,
    ProviderRefused,
    ProviderWasted,
    SettingsError,
)
from alertbot.web.waits import retry_after

SECONDS = 20.0  # for one answer, unless an adapter says otherwise
PAUSES = (0.5, 2.0)  # seconds before a call that failed by chance is made again
LONGEST_PAUSE = timedelta(seconds=5)  # a server that asks for more is left to the next provider
LARGEST_BYTES = 1024 * 1024  # of an answer

_WAIT = timedelta(seconds=30)
_KEY_WAIT = timedelta(minutes=10)  # by then an operator may have put the key right
_QUOTA_WAIT = timedelta(hours=1)
_OK = range(200, 300)
_UNPAID, _QUOTA = 402, 456  # 456 is DeepL's
_KEY = frozenset({401, 403})
_TOO_MANY = 429
_PASSING = frozenset({408, 425})
_SERVER_ERROR = 500
_HEADER_UNFIT = re.compile(r"[^\x21-\x7e]")


@dataclass(frozen=True, slots=True)
class _Got:
    status: int
    headers: Mapping[str, str]
    body: bytes


@asynccontextmanager
async def opened(
    provider: str,
    url: str,
    *,
    seconds: float = SECONDS,
    pauses: Sequence[float] = PAUSES,
    headers: Mapping[str, str] | None = None,
) -> AsyncIterator["Server"]:
    """The server at `url` (a base, with or without a path), until the block ends. Raises SettingsError."""
    try:
        base = URL(url)
    except (TypeError, ValueError):
        base = URL()
    if base.scheme not in {"http", "https"} or not base.host:
        raise SettingsError(f"the url of the provider {provider} must begin with http:// or https://")
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=seconds),
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        headers={"User-Agent": "alertbot", "Accept-Encoding": "identity", **(headers or {})},
    ) as session:
        yield Server(session, provider, url.rstrip("/"), pauses)


class Server:
    """Made by `opened`."""

    def __init__(
        self, session: aiohttp.ClientSession, provider: str, url: str, pauses: Sequence[float]
    ) -> None:
        self._session = session
        self._provider = provider
        self._url = url
        self._pauses = pauses

    async def ask(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        form: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        patient: bool = True,
    ) -> Any:
        """The JSON of the answer; what failed by chance is tried again after a pause, if `patient`.

        Raises ProviderBusy, ProviderClosed and ProviderRefused.
        """
        body = orjson.dumps(json) if json is not None else form
        sent = {**(headers or {}), **({"Content-Type": "application/json"} if json is not None else {})}
        for pause in (*(self._pauses if patient else ()), None):
            try:
                return await self._once(method, path, body=body, query=query, headers=sent)
            except ProviderBusy as busy:
                wait = _pause(busy, pause)
                if wait is None:
                    raise
            await asyncio.sleep(wait)
        raise AssertionError("the last try returns or raises")

    async def _once(
        self,
        method: str,
        path: str,
        *,
        body: bytes | Mapping[str, str] | None,
        query: Mapping[str, str] | None,
        headers: Mapping[str, str],
    ) -> Any:
        try:
            async with self._session.request(
                method, self._url + path, data=body, params=query, headers=headers, allow_redirects=False
            ) as response:
                got = _Got(response.status, response.headers, await self._read(response))
        except TimeoutError as error:
            raise ProviderWasted(self._provider, "does not answer in time", _WAIT) from error
        except (aiohttp.ClientError, OSError) as error:
            raise ProviderBusy(self._provider, f"does not answer ({type(error).__name__})", _WAIT) from error
        if got.status not in _OK:
            raise objection(self._provider, got.status, got.headers, now=datetime.now(UTC))
        return self._json(got.body)

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for chunk in response.content.iter_chunked(64 * 1024):
            body += chunk
            if len(body) > LARGEST_BYTES:
                raise ProviderWasted(self._provider, "an answer without end", _WAIT)
        return bytes(body)

    def _json(self, body: bytes) -> Any:
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ProviderWasted(self._provider, "an answer that is no JSON", _WAIT) from error


def objection(provider: str, status: int, headers: Mapping[str, str], *, now: datetime) -> ProviderError:
    """What an error status means for us."""
    asked = retry_after(headers, now=now)
    if status in _KEY:
        return ProviderClosed(provider, f"does not accept the key (status {status})", _KEY_WAIT)
    if status in (_UNPAID, _QUOTA):
        return ProviderClosed(provider, f"its quota is used up (status {status})", asked or _QUOTA_WAIT)
    if status == _TOO_MANY or (status >= _SERVER_ERROR and asked is not None):
        return ProviderClosed(provider, f"status {status}", _WAIT if asked is None else asked)
    if status in _PASSING or status >= _SERVER_ERROR:
        return ProviderBusy(provider, f"status {status}", _WAIT)
    return ProviderRefused(provider, f"status {status}")


def _pause(busy: ProviderBusy, pause: float | None) -> float | None:
    """Seconds until the same call is made again; None where it is not, as where it may cost twice."""
    if pause is None or isinstance(busy, ProviderWasted):
        return None
    if isinstance(busy, ProviderClosed):
        return None if busy.wait > LONGEST_PAUSE else busy.wait.total_seconds()
    return pause


def wrong_shape(provider: str) -> ProviderWasted:
    """What came is JSON, but not as documented."""
    return ProviderWasted(provider, "an answer of an unknown shape", _WAIT)


def secret_header(key: str, provider: str) -> str:
    """A key as a header's value. Raises SettingsError where it cannot be one."""
    if not key or _HEADER_UNFIT.search(key):
        raise SettingsError(f"the key file of the provider {provider} holds no key of one line")
    return key
