"""Keeps warm parser processes: a document that hangs, swells or crashes one harms only itself.

A process that passes its limits is killed and replaced; the document's job fails with FeedBroken, and
no other job notices.
"""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Self

from alertbot.errors import FeedBroken, Unready
from alertbot.watch import wire
from alertbot.watch.document import Reading

TIME_LIMIT = timedelta(seconds=5)
_START_LIMIT = timedelta(seconds=60)  # Python and the parsers are read from a disk that may be busy
_MOST_JOBS = 1000  # then a fresh process: what leaks, leaks no further
_COMMAND = (sys.executable, "-I", "-m", "alertbot.watch.worker")

log = logging.getLogger(__name__)


class ParserPool:
    """So many parser processes, shared by whoever has a document to read."""

    def __init__(self, processes: int = 1, *, time_limit: timedelta = TIME_LIMIT) -> None:
        self._workers = [_Worker() for _ in range(processes)]
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._time_limit = time_limit

    async def __aenter__(self) -> Self:
        """Start the processes; they get warm by themselves."""
        for worker in self._workers:
            await worker.start()
            self._idle.put_nowait(worker)
        return self

    async def __aexit__(self, *_: object) -> None:
        for worker in self._workers:
            await worker.kill()

    async def read(
        self,
        body: bytes,
        *,
        url: str,
        content_type: str | None = None,
        known: AbstractSet[bytes] = frozenset(),
        now: datetime,
    ) -> Reading:
        """The feed in a document, without entries whose hash is in `known`.

        Raises NotAFeed, or FeedBroken, also where reading took more time or memory than allowed.
        """
        job = wire.Job(body=body, url=url, content_type=content_type, known=frozenset(known), now=now)
        return wire.reading_of(await self._ask(job), url)

    async def feeds_in(self, body: bytes, *, url: str, content_type: str | None = None) -> list[str]:
        """The addresses of feeds that a web page names, likeliest first. Raises FeedBroken."""
        now = datetime.fromtimestamp(0, UTC)  # no dates in pages are looked at
        job = wire.Job(body=body, url=url, content_type=content_type, known=None, now=now)
        return wire.links_of(await self._ask(job), url)

    async def _ask(self, job: wire.Job) -> bytes:
        async with self._one() as worker:
            try:
                return await worker.ask(wire.packed(job), self._time_limit)
            except TimeoutError as error:
                log.warning("parser killed", extra={"url": job.url, "bytes": len(job.body)})
                raise FeedBroken(job.url, "reading it takes too long") from error
            except (OSError, EOFError) as error:
                log.warning("parser died", extra={"url": job.url, "bytes": len(job.body)})
                raise FeedBroken(job.url, "reading it takes more than is allowed") from error

    @asynccontextmanager
    async def _one(self) -> AsyncIterator["_Worker"]:
        worker = await self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put_nowait(worker)


class _Worker:
    """One process and what replaces it."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._ready = False
        self._jobs = 0

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *_COMMAND,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},  # no secret of ours is in reach of a document
            start_new_session=True,  # Ctrl-C is for us to handle
        )
        self._ready = False
        self._jobs = 0

    async def ask(self, job: bytes, time_limit: timedelta) -> bytes:
        """The answer to one job. Raises TimeoutError, OSError or EOFError; the process is new afterwards."""
        await self._warm()
        try:
            async with asyncio.timeout(time_limit.total_seconds()):
                answer = await self._exchange(job)
        except BaseException:  # whatever it was, cancellation included: the process is of no use any more
            await self.kill()
            await self.start()
            raise
        self._jobs += 1
        if self._jobs >= _MOST_JOBS:
            await self.kill()
            await self.start()
        return answer

    async def kill(self) -> None:
        """End the process, at once and whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        with suppress(BrokenPipeError, ConnectionResetError):
            await process.communicate()

    async def _warm(self) -> None:
        """Wait until the process can take a job; one that died while it was idle is replaced."""
        if self._process is None or self._process.returncode is not None:
            await self.kill()
            await self.start()
        if self._ready:
            return
        try:
            async with asyncio.timeout(_START_LIMIT.total_seconds()):
                self._ready = await self._pipe_from().readexactly(len(wire.READY)) == wire.READY
        except (TimeoutError, EOFError) as error:
            await self.kill()
            raise Unready("the parser process does not start; is the installation complete?") from error

    async def _exchange(self, job: bytes) -> bytes:
        process = self._process
        if process is None or process.stdin is None:
            raise EOFError
        process.stdin.write(job)
        await process.stdin.drain()
        pipe = self._pipe_from()
        (length,) = wire.LENGTH.unpack(await pipe.readexactly(wire.LENGTH.size))
        if length > wire.LARGEST_ANSWER:
            raise EOFError
        return await pipe.readexactly(length)

    def _pipe_from(self) -> asyncio.StreamReader:
        if self._process is None or self._process.stdout is None:
            raise EOFError
        return self._process.stdout
