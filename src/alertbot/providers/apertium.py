"""Apertium through its HTTP server, apertium-apy: rule-based, free, on a machine of one's own.

Protocol: https://wiki.apertium.org/wiki/Apertium-apy (GET /listPairs, POST /translate).
"""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import orjson

from alertbot.errors import ProviderBusy, ProviderRefused

log = logging.getLogger(__name__)

NAME = "apertium"
_WAIT = timedelta(seconds=30)
_LARGEST_BYTES = 1024 * 1024  # of an answer
_OK, _TOO_MANY, _SERVER_ERROR = 200, 429, 500
# Apertium names languages by ISO 639-3.
_CODES: Mapping[str, str] = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "kk": "kaz", "ru": "rus",
    "tr": "tur", "ug": "uig", "zh-Hans": "zho",
}  # fmt: skip


@asynccontextmanager
async def opened(*, url: str = "http://127.0.0.1:2737", seconds: float = 20) -> AsyncIterator["Apertium"]:
    """A translator on the server at `url`, which may take so many seconds for an answer.

    Its pairs are asked for now; a server that is not there yet is asked again at the first translation.
    """
    timeout = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as session:
        translator = Apertium(session, url.rstrip("/"))
        await translator.learn_pairs()
        if not translator.knows_pairs:
            log.warning("translator does not answer", extra={"provider": NAME})
        yield translator


class Apertium:
    """Made by `opened`."""

    name = NAME

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url
        self._pairs: frozenset[tuple[str, str]] | None = None

    @property
    def knows_pairs(self) -> bool:
        """Whether the server has said which pairs it has."""
        return self._pairs is not None

    async def learn_pairs(self) -> None:
        """Ask which pairs are installed; where the server does not say, none is known yet."""
        try:
            answer = await self._call("GET", "/listPairs")
        except (ProviderBusy, ProviderRefused):
            return
        listed = answer.get("responseData")
        pairs = listed if isinstance(listed, list) else []
        self._pairs = frozenset(
            (str(pair.get("sourceLanguage")), str(pair.get("targetLanguage")))
            for pair in pairs
            if isinstance(pair, dict)
        )

    def serves(self, source: str, target: str) -> bool:
        """Whether the pair is installed; until the server has said, any pair it could have."""
        pair = _CODES.get(source), _CODES.get(target)
        if None in pair:
            return False
        return self._pairs is None or pair in self._pairs

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, one for one. Raises ProviderBusy or ProviderRefused.

        The glossary is not used: the engine has none of its own.
        """
        if self._pairs is None:
            await self.learn_pairs()
        if not self.serves(source, target):
            raise ProviderRefused(NAME, f"the pair {source}-{target} is not installed")
        pair = f"{_CODES[source]}|{_CODES[target]}"
        return [await self._translate(text, pair) for text in texts]

    async def _translate(self, text: str, pair: str) -> str:
        fields = {"langpair": pair, "q": text, "markUnknown": "no", "format": "txt"}
        answer = await self._call("POST", "/translate", fields)
        data = answer.get("responseData")
        translated = data.get("translatedText") if isinstance(data, dict) else None
        if not isinstance(translated, str):
            raise ProviderBusy(NAME, "an answer without a translation", _WAIT)
        return translated.strip()

    async def _call(
        self, method: str, path: str, fields: Mapping[str, str] | None = None
    ) -> dict[str, object]:
        try:
            async with self._session.request(
                method, self._url + path, data=fields, allow_redirects=False
            ) as response:
                body, status = await _read(response), response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ProviderBusy(NAME, f"does not answer ({type(error).__name__})", _WAIT) from error
        if status == _TOO_MANY or status >= _SERVER_ERROR:
            raise ProviderBusy(NAME, f"status {status}", _WAIT)
        if status != _OK:
            raise ProviderRefused(NAME, f"status {status}")
        try:
            answer = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ProviderBusy(NAME, "an answer that is no JSON", _WAIT) from error
        if not isinstance(answer, dict):
            raise ProviderBusy(NAME, "an answer of an unknown shape", _WAIT)
        return answer


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = b""
    async for chunk in response.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > _LARGEST_BYTES:
            raise ProviderBusy(NAME, "an answer without end", _WAIT)
    return body
