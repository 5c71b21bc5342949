"""Keeps the work rows that a stage has in hand: renewed while it lives, free soon after it died."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta

from alertbot.model import Work, WorkId
from alertbot.storage import work
from alertbot.storage.engine import Database

LEASE = timedelta(seconds=6)  # after which another worker may have the work of one that died
_RENEWALS = 3  # in the time of one lease


class Claims:
    """The claimed rows of one stage in one process."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], *, lease: timedelta = LEASE
    ) -> None:
        self._database = database
        self._clock = clock
        self._lease = lease
        self._held: dict[WorkId, Work] = {}

    @contextmanager
    def holding(self, claimed: Work) -> Iterator[None]:
        """Keep a claimed row while the block runs."""
        self._held[claimed.id] = claimed
        try:
            yield
        finally:
            self._held.pop(claimed.id, None)

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Renew what is held while the block runs."""
        async with asyncio.TaskGroup() as tasks:
            keeper = tasks.create_task(self._keep(), name="keep claims")
            try:
                yield
            finally:
                keeper.cancel()

    async def renew(self) -> None:
        """Renew what is held, once. A row that another worker has by now stays with that one."""
        if not self._held:
            return
        async with self._database.writing() as connection:
            until = self._clock() + self._lease
            await work.renew(
                connection, list(self._held.values()), until=until
            )  # as it is now, after the wait

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self._lease.total_seconds() / _RENEWALS)
            await self.renew()
