"""Google Cloud Translation, version 3: a paid service. It has Uyghur and Kazakh.

Protocol: https://cloud.google.com/translate/docs/reference/rest/v3/projects.locations/translateText. The
key file is the JSON of a service account, which is exchanged for a token of an hour as RFC 7523 has it.
Glossaries kept at Google are used where the settings name one for the pair; our own names stand in an
element with `translate="no"`.
"""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from alertbot.errors import SettingsError
from alertbot.model import Sensitive
from alertbot.providers import http, names, spending
from alertbot.providers.account import Account, signed_request
from alertbot.providers.batches import batches

NAME = "google"
_URL = "https://translation.googleapis.com"
_MOST_TEXTS = 1024
_MOST_CHARACTERS = 5000  # it recommends so many to a call, and refuses more than 30,000
_CODES: Mapping[str, str] = {
    "ar": "ar", "de": "de", "en": "en", "es": "es", "fr": "fr", "kk": "kk", "ru": "ru", "tr": "tr",
    "ug": "ug", "zh-Hans": "zh-CN",
}  # fmt: skip
_EARLY = 60  # seconds before its end that a token is no longer used


@asynccontextmanager
async def opened(
    *,
    key: Sensitive[str] | None = None,
    location: str = "global",
    glossaries: Mapping[str, str] | None = None,
    url: str = _URL,
    seconds: float = http.SECONDS,
    pauses: Sequence[float] = http.PAUSES,
) -> AsyncIterator["Google"]:
    """A translator with the key of a service account.

    `glossaries` names glossaries at Google by pair, as "en-ug"; they need their own `location`, such as
    "us-central1". Raises SettingsError.
    """
    if key is None:
        raise SettingsError("the provider google needs a key_file with the JSON of a service account")
    account = Account.read(key)
    async with (
        http.opened(NAME, url, seconds=seconds, pauses=pauses) as server,
        http.opened(NAME, account.token_url, seconds=seconds, pauses=pauses) as tokens,
    ):
        yield Google(server, tokens, account, location=location, glossaries=glossaries or {})


class Google:
    """Made by `opened`."""

    name = NAME

    def __init__(
        self,
        server: http.Server,
        tokens: http.Server,
        account: Account,
        *,
        location: str,
        glossaries: Mapping[str, str],
    ) -> None:
        self._server = server
        self._tokens = tokens
        self._account = account
        self._place = f"projects/{account.project}/locations/{location}"
        self._glossaries = glossaries
        self._token = ""
        self._token_until = 0.0

    def serves(self, source: str, target: str) -> bool:
        """Whether Google has both."""
        return source != target and source in _CODES and target in _CODES

    async def reach(self) -> None:
        """See that the account is known and may translate, at no cost. Raises ProviderError."""
        headers = await self._headers()
        await self._server.ask("GET", f"/v3/{self._place}/supportedLanguages", headers=headers, patient=False)

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, one for one, names carried past the engine. Raises ProviderError."""
        named = self._glossaries.get(f"{source}-{target}")

        async def engine(asked: Sequence[str], marked: bool) -> list[str]:
            call: dict[str, object] = {
                "mimeType": "text/html" if marked else "text/plain",
                "sourceLanguageCode": _CODES[source],
                "targetLanguageCode": _CODES[target],
            }
            if named:
                call["glossaryConfig"] = {"glossary": f"{self._place}/glossaries/{named}"}
            made: list[str] = []
            for batch in batches(asked, most=_MOST_TEXTS, most_characters=_MOST_CHARACTERS):
                made += await self._call(batch, call)
            return made

        return await names.carried(texts, glossary, names.SPAN, engine)

    async def _call(self, texts: list[str], call: Mapping[str, object]) -> list[str]:
        answer = await self._server.ask(
            "POST",
            f"/v3/{self._place}:translateText",
            json={**call, "contents": texts},
            headers=await self._headers(),
        )
        spending.note(characters=sum(map(len, texts)))
        found = answer if isinstance(answer, dict) else {}
        rows = found.get("glossaryTranslations") or found.get("translations")
        made = (
            [row.get("translatedText") for row in rows if isinstance(row, dict)]
            if isinstance(rows, list)
            else []
        )
        if len(made) != len(texts) or not all(isinstance(each, str) for each in made):
            raise http.wrong_shape(NAME)
        return [str(each) for each in made]

    async def _headers(self) -> dict[str, str]:
        if time.monotonic() >= self._token_until:
            await self._renew()
        return {"Authorization": f"Bearer {self._token}"}

    async def _renew(self) -> None:
        answer = await self._tokens.ask("POST", "", form=signed_request(self._account, now=time.time()))
        token = answer.get("access_token") if isinstance(answer, dict) else None
        seconds = answer.get("expires_in") if isinstance(answer, dict) else None
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise http.wrong_shape(NAME)
        self._token, self._token_until = token, time.monotonic() + seconds - _EARLY
