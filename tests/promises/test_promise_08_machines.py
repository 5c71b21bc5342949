"""Promise 8: what machines write."""

from collections.abc import AsyncIterator

import pytest

from alertbot.dispatch.render import render
from alertbot.languages.catalogues import Catalogues
from alertbot.model import EditionState
from alertbot.storage.engine import Database
from tests.prepare.newsroom import SPANISH, Newsroom, Phrasebook
from tests.prepare.newsroom import newsroom as preparing
from tests.prepare.samples import TITLES

GOOD = [SPANISH[TITLES["en"]], next(text for text in SPANISH.values() if "doce aulas" in text)]


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Newsroom]:
    async with preparing(database) as opened:
        yield opened


async def test_promise_8_what_a_machine_wrote_is_labelled(room: Newsroom, words: Catalogues):
    room.translators = {"es": [Phrasebook()]}
    entry = await room.publish(await room.feed())
    await room.finish()
    edition = (await room.editions(entry))["es"]
    assert edition.state is EditionState.READY
    message = render(await room.of_entry(entry), edition, words=words["en"], topic=None)
    assert "Machine translation from English, not checked" in message.text


async def released(room: Newsroom, answer: list[str]) -> dict[str, str]:
    """What readers would get, by language, where the translator answers so."""
    room.translators = {"es": [Phrasebook(answer=answer)]}
    entry = await room.publish(await room.feed())
    await room.finish()
    editions = await room.editions(entry)
    return {
        language: f"{each.title}\n{each.summary}"
        for language, each in editions.items()
        if each.state is EditionState.READY
    }


async def test_promise_8_without_anything_planted_the_same_text_goes_out(room: Newsroom):
    """So that the next test is about what was planted and nothing else."""
    assert set(await released(room, GOOD)) == {"en", "es"}


@pytest.mark.parametrize(
    "planted",
    [
        "Lea más en https://evil.example/escuela",
        "Lea más en evil.example",
        "Siga a @evil_channel",
        "t.me/evil_channel",
        "Escriba a someone@evil.example",
        "Llame al +1 (555) 010-0199",
        "Vinieron 4300 personas",
    ],
)
async def test_promise_8_no_link_no_handle_and_no_number_is_added(room: Newsroom, planted: str):
    """It can add no link, no handle and no number that the article does not have: a translator that does
    as it is told by whoever planted something, through the real loop. Nothing of it is released."""
    told = await released(room, [GOOD[0], f"{GOOD[1]} {planted}."])
    assert set(told) == {"en"}
    assert planted not in told["en"]
