"""DeepL: a paid service (with a free account). It has Kazakh, and no Uyghur (2026).

Protocol: https://developers.deepl.com/docs (POST /v2/translate, GET /v2/usage). Names stand in an element
with `translate="no"`, which it leaves as it is with `tag_handling=html`.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from alertbot.errors import SettingsError
from alertbot.model import Sensitive
from alertbot.providers import http, names, spending
from alertbot.providers.batches import batches

NAME = "deepl"
_FREE, _PAID = "https://api-free.deepl.com", "https://api.deepl.com"
_FREE_KEY = ":fx"  # what keys of free accounts end in
_MOST_TEXTS = 50
_MOST_CHARACTERS = 30_000  # a call may have 128 KiB; a letter has up to four bytes
# What a text can be translated from and into; some targets need a region or script.
_SOURCES: Mapping[str, str] = {
    "ar": "AR", "de": "DE", "en": "EN", "es": "ES", "fr": "FR", "kk": "KK", "ru": "RU", "tr": "TR",
    "zh-Hans": "ZH",
}  # fmt: skip
_TARGETS = {**_SOURCES, "en": "EN-GB", "zh-Hans": "ZH-HANS"}


@asynccontextmanager
async def opened(
    *,
    key: Sensitive[str] | None = None,
    url: str | None = None,
    glossaries: Mapping[str, str] | None = None,
    extra: Mapping[str, Any] | None = None,
    seconds: float = http.SECONDS,
    pauses: Sequence[float] = http.PAUSES,
) -> AsyncIterator["DeepL"]:
    """A translator with the key of an account; its server is known by the key.

    `glossaries` names glossaries of that account by pair, as "en-kk"; `extra` is added to every call, as
    `enable_beta_languages`. Raises SettingsError.
    """
    if key is None:
        raise SettingsError("the provider deepl needs a key_file with the key of your account")
    secret = http.secret_header(key.reveal(), NAME)
    base = url or (_FREE if secret.endswith(_FREE_KEY) else _PAID)
    headers = {"Authorization": f"DeepL-Auth-Key {secret}"}
    async with http.opened(NAME, base, seconds=seconds, pauses=pauses, headers=headers) as server:
        yield DeepL(server, glossaries or {}, extra or {})


class DeepL:
    """Made by `opened`."""

    name = NAME

    def __init__(self, server: http.Server, glossaries: Mapping[str, str], extra: Mapping[str, Any]) -> None:
        self._server = server
        self._glossaries = glossaries
        self._extra = extra

    def serves(self, source: str, target: str) -> bool:
        """Whether DeepL has both."""
        return source != target and source in _SOURCES and target in _TARGETS

    async def reach(self) -> None:
        """See that it takes the key, at no cost. Raises ProviderError."""
        await self._server.ask("GET", "/v2/usage", patient=False)

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, one for one, names carried past the engine. Raises ProviderError."""
        pair = {"source_lang": _SOURCES[source], "target_lang": _TARGETS[target]}
        if named := self._glossaries.get(f"{source}-{target}"):
            pair["glossary_id"] = named

        async def engine(asked: Sequence[str], marked: bool) -> list[str]:
            markup = {"tag_handling": "html"} if marked else {}
            made: list[str] = []
            for batch in batches(asked, most=_MOST_TEXTS, most_characters=_MOST_CHARACTERS):
                made += await self._call({"text": batch, **pair, **markup, **self._extra}, batch)
            return made

        return await names.carried(texts, glossary, names.SPAN, engine)

    async def _call(self, call: Mapping[str, Any], texts: Sequence[str]) -> list[str]:
        answer = await self._server.ask("POST", "/v2/translate", json=call)
        rows = answer.get("translations") if isinstance(answer, dict) else None
        made = [row.get("text") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        if len(made) != len(texts) or not all(isinstance(each, str) for each in made):
            raise http.wrong_shape(NAME)
        spending.note(characters=sum(map(len, texts)))
        return [str(each) for each in made]
