"""From a page to a Spanish edition, by a real Apertium and a real reading process."""

from collections.abc import Iterator

import pytest

from alertbot.model import EditionState, Origin
from alertbot.prepare.workers import open_worker
from alertbot.providers import build
from alertbot.storage.engine import Database
from tests.prepare.newsroom import newsroom
from tests.providers.apertium import MISSING, installed, served


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if not installed():
        pytest.skip(MISSING)
    with served() as url:
        yield url


async def test_an_english_page_becomes_a_spanish_edition(database: Database, server: str):
    named = {"here": ("apertium", {"url": server})}
    async with (
        newsroom(database) as room,
        open_worker() as read,
        build.chains(named, {"es": ("here",), "kk": ("here",)}) as chains,
    ):
        room.read, room.translators = read, chains
        entry = await room.publish(await room.feed("en"))
        await room.finish()
        editions = await room.editions(entry)
    assert set(editions) == {"en", "es"}
    spanish = editions["es"]
    assert (spanish.state, spanish.origin, spanish.source_language) == (
        EditionState.READY,
        Origin.MACHINE,
        "en",
    )
    assert "escuela" in spanish.title
    assert "escuela" in spanish.summary
