"""Paid services on loopback that take only what their documentation allows, and fail as they are told.

Each right answer is the text in brackets with the target, so that a test sees that it went through.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from alertbot.model import Sensitive

KEY = "k-0123456789"


@dataclass(frozen=True)
class Call:
    """What came, read."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True)
class Failure:
    """What is answered instead of the right thing."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    stuck: bool = False


Service = Callable[[Call], Any]


@dataclass
class StandIn:
    """A service, what it was asked, and what it has to say to that."""

    service: Service
    url: str = ""
    calls: list[Call] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    script: list[Failure | Service] = field(default_factory=list)  # of the next calls
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        call = await _read(request)
        self.calls.append(call)
        act = self.script.pop(0) if self.script else self.service
        if isinstance(act, Failure):
            if act.stuck:
                await self.released.wait()
            return web.Response(status=act.status, body=act.body, headers=act.headers)
        try:
            return web.json_response(act(call))
        except (AssertionError, KeyError, TypeError) as error:
            self.complaints.append(f"{call.method} {call.path}: {error!r}")
            return web.Response(status=400, text="{}")


async def _read(request: web.Request) -> Call:
    raw = await request.read()
    kind = request.content_type
    if kind == "application/json":
        body: Any = json.loads(raw)
    elif kind == "application/x-www-form-urlencoded":
        body = {name: value for name, [value] in parse_qs(raw.decode()).items()}
    else:
        body = raw.decode() or None
    return Call(request.method, request.path, dict(request.query), dict(request.headers), body)


@asynccontextmanager
async def standing_in(service: Service, *script: Failure | Service) -> AsyncIterator[StandIn]:
    """A stand-in on loopback. What it had to complain of fails the test."""
    it = StandIn(service, script=list(script))
    app = web.Application(client_max_size=10 * 1024 * 1024)
    app.router.add_route("*", "/{path:.*}", it.answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    it.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield it
    finally:
        it.released.set()
        await runner.cleanup()
    assert it.complaints == []


def _only(body: Mapping[str, Any], needed: str, optional: str = "") -> None:
    names = set(body)
    assert set(needed.split()) <= names, f"missing: {set(needed.split()) - names}"
    assert names <= {*needed.split(), *optional.split()}, f"unknown: {names}"


def said(target: str, text: str) -> str:
    return f"[{target}] {text}"


# ── models ───────────────────────────────────────────────────────────────────────────────────────


def _filled(schema: Mapping[str, Any], data: str) -> dict[str, str]:
    """What a faithful model would give: each text of the data back, marked."""
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert schema["required"] == list(schema["properties"])
    given = json.loads(data[data.index("{") : data.rindex("}") + 1])
    texts = {"title": given.get("title"), "summary": given.get("article"), **given}
    return {name: said("model", texts[name]) for name in schema["properties"]}


def openai(call: Call) -> Any:
    assert call.headers.get("Authorization") == f"Bearer {KEY}"
    if (call.method, call.path) == ("GET", "/v1/models"):
        return {"object": "list", "data": []}
    assert (call.method, call.path) == ("POST", "/v1/chat/completions")
    _only(call.body, "model messages max_tokens response_format", "temperature")
    assert [each["role"] for each in call.body["messages"]] == ["system", "user"]
    assert call.body["max_tokens"] > 0
    form = call.body["response_format"]
    _only(form, "type json_schema")
    assert form["type"] == "json_schema"
    _only(form["json_schema"], "name strict schema")
    made = _filled(form["json_schema"]["schema"], call.body["messages"][1]["content"])
    return openai_reply(json.dumps(made, ensure_ascii=False))


def openai_reply(content: str | None, *, finish: str = "stop", **more: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": content, "refusal": None, **more}
    return {
        "id": "x",
        "object": "chat.completion",
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


def anthropic(call: Call) -> Any:
    assert call.headers.get("x-api-key") == KEY
    assert call.headers.get("anthropic-version") == "2023-06-01"
    if (call.method, call.path) == ("GET", "/v1/models"):
        return {"data": []}
    assert (call.method, call.path) == ("POST", "/v1/messages")
    _only(call.body, "model max_tokens system messages tools tool_choice", "temperature")
    [message], [tool] = call.body["messages"], call.body["tools"]
    assert message["role"] == "user"
    _only(tool, "name description input_schema")
    assert call.body["tool_choice"] == {"type": "tool", "name": tool["name"]}
    return anthropic_reply(
        {
            "type": "tool_use",
            "id": "t",
            "name": tool["name"],
            "input": _filled(tool["input_schema"], message["content"]),
        }
    )


def anthropic_reply(*blocks: Mapping[str, Any], stop: str = "tool_use") -> dict[str, Any]:
    return {
        "id": "x", "type": "message", "role": "assistant", "model": "m", "content": list(blocks),
        "stop_reason": stop, "usage": {"input_tokens": 100, "output_tokens": 20},
    }  # fmt: skip


# ── engines ──────────────────────────────────────────────────────────────────────────────────────


def azure(call: Call) -> Any:
    assert (call.method, call.path) == ("POST", "/translate")
    assert call.headers.get("Ocp-Apim-Subscription-Key") == KEY
    assert call.headers.get("Ocp-Apim-Subscription-Region") == "westeurope"
    _only(call.query, "api-version from to textType", "category")
    assert call.query["api-version"] == "3.0"
    assert call.query["textType"] in {"plain", "html"}
    assert 0 < len(call.body) <= 1000
    for row in call.body:
        _only(row, "Text")
    target = call.query["to"]
    return [{"translations": [{"text": said(target, row["Text"]), "to": target}]} for row in call.body]


def deepl(call: Call) -> Any:
    assert call.headers.get("Authorization") == f"DeepL-Auth-Key {KEY}"
    if (call.method, call.path) == ("GET", "/v2/usage"):
        return {"character_count": 1, "character_limit": 500000}
    assert (call.method, call.path) == ("POST", "/v2/translate")
    _only(call.body, "text source_lang target_lang", "tag_handling glossary_id enable_beta_languages")
    assert 0 < len(call.body["text"]) <= 50
    assert call.body["source_lang"] in {"AR", "DE", "EN", "ES", "FR", "KK", "RU", "TR", "ZH"}
    assert call.body["target_lang"] in {"AR", "DE", "EN-GB", "ES", "FR", "KK", "RU", "TR", "ZH-HANS"}
    assert call.body.get("tag_handling", "html") == "html"
    target = call.body["target_lang"]
    return {
        "translations": [
            {"detected_source_language": "EN", "text": said(target, text)} for text in call.body["text"]
        ]
    }


def libretranslate(call: Call) -> Any:
    if (call.method, call.path) == ("GET", "/languages"):
        names = ["en", "tr", "ru", "zh"]
        return [{"code": name, "name": name, "targets": names} for name in names]
    assert (call.method, call.path) == ("POST", "/translate")
    _only(call.body, "q source target format", "api_key")
    assert call.body.get("api_key") in (None, KEY)
    assert call.body["format"] == "text"
    return {"translatedText": [said(call.body["target"], text) for text in call.body["q"]]}


def google(call: Call) -> Any:
    if call.path == "/token":
        return _token(call)
    place = "/v3/projects/newsroom-1/locations/global"
    assert call.headers.get("Authorization") == "Bearer t-1"
    if (call.method, call.path) == ("GET", f"{place}/supportedLanguages"):
        return {"languages": []}
    assert (call.method, call.path) == ("POST", f"{place}:translateText")
    _only(call.body, "contents mimeType sourceLanguageCode targetLanguageCode", "glossaryConfig")
    assert call.body["mimeType"] in {"text/plain", "text/html"}
    assert 0 < len(call.body["contents"]) <= 1024
    rows = [{"translatedText": said(call.body["targetLanguageCode"], text)} for text in call.body["contents"]]
    if "glossaryConfig" not in call.body:
        return {"translations": rows}
    name = call.body["glossaryConfig"]["glossary"]
    assert name == f"{place.removeprefix('/v3/')}/glossaries/places"
    changed = [{"translatedText": f"{row['translatedText']} (glossary)"} for row in rows]
    return {"translations": rows, "glossaryTranslations": changed}


def _token(call: Call) -> Any:
    _only(call.body, "grant_type assertion")
    assert call.body["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    head, claims, signature = call.body["assertion"].split(".")
    _private().public_key().verify(
        _decoded(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), SHA256()
    )
    told = json.loads(_decoded(claims))
    _only(told, "iss scope aud iat exp")
    assert told["exp"] - told["iat"] == 3600
    assert told["aud"].endswith("/token")
    return {"access_token": "t-1", "expires_in": 3599, "token_type": "Bearer"}


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@cache
def _private() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def service_account(url: str) -> Sensitive[str]:
    """A key file of Google's, for tokens from `url`."""
    pem = _private().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Sensitive(
        json.dumps(
            {
                "type": "service_account",
                "project_id": "newsroom-1",
                "client_email": "alertbot@newsroom-1.example",
                "token_uri": f"{url}/token",
                "private_key": pem,
            }
        )
    )
