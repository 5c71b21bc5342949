"""Apertium translates for real, and its server's failures are told apart."""

import asyncio
from collections.abc import Iterator

import pytest
from aiohttp import web

from alertbot.errors import ProviderBusy, ProviderRefused
from alertbot.providers import apertium
from tests.providers.apertium import MISSING, answering, installed, served, stand_in, stuck

OK = '{"responseData": {"translatedText": "Hola\\n"}, "responseStatus": 200}'


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if not installed():
        pytest.skip(MISSING)
    with served() as url:
        yield url


async def translated(translator: apertium.Apertium, *texts: str, target: str = "es") -> list[str]:
    return await translator.translate(texts, source="en", target=target, glossary={})


async def test_a_real_server_translates_english_to_spanish_in_order(server: str):
    async with apertium.opened(url=server + "/") as translator:
        assert translator.serves("en", "es")
        assert not translator.serves("en", "kk")
        assert not translator.serves("en", "xx")
        first, second = await translated(
            translator, "The new school is open.", "The children read 12 books & more."
        )
    assert "escuela" in first
    assert "niños" in second
    assert "12" in second
    assert "&" in second


async def test_names_come_through_in_their_approved_rendering(server: str):
    async with apertium.opened(url=server) as translator:
        [made] = await translator.translate(
            ["The new school is open in Ghulja, and Ghulja's children read 12 books."],
            source="en", target="es", glossary={"Ghulja": "Gulja (قۇلجا)", "Ili": "Ilí"},
        )  # fmt: skip
    assert made.count("Gulja (قۇلجا)") == 2
    assert "XNE" not in made
    assert "escuela" in made


async def test_a_pair_that_is_not_installed_is_refused(server: str):
    async with apertium.opened(url=server) as translator:
        with pytest.raises(ProviderRefused, match="not installed"):
            await translated(translator, "x", target="kk")


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ("busy", 503, ProviderBusy), ("slow down", 429, ProviderBusy), ("<html>", 200, ProviderBusy),
        ("[]", 200, ProviderBusy), ('{"responseData": null}', 200, ProviderBusy),
        ('{"responseData": {"translatedText": 4}}', 200, ProviderBusy), (b"\xff", 200, ProviderBusy),
        ("x" * 2_000_000, 200, ProviderBusy), ("no", 400, ProviderRefused), ("", 302, ProviderRefused),
    ],
)  # fmt: skip
async def test_answers_that_are_no_translation_are_told_apart(
    body: str | bytes, status: int, error: type[Exception]
):
    async with stand_in(answering(body, status)) as url, apertium.opened(url=url, pauses=()) as translator:
        with pytest.raises(error):
            await translated(translator, "Hello")


async def test_a_slow_server_is_busy():
    released = asyncio.Event()
    async with (
        stand_in(stuck(released)) as url,
        apertium.opened(url=url, seconds=0.2, pauses=()) as translator,
    ):
        with pytest.raises(ProviderBusy, match="does not answer"):
            await translated(translator, "Hello")
        released.set()


async def test_a_server_that_comes_later_is_asked_at_the_first_translation(caplog: pytest.LogCaptureFixture):
    asked = 0

    async def late(_: web.Request) -> web.StreamResponse:
        nonlocal asked
        asked += 1
        pair = {"sourceLanguage": "eng", "targetLanguage": "spa"}
        return web.json_response({"responseData": [pair]}) if asked > 1 else web.Response(status=502)

    async with stand_in(answering(OK), late) as url, apertium.opened(url=url, pauses=()) as translator:
        assert "translator does not answer" in caplog.messages
        assert translator.serves("en", "kk")  # perhaps: nobody has said that it has not
        assert await translated(translator, "Hello") == ["Hola"]
        assert not translator.serves("en", "kk")


async def test_a_server_without_pairs_serves_none():
    async with (
        stand_in(answering(OK), answering('{"responseData": {}}')) as url,
        apertium.opened(url=url, pauses=()) as it,
    ):
        assert not it.serves("en", "es")


async def test_nobody_there_is_busy():
    async with apertium.opened(url="http://127.0.0.1:9", seconds=1, pauses=()) as translator:
        with pytest.raises(ProviderBusy):
            await translated(translator, "Hello")
