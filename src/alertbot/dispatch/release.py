"""Which runs of an alert open when, and when an alert is settled."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from alertbot.languages import conversion
from alertbot.model import Alert, AlertState, EditionState, Run, RunState, Urgency

LATEST = timedelta(hours=24)  # an edition that becomes ready later than this is no news any more
_PRIORITIES = {Urgency.URGENT: 0, Urgency.ORDINARY: 10}
_MAY_COME = frozenset({EditionState.AWAITED, EditionState.HELD})


def deadline_at(urgency: Urgency, *, now: datetime, ordinary: timedelta, urgent: timedelta) -> datetime:
    """Until when an alert waits for the first choices of its readers."""
    return now + (urgent if urgency is Urgency.URGENT else ordinary)


def priority(urgency: Urgency) -> int:
    """Which run goes first: the lower."""
    return _PRIORITIES[urgency]


def languages_due(
    alert: Alert,
    *,
    editions: Mapping[str, EditionState],
    audience: Collection[str],
    runs: Sequence[Run],
    now: datetime,
) -> list[str]:
    """The first-choice languages for which a run of `alert` opens now.

    The first run of a language opens when an edition that its readers can read is ready, in its own or
    another script, when none will ever come, or at the deadline. Where it opened without one, another
    opens when more editions are ready than there were then: whom the first one reached stays in peace,
    whom it passed by may be served.
    """
    if alert.state is AlertState.WITHDRAWN or not _ready(editions):
        return []
    return [
        language
        for language in sorted(audience)
        if _due(language, alert=alert, editions=editions, runs=runs, now=now)
    ]


def may_come(editions: Mapping[str, EditionState]) -> set[str]:
    """The languages whose edition is not ready yet, and may be."""
    return {language for language, state in editions.items() if state in _MAY_COME}


def ready_for(editions: Mapping[str, EditionState], language: str) -> int | None:
    """What a run that opens now notes as `Run.ready`."""
    return None if EditionState.READY in _readable(editions, language) else _ready(editions)


def settled(
    alert: Alert,
    *,
    editions: Mapping[str, EditionState],
    audience: Collection[str],
    runs: Sequence[Run],
    now: datetime,
) -> bool:
    """Whether no run is open and none will open any more (readers to be visited apart not considered)."""
    if any(run.state is RunState.OPEN for run in runs):
        return False
    if now >= alert.opened_at + LATEST or alert.state is AlertState.WITHDRAWN:
        return True
    if languages_due(alert, editions=editions, audience=audience, runs=runs, now=now):
        return False
    if not _ready(editions) or any(state in _MAY_COME for state in editions.values()):
        return all(_served(language, runs) for language in audience)
    return True


def _due(
    language: str,
    *,
    alert: Alert,
    editions: Mapping[str, EditionState],
    runs: Sequence[Run],
    now: datetime,
) -> bool:
    mine = [run for run in runs if run.language == language]
    if not mine:
        states = _readable(editions, language)
        waits = EditionState.READY not in states and not _MAY_COME.isdisjoint(states)
        return not waits or now >= alert.deadline_at
    last = mine[-1]
    if any(run.state is not RunState.DONE for run in mine) or last.ready is None:
        return False
    return _ready(editions) > last.ready and now < alert.opened_at + LATEST


def _readable(editions: Mapping[str, EditionState], language: str) -> set[EditionState]:
    """How far the editions are that readers of a language can read."""
    return {editions[tag] for tag in conversion.readable(language) if tag in editions}


def _ready(editions: Mapping[str, EditionState]) -> int:
    return sum(state is EditionState.READY for state in editions.values())


def _served(language: str, runs: Sequence[Run]) -> bool:
    """Whether the readers of a language had the edition they want most."""
    return any(run.language == language and run.ready is None for run in runs)
