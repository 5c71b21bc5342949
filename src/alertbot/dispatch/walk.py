"""The walk of a run over its readers: where the next page begins, and how far all is finished.

Ids are visited upwards from `run.start` to `run.max_id`, then from 1 to `run.start`. The watermark is
the last id before which every visited reader is finished; a slow send holds it back.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from alertbot.model import Progress, Run, RunState, SubscriberId

Position = tuple[bool, int]  # wrapped, id


@dataclass(slots=True)
class _Visit:
    at: Position
    finished: bool = False


class Walk:
    """One open run, ahead of what the database knows of it."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._parked = False
        self._seen = self._in_order((run.wrapped, run.cursor))
        self._open: deque[_Visit] = deque()
        self._visits: dict[SubscriberId, _Visit] = {}
        self._told = (run.state, (run.wrapped, run.cursor))

    @property
    def range(self) -> tuple[int, int] | None:
        """The ids of this part still to be looked at: above the first, up to the second; None at the end."""
        wrapped, cursor = self._seen
        upper = self._end(wrapped)
        return (cursor, upper) if cursor < upper and not self._parked else None

    def visit(self, ids: Iterable[SubscriberId], *, up_to: int | None) -> None:
        """These readers are being visited; all ids of this part to `up_to` (None: to its end) are seen."""
        wrapped, _ = self._seen
        for id in ids:
            visit = self._visits[id] = _Visit((wrapped, id))
            self._open.append(visit)
        self._seen = self._in_order((wrapped, self._end(wrapped) if up_to is None else up_to))

    def finish(self, id: SubscriberId) -> None:
        """This reader needs nothing more of the walk: sent, passed by, or to be visited apart."""
        visit = self._visits.pop(id, None)
        if visit is None:
            return
        visit.finished = True
        while self._open and self._open[0].finished:
            self._open.popleft()

    def park(self) -> None:
        """Go no further: the message itself is refused."""
        self._parked = True

    @property
    def watermark(self) -> Position:
        """In which part the walk is, and the last id up to which all is finished."""
        if not self._open:
            return self._seen
        wrapped, id = self._open[0].at
        return wrapped, id - 1

    @property
    def state(self) -> RunState:
        """Whether it goes on."""
        if self._parked:
            return RunState.PARKED
        return RunState.OPEN if self._open or self.range else RunState.DONE

    def progress(self) -> Progress | None:
        """How far it is, None where that was told before."""
        now = (self.state, self.watermark)
        if now == self._told:
            return None
        self._told = now
        state, (wrapped, cursor) = now
        return Progress(run=self.run.id, state=state, wrapped=wrapped, cursor=cursor)

    def _end(self, wrapped: bool) -> int:
        return self.run.start if wrapped else self.run.max_id

    def _in_order(self, at: Position) -> Position:
        """At the end of the first part, the beginning of the second."""
        return (True, 0) if at >= (False, self.run.max_id) and not at[0] else at
