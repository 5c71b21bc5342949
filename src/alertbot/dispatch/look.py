"""Looks at what became ready: opens alerts and runs, and settles what has reached everybody."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alertbot.dispatch import choose, release
from alertbot.dispatch.dispatcher import Dispatcher
from alertbot.model import Alert, AlertId, EditionState, Run, TopicId, Urgency
from alertbot.storage import alerts, articles, audience, editions, exceptions, leases, policies, runs
from alertbot.storage.engine import Connection

_log = logging.getLogger(__name__)
_MOST = 100  # articles that become alerts in one transaction


@dataclass(frozen=True, slots=True)
class _View:
    """An alert and all that decides about its runs."""

    alert: Alert
    editions: Mapping[str, EditionState]
    audience: frozenset[str]
    runs: Sequence[Run]

    def languages_due(self, now: datetime) -> list[str]:
        return release.languages_due(
            self.alert, editions=self.editions, audience=self.audience, runs=self.runs, now=now
        )

    def settled(self, now: datetime) -> bool:
        return release.settled(
            self.alert, editions=self.editions, audience=self.audience, runs=self.runs, now=now
        )


async def look(dispatcher: Dispatcher) -> None:
    """Open and settle what is due, and put what is on its way on the board. Raises LeaseLost."""
    now = dispatcher.clock()
    dispatcher.board.look_wanted = False
    await _open_alerts(dispatcher, now)
    async with dispatcher.database.reading() as c:
        views = await _views(dispatcher, c)
        waiting = await exceptions.alerts_waiting(c)
    due = {view.alert.id: (view, view.languages_due(now)) for view in views}
    done = [view.alert.id for view in views if view.settled(now) and view.alert.id not in waiting]
    if done or any(languages for _, languages in due.values()):
        await _write(dispatcher, due, done, now)
    await _show(dispatcher, now)


async def _open_alerts(dispatcher: Dispatcher, now: datetime) -> None:
    async with dispatcher.database.reading() as c:
        if not await articles.without_alert(c, limit=1):
            return
    async with dispatcher.database.writing() as c:
        await leases.guard(c, dispatcher.hold.name, dispatcher.hold.epoch)
        found = await articles.without_alert(c, limit=_MOST)
        policy = await policies.load(c)
        for article in found:
            if await articles.hold(c, article.id):
                deadline = release.deadline_at(
                    Urgency.ORDINARY,
                    now=now,
                    ordinary=policy.deadline or dispatcher.rules.deadline,
                    urgent=policy.urgent_deadline or dispatcher.rules.urgent_deadline,
                )
                id = await alerts.add(c, article.id, urgency=Urgency.ORDINARY, now=now, deadline_at=deadline)
                _log.info("alert opened", extra={"alert": id, "article": article.id})
    dispatcher.board.look_wanted = len(found) == _MOST


async def _views(dispatcher: Dispatcher, c: Connection) -> list[_View]:
    found = await alerts.unsettled(c)
    ids = [alert.id for alert in found]
    states = await alerts.edition_states(c, [alert.article for alert in found])
    walked = await runs.of(c, ids)
    languages: dict[TopicId, set[str]] = {}
    views = []
    for alert in found:
        article = await articles.get(c, alert.article)
        for topic in article.topics:
            if topic not in languages:
                languages[topic] = await audience.languages(c, [topic])
        ready = choose.ready_of(await editions.of(c, article.id)).values()
        matched = await dispatcher.matches.in_alert(c, alert.id, article, ready, now=dispatcher.clock())
        # An edition that is still to come may have words that no other has.
        perhaps = dispatcher.matches.languages & release.may_come(states[alert.article])
        heard = matched.languages.union(perhaps, *(languages[topic] for topic in article.topics))
        views.append(_View(alert, states[alert.article], heard, walked[alert.id]))
    dispatcher.matches.forget(set(ids))
    return views


async def _write(
    dispatcher: Dispatcher,
    due: Mapping[AlertId, tuple[_View, list[str]]],
    done: Sequence[AlertId],
    now: datetime,
) -> None:
    async with dispatcher.database.writing() as c:
        await leases.guard(c, dispatcher.hold.name, dispatcher.hold.epoch)
        there = await alerts.still_there(c, due)
        max_id = await runs.newest_subscriber(c)
        for id in sorted(there):
            view, languages = due[id]
            for language in languages:
                run = await _open_run(c, view, language, max_id=max_id, epoch=dispatcher.hold.epoch, now=now)
                _log.info("run opened", extra={"alert": id, "run": run.id, "language": language})
        for id in done:
            await alerts.settle(c, id, now=now)
            _log.info("alert settled", extra={"alert": id})


async def _open_run(
    c: Connection, view: _View, language: str, *, max_id: int, epoch: int, now: datetime
) -> Run:
    """A run that begins at a random reader, so that the same ones are not always last."""
    return await runs.add(
        c,
        view.alert.id,
        language=language,
        priority=release.priority(view.alert.urgency),
        start=secrets.randbelow(max_id + 1),
        max_id=max_id,
        ready=release.ready_for(view.editions, language),
        epoch=epoch,
        now=now,
    )


async def _show(dispatcher: Dispatcher, now: datetime) -> None:
    async with dispatcher.database.reading() as c:
        found = await alerts.unsettled(c)
        walked = await runs.of(c, [alert.id for alert in found])
        dispatcher.previews = await policies.previews(c)
    dispatcher.board.show(found, walked)
    later = [alert.deadline_at for alert in found if alert.deadline_at > now]
    dispatcher.board.next_deadline = min(later, default=None)
