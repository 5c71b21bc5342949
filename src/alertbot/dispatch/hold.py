"""Being the one dispatcher of a bot: a lease that is renewed, and lost for good when it is not."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from alertbot.dispatch.rules import Rules
from alertbot.errors import LeaseLost
from alertbot.storage.bells import first_of
from alertbot.storage.engine import Database
from alertbot.storage.leases import Turn

Clock = Callable[[], datetime]
_RENEWALS = 3  # in the time of one lease


class Hold:
    """The lease while it is ours, under its epoch."""

    def __init__(self, database: Database, rules: Rules, *, holder: str, clock: Clock) -> None:
        self.epoch = 0
        self.name = rules.lease_name
        self._time: timedelta = rules.lease
        self._turn = Turn(database, self.name, holder=holder, clock=clock, time=self._time)
        self._until = 0.0

    async def take(self) -> bool:
        """Take the lease if nobody has it."""
        epoch = await self._ask()
        self.epoch = epoch or 0
        return epoch is not None

    def check(self) -> None:
        """Raises LeaseLost where renewing has taken too long: another may be sending by now.

        A process that was frozen sees it before it sends anything.
        """
        if asyncio.get_running_loop().time() >= self._until:
            raise LeaseLost(self.name)

    async def keep(self, ended: asyncio.Event) -> None:
        """Renew until `ended`. Raises LeaseLost."""
        while not ended.is_set():
            await first_of(self._time / _RENEWALS, ended)
            if not ended.is_set() and await self._ask() != self.epoch:
                raise LeaseLost(self.name)

    async def release(self) -> None:
        """Give it up, so that the next one need not wait."""
        await self._turn.release()

    async def _ask(self) -> int | None:
        asked = asyncio.get_running_loop().time()
        await self._turn.take()
        self._until = asked + self._time.total_seconds()
        return self._turn.epoch
