"""The phone page over a world whose bot is driven by hand through the stand-in's HTTP API."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from alertbot.playground import botapi
from alertbot.playground.botapi import World
from alertbot.playground.phone import api
from alertbot.playground.phone.guard import HEADER
from alertbot.playground.phone.phones import SAMPLE

UYGHUR, KAZAKH, ENGLISH, EDITOR = (phone.person for phone in SAMPLE)
OURS = {HEADER: "1"}


class Stage(NamedTuple):
    """A served phone page."""

    world: World
    bot: Callable[..., Awaitable[Any]]  # calls a method of the Bot API and gives its result
    http: aiohttp.ClientSession
    address: str  # of the page, without a slash at the end
    published: list[str]  # which of the newsroom's buttons were pressed

    async def post(self, path: str, body: Any = None, headers: dict[str, str] = OURS) -> int:
        async with self.http.post(f"{self.address}{path}", json=body, headers=headers) as response:
            return response.status

    async def get(self, path: str) -> Any:
        async with self.http.get(f"{self.address}{path}") as response:
            assert response.status == 200
            return await response.json()


@asynccontextmanager
async def staged() -> AsyncIterator[Stage]:
    """A world, its Bot API and its phone page, all on loopback."""
    world, published = World(), []

    async def story() -> str:
        published.append("story")
        return "Dutar <b>restored</b>"

    async def untranslated() -> str:
        published.append("untranslated")
        return "Ferry voices"

    page = web.Application()
    phones = api.routes(
        world, SAMPLE, publish=story, publish_untranslated=untranslated, newsroom="http://127.0.0.1:9/en/"
    )
    page.add_subapp("/demo/", phones)
    server = TestServer(page)
    async with botapi.serve(world) as api_address, aiohttp.ClientSession() as http:

        async def bot(method: str, **parameters: Any) -> Any:
            async with http.post(f"{api_address}/bot{world.token}/{method}", json=parameters) as response:
                answer = await response.json()
            assert answer["ok"], answer
            return answer["result"]

        await server.start_server()
        try:
            yield Stage(world, bot, http, str(server.make_url("/demo")), published)
        finally:
            await server.close()


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as ready:
        yield ready
