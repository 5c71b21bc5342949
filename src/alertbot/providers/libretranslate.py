"""LibreTranslate: neural, free, on a machine of one's own or of somebody who offers it (AGPL server).

Protocol: https://docs.libretranslate.com (GET /languages, POST /translate). Its models know neither
Uyghur nor Kazakh (Argos packages, 2026); Turkish, Russian, Chinese and others they know.
"""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from alertbot.errors import ProviderBusy, ProviderRefused
from alertbot.model import Sensitive
from alertbot.providers import codes, http, names, spending
from alertbot.providers.batches import batches

log = logging.getLogger(__name__)

NAME = "libretranslate"
_MOST_TEXTS = 25
_MOST_CHARACTERS = 4000  # servers are often set to refuse more than 5000
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {"zh-Hans": ("zh-Hans", "zh")}  # it changed with version 1.6


@asynccontextmanager
async def opened(
    *,
    url: str = "http://127.0.0.1:5000",
    key: Sensitive[str] | None = None,
    seconds: float = http.SECONDS,
    pauses: Sequence[float] = http.PAUSES,
) -> AsyncIterator["LibreTranslate"]:
    """A translator on the server at `url`, with its key where it wants one. Raises SettingsError."""
    async with http.opened(NAME, url, seconds=seconds, pauses=pauses) as server:
        translator = LibreTranslate(server, key)
        try:
            await translator.reach()
        except (ProviderBusy, ProviderRefused):
            log.warning("translator does not answer", extra={"provider": NAME})
        yield translator


class LibreTranslate:
    """Made by `opened`."""

    name = NAME

    def __init__(self, server: http.Server, key: Sensitive[str] | None) -> None:
        self._server = server
        self._key = key
        self._targets: Mapping[str, frozenset[str]] | None = None  # source code → target codes

    async def reach(self) -> None:
        """Ask which languages it has. Raises ProviderError."""
        answer = await self._server.ask("GET", "/languages", patient=False)
        if not isinstance(answer, list):
            raise http.wrong_shape(NAME)
        rows = [row for row in answer if isinstance(row, dict)]
        every = frozenset(str(row.get("code")) for row in rows)
        self._targets = {
            str(row.get("code")): frozenset(map(str, row["targets"])) if row.get("targets") else every
            for row in rows
        }

    def serves(self, source: str, target: str) -> bool:
        """Whether it has the pair; until it has said, any pair it could have."""
        if source == target or not (codes.is_base(source) and codes.is_base(target)):
            return False
        return self._targets is None or self._pair(source, target) is not None

    def _pair(self, source: str, target: str) -> tuple[str, str] | None:
        for one in _OTHER_NAMES.get(source, (source,)):
            for other in _OTHER_NAMES.get(target, (target,)):
                if other in (self._targets or {}).get(one, ()):
                    return one, other
        return None

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, one for one, names carried past the engine. Raises ProviderError."""
        if self._targets is None:
            await self.reach()
        pair = self._pair(source, target)
        if pair is None:
            raise ProviderRefused(NAME, f"the pair {source}-{target} is not installed")

        async def engine(asked: Sequence[str], _: bool) -> list[str]:
            made: list[str] = []
            for batch in batches(asked, most=_MOST_TEXTS, most_characters=_MOST_CHARACTERS):
                made += await self._call(batch, pair)
            return made

        return await names.carried(texts, glossary, names.WORD, engine)

    async def _call(self, texts: list[str], pair: tuple[str, str]) -> list[str]:
        call: dict[str, object] = {"q": texts, "source": pair[0], "target": pair[1], "format": "text"}
        if self._key is not None:
            call["api_key"] = self._key.reveal()
        answer = await self._server.ask("POST", "/translate", json=call)
        made = answer.get("translatedText") if isinstance(answer, dict) else None
        if (
            not isinstance(made, list)
            or len(made) != len(texts)
            or not all(isinstance(each, str) for each in made)
        ):
            raise http.wrong_shape(NAME)
        spending.note(characters=sum(map(len, texts)))
        return made
