"""From a page to a Spanish edition, by a real Apertium and a real reading process."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from alertbot.metrics import Metrics
from alertbot.model import EditionState, Origin
from alertbot.prepare import chains
from alertbot.prepare.workers import open_worker
from alertbot.settings import Prepare, Provider
from alertbot.storage.engine import Database
from tests.conftest import NOON
from tests.prepare.newsroom import OFFERED, newsroom
from tests.providers.apertium import MISSING, installed, served


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if not installed():
        pytest.skip(MISSING)
    with served() as url:
        yield url


async def test_an_english_page_becomes_a_spanish_edition(database: Database, server: str):
    chosen = Prepare(
        providers={"here": Provider(use="apertium", options={"url": server})},
        chains={"es": ("here",), "kk": ("here",)},
    )
    opening = chains.opened(
        database, chosen, {}, offered=OFFERED, keep=timedelta(days=30), clock=lambda: NOON, metrics=Metrics()
    )
    async with (
        newsroom(database) as room,
        open_worker() as read,
        opening as made,
    ):
        room.read, room.translators = read, made.translators
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
