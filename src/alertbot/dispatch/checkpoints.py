"""Checkpoints: what happened is written in one transaction that only the holder of the lease can make."""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from alertbot.dispatch.dispatcher import Dispatcher
from alertbot.dispatch.ledger import Ledger
from alertbot.model import AlertId, Progress, Run, RunState, SubscriberId
from alertbot.storage import alerts, audience, exceptions, leases, receipts, runs, subscribers, totals
from alertbot.storage.bells import first_of
from alertbot.storage.engine import Connection

_log = logging.getLogger(__name__)
_SNAPSHOT_AFTER = 20 * receipts.FULL  # a snapshot is as large as the audience, receipts are not


class Checkpoints:
    """Writes the ledger of one dispatcher, one transaction at a time."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher
        self._turn = asyncio.Lock()
        self._uncompacted: Counter[AlertId] = Counter()
        self._unsnapped: Counter[AlertId] = Counter()
        self._erased = False

    async def keep(self, ended: asyncio.Event) -> None:
        """Write a little after something happened, until `ended`. Raises LeaseLost."""
        while not ended.is_set():
            await first_of(self._dispatcher.rules.look, self._dispatcher.happened, ended)
            if self._dispatcher.happened.is_set():
                await first_of(self._dispatcher.rules.checkpoint, ended)
                await self.write()

    async def write(self) -> bool:
        """Write what happened; whether anything had. Raises LeaseLost."""
        async with self._turn:
            board = self._dispatcher.board
            self._dispatcher.happened.clear()
            # From here to the first await nothing can happen: the cursors fit the ledger.
            ledger, board.ledger = board.ledger, Ledger()
            progress = [step for walk in board.walks.values() if (step := walk.progress()) is not None]
            if ledger.empty and not progress:
                return False
            merged = await self._write(ledger, progress)
            await self._erase(ledger.gone | merged)
            board.busy -= ledger.settled
            ended = self._ended(progress)
            await self._gather(ledger, ended)
            self._dispatcher.wake.set()
            return True

    async def tidy(self) -> None:
        """In a quiet moment: empty the pages of who was erased."""
        if self._erased:
            self._erased = False
            await self._dispatcher.database.forget_pages()

    async def _write(self, ledger: Ledger, progress: Sequence[Progress]) -> set[SubscriberId]:
        """Write it in one transaction: the groups that turned out to be others of our subscribers.

        Rows are taken in the order in which whoever erases a reader or an article takes them:
        subscribers, alerts, then what hangs on them.
        """
        hold, now = self._dispatcher.hold, self._dispatcher.clock()
        async with self._dispatcher.database.writing() as c:
            await leases.guard(c, hold.name, hold.epoch)
            moves = sorted(ledger.moved.items())
            merged = {id for id, chat in moves if not await subscribers.move(c, id, to=chat)}
            await _write_outcomes(c, ledger, walked=self._walked(progress), now=now)
            await runs.save(c, progress, epoch=hold.epoch, now=now)
            await runs.count(c, {id: (sent, failed) for id, (sent, failed) in ledger.counts.items()})
            if ledger.paused_until is not None:
                await leases.pause(c, hold.name, until=ledger.paused_until)
        return merged

    def _walked(self, progress: Sequence[Progress]) -> set[AlertId]:
        walks = self._dispatcher.board.walks
        return {walks[step.run].run.alert for step in progress if step.run in walks}

    def _ended(self, progress: Sequence[Progress]) -> set[AlertId]:
        """Take what ended off the board: the alerts of which a run is done."""
        board, done = self._dispatcher.board, set()
        for step in progress:
            walk = board.walks.get(step.run)
            if walk is None or step.state is RunState.OPEN:
                continue
            board.look_wanted = True
            alert = walk.run.alert
            _log.info("run ended", extra={"run": step.run, "alert": alert, "state": step.state.value})
            if step.state is RunState.DONE:
                board.end(step.run)
                done.add(alert)
                self._measure(walk.run)
        return done

    def _measure(self, run: Run) -> None:
        if run.opened_at is not None:
            self._dispatcher.metrics.run_took(self._dispatcher.clock() - run.opened_at)

    async def _erase(self, gone: Collection[SubscriberId]) -> None:
        """Who blocked the bot is erased as /forget does it, the rows first: then no receipt can follow."""
        if not gone:
            return
        hold = self._dispatcher.hold
        async with self._dispatcher.database.writing() as c:
            await leases.guard(c, hold.name, hold.epoch)
            for id in sorted(gone):
                await subscribers.erase(c, id)
            for id in sorted(gone):
                await receipts.erase_subscriber(c, id)
            self._dispatcher.database.forgotten.add(gone, now=self._dispatcher.clock())
        self._erased = True
        _log.info("subscribers erased", extra={"count": len(gone)})

    async def _gather(self, ledger: Ledger, ended: Collection[AlertId]) -> None:
        """Compact the receipts of alerts that have many small ones, or of which a run ended."""
        for id, fresh in ledger.receipts.items():
            self._uncompacted[id] += len(fresh)
            self._unsnapped[id] += len(fresh)
        for id in _due(self._uncompacted, receipts.FULL, ended):
            async with self._dispatcher.database.writing() as c:
                await receipts.compact(c, id)
        for id in _due(self._unsnapped, _SNAPSHOT_AFTER, ended):
            async with self._dispatcher.database.writing() as c:
                if await alerts.still_there(c, [id]):
                    await receipts.snapshot(c, id)


def _due(counts: Counter[AlertId], enough: int, ended: Collection[AlertId]) -> list[AlertId]:
    """Those with enough, or all there will be; their counts start anew."""
    due = [id for id, count in counts.items() if count >= enough or id in ended]
    for id in due:
        del counts[id]
    return due


async def _write_outcomes(
    c: Connection, ledger: Ledger, *, walked: Collection[AlertId], now: datetime
) -> None:
    """Receipts and exceptions, of the alerts and subscribers that are still there.

    The alerts of `walked` are held too: their runs are written next.
    """
    there = await audience.still_there(c, {subscriber for _, subscriber in ledger.settled})
    known = await alerts.still_there(c, {alert for alert, _ in ledger.settled}.union(walked))
    for id, some in ledger.receipts.items():
        if id in known:
            await receipts.add(c, id, [each for each in some if each.subscriber in there], now=now)
    await totals.took(c, {id: len(some) for id, some in ledger.receipts.items() if id in known}, now=now)
    later = [each for (alert, id), each in ledger.retries.items() if alert in known and id in there]
    await exceptions.put(c, later)
    await exceptions.drop(c, ledger.dropped - ledger.retries.keys())
    await exceptions.drop_as_read(c, ledger.passed)
