"""The two shapes in which servers of models are asked: OpenAI's chat completions, Anthropic's messages.

Sources: https://platform.openai.com/docs/api-reference/chat (response_format `json_schema`; Ollama,
vLLM and llama.cpp follow it) and https://docs.anthropic.com/en/api/messages (a forced tool).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from alertbot.providers.prompt import Prompt

_ANTHROPIC_INPUT = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
_ANTHROPIC_VERSION = "2023-06-01"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered; `objection` says why it is no use, where its server says so."""

    text: str
    input_tokens: int | None = None  # None where the server does not count
    output_tokens: int | None = None
    objection: str | None = None
    final: bool = False  # whether asking again would be no use


class Wire(Protocol):
    """How a server is asked and understood."""

    path: str

    def headers(self, key: str | None) -> dict[str, str]:
        """What goes with every call."""

    def body(self, prompt: Prompt, *, model: str, most_tokens: int, limit_field: str) -> dict[str, Any]:
        """The call."""

    def read(self, answer: object) -> Reply:
        """The reply in an answer. Raises ValueError where it is not shaped as documented."""


class OpenAi:
    """POST /chat/completions; the url of the settings ends in /v1."""

    path = "/chat/completions"

    def headers(self, key: str | None) -> dict[str, str]:
        """A bearer token; servers of one's own often want none."""
        return {"Authorization": f"Bearer {key}"} if key else {}

    def body(self, prompt: Prompt, *, model: str, most_tokens: int, limit_field: str) -> dict[str, Any]:
        """The answer is bound to the schema, on servers that can."""
        schema = {"name": prompt.name, "strict": True, "schema": prompt.schema}
        return {
            "model": model,
            "messages": [
                {"role": "system", "content": prompt.instructions},
                {"role": "user", "content": prompt.data},
            ],
            limit_field: most_tokens,
            "response_format": {"type": "json_schema", "json_schema": schema},
        }

    def read(self, answer: object) -> Reply:
        """The first choice."""
        choices = _part(answer, "choices", list)
        choice = choices[0] if choices else None
        message = _part(choice, "message", dict)
        usage = _part(answer, "usage", dict, {})
        counted = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
        if _part(message, "refusal", str, "") or _part(choice, "finish_reason", str, "") == "content_filter":
            return Reply("", *counted, "the model refused", final=True)
        text = _part(message, "content", str, "")
        if _part(choice, "finish_reason", str, "") == "length":
            return Reply(text, *counted, "the answer was cut off; it must be shorter")
        return Reply(text, *counted)


class Anthropic:
    """POST /messages; the url of the settings ends in /v1."""

    path = "/messages"

    def headers(self, key: str | None) -> dict[str, str]:
        """The version of the protocol is part of it."""
        return {"anthropic-version": _ANTHROPIC_VERSION} | ({"x-api-key": key} if key else {})

    def body(self, prompt: Prompt, *, model: str, most_tokens: int, limit_field: str) -> dict[str, Any]:
        """A tool that the model must use, and that nobody runs, carries the form."""
        tool = {
            "name": prompt.name,
            "description": "Hands over the answer.",
            "input_schema": prompt.schema,
        }
        return {
            "model": model,
            limit_field: most_tokens,
            "system": prompt.instructions,
            "messages": [{"role": "user", "content": prompt.data}],
            "tools": [tool],
            "tool_choice": {"type": "tool", "name": prompt.name},
        }

    def read(self, answer: object) -> Reply:
        """The input of the tool; text where the model did not use it, which some servers let pass."""
        blocks = [block for block in _part(answer, "content", list) if isinstance(block, dict)]
        usage = _part(answer, "usage", dict, {})
        counted = _count(usage, *_ANTHROPIC_INPUT), _count(usage, "output_tokens")
        stopped = _part(answer, "stop_reason", str, "")
        if stopped == "refusal":
            return Reply("", *counted, "the model refused", final=True)
        inputs = [block.get("input") for block in blocks if block.get("type") == "tool_use"]
        texts = [str(block.get("text", "")) for block in blocks if block.get("type") == "text"]
        text = orjson.dumps(inputs[0]).decode() if inputs else "\n".join(texts)
        if stopped == "max_tokens":
            return Reply(text, *counted, "the answer was cut off; it must be shorter")
        return Reply(text, *counted)


WIRES: Mapping[str, type[OpenAi] | type[Anthropic]] = {"openai": OpenAi, "anthropic": Anthropic}

_NEEDED = object()


def _part(whole: object, name: str, kind: type, default: object = _NEEDED) -> Any:
    """An entry of the kind, or the default where it is missing or null. Raises ValueError."""
    found = whole.get(name) if isinstance(whole, dict) else None
    if isinstance(found, kind):
        return found
    if default is _NEEDED or not isinstance(whole, dict):
        raise ValueError(f"no {name}")
    return default


def _count(usage: Mapping[str, object], *names: str) -> int | None:
    """The sum of the counts that are there; None where the server does not count."""
    found = [number for name in names if isinstance(number := usage.get(name), int) and number >= 0]
    return sum(found) if found else None
