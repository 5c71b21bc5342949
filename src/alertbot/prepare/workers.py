"""Reads pages in a process of its own, which can be stopped: a hostile page may take minutes, or all memory.

One warm process serves all; it is started when first needed and again after it was killed. What it
says back is JSON, so that a page that took it over could still only say what is in an article.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Protocol

from alertbot.model import Entry, Extract
from alertbot.prepare import wire
from alertbot.prepare.extract import title_alone
from alertbot.prepare.page import Page
from alertbot.sandbox.process import WarmProcess

TIME_LIMIT = timedelta(seconds=5)  # for one page, of which most take 50 ms
_TURNS = 500  # pages read by one process before a fresh one takes over, so that no leak grows


class Reader(Protocol):
    """Makes an extract of an entry and its page."""

    async def __call__(
        self, entry: Entry, page: Page | None, *, language: str, hosts: Collection[str]
    ) -> Extract:
        """The extract; see `prepare.extract.extract`."""


class Worker:
    """A `Reader` in a process of its own. Made by `open_worker`."""

    def __init__(self, time_limit: timedelta) -> None:
        self._time_limit = time_limit
        self._turn = asyncio.Lock()
        self._process = WarmProcess(
            ("-m", "alertbot.prepare.worker"),
            name="the process that reads pages",
            most_jobs=_TURNS,
            largest_answer=wire.LARGEST_ANSWER,
        )

    async def __call__(
        self, entry: Entry, page: Page | None, *, language: str, hosts: Collection[str]
    ) -> Extract:
        """The extract, of less and less where the process cannot take it: no page, then no text.

        Raises Unready where no process can be started.
        """
        for attempt in (page, None) if page is not None else (None,):
            request = wire.request(entry, attempt, language=language, hosts=hosts)
            with suppress(TimeoutError, EOFError, OSError, ValueError):
                async with self._turn:
                    answer = await self._process.ask(request, time_limit=self._time_limit)
                return wire.extract_of(answer)
        return title_alone(entry, language=language, hosts=hosts)

    async def close(self) -> None:
        """Stop the process, if there is one."""
        await self._process.close()


@asynccontextmanager
async def open_worker(*, time_limit: timedelta = TIME_LIMIT) -> AsyncIterator[Worker]:
    """A reader whose process ends with the block; none is started before there is something to read."""
    worker = Worker(time_limit)
    try:
        yield worker
    finally:
        await worker.close()
