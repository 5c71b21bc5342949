"""Each service is asked as its documentation says, names survive it, and its failures are told apart."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

import pytest

from alertbot.errors import (
    ProviderBusy,
    ProviderClosed,
    ProviderError,
    ProviderRefused,
    ProviderWasted,
    SettingsError,
)
from alertbot.model import Sensitive
from alertbot.providers import (
    Choice,
    Classifier,
    Reachable,
    Summariser,
    Translator,
    azure,
    deepl,
    google,
    libretranslate,
    llm,
)
from alertbot.providers.spending import counted
from tests.providers import standins
from tests.providers.standins import KEY, Failure, Service, StandIn, standing_in

TEXTS = ["A road opens in Ghulja & beyond.", "The council says <nothing> of 12 people."]
WRONG = b'{"translations": "no", "translatedText": 3, "choices": [], "content": 1}'
GLOSSARY = {"Ghulja": "قۇلجا", "council": "кеңес"}


def open_openai(it: StandIn, **more: Any) -> AbstractAsyncContextManager[llm.Llm]:
    return llm.opened(model="m", url=f"{it.url}/v1", key=Sensitive(KEY), pauses=(0, 0), **more)


def open_anthropic(it: StandIn, **more: Any) -> AbstractAsyncContextManager[llm.Llm]:
    return open_openai(it, wire="anthropic", **more)


def open_azure(it: StandIn, **more: Any) -> AbstractAsyncContextManager[azure.Azure]:
    return azure.opened(key=Sensitive(KEY), region="westeurope", url=it.url, pauses=(0, 0), **more)


def open_deepl(it: StandIn, **more: Any) -> AbstractAsyncContextManager[deepl.DeepL]:
    return deepl.opened(key=Sensitive(KEY), url=it.url, pauses=(0, 0), **more)


def open_libretranslate(
    it: StandIn, **more: Any
) -> AbstractAsyncContextManager[libretranslate.LibreTranslate]:
    return libretranslate.opened(key=Sensitive(KEY), url=it.url, pauses=(0, 0), **more)


def open_google(it: StandIn, **more: Any) -> AbstractAsyncContextManager[google.Google]:
    return google.opened(key=standins.service_account(it.url), url=it.url, pauses=(0, 0), **more)


Open = Callable[..., AbstractAsyncContextManager[Any]]


@dataclass(frozen=True)
class Case:
    """A service, the adapter for it, and a target language with the mark of its answers."""

    service: Service
    opening: Open
    target: str
    code: str


MODELS = [
    pytest.param(Case(standins.openai, open_openai, "ru", "model"), id="openai"),
    pytest.param(Case(standins.anthropic, open_anthropic, "ru", "model"), id="anthropic"),
]
ENGINES = [
    pytest.param(Case(standins.azure, open_azure, "ug", "ug"), id="azure"),
    pytest.param(Case(standins.deepl, open_deepl, "kk", "KK"), id="deepl"),
    pytest.param(Case(standins.libretranslate, open_libretranslate, "tr", "tr"), id="libretranslate"),
    pytest.param(Case(standins.google, open_google, "zh-Hans", "zh-CN"), id="google"),
]
all_services = pytest.mark.parametrize("case", [*MODELS, *ENGINES])
engines = pytest.mark.parametrize("case", ENGINES)
models = pytest.mark.parametrize("case", MODELS)


async def translated(
    provider: Translator, target: str, texts: Sequence[str] = TEXTS, **glossary: str
) -> list[str]:
    return await provider.translate(texts, source="en", target=target, glossary=glossary)


@all_services
async def test_texts_are_translated_in_order_as_the_documentation_has_it(case: Case):
    async with standing_in(case.service) as it, case.opening(it) as provider:
        assert isinstance(provider, Translator)
        assert isinstance(provider, Reachable)
        await provider.reach()
        assert provider.serves("en", case.target)
        assert not provider.serves("en", "en")
        assert not provider.serves("en", "kk-Arab")
        with counted() as tally:
            assert await translated(provider, case.target) == [f"[{case.code}] {text}" for text in TEXTS]
    assert tally.usage.characters >= sum(map(len, TEXTS))


@engines
async def test_names_come_through_an_engine_in_their_approved_rendering(case: Case):
    async with standing_in(case.service) as it, case.opening(it) as provider:
        made = await translated(provider, case.target, [*TEXTS, "No name."], **GLOSSARY)
    assert made == [
        f"[{case.code}] A road opens in قۇلجا & beyond.",
        f"[{case.code}] The кеңес says <nothing> of 12 people.",
        f"[{case.code}] No name.",
    ]
    assert "Ghulja" not in str([call.body for call in it.calls])


@models
async def test_names_are_told_to_a_model(case: Case):
    async with standing_in(case.service) as it, case.opening(it) as provider:
        await translated(provider, case.target, TEXTS, **GLOSSARY, Unsaid="x")
    asked = str(it.calls[-1].body)
    assert "قۇلجا" in asked
    assert "кеңес" in asked
    assert "Unsaid" not in asked


@engines
async def test_a_text_whose_marks_are_lost_is_translated_again_without(case: Case):
    def careless(call: standins.Call) -> Any:
        made = case.service(call)
        return _altered(made) if "XNE" in str(call.body) or "notranslate" in str(call.body) else made

    async with standing_in(careless) as it, case.opening(it) as provider:
        made = await translated(provider, case.target, TEXTS[:1], **GLOSSARY)
    assert made == [f"[{case.code}] {TEXTS[0]}"]


def _altered(answer: Any) -> Any:
    """The answer of an engine that drops what it does not know."""
    if isinstance(answer, str):
        return "…" if "XNE" in answer or "notranslate" in answer else answer
    if isinstance(answer, list):
        return [_altered(each) for each in answer]
    return {name: _altered(each) for name, each in answer.items()} if isinstance(answer, dict) else answer


@all_services
@pytest.mark.parametrize(
    ("failure", "error", "calls"),
    [
        (Failure(401), ProviderClosed, 1),
        (Failure(403, b"<html>Forbidden</html>"), ProviderClosed, 1),
        (Failure(402), ProviderClosed, 1),
        (Failure(456), ProviderClosed, 1),
        (Failure(429), ProviderClosed, 1),
        (Failure(429, headers={"Retry-After": "120"}), ProviderClosed, 1),
        (Failure(503, headers={"Retry-After": "120"}), ProviderClosed, 1),
        (Failure(500), ProviderBusy, 3),
        (Failure(529), ProviderBusy, 3),
        (Failure(502, b"<html>Bad gateway</html>"), ProviderBusy, 3),
        (Failure(200, b"<html>Welcome</html>"), ProviderWasted, 1),
        (Failure(200, b'{"translations": [{"te'), ProviderWasted, 1),
        (Failure(200, b"\xff\xfe"), ProviderWasted, 1),
        (Failure(200, b""), ProviderWasted, 1),
        (Failure(200, b"x" * 1_100_000), ProviderWasted, 1),
        (Failure(200, b"[]"), ProviderWasted, 1),
        (Failure(200, b"{}"), ProviderWasted, 1),
        (Failure(200, b"null"), ProviderWasted, 1),
        (Failure(200, WRONG), ProviderWasted, 1),
        (Failure(400), ProviderRefused, 1),
        (Failure(413), ProviderRefused, 1),
        (Failure(302, headers={"Location": "http://198.51.100.7/"}), ProviderRefused, 1),
    ],
)  # fmt: skip
async def test_every_failure_has_its_name(
    case: Case,
    failure: Failure,
    error: type[Exception],
    calls: int,
):
    async with standing_in(case.service) as it, case.opening(it) as provider:
        await provider.reach()
        before = len(it.calls)
        it.script = [failure] * 3
        with pytest.raises(ProviderError) as caught:
            await translated(provider, case.target)
    assert type(caught.value) is error
    assert len(it.calls) - before == calls
    assert KEY not in str(caught.value)
    if failure.headers.get("Retry-After") and isinstance(caught.value, ProviderBusy):
        assert caught.value.wait.total_seconds() == 120


@all_services
@pytest.mark.parametrize("failure", [Failure(500), Failure(429, headers={"Retry-After": "0"}), Failure(408)])
async def test_what_fails_by_chance_is_asked_again(case: Case, failure: Failure):
    async with standing_in(case.service) as it, case.opening(it) as provider:
        await provider.reach()
        it.script = [failure, failure]
        assert await translated(provider, case.target) == [f"[{case.code}] {text}" for text in TEXTS]


@all_services
async def test_a_slow_service_is_not_asked_twice(case: Case):
    async with standing_in(case.service) as it, case.opening(it, seconds=1) as provider:
        await provider.reach()
        before = len(it.calls)
        it.script = [Failure(stuck=True)]
        with pytest.raises(ProviderWasted):
            await translated(provider, case.target)
        assert len(it.calls) - before == 1


@engines
async def test_many_texts_are_parted_among_calls(case: Case):
    texts = [f"Sentence {number} of a long story." for number in range(2100)]
    async with standing_in(case.service) as it, case.opening(it) as provider:
        assert await translated(provider, case.target, texts) == [f"[{case.code}] {text}" for text in texts]
    assert len(it.calls) > 2


# ── one by one ───────────────────────────────────────────────────────────────────────────────────


async def test_google_uses_a_glossary_kept_there_and_one_token_for_many_calls():
    async with (
        standing_in(standins.google) as it,
        open_google(it, glossaries={"en-ug": "places"}) as provider,
    ):
        assert await translated(provider, "ug", ["A road."]) == ["[ug] A road. (glossary)"]
        assert await translated(provider, "kk", ["A road."]) == ["[kk] A road."]
    assert [call.path for call in it.calls].count("/token") == 1


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"access_token": "t"}', b'{"expires_in": 3}'])
async def test_google_without_a_token_is_busy(body: bytes):
    async with standing_in(standins.google, Failure(200, body)) as it, open_google(it) as provider:
        with pytest.raises(ProviderBusy):
            await provider.reach()


@pytest.mark.parametrize(
    "key",
    [
        "no json", "[]", "{}", '{"project_id": 1, "client_email": 2, "token_uri": 3, "private_key": 4}',
        '{"project_id": "a", "client_email": "b", "token_uri": "c", "private_key": "d"}',
    ],
)  # fmt: skip
async def test_a_key_file_that_is_no_service_account_is_said(key: str):
    with pytest.raises(SettingsError, match="JSON of a service account"):
        async with google.opened(key=Sensitive(key)):
            raise AssertionError


async def test_deepl_and_azure_take_what_an_account_has_of_its_own():
    glossaries = {"en-kk": "g-1"}
    extra = {"enable_beta_languages": True}
    async with (
        standing_in(standins.deepl) as it,
        deepl.opened(key=Sensitive(KEY), url=it.url, glossaries=glossaries, extra=extra) as provider,
    ):
        await translated(provider, "kk")
        assert it.calls[-1].body["glossary_id"] == "g-1"
        assert it.calls[-1].body["enable_beta_languages"] is True
    async with standing_in(standins.azure) as it, open_azure(it, category="news") as other:
        await translated(other, "kk")
        assert it.calls[-1].query["category"] == "news"


@pytest.mark.parametrize("opening", [deepl.opened, azure.opened, google.opened])
async def test_a_service_without_its_key_is_said_at_the_start(opening: Open):
    with pytest.raises(SettingsError, match="needs a key_file"):
        async with opening():
            raise AssertionError


@pytest.mark.parametrize("key", ["", "two\nlines", "schlüssel"])
async def test_a_key_that_no_header_can_carry_is_not_quoted(key: str):
    with pytest.raises(SettingsError, match="no key of one line") as caught:
        async with deepl.opened(key=Sensitive(key)):
            raise AssertionError
    assert not key or key not in str(caught.value)


@pytest.mark.parametrize("url", ["ftp://there.example", "there.example", "", 3, "http://[", "file:///etc"])
async def test_a_url_that_is_none_is_said_at_the_start(url: Any):
    with pytest.raises(SettingsError, match="must begin with http"):
        async with libretranslate.opened(url=url):
            raise AssertionError


async def test_libretranslate_serves_what_its_server_has_under_either_name():
    async with standing_in(standins.libretranslate) as it, open_libretranslate(it) as provider:
        assert provider.serves("zh-Hans", "en")
        assert not provider.serves("en", "kk")
        assert await translated(provider, "zh-Hans", ["A road."]) == ["[zh] A road."]
        with pytest.raises(ProviderRefused, match="not installed"):
            await translated(provider, "kk")


async def test_a_libretranslate_that_comes_later_is_asked_at_the_first_translation(
    caplog: pytest.LogCaptureFixture,
):
    async with (
        standing_in(standins.libretranslate, Failure(500)) as it,
        open_libretranslate(it) as provider,
    ):
        assert "translator does not answer" in caplog.messages
        assert provider.serves("en", "kk")  # perhaps
        assert await translated(provider, "tr", ["A road."]) == ["[tr] A road."]


async def test_a_model_summarises_and_translates():
    async with standing_in(standins.anthropic) as it, open_anthropic(it) as provider:
        assert isinstance(provider, Summariser)
        made = await provider.summarise(title="Title", text="Text.", language="ug")
    assert (made.title, made.summary) == ("[model] Title", "[model] Text.")
    assert "Uyghur, in Arabic letters" in it.calls[-1].body["system"]


@pytest.mark.parametrize("wire", ["openai", "anthropic"])
async def test_a_model_files_under_what_is_offered_and_nothing_else(wire: str):
    topics = [Choice("schools", "Schools"), Choice("roads", "Roads")]

    def files(call: standins.Call) -> Any:
        tool = wire == "anthropic"
        form = (
            call.body["tools"][0]["input_schema"]
            if tool
            else call.body["response_format"]["json_schema"]["schema"]
        )
        assert form["properties"]["topics"]["items"]["enum"] == ["schools", "roads"]
        made = {"topics": ["roads", "weather", "roads"]}
        if not tool:
            return standins.openai_reply(json.dumps(made))
        return standins.anthropic_reply({"type": "tool_use", "id": "t", "name": "topics", "input": made})

    async with standing_in(files) as it, open_openai(it, wire=wire) as model:
        assert isinstance(model, Classifier)
        assert await model.choose(title="A road", text="It opens.", language="en", topics=topics) == ["roads"]
