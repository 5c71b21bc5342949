"""Promise 1: what is stored of a reader."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from alertbot.chat.access import Act
from alertbot.chat.desk import Desk
from alertbot.chat.rounds import chores
from alertbot.model import ChatId, EditionId, Keeping, Receipt
from alertbot.storage import receipts, subscribers
from alertbot.storage.columns import SealedChatId
from alertbot.storage.engine import Database
from alertbot.storage.tables import metadata, subscriber
from tests.chat.conftest import Newsroom
from tests.chat.test_review import At
from tests.chat.test_review import text as said
from tests.conftest import NOON
from tests.storage.desk import an_alert, subscribed

READER = 4_000_000_017

# Every column of every table about a reader, by what the promise calls it. A new one belongs here, in the
# promise, in the consent, and in /mydata, or nowhere.
PROMISED = {
    "your encrypted Telegram number": {"subscriber.chat_id", "dialog.user_id"},
    "your languages": {
        "subscriber.language", "subscriber.languages", "subscriber.originals", "subscriber.second_script",
        "subscription.language",
    },
    "topics": {"subscription.topic_id"},
    "hours, time zone": {"subscriber.timezone", "behind.since_alert_id", "behind.wake_at"},
    "pause": {"subscriber.state", "subscriber.paused_until"},
    "your words": {"word.text", "word.skip"},
    "the version and month of your consent": {"subscriber.consent_version", "subscriber.consent_month"},
    "what you are asked, within the hour": {"dialog.kind", "dialog.data", "dialog.expires_at"},
    "what you asked while too many came at once, sealed, until it is answered, a day at most": {
        "waiting.bot_id", "waiting.update_id", "waiting.sender_id", "waiting.body", "waiting.in_queue",
        "waiting.since",
    },
    "an alert that could not be sent yet": {"exception.alert_id", "exception.due_at", "exception.attempts"},
    "a number of ours": {
        "subscriber.id", "subscription.subscriber_id", "word.id", "word.subscriber_id",
        "behind.subscriber_id", "exception.subscriber_id",
    },
    "person, group or channel": {"subscriber.kind"},
    "whether alerts are discreet": {"subscriber.discreet"},
    "what you write to the editors, and their answer": {
        "feedback.id", "feedback.subscriber_id", "feedback.language", "feedback.state", "feedback.reason",
        "feedback.edition_id", "feedback.content", "feedback.version", "feedback.rung", "feedback.since",
        "feedback.expires_at", "feedback.claimed_by", "feedback.claimed_until",
        "feedback.tried_at",
    },
    "messages that are to be deleted, until they are": {
        "fading.chat_id", "fading.message_id", "fading.way", "fading.language", "fading.due_at",
    },
}  # fmt: skip
OF_STAFF = {"person"}


def about_readers() -> set[str]:
    """The tables whose rows are of one reader: by our number, or by a sealed one of Telegram's."""
    return {
        name
        for name, table in metadata.tables.items()
        if name not in OF_STAFF
        and (
            any(isinstance(each.type, SealedChatId) for each in table.columns)
            or any(key.column.table.name == "subscriber" for key in table.foreign_keys)
        )
    }


def test_promise_1_no_column_is_about_a_reader_but_those_that_were_promised():
    """We store only your encrypted Telegram number, your languages, topics, hours, time zone, pause, ..."""
    columns = {str(each) for name in about_readers() for each in metadata.tables[name].columns}
    assert columns == set().union(*PROMISED.values())


def test_promise_1_telegrams_numbers_are_stored_sealed_and_nowhere_else():
    named = [
        str(column)
        for table in metadata.tables.values()
        for column in table.columns
        if re.search(r"(^|_)(chat|user)(_id)?$|username|phone|first_name", column.name)
    ]
    assert named
    for name in named:
        table, column = name.split(".")
        assert isinstance(metadata.tables[table].c[column].type, SealedChatId), name


OTHERWISE: dict[str, object] = {
    "chat_id": ChatId(READER + 1), "language": None, "languages": ["kk", "ug"], "originals": False,
    "discreet": True, "second_script": "ug-Latn", "timezone": "Asia/Almaty", "state": "paused",
    "paused_until": NOON + timedelta(days=3), "consent_version": 7, "consent_month": "2025-01",
    "kind": None, "id": None,
}  # fmt: skip


@pytest.mark.parametrize("column", [each.name for each in subscriber.columns])
async def test_promise_1_mydata_says_each_thing_that_is_stored(desk: Desk, newsroom: Newsroom, column: str):
    """Whatever is changed in the row shows in /mydata; what has no words of its own is named here."""
    at = At(desk, READER)
    await at.press(Act.AGREE, "en", "")
    before = said(await at.press(Act.MYDATA))
    value = OTHERWISE[column]  # a new column has to be given another value, and to be shown
    if value is None:
        return
    async with desk.database.writing() as c:
        if column == "paused_until":
            await c.execute(subscriber.update().values(state="paused"))
        await c.execute(subscriber.update().values({column: value}))
    user = READER + 1 if column == "chat_id" else READER
    assert said(await At(desk, user).press(Act.MYDATA)) != before


async def test_promise_1_consent_is_kept_by_version_and_month_alone(desk: Desk):
    await At(desk, READER).press(Act.AGREE, "en", "")
    async with desk.database.reading() as c:
        [row] = (await c.execute(select(subscriber.c.consent_version, subscriber.c.consent_month))).all()
        raw = (await c.execute(text("SELECT * FROM subscriber"))).one()
    assert tuple(row) == (1, "2026-11")
    assert "2026-11-02" not in str(tuple(raw))


async def test_promise_1_after_14_days_nobody_knows_which_alerts_reached_you(database: Database):
    async with database.writing() as c:
        alert = await an_alert(c)
        reader = await subscribed(c, READER)
        await receipts.add(c, alert, [Receipt(reader, 1, EditionId(1), 1)], now=NOON)
    for days, known in ((13.9, 1), (14.1, 0)):
        await chores.sweep(database, Keeping(), now=NOON + timedelta(days=days))
        async with database.reading() as c:
            assert await subscribers.find(c, ChatId(READER))
            assert len(await receipts.of_subscriber(c, reader)) == known
