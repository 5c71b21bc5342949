"""The stage of stage.py, served over loopback."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from alertbot.playground.botapi import World, serve
from tests.playground.botapi.stage import Client, Clock, peopled


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return peopled(clock)


@pytest.fixture
async def client(world: World) -> AsyncIterator[Client]:
    async with serve(world) as address, aiohttp.ClientSession() as session:
        yield Client(session, address, world.token)
