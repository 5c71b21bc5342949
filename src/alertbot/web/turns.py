"""Gives requests their turn: so many at once in all, so many with one host."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Counts of exchanges under way.

    A request waits for its host first and for a place among all afterwards, so that those waiting for
    a slow host take no place from others.
    """

    def __init__(self, *, at_once: int, per_host: int) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._per_host = per_host
        self._hosts: dict[str, tuple[asyncio.Semaphore, int]] = {}  # with how many hold or await it

    @asynccontextmanager
    async def take(self, host: str) -> AsyncIterator[None]:
        """Hold a turn with `host` until the block ends."""
        turn, users = self._hosts.get(host, (asyncio.Semaphore(self._per_host), 0))
        self._hosts[host] = (turn, users + 1)
        try:
            async with turn, self._all:
                yield
        finally:
            users = self._hosts[host][1] - 1
            if users:
                self._hosts[host] = (turn, users)
            else:
                del self._hosts[host]
