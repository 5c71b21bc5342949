"""Decides which editions wait for an editor, why, until when, and what may then go out by itself.

What a hard finding keeps back never goes out without a person, in no mode and at no deadline: the
reader's next language serves. The same holds for texts that name people under a topic which an owner
has marked so. All else that waits goes out at its deadline, labelled as not checked.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from enum import Enum
from itertools import pairwise
from typing import Protocol

from alertbot.model import EditionState, HoldReason, Origin, ReviewMode, ReviewPolicy, TopicId, Urgency

# Languages that machines know least: what they make of these is reviewed where anybody can.
REVIEWED = frozenset({"ug", "kk"})
# An edition is released so much before the deadline of its alert: the run that opens then finds it.
AHEAD = timedelta(seconds=10)
NEWS_FOR = timedelta(hours=24)  # what nobody has decided by then is no news any more

_STRICTNESS = (ReviewMode.AUTOMATIC, ReviewMode.WHEN_CLEAN, ReviewMode.ALWAYS)
_SENTENCE = re.compile(r"[.!?…。！？؟\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_STILL_THE_MACHINES = 0.5  # of the words are as the machine had them


class Found(Protocol):
    """A finding of a guard, whatever type it comes in."""

    @property
    def hard(self) -> bool:
        """Whether it keeps the edition from readers."""


class Step(Enum):
    """What happens to an edition that waits."""

    WAIT = "wait"
    RELEASE = "release"
    GIVE_UP = "give up"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why an edition waits (not at all where there is no reason), and whether it goes out by itself."""

    reasons: tuple[HoldReason, ...]
    by_itself: bool = True

    @property
    def state(self) -> EditionState:
        """The state of an edition so judged."""
        return EditionState.HELD if self.reasons else EditionState.READY


def reviews(languages: Collection[str], language: str) -> bool:
    """Whether somebody who was appointed for `languages` reviews `language`, in whatever script."""
    return not {language, language.partition("-")[0]}.isdisjoint(languages)


def mode(policy: ReviewPolicy, language: str, topics: Iterable[TopicId], *, attended: bool) -> ReviewMode:
    """When a machine's text in `language` under `topics` waits: what the owner said, else the default.

    Of several topics with a mode of their own the strictest counts. `attended`: somebody who is not
    away reviews this language.
    """
    own = [policy.topic_modes[language, id] for id in topics if (language, id) in policy.topic_modes]
    if own:
        return max(own, key=_STRICTNESS.index)
    return policy.modes.get(language) or default(language, attended=attended)


def default(language: str, *, attended: bool) -> ReviewMode:
    """The mode of a language of which no owner said anything."""
    reviewed = attended and reviews(REVIEWED, language)
    return ReviewMode.ALWAYS if reviewed else ReviewMode.WHEN_CLEAN


def verdict(mode: ReviewMode, findings: Collection[Found], *, named: bool, attended: bool) -> Verdict:
    """Whether a machine's text waits; `named`: it names people where the owner wants eyes on that.

    What only warns waits for somebody who is there (`attended`): else its readers would wait for nobody.
    """
    hard = any(each.hard for each in findings)
    asked = {
        HoldReason.HARD: hard,
        HoldReason.NAMED: named,
        HoldReason.FINDINGS: bool(findings) and not hard and attended and mode is not ReviewMode.AUTOMATIC,
        HoldReason.POLICY: mode is ReviewMode.ALWAYS,
    }
    return Verdict(tuple(reason for reason, holds in asked.items() if holds), not hard and not named)


def verdict_on_edit(findings: Collection[Found], *, named: bool, late: bool) -> Verdict:
    """How a text waits that an editor has just written: until somebody approves it, or its deadline.

    `late`: the deadline is over, so that nothing is won by its going out by itself.
    """
    hard = any(each.hard for each in findings)
    asked = {
        HoldReason.HARD: hard,
        HoldReason.NAMED: named,
        HoldReason.FINDINGS: bool(findings) and not hard,
        HoldReason.EDITED: True,
    }
    by_itself = not hard and not named and not late
    return Verdict(tuple(reason for reason, holds in asked.items() if holds), by_itself)


def by_hand(mode: ReviewMode, *, attended: bool) -> bool:
    """Whether readers wait for a translation that no machine makes and an editor can."""
    return attended and mode is not ReviewMode.AUTOMATIC


def is_clean(reasons: Sequence[HoldReason], findings: Collection[Found]) -> bool:
    """Whether an edition waits for no other reason than that all are reviewed: many go in one press."""
    return tuple(reasons) == (HoldReason.POLICY,) and not findings


def names_people(source: str, output: str, *, known: Callable[[str], bool] | None = None) -> bool:
    """Whether a text or its translation seems to name a person. Errs on the side of yes.

    Yes where `known` (the glossary) finds a name in either; where two words side by side begin with
    capitals, the first word of a sentence not counted; and where neither text has capitals at all, as
    between Uyghur and Chinese: nobody can tell there.
    """
    texts = (source, output)
    if known is not None and any(known(text) for text in texts):
        return True
    if not any(each.isupper() or each.islower() for text in texts for each in text):
        return True
    return any(_has_full_name(text) for text in texts)


def deadline_at(
    policy: ReviewPolicy,
    urgency: Urgency,
    *,
    ordinary: timedelta,
    urgent: timedelta,
    alert: datetime | None,
    now: datetime,
) -> datetime:
    """Until when readers wait for an edition: the deadline of its alert where that is still to come.

    `ordinary` and `urgent` are the operator's times, where no owner has chosen others.
    """
    if alert is not None and alert > now:
        return alert
    return now + patience(policy, urgency, ordinary=ordinary, urgent=urgent)


def patience(policy: ReviewPolicy, urgency: Urgency, *, ordinary: timedelta, urgent: timedelta) -> timedelta:
    """How long readers wait for their first language."""
    if urgency is Urgency.URGENT:
        return policy.urgent_deadline or urgent
    return policy.deadline or ordinary


def step(*, by_itself: bool, since: datetime, deadline_at: datetime, now: datetime) -> Step:
    """What is to be done now about an edition that waits."""
    if by_itself and now >= deadline_at - AHEAD:
        return Step.RELEASE
    return Step.GIVE_UP if now >= since + NEWS_FOR else Step.WAIT


def next_look(*, by_itself: bool, since: datetime, deadline_at: datetime) -> datetime:
    """When to ask for the next step."""
    return deadline_at - AHEAD if by_itself else since + NEWS_FOR


def origin(before: str, after: str, *, present: Origin) -> Origin:
    """How a text came to be that an editor has changed from `before` ("" where no machine made any)."""
    if not before or (present is not Origin.MACHINE and present is not Origin.MACHINE_CHECKED):
        return Origin.PERSON
    words = SequenceMatcher(None, before.split(), after.split(), autojunk=False)
    return Origin.MACHINE_CHECKED if words.ratio() >= _STILL_THE_MACHINES else Origin.PERSON


def _has_full_name(text: str) -> bool:
    sentences = (_WORD.findall(sentence)[1:] for sentence in _SENTENCE.split(text))
    return any(
        first[0].isupper() and second[0].isupper() for words in sentences for first, second in pairwise(words)
    )
