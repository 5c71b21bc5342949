"""Keeps warm parser processes: a document that hangs, swells or crashes one harms only itself.

A process that passes its limits is killed and replaced; the document's job fails with FeedBroken, and
no other job notices.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Self

from alertbot.errors import FeedBroken
from alertbot.sandbox.process import WarmProcess
from alertbot.watch import wire
from alertbot.watch.document import Reading

TIME_LIMIT = timedelta(seconds=5)
_MOST_JOBS = 1000  # then a fresh process: what leaks, leaks no further
_PROGRAM = ("-m", "alertbot.watch.worker")

log = logging.getLogger(__name__)


class ParserPool:
    """So many parser processes, shared by whoever has a document to read."""

    def __init__(self, processes: int = 1, *, time_limit: timedelta = TIME_LIMIT) -> None:
        self._workers = [_worker() for _ in range(processes)]
        self._idle: asyncio.LifoQueue[WarmProcess] = asyncio.LifoQueue()
        self._time_limit = time_limit

    async def __aenter__(self) -> Self:
        """Start the processes; they get warm by themselves."""
        for worker in self._workers:
            await worker.start()
            self._idle.put_nowait(worker)
        return self

    async def __aexit__(self, *_: object) -> None:
        for worker in self._workers:
            await worker.close()

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
                return await worker.ask(wire.packed(job), time_limit=self._time_limit)
            except TimeoutError as error:
                log.warning("parser killed", extra={"url": job.url, "bytes": len(job.body)})
                raise FeedBroken(job.url, "reading it takes too long") from error
            except (OSError, EOFError) as error:
                log.warning("parser died", extra={"url": job.url, "bytes": len(job.body)})
                raise FeedBroken(job.url, "reading it takes more than is allowed") from error

    @asynccontextmanager
    async def _one(self) -> AsyncIterator[WarmProcess]:
        worker = await self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put_nowait(worker)


def _worker() -> WarmProcess:
    return WarmProcess(
        _PROGRAM,
        name="the process that reads feeds",
        most_jobs=_MOST_JOBS,
        largest_answer=wire.LARGEST_ANSWER,
    )
