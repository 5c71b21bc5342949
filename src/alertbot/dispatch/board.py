"""What a dispatcher has in hand: the alerts on their way, the walks, and whom it is just serving."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pyroaring import BitMap64

from alertbot.dispatch import release
from alertbot.dispatch.ledger import Ledger, Pair
from alertbot.dispatch.walk import Walk
from alertbot.model import Alert, AlertId, Retry, Run, RunId, RunState


@dataclass(slots=True)
class Tracked:
    """An alert on its way; `reached` is loaded with its first visit."""

    alert: Alert
    runs: Sequence[Run]
    reached: BitMap64 | None = None

    def run_for(self, language: str) -> Run | None:
        """The last run of a first-choice language, None where none has opened."""
        return next((run for run in reversed(self.runs) if run.language == language), None)


@dataclass(slots=True)
class Board:
    """The dispatcher's memory; all of it can be had again from the database."""

    alerts: dict[AlertId, Tracked] = field(default_factory=dict)
    walks: dict[RunId, Walk] = field(default_factory=dict)
    ended: set[RunId] = field(default_factory=set)  # of the alerts on their way
    busy: set[Pair] = field(default_factory=set)  # in flight, or finished and not yet written
    ledger: Ledger = field(default_factory=Ledger)
    look_wanted: bool = True
    next_deadline: datetime | None = None

    def show(self, alerts: Iterable[Alert], runs: Mapping[AlertId, Sequence[Run]]) -> None:
        """Take over what the database says is on its way; what is in hand already goes on."""
        before = self.alerts
        self.alerts = {}
        for alert in alerts:
            known = before.get(alert.id)
            reached = None if known is None else known.reached
            self.alerts[alert.id] = Tracked(alert, runs[alert.id], reached)
            for run in runs[alert.id]:
                # What was read before the last checkpoint may call a run open that has ended since.
                if run.state is RunState.OPEN and run.id not in self.ended:
                    self.walks.setdefault(run.id, Walk(run))
        self.walks = {id: walk for id, walk in self.walks.items() if walk.run.alert in self.alerts}
        self.ended &= {run.id for tracked in self.alerts.values() for run in tracked.runs}

    def end(self, run: RunId) -> None:
        """The run is done, and that is written."""
        del self.walks[run]
        self.ended.add(run)

    def forget(self, id: AlertId) -> None:
        """The alert is gone from the database."""
        self.alerts.pop(id, None)
        self.walks = {run: walk for run, walk in self.walks.items() if walk.run.alert != id}

    def parked(self, run: Run) -> bool:
        """Whether what the run has to say is refused, as far as we know."""
        walk = self.walks.get(run.id)
        return (run.state if walk is None else walk.state) is RunState.PARKED

    def next_walk(self) -> Walk | None:
        """The walk whose next page goes first."""
        waiting = [walk for walk in self.walks.values() if walk.range is not None]
        return min(waiting, key=lambda walk: (walk.run.priority, walk.run.id), default=None)

    def goes_before(self, retry: Retry, walk: Walk | None) -> bool:
        """Whether a visit apart goes before the next page of a walk."""
        tracked = self.alerts.get(retry.alert)
        if tracked is None or walk is None:
            return True
        return release.priority(tracked.alert.urgency) <= walk.run.priority

    def drop(self, pair: Pair) -> None:
        """A reader needs no visit apart any more; till that is written they are not looked at again."""
        self.busy.add(pair)
        self.ledger.drop(pair)

    def finish(self, run: RunId, visited: Pair) -> None:
        """The walk, if it was on a walk, need not wait for this reader any more."""
        walk = self.walks.get(run)
        if walk is not None:
            walk.finish(visited[1])
