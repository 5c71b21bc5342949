"""An article's way through a chain: who fails is passed over, and nothing is paid for twice."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from alertbot.metrics import Metrics
from alertbot.model import Edition, EditionState, Sensitive
from alertbot.prepare import chains
from alertbot.settings import Prepare
from alertbot.storage.engine import Database
from tests.conftest import ON_SQLITE
from tests.prepare.newsroom import Newsroom, newsroom
from tests.prepare.samples import PARAGRAPHS, TITLES
from tests.providers import standins
from tests.providers.standins import Call, Failure, Service, StandIn, openai_reply, standing_in

pytestmark = ON_SQLITE

KAZAKH = {"text_1": TITLES["kk"], "text_2": " ".join(PARAGRAPHS["kk"][:2])}


def _says(content: str | None, **more: Any) -> Service:
    return lambda _: openai_reply(content, **more)


good = _says(json.dumps(KAZAKH))


def engine(call: Call) -> Any:
    """The second of the chain: Azure."""
    return [
        {"translations": [{"text": KAZAKH[f"text_{at}"], "to": "kk"}]} for at in range(1, len(call.body) + 1)
    ]


@dataclass
class Chained:
    """A newsroom, and the two services that its chain names."""

    room: Newsroom
    model: StandIn
    engine: StandIn

    async def kazakh(self, path: str = "/a") -> Edition:
        entry = await self.room.publish(await self.room.feed(path=f"/feed{path}"), path)
        await self.room.finish()
        return (await self.room.editions(entry))["kk"]


@asynccontextmanager
async def chained(
    database: Database, *script: Failure | Service, seconds: float = 60
) -> AsyncIterator[Chained]:
    async with AsyncExitStack() as stack:
        model = await stack.enter_async_context(standing_in(good, *script))
        other = await stack.enter_async_context(standing_in(engine))
        room = await stack.enter_async_context(newsroom(database))
        chosen = Prepare.model_validate(
            {
                "providers": {
                    "model": {
                        "use": "llm",
                        "time_limit": seconds,
                        "options": {"model": "m", "url": f"{model.url}/v1", "pauses": []},
                    },
                    "engine": {"use": "azure", "options": {"url": other.url}},
                },
                "chains": {"kk": ["model", "engine"]},
            }
        )
        made = await stack.enter_async_context(
            chains.opened(
                database, chosen, {"engine": Sensitive(standins.KEY)}, offered=["en", "kk"],
                keep=timedelta(days=30), clock=room.clock, metrics=Metrics(),
            )
        )  # fmt: skip
        room.translators, room.offered = made.translators, ("en", "kk")
        yield Chained(room, model, other)


async def test_the_first_that_can_does_it(database: Database):
    async with chained(database) as it:
        kazakh = await it.kazakh()
    assert (kazakh.state, kazakh.title) == (EditionState.READY, TITLES["kk"])
    assert (len(it.model.calls), len(it.engine.calls)) == (1, 0)


@pytest.mark.parametrize(
    "failures",
    [
        [Failure(401)], [Failure(403)], [Failure(429)], [Failure(429, headers={"Retry-After": "3600"})],
        [Failure(456)], [Failure(500)], [Failure(200, b"x" * 1_100_000)],
        [Failure(200, b'{"choices": [{"mess')],
        [_says(None, refusal="I cannot help with that.")], [_says(""), _says("")],
        [_says('{"text_1": "", "text_2": ""}')] * 2, [_says('{"text_1": "Жа', finish="length")] * 2,
        [_says("I am sorry, as a model I cannot.")] * 2,
    ],
)  # fmt: skip
async def test_whatever_happens_to_the_first_the_second_does_it_at_once(
    database: Database, failures: list[Failure | Service]
):
    async with chained(database, *failures) as it:
        kazakh = await it.kazakh()
    assert (kazakh.state, kazakh.title) == (EditionState.READY, TITLES["kk"])
    assert len(it.engine.calls) == 1


async def test_a_model_that_hangs_is_left_after_its_time(database: Database):
    async with chained(database, Failure(stuck=True), seconds=0.2) as it:
        kazakh = await it.kazakh()
    assert kazakh.state is EditionState.READY
    assert len(it.engine.calls) == 1


@pytest.mark.parametrize(
    "texts",
    [
        {
            "text_1": "Abren una escuela",
            "text_2": "El consejo abrió el lunes una nueva escuela en la ciudad.",
        },
        {"text_1": TITLES["en"], "text_2": " ".join(PARAGRAPHS["en"][:2])},
        {"text_1": TITLES["kk"], "text_2": f"{PARAGRAPHS['kk'][0]} https://evil.example/жаңалық"},
        {"text_1": TITLES["kk"], "text_2": f"{PARAGRAPHS['kk'][0]} Қоңырау шалыңыз: +7 700 555 01 99"},
    ],
)
async def test_the_wrong_language_and_what_was_added_is_held(database: Database, texts: dict[str, str]):
    async with chained(database, _says(json.dumps(texts))) as it:
        assert (await it.kazakh()).state is EditionState.HELD


async def test_a_model_that_is_closed_is_not_asked_for_the_next_article(database: Database):
    async with chained(database, Failure(429, headers={"Retry-After": "3600"})) as it:
        await it.kazakh()
        it.room.server.serve("/b", "", headers={})
        other = await it.room.enter(
            await it.room.feed(path="/other"), None, title="Other", content="Words. " * 9
        )
        await it.room.finish()
        assert (await it.room.editions(other))["kk"].state is not EditionState.AWAITED
    assert (len(it.model.calls), len(it.engine.calls)) == (1, 2)


async def test_the_same_words_in_another_article_are_not_paid_for_again(database: Database):
    async with chained(database) as it:
        first = await it.kazakh()
        again = await it.kazakh("/b")
    assert again.id != first.id
    assert again.title == first.title
    assert len(it.model.calls) == 1
