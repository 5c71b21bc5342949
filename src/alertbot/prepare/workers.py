"""Reads pages in a process of its own, which can be stopped: a hostile page may take minutes, or all memory.

One warm process serves all; it is started when first needed and again after it was killed. What it
says back is JSON, so that a page that took it over could still only say what is in an article.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Protocol

from alertbot.errors import Unready
from alertbot.model import Entry, Extract
from alertbot.prepare import wire
from alertbot.prepare.extract import title_alone
from alertbot.prepare.page import Page

TIME_LIMIT = timedelta(seconds=5)  # for one page, of which most take 50 ms
_START_LIMIT = timedelta(seconds=30)
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
        self._process: asyncio.subprocess.Process | None = None
        self._turns = 0

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
                    return wire.extract_of(await self._ask(request))
        return title_alone(entry, language=language, hosts=hosts)

    async def _ask(self, request: bytes) -> bytes:
        try:
            process = await self._ready()
            async with asyncio.timeout(self._time_limit.total_seconds()):
                return await _exchange(process, request)
        except BaseException:  # also when cancelled: what it is doing now is of no use to the next
            await self.close()
            raise

    async def _ready(self) -> asyncio.subprocess.Process:
        if self._process is not None and self._turns >= _TURNS:
            await self.close()
        if self._process is None:
            self._turns = 0
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "alertbot.prepare.worker",
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,  # it might quote the page
                limit=wire.LARGEST_BYTES,
                # Nothing of our environment but where the program is; Ctrl+C is for us alone.
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}, start_new_session=True,
            )  # fmt: skip
            await _greet(self._process)
        self._turns += 1
        return self._process

    async def close(self) -> None:
        """Stop the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
            with suppress(BrokenPipeError, ConnectionResetError):
                await process.stdin.wait_closed()
        await process.wait()


@asynccontextmanager
async def open_worker(*, time_limit: timedelta = TIME_LIMIT) -> AsyncIterator[Worker]:
    """A reader whose process ends with the block; none is started before there is something to read."""
    worker = Worker(time_limit)
    try:
        yield worker
    finally:
        await worker.close()


async def _greet(process: asyncio.subprocess.Process) -> None:
    try:
        async with asyncio.timeout(_START_LIMIT.total_seconds()):
            await _exchange(process, b"")
    except (TimeoutError, EOFError, OSError) as error:
        raise Unready("the process that reads pages does not start") from error


async def _exchange(process: asyncio.subprocess.Process, request: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(wire.framed(request))
    await process.stdin.drain()
    size = wire.size_of(await process.stdout.readexactly(wire.SIZE_BYTES))
    return await process.stdout.readexactly(size)
