from collections.abc import AsyncIterator

import pytest

from alertbot.dispatch.pace import Pace
from alertbot.dispatch.telegram import open_lane
from alertbot.languages import catalogues
from alertbot.model import Sensitive
from alertbot.playground.botapi.server import serve
from alertbot.playground.botapi.world import World
from alertbot.storage.engine import Database
from tests.dispatch.newsroom import Newsroom


@pytest.fixture(scope="session")
def words() -> catalogues.Catalogues:
    return catalogues.load()


@pytest.fixture
async def newsroom(database: Database, words: catalogues.Catalogues) -> AsyncIterator[Newsroom]:
    """A newsroom whose lane may send a thousand a second, and to one chat as often as it likes."""
    world = World()
    pace = Pace(1000, per_chat=0)
    async with (
        serve(world) as address,
        open_lane(base_url=address, token=Sensitive(world.token), pace=pace) as lane,
    ):
        yield Newsroom(database, world, lane, address, words)
