"""Azure AI Translator: a paid service (2 million characters a month free). It has Uyghur and Kazakh.

Protocol: https://learn.microsoft.com/azure/ai-services/translator/text-translation/reference/v3/translate
(POST /translate?api-version=3.0). Names stand in an element of the class `notranslate`, which it leaves
as it is with `textType=html`; markup is counted as characters.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from alertbot.errors import SettingsError
from alertbot.model import Sensitive
from alertbot.providers import http, names, spending
from alertbot.providers.batches import batches

NAME = "azure"
_URL = "https://api.cognitive.microsofttranslator.com"
_VERSION = "3.0"
_MOST_TEXTS = 1000
_MOST_CHARACTERS = 50_000
_CODES = frozenset({"ar", "de", "en", "es", "fr", "kk", "ru", "tr", "ug", "zh-Hans"})  # the same as ours


@asynccontextmanager
async def opened(
    *,
    key: Sensitive[str] | None = None,
    region: str | None = None,
    url: str = _URL,
    category: str | None = None,
    seconds: float = http.SECONDS,
    pauses: Sequence[float] = http.PAUSES,
) -> AsyncIterator["Azure"]:
    """A translator with the key of a resource, and its `region` unless it is global.

    `category` names a system of one's own (Custom Translator). Raises SettingsError.
    """
    if key is None:
        raise SettingsError("the provider azure needs a key_file with a key of your Translator resource")
    headers = {"Ocp-Apim-Subscription-Key": http.secret_header(key.reveal(), NAME)}
    if region is not None:
        headers["Ocp-Apim-Subscription-Region"] = http.secret_header(region, NAME)
    async with http.opened(NAME, url, seconds=seconds, pauses=pauses, headers=headers) as server:
        yield Azure(server, category)


class Azure:
    """Made by `opened`."""

    name = NAME

    def __init__(self, server: http.Server, category: str | None) -> None:
        self._server = server
        self._category = category

    def serves(self, source: str, target: str) -> bool:
        """Whether Azure has both."""
        return source != target and source in _CODES and target in _CODES

    async def reach(self) -> None:
        """See that the key is taken, for one character. Raises ProviderError."""
        await self._call(["."], {"from": "en", "to": "ug", "textType": "plain"}, patient=False)

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, one for one, names carried past the engine. Raises ProviderError."""

        async def engine(asked: Sequence[str], marked: bool) -> list[str]:
            query = {"from": source, "to": target, "textType": "html" if marked else "plain"}
            made: list[str] = []
            for batch in batches(asked, most=_MOST_TEXTS, most_characters=_MOST_CHARACTERS):
                made += await self._call(batch, query)
            return made

        return await names.carried(texts, glossary, names.SPAN, engine)

    async def _call(
        self, texts: Sequence[str], query: Mapping[str, str], *, patient: bool = True
    ) -> list[str]:
        asked = {"api-version": _VERSION, **query} | ({"category": self._category} if self._category else {})
        answer = await self._server.ask(
            "POST", "/translate", query=asked, json=[{"Text": text} for text in texts], patient=patient
        )
        spending.note(characters=sum(map(len, texts)))
        try:
            made = [row["translations"][0]["text"] for row in answer]
        except (TypeError, KeyError, IndexError) as error:
            raise http.wrong_shape(NAME) from error
        if len(made) != len(texts) or not all(isinstance(each, str) for each in made):
            raise http.wrong_shape(NAME)
        return made
