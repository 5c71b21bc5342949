"""Apertium through its HTTP server, apertium-apy: rule-based, free, on a machine of one's own.

Protocol: https://wiki.apertium.org/wiki/Apertium-apy (GET /listPairs, POST /translate).
"""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from alertbot.errors import ProviderBusy, ProviderRefused
from alertbot.providers import http, names, spending
from alertbot.providers.codes import ISO_639_3

log = logging.getLogger(__name__)

NAME = "apertium"


@asynccontextmanager
async def opened(
    *,
    url: str = "http://127.0.0.1:2737",
    seconds: float = http.SECONDS,
    pauses: Sequence[float] = http.PAUSES,
) -> AsyncIterator["Apertium"]:
    """A translator on the server at `url`, which may take so many seconds for an answer.

    Its pairs are asked for now; a server that is not there yet is asked again at the first translation.
    Raises SettingsError.
    """
    async with http.opened(NAME, url, seconds=seconds, pauses=pauses) as server:
        translator = Apertium(server)
        await translator.learn_pairs()
        if not translator.knows_pairs:
            log.warning("translator does not answer", extra={"provider": NAME})
        yield translator


class Apertium:
    """Made by `opened`."""

    name = NAME

    def __init__(self, server: http.Server) -> None:
        self._server = server
        self._pairs: frozenset[tuple[str, str]] | None = None

    @property
    def knows_pairs(self) -> bool:
        """Whether the server has said which pairs it has."""
        return self._pairs is not None

    async def reach(self) -> None:
        """See that the server is there. Raises ProviderError."""
        answer = await self._server.ask("GET", "/listPairs", patient=False)
        if not isinstance(answer, dict):
            raise http.wrong_shape(NAME)
        listed = answer.get("responseData")
        pairs = listed if isinstance(listed, list) else []
        self._pairs = frozenset(
            (str(pair.get("sourceLanguage")), str(pair.get("targetLanguage")))
            for pair in pairs
            if isinstance(pair, dict)
        )

    async def learn_pairs(self) -> None:
        """Ask which pairs are installed; where the server does not say, none is known yet."""
        try:
            await self.reach()
        except (ProviderBusy, ProviderRefused):
            return

    def serves(self, source: str, target: str) -> bool:
        """Whether the pair is installed; until the server has said, any pair it could have."""
        pair = ISO_639_3.get(source), ISO_639_3.get(target)
        if None in pair:
            return False
        return self._pairs is None or pair in self._pairs

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, one for one, names carried past the engine.

        Raises ProviderBusy or ProviderRefused.
        """
        if self._pairs is None:
            await self.learn_pairs()
        if not self.serves(source, target):
            raise ProviderRefused(NAME, f"the pair {source}-{target} is not installed")
        pair = f"{ISO_639_3[source]}|{ISO_639_3[target]}"

        async def engine(asked: Sequence[str], _: bool) -> list[str]:
            return [await self._translate(text, pair) for text in asked]

        return await names.carried(texts, glossary, names.WORD, engine)

    async def _translate(self, text: str, pair: str) -> str:
        form = {"langpair": pair, "q": text, "markUnknown": "no", "format": "txt"}
        answer = await self._server.ask("POST", "/translate", form=form)
        data = answer.get("responseData") if isinstance(answer, dict) else None
        translated = data.get("translatedText") if isinstance(data, dict) else None
        if not isinstance(translated, str):
            raise http.wrong_shape(NAME)
        spending.note(characters=len(text))
        return translated.strip()
