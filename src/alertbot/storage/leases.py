"""Leases by name: one dispatcher per bot token, one poller, whoever else is alone at something.

A lease row with an epoch, and not an advisory lock: a frozen process keeps its session but not its
row. Whoever writes on the strength of a lease compares the epoch in the same transaction (`guard`).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import LeaseLost
from alertbot.storage import upsert
from alertbot.storage.engine import Database
from alertbot.storage.tables import lease


async def take(
    connection: AsyncConnection, name: str, holder: str, *, now: datetime, time: timedelta
) -> int | None:
    """Take or renew the lease `name` for `time`: its epoch if `holder` has it now, else None.

    The epoch rises by one each time the lease changes hands.
    """
    await connection.execute(
        upsert.insert(connection, lease)
        .values(name=name, holder="", epoch=0, until=now - timedelta(seconds=1))
        .on_conflict_do_nothing(index_elements=["name"])
    )
    renewed = await connection.execute(
        update(lease)
        .where(lease.c.name == name, lease.c.holder == holder)
        .values(until=now + time)
        .returning(lease.c.epoch)
    )
    if (row := renewed.first()) is not None:
        return int(row.epoch)
    taken = await connection.execute(
        update(lease)
        .where(lease.c.name == name, or_(lease.c.until < now, lease.c.holder == ""))
        .values(holder=holder, epoch=lease.c.epoch + 1, until=now + time)
        .returning(lease.c.epoch)
    )
    row = taken.first()
    return None if row is None else int(row.epoch)


async def guard(connection: AsyncConnection, name: str, epoch: int) -> None:
    """Hold the lease row until the transaction ends. Raises LeaseLost where the epoch has moved on."""
    statement = select(lease.c.epoch).where(lease.c.name == name).with_for_update()
    if (await connection.execute(statement)).scalar() != epoch:
        raise LeaseLost(name)


async def release(connection: AsyncConnection, name: str, holder: str) -> None:
    """Give the lease up at once, so that another need not wait for its end."""
    await connection.execute(
        update(lease).where(lease.c.name == name, lease.c.holder == holder).values(holder="")
    )


async def pause(connection: AsyncConnection, name: str, *, until: datetime) -> None:
    """Write down that Telegram asked for silence until then, for whoever holds the lease next."""
    await connection.execute(update(lease).where(lease.c.name == name).values(paused_until=until))


async def paused_until(connection: AsyncConnection, name: str) -> datetime | None:
    """Until when Telegram asked for silence; None where it did not."""
    return (await connection.execute(select(lease.c.paused_until).where(lease.c.name == name))).scalar()


class Turn:
    """One process's turn at what one alone does: kept as long as it is asked for in `time`, then given up.

    `holder` names the process.
    """

    def __init__(
        self,
        database: Database,
        name: str,
        *,
        holder: str,
        clock: Callable[[], datetime],
        time: timedelta,
    ) -> None:
        self.name = name
        self.epoch: int | None = None  # of the lease; None where it was not ours when we last asked
        self._database = database
        self._holder = holder
        self._clock = clock
        self._time = time

    @property
    def held(self) -> bool:
        """Whether it was ours when we last asked."""
        return self.epoch is not None

    async def take(self) -> bool:
        """Take it if nobody has it, and keep it for `time` from now on: whether it is ours."""
        async with self._database.writing() as c:
            # The time is asked for now, after the wait for other writers.
            self.epoch = await take(c, self.name, self._holder, now=self._clock(), time=self._time)
        return self.held

    async def release(self) -> None:
        """Give it up at once, so that another need not wait for its end."""
        if self.held:
            self.epoch = None
            async with self._database.writing() as c:
                await release(c, self.name, self._holder)
