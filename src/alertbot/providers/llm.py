"""Large language models, of a service or on a machine of one's own: they summarise, translate and file.

Any server that speaks OpenAI's chat completions (OpenAI, Ollama, vLLM, llama.cpp and most others), and
Anthropic's messages. An answer of the wrong form is asked for once more; then the text is refused and
the next provider of the chain does it.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from pydantic import BaseModel

from alertbot.errors import ProviderRefused, SettingsError
from alertbot.model import Sensitive
from alertbot.providers import Choice, Summary, codes, http, prompt, spending
from alertbot.providers.batches import MODEL_CHARACTERS, MODEL_TEXTS, batches
from alertbot.providers.prompt import Prompt
from alertbot.providers.wires import WIRES, Reply, Wire

_NAME = "llm"
_SECONDS = 120.0
_MOST_TOKENS = 4000
_TRIES = 2  # the second is the repair
_CHARACTERS_A_TOKEN = 2  # where a server does not count; Uyghur takes many tokens
_NEWER_LIMIT, _USUAL_LIMIT = "max_completion_tokens", "max_tokens"
_OPENAI = "https://api.openai.com/"


@asynccontextmanager
async def opened(
    *,
    model: str,
    url: str = _OPENAI + "v1",
    wire: str = "openai",
    key: Sensitive[str] | None = None,
    most_tokens: int = _MOST_TOKENS,
    limit_field: str | None = None,
    extra: Mapping[str, Any] | None = None,
    seconds: float = _SECONDS,
    pauses: Sequence[float] = http.PAUSES,
) -> AsyncIterator["Llm"]:
    """The model called `model` at `url` (which ends in /v1), asked in the shape `wire`: openai or anthropic.

    `extra` is added to every call, as `temperature`; OpenAI's own servers want the limit of an answer in
    `max_completion_tokens`, all others in `max_tokens`, unless `limit_field` says. Raises SettingsError.
    """
    if wire not in WIRES:
        raise SettingsError(f"the wire of a model is one of {', '.join(WIRES)}, not {wire!r}")
    shape = WIRES[wire]()
    secret = http.secret_header(key.reveal(), _NAME) if key is not None else None
    limit = limit_field or (_NEWER_LIMIT if url.startswith(_OPENAI) else _USUAL_LIMIT)
    call = {**(extra or {})}
    async with http.opened(
        _NAME, url, seconds=seconds, pauses=pauses, headers=shape.headers(secret)
    ) as server:
        yield Llm(server, shape, model=model, most_tokens=most_tokens, limit_field=limit, extra=call)


class Llm:
    """Made by `opened`."""

    name = _NAME

    def __init__(
        self,
        server: http.Server,
        wire: Wire,
        *,
        model: str,
        most_tokens: int,
        limit_field: str,
        extra: Mapping[str, Any],
    ) -> None:
        self._server = server
        self._wire = wire
        self._model = model
        self._most_tokens = most_tokens
        self._limit_field = limit_field
        self._extra = extra

    @property
    def version(self) -> str:
        """What an answer depends on beside the text."""
        return f"{self._model}, prompt {prompt.VERSION}"

    def serves(self, source: str, target: str) -> bool:
        """Any pair of the languages that are not conversions of another script."""
        return source != target and codes.is_base(source) and codes.is_base(target)

    async def reach(self) -> None:
        """See that the server is there and takes the key, at no cost. Raises ProviderError."""
        await self._server.ask("GET", "/models", patient=False)

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        """The article made short by the model. Raises ProviderError."""
        made = await self._answer(prompt.summarise(title, text, language=language))
        return Summary(str(made["title"]), str(made["summary"]))

    async def choose(
        self, *, title: str, text: str, language: str, topics: Sequence[Choice]
    ) -> Sequence[str]:
        """The slugs of the topics that the article is about, of those offered. Raises ProviderError."""
        made = await self._answer(prompt.choose(title, text, language=language, topics=topics))
        offered = {topic.slug for topic in topics}
        return [slug for slug in dict.fromkeys(made["topics"]) if slug in offered]

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """The texts translated, the glossary told to the model. Raises ProviderError."""
        made: list[str] = []
        for batch in batches(texts, most=MODEL_TEXTS, most_characters=MODEL_CHARACTERS):
            asked = prompt.translate(batch, source=source, target=target, glossary=glossary)
            made += map(str, (await self._answer(asked)).values())
        return made

    async def _answer(self, asked: Prompt) -> dict[str, Any]:
        complaint = ""
        for _ in range(_TRIES):
            question = asked.again(complaint) if complaint else asked
            reply = await self._ask(question)
            if reply.final:
                raise ProviderRefused(_NAME, reply.objection or "")
            try:
                return _read(asked.form, reply)
            except ValueError as error:
                complaint = str(error)
        raise ProviderRefused(_NAME, f"no answer in the form asked for ({complaint})")

    async def _ask(self, question: Prompt) -> Reply:
        body = self._wire.body(
            question, model=self._model, most_tokens=self._most_tokens, limit_field=self._limit_field
        )
        answer = await self._server.ask("POST", self._wire.path, json={**body, **self._extra})
        try:
            reply = self._wire.read(answer)
        except ValueError as error:
            raise http.wrong_shape(_NAME) from error
        _note(question, reply)
        return reply


def _read(form: type[BaseModel], reply: Reply) -> dict[str, Any]:
    if reply.objection is not None:
        raise ValueError(reply.objection)
    return prompt.read(form, reply.text).model_dump()


def _note(question: Prompt, reply: Reply) -> None:
    sent = len(question.instructions) + len(question.data)
    tokens_in, tokens_out = reply.input_tokens, reply.output_tokens
    spending.note(
        characters=sent,
        input_tokens=sent // _CHARACTERS_A_TOKEN if tokens_in is None else tokens_in,
        output_tokens=len(reply.text) // _CHARACTERS_A_TOKEN if tokens_out is None else tokens_out,
    )
