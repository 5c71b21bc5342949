"""Decides what happens to the one message that tells an editor how much waits.

It makes a sound when something begins to wait, and when something urgent does; in between it changes
silently, so that a breaking day is one message and not thirty.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from alertbot.model import PersonId, Role, Urgency
from alertbot.prepare import review
from alertbot.storage.review import Waiting
from alertbot.storage.reviewers import Notice, Reviewer

QUIET = timedelta(minutes=5)  # after a sound; what begins to wait meanwhile is told by a sound when they end


class Move(Enum):
    """What is done with the notice."""

    NOTHING = "nothing"
    SEND = "send"  # a new message, with a sound, in place of the old one
    CHANGE = "change"  # the old one, silently


@dataclass(frozen=True, slots=True)
class Count:
    """What waits for one editor."""

    waiting: int
    urgent: int


Counts = Mapping[PersonId, Count]


def counts(known: Sequence[Reviewer], waiting: Sequence[Waiting]) -> Counts:
    """How much waits for each person that is here.

    Editors and owners are told of the languages they review; owners also of those that nobody who is
    here reviews. What was sent to a colleague waits for that one alone.
    """
    here = [each for each in known if not each.away]
    present = {each.person.id for each in here}
    return {each.person.id: _count(each, here, present, waiting) for each in here}


def _count(
    reviewer: Reviewer,
    here: Sequence[Reviewer],
    present: Collection[PersonId],
    waiting: Sequence[Waiting],
) -> Count:
    mine = [each for each in waiting if _is_for(reviewer, here, present, each)]
    return Count(len(mine), sum(each.urgency is Urgency.URGENT for each in mine))


def _is_for(
    reviewer: Reviewer, here: Sequence[Reviewer], present: Collection[PersonId], waiting: Waiting
) -> bool:
    if waiting.assigned_to in present:
        return waiting.assigned_to == reviewer.person.id
    language = waiting.edition.language
    if review.reviews(reviewer.person.languages, language):
        return True
    orphan = not any(review.reviews(each.person.languages, language) for each in here)
    return orphan and reviewer.person.role >= Role.OWNER


def move(notice: Notice, count: Count, *, now: datetime) -> Move:
    """What happens to an editor's notice now."""
    alarm = count.urgent > 0 and not notice.urgent
    if count.waiting and (alarm or (_begins(notice) and _may_sound(notice, now))):
        return Move.SEND
    changed = (notice.told, notice.urgent) != (count.waiting, count.urgent > 0)
    return Move.CHANGE if changed and notice.message_id is not None else Move.NOTHING


def following(notice: Notice, count: Count, move: Move, *, message_id: int | None, now: datetime) -> Notice:
    """The notice after that, shown as `message_id`."""
    sent = move is Move.SEND
    return Notice(
        message_id=message_id,
        at=now if sent else notice.at,
        told=count.waiting,
        urgent=count.urgent > 0,
        owed=count.waiting > 0 and not sent and _begins(notice),
    )


def _begins(notice: Notice) -> bool:
    """Whether nothing waited before, as far as a sound has told."""
    return notice.told == 0 or notice.owed


def _may_sound(notice: Notice, now: datetime) -> bool:
    return notice.at is None or now >= notice.at + QUIET
