"""Lets editions wait for editors, and lets them go when their time has come.

What decides is in `prepare.review`; here are the rows: what owners decided, who is there to review, how
long the alert still waits.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.languages.glossary import Glossary
from alertbot.model import (
    ArticleId,
    EditionId,
    EditionState,
    HoldReason,
    ReviewMode,
    ReviewPolicy,
    TopicId,
    Urgency,
    Work,
    WorkKind,
)
from alertbot.prepare import review
from alertbot.prepare.desk import Desk
from alertbot.prepare.review import Step, Verdict
from alertbot.storage import alerts, articles, audit, editions, freezes, policies, reviewers, work
from alertbot.storage import review as waits
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection
from alertbot.storage.reviewers import Reviewer

IN_A_FREEZE = timedelta(seconds=5)  # until what is due is looked at again

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long readers wait for their first language, where no owner has chosen other times."""

    ordinary: timedelta = timedelta(minutes=30)
    urgent: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that decides about the editions of one article."""

    policy: ReviewPolicy
    topics: Sequence[TopicId]
    present: Sequence[Reviewer]  # who is not away
    deadline_at: datetime
    now: datetime

    def attended(self, language: str) -> bool:
        """Whether somebody who is not away reviews a language."""
        return any(review.reviews(each.person.languages, language) for each in self.present)

    def mode(self, language: str) -> ReviewMode:
        """When a machine's text in a language waits."""
        return review.mode(self.policy, language, self.topics, attended=self.attended(language))


async def rules(connection: Connection, article: ArticleId, times: Times, *, now: datetime) -> Rules:
    """What decides about an article at this moment. Raises NotFound."""
    policy = await policies.load(connection)
    topics = (await articles.get(connection, article)).topics
    alert = await alerts.of_article(connection, article)
    deadline = review.deadline_at(
        policy,
        Urgency.ORDINARY if alert is None else alert.urgency,
        ordinary=times.ordinary,
        urgent=times.urgent,
        alert=None if alert is None else alert.deadline_at,
        now=now,
    )
    present = await _present(connection)
    return Rules(policy=policy, topics=topics, present=present, deadline_at=deadline, now=now)


async def rules_for(connection: Connection, topics: Sequence[TopicId], *, now: datetime) -> Rules:
    """What decides about a text under these topics whose article is not stored yet; it has no deadline."""
    policy, present = await policies.load(connection), await _present(connection)
    return Rules(policy=policy, topics=topics, present=present, deadline_at=now, now=now)


async def _present(connection: Connection) -> list[Reviewer]:
    return [each for each in await reviewers.all(connection) if not each.away]


def judge(
    rules: Rules,
    language: str,
    *,
    source: str,
    output: str,
    findings: Collection[review.Found],
    known: Callable[[str], bool],
) -> Verdict:
    """Whether what a machine made waits for an editor; `known` tells whether a text has a known name."""
    named = is_named(rules.policy, rules.topics, source, output, known=known)
    attended = rules.attended(language)
    return review.verdict(rules.mode(language), findings, named=named, attended=attended)


def is_named(
    policy: ReviewPolicy,
    topics: Collection[TopicId],
    source: str,
    output: str,
    *,
    known: Callable[[str], bool],
) -> bool:
    """Whether a text names people under a topic where an owner wants eyes on that."""
    return not policy.named.isdisjoint(topics) and review.names_people(source, output, known=known)


def people_known(glossary: Glossary, *languages: str) -> Callable[[str], bool]:
    """Tells of a text in any of these languages whether the glossary knows somebody in it."""
    return lambda text: any(glossary.names_person(text, each) for each in languages)


async def keep(connection: Connection, id: EditionId, verdict: Verdict, rules: Rules) -> None:
    """Let an edition wait as it was judged; nothing where nothing speaks against it."""
    if not verdict.reasons:
        return
    await waits.hold(
        connection,
        id,
        reasons=verdict.reasons,
        by_itself=verdict.by_itself,
        deadline_at=rules.deadline_at,
        now=rules.now,
    )
    due = review.next_look(by_itself=verdict.by_itself, since=rules.now, deadline_at=rules.deadline_at)
    await work.add(connection, WorkKind.REVIEW, [id], due_at=max(due, rules.now))


async def ask_people(
    connection: Connection, article: ArticleId, languages: Collection[str], times: Times, *, now: datetime
) -> set[str]:
    """Let editors translate by hand what no machine translates: the languages in which somebody can.

    An edition is expected in each, which waits without a draft; readers wait for it until the deadline.
    """
    if not languages:
        return set()
    known = await rules(connection, article, times, now=now)
    wanted = {tag for tag in languages if review.by_hand(known.mode(tag), attended=known.attended(tag))}
    await editions.expect(connection, article, [tag for tag in languages if tag in wanted], now=now)
    for edition in await editions.of(connection, article):
        if edition.language in wanted and edition.state is EditionState.AWAITED:
            await editions.set_state(connection, edition.id, EditionState.HELD, now=now)
            await keep(connection, edition.id, Verdict((HoldReason.NO_DRAFT,), by_itself=False), known)
    return wanted


async def do(desk: Desk, held: Work) -> None:
    """The time of the edition `held.subject` has come: let it go, give it up, or wait on. Raises LeaseLost.

    Nothing is left to do where an editor has decided meanwhile, and nothing goes by itself in a freeze.
    """
    id, now = EditionId(held.subject), desk.clock()
    async with desk.database.writing(Bell.RELEASE, Bell.REVIEW) as connection:
        if await freezes.current(connection) is not None:
            await work.again(connection, held, due_at=now + IN_A_FREEZE, fresh=True)
            return
        waiting = await waits.lock(connection, id)
        if waiting is None:
            await work.finish(connection, held)
            return
        step = review.step(
            by_itself=waiting.by_itself, since=waiting.since, deadline_at=waiting.deadline_at, now=now
        )
        if step is Step.WAIT:
            due = review.next_look(
                by_itself=waiting.by_itself, since=waiting.since, deadline_at=waiting.deadline_at
            )
            await work.again(connection, held, due_at=due, fresh=True)
            return
        await work.finish(connection, held)
        await _end(connection, waiting, step, now=now)
    log.info("edition waited long enough", extra={"edition": id, "step": step.value})


async def _end(connection: Connection, waiting: waits.Waiting, step: Step, *, now: datetime) -> None:
    edition = waiting.edition
    if step is Step.RELEASE:
        await waits.release(connection, edition.id, edition.revision, now=now)
    else:
        await waits.reject(connection, edition.id, edition.revision, now=now, given_up=True)
    await audit.note(
        connection,
        Deed.RELEASED if step is Step.RELEASE else Deed.GIVEN_UP,
        person=None,
        now=now,
        subject=audit.EDITION,
        subject_id=edition.id,
        detail={"language": edition.language, "revision": edition.revision},
    )


def times(desk: Desk) -> Times:
    """The operator's times."""
    return Times(ordinary=desk.settings.deadline, urgent=desk.settings.urgent_deadline)
