"""A real model behind a real server, over both wires: what is built for them works, and so does giving up."""

from collections.abc import Awaitable, Iterator

import pytest

from alertbot.errors import ProviderClosed, ProviderRefused
from alertbot.model import Sensitive
from alertbot.providers import Summary, llm
from alertbot.providers.spending import counted
from tests.providers import smollm

TITLE = "A road opens in the town"
TEXT = "The council opened a new road in the town on Monday. About 40 people came."


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if smollm.weights() is None:
        pytest.skip(smollm.MISSING)
    with smollm.served() as url:
        yield f"{url}/v1"


async def test_openais_wire_gives_a_translation_in_its_form(server: str):
    async with llm.opened(model="smollm2", url=server, key=Sensitive(smollm.KEY), most_tokens=60) as model:
        await model.reach()
        with counted() as tally:
            made = await model.translate(["A road opens."], source="en", target="fr", glossary={})
    assert len(made) == 1
    assert made[0].strip()
    assert tally.usage.input_tokens > 100
    assert tally.usage.output_tokens > 3


async def test_anthropics_wire_is_understood_even_where_the_model_passes_over_its_tool(server: str):
    """llama.cpp lets a model answer in plain text: what has the form serves, all else is refused."""
    with counted() as tally:
        async with llm.opened(
            model="smollm2", url=server, wire="anthropic", key=Sensitive(smollm.KEY), most_tokens=48
        ) as model:
            await model.reach()
            made = await or_refusal(model.translate(["A road opens."], source="en", target="fr", glossary={}))
    assert made.strip()
    assert tally.usage.output_tokens > 3


async def test_a_summary_is_in_its_form_or_refused(server: str):
    async with llm.opened(model="smollm2", url=server, key=Sensitive(smollm.KEY), most_tokens=90) as model:
        made = await or_refusal(model.summarise(title=TITLE, text=TEXT, language="en"))
    assert 0 < len(made) <= 300


async def or_refusal(asking: Awaitable[Summary | list[str]]) -> str:
    """What the model made, or why its answers were of no use."""
    try:
        made = await asking
    except ProviderRefused as error:
        return error.reason
    return made.summary if isinstance(made, Summary) else made[0]


@pytest.mark.parametrize("wire", ["openai", "anthropic"])
async def test_a_wrong_key_is_told_apart(server: str, wire: str):
    async with llm.opened(model="smollm2", url=server, wire=wire, key=Sensitive("wrong")) as model:
        with pytest.raises(ProviderClosed, match="does not accept the key"):
            await model.translate(["A road opens."], source="en", target="fr", glossary={})
