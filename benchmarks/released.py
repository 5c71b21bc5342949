"""From an entry that was stored to its edition that readers may be sent, without a translator.

    python -m benchmarks.released [entries]

Each entry has a page on loopback, which is fetched by the guarded client, read in a process of its own,
filed, made short and stored in SQLite, as in service: one after the other, the stage woken by its bell.
Beside it: trafilatura alone on the same page, in the same run.
"""

import asyncio
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import trafilatura
from aiohttp import web

from alertbot.keys import Keyring, new_master
from alertbot.model import ArticleState, EntryId, FeedId, FoundEntry, ParsedEntry
from alertbot.prepare import loop as prepare
from alertbot.prepare.workers import open_worker
from alertbot.providers.lead import Lead
from alertbot.settings import Prepare
from alertbot.storage import articles, editions, engine, entries, feeds, schema, topics
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Database
from alertbot.web.addresses import Reach
from alertbot.web.client import open_client

ENTRIES = 50
SENTENCE = "The council of the invented town met on Monday and opened hall number {} to its families. "
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Hall {number} opened</title></head><body><nav>{nav}</nav>"
    "<article><h1>Hall {number} opened</h1>{body}</article><footer>About us</footer></body></html>"
)


def main() -> None:
    """Measure, and print the median and the slowest of each."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    logging.disable(logging.INFO)
    took = asyncio.run(_measure(count))
    alone = [_seconds(partial(trafilatura.extract, page(number))) for number in range(count)]
    for name, each in (("from stored to released", took), ("trafilatura on the page", alone)):
        nearly_all = statistics.quantiles(each, n=20)[-1]
        print(
            f"{name:24} median {_ms(statistics.median(each))}  95 % {_ms(nearly_all)}  all {_ms(max(each))}"
        )


def page(number: int) -> str:
    """A page of ordinary length: 40 paragraphs among 60 links."""
    body = "".join(f"<p>{SENTENCE.format(number * 100 + each) * 3}</p>" for each in range(40))
    nav = "".join(f"<a href='/section/{each}'>Section {each}</a>" for each in range(60))
    return PAGE.format(number=number, nav=nav, body=body)


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:7.1f} ms"


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


async def _measure(count: int) -> list[float]:
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(_served())
        database = await stack.enter_async_context(_database())
        read = await stack.enter_async_context(open_worker())
        client = await stack.enter_async_context(
            open_client(reach=Reach.PUBLIC_AND_LOOPBACK, contact="", at_once=4, per_host=4)
        )
        feed = await _feed(database, address)
        stop, tools = asyncio.Event(), prepare.Tools(client, read, Lead(), {})
        async with asyncio.TaskGroup() as tasks:
            offered = ("ug", "kk", "en")
            tasks.create_task(prepare.run(database, tools, Prepare(), offered=offered, clock=_now, stop=stop))
            await _one(database, feed, f"{address}/0")  # starts the process that reads
            took = [await _one(database, feed, f"{address}/{number}") for number in range(1, count + 1)]
            stop.set()
            database.bells.ring(Bell.PREPARE)
    return took


async def _one(database: Database, feed: FeedId, url: str) -> float:
    """Store an entry and wait for its edition: the seconds between the two commits."""
    key = url.encode()[-16:].rjust(16)
    parsed = ParsedEntry(
        guid=url, link=url, title=f"Hall {url.rpartition('/')[2]} opened", summary="", content="",
        published_at=_now(), language="en", categories=(),
    )  # fmt: skip
    found = FoundEntry(entry=parsed, key=key, link_key=None, title_key=None, content_hash=key)
    async with database.writing(Bell.PREPARE) as c:
        [entry] = await entries.add(c, feed, [found], silent=False, now=_now())
    began = time.perf_counter()
    while not await _released(database, entry):
        await database.bells.wait(Bell.RELEASE, timedelta(seconds=5), asyncio.Event())
    return time.perf_counter() - began


async def _released(database: Database, entry: EntryId) -> bool:
    async with database.reading() as c:
        id = await articles.of_entry(c, entry)
        if id is None:
            return False
        ready = (await editions.ready(c, [id]))[id]
        return bool(ready) and (await articles.get(c, id)).state is ArticleState.PREPARED


async def _feed(database: Database, address: str) -> FeedId:
    async with database.writing() as c:
        topic = await topics.add(c, slug="halls", names={"en": "Halls"})
        return await feeds.add(
            c, url=f"{address}/feed", title="Example News", language="en", hosts=["127.0.0.1"],
            topics=[topic], now=_now(),
        )  # fmt: skip


@asynccontextmanager
async def _database() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory(prefix="alertbot-released-") as folder:
        keyring = Keyring({1: new_master()})
        async with engine.opened(f"sqlite:///{folder}/alertbot.db", keyring) as database:
            await schema.upgrade(database)
            yield database


@asynccontextmanager
async def _served() -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=page(int(request.match_info["number"])), content_type="text/html")

    app = web.Application()
    app.router.add_get("/{number:[0-9]+}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
