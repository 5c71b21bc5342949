"""What is kept how long: one list with every table there is, and the sweeps that keep to it.

A table that is not on the list fails a test, as a column without a privacy note does.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import Keeping, Retained
from alertbot.storage import (
    answers,
    audit,
    dialogs,
    drafts,
    editions,
    fading,
    feedback,
    invitations,
    receipts,
    seen,
    totals,
    waiting,
    wholes,
)


class Until(Enum):
    """When the rows of a table go."""

    READER = "the reader is erased"
    PERSON = "an owner ends an editor's rights"
    LAPSES = "a time of their own"
    SETTING = "a setting of [keep], or what an owner chose below it"
    DECIDED = "somebody decides what they are about"
    PARENT = "what they belong to goes"
    KEPT = "the newsroom takes them away; they tell nothing about readers"


RULES: Mapping[str, Until] = {
    "subscriber": Until.READER,
    "subscription": Until.READER,
    "word": Until.READER,
    "behind": Until.READER,
    "exception": Until.READER,
    "person": Until.PERSON,
    "reviewer": Until.PERSON,
    "invitation": Until.LAPSES,
    "dialog": Until.LAPSES,
    "draft": Until.LAPSES,
    "seen_update": Until.LAPSES,
    "waiting": Until.LAPSES,  # and as soon as it is answered
    "fading": Until.LAPSES,
    "feedback": Until.LAPSES,  # and with the reader
    "day_total": Until.LAPSES,
    "request": Until.DECIDED,  # within the hour, else `chat.rounds.lapses` says that nobody came
    "receipt": Until.SETTING,
    "reached": Until.SETTING,
    "audit": Until.SETTING,
    "revision": Until.SETTING,  # what readers get stays
    "answer": Until.SETTING,
    "whole_text": Until.SETTING,
    "review": Until.DECIDED,
    "freeze": Until.DECIDED,
    "suggestion": Until.DECIDED,
    "work": Until.DECIDED,
    "feed_topic": Until.PARENT,
    "topic_name": Until.PARENT,
    "topic_keyword": Until.PARENT,
    "rendering": Until.PARENT,
    "article_url": Until.PARENT,
    "article_entry": Until.PARENT,
    "article_topic": Until.PARENT,
    "edition": Until.PARENT,
    "alert": Until.PARENT,
    "run": Until.PARENT,
    "entry": Until.PARENT,
    "feed": Until.KEPT,
    "topic": Until.KEPT,
    "term": Until.KEPT,
    "article": Until.KEPT,
    "policy": Until.KEPT,
    "provider_day": Until.KEPT,
    "provider_health": Until.KEPT,
    "lease": Until.KEPT,
    "meta": Until.KEPT,
}

Expire = Callable[[AsyncConnection, datetime, int], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Sweep:
    """Forgets rows of these tables that are over, up to a limit, and says how many it found."""

    tables: tuple[str, ...]
    expire: Expire


# What has a time of its own, within minutes to a day: looked for every minute.
LAPSES: Sequence[Sweep] = (
    Sweep(("dialog",), lambda c, now, limit: dialogs.expire(c, now=now, limit=limit)),
    Sweep(("draft",), lambda c, now, limit: drafts.expire(c, now=now, limit=limit)),
    Sweep(("fading",), lambda c, now, limit: fading.expire(c, now=now, limit=limit)),
    Sweep(("feedback",), lambda c, now, limit: feedback.expire(c, now=now, limit=limit)),
    Sweep(("invitation",), lambda c, now, limit: invitations.expire(c, now=now, limit=limit)),
    Sweep(("day_total",), lambda c, now, limit: totals.expire(c, now=now, limit=limit)),
    Sweep(("seen_update",), lambda c, now, limit: seen.expire(c, now=now, limit=limit)),
    Sweep(("waiting",), lambda c, now, limit: waiting.expire(c, now=now, limit=limit)),
)


def kept_for(keeping: Keeping) -> Sequence[Sweep]:
    """What is kept for days by a setting: looked for every hour."""
    # A receipt names the text that was sent, which is wanted as long as that can be corrected.
    texts = max(keeping.time(Retained.TEXTS), keeping.time(Retained.RECEIPTS))
    return (
        Sweep(("receipt", "reached"), _after(keeping.time(Retained.RECEIPTS), receipts.purge)),
        Sweep(("audit",), _after(keeping.time(Retained.LOG), audit.expire)),
        Sweep(("revision",), _after(texts, editions.expire_texts)),
        Sweep(("answer",), _after(keeping.answers, answers.expire)),
        Sweep(("whole_text",), _after(keeping.answers, wholes.expire)),
    )


def _after(time: timedelta, expire: Callable[..., Awaitable[int]]) -> Expire:
    return lambda c, now, limit: expire(c, before=now - time, limit=limit)
