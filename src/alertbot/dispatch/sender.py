"""Sends visits: each waits for its turn, many are in flight."""

import asyncio
from collections import deque
from datetime import timedelta

from alertbot.dispatch import outcomes
from alertbot.dispatch.dispatcher import Dispatcher
from alertbot.dispatch.visits import Visit
from alertbot.errors import SendError
from alertbot.model import RunState
from alertbot.storage.bells import first_of

_SHORT = 0.05  # seconds that may be slept without listening for the stop
_FRESH = 3.0  # seconds that a reader's choices are taken as read: after a long silence they may be others


class Sender:
    """Makes the visits of one dispatcher; `group` holds what is in flight."""

    def __init__(self, dispatcher: Dispatcher, group: asyncio.TaskGroup, stop: asyncio.Event) -> None:
        self.in_flight = 0
        self._again: deque[Visit] = deque()
        self._dispatcher = dispatcher
        self._group = group
        self._stop = stop
        self._landed = asyncio.Event()

    @property
    def halted(self) -> bool:
        """Whether nothing more is to be sent."""
        ended = self._dispatcher.lost or self._dispatcher.frozen or self._dispatcher.fatal is not None
        return self._stop.is_set() or ended

    @property
    def quiet(self) -> bool:
        """Whether nothing is in flight or has come back."""
        return self.in_flight == 0 and not self._again

    def take_again(self) -> list[Visit]:
        """The visits that Telegram sent back, to be made before any other."""
        again = list(self._again)
        self._again.clear()
        return again

    async def release(self, visit: Visit) -> None:
        """Start the visit when its turn comes; not at all where all is halted or its run is parked.

        Raises LeaseLost.
        """
        while not self._moot(visit) and not await self._is_turn():
            pass
        if self._moot(visit):
            return
        loop, pace = asyncio.get_running_loop(), self._dispatcher.lane.pace
        chat, now = visit.reader.chat.reveal(), loop.time()
        wait = pace.chat_at(chat) - now
        if wait > 0 or now - visit.read_at > _FRESH:
            outcomes.postpone(self._dispatcher, visit, max(wait, 0))
            return
        pace.note(now, chat)
        self._dispatcher.board.busy.add(visit.pair)
        self.in_flight += 1
        self._group.create_task(self._send(visit), name="send")

    def _moot(self, visit: Visit) -> bool:
        walk = self._dispatcher.board.walks.get(visit.run.id)
        if self.halted or (walk is not None and walk.state is RunState.PARKED):
            self._dispatcher.board.busy.discard(visit.pair)  # one that was sent back
            return True
        return False

    async def _is_turn(self) -> bool:
        """Whether the next may go now; if not, wait for what keeps it."""
        # In an outage one send at a time shows whether it is over.
        room = 1 if self._dispatcher.outage.on else self._dispatcher.rules.at_once
        if self.in_flight >= room:
            self._landed.clear()
            await self._landed.wait()
            return False
        self._dispatcher.hold.check()
        wait = self._dispatcher.lane.pace.next_at() - asyncio.get_running_loop().time()
        if wait <= 0:
            return True
        if wait <= _SHORT:
            await asyncio.sleep(wait)
        else:
            await first_of(timedelta(seconds=wait), self._stop)
        return False

    async def _send(self, visit: Visit) -> None:
        try:
            message_id = await self._dispatcher.lane.send(visit.reader.chat, visit.body)
        except SendError as error:
            again = outcomes.refused(self._dispatcher, visit, error)
            if again is not None:
                self._again.append(again)
        else:
            outcomes.arrived(self._dispatcher, visit, message_id)
        finally:
            self.in_flight -= 1
            self._landed.set()
            self._dispatcher.wake.set()
