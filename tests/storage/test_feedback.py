"""What readers write to the editors: sealed, one answer each, and gone with its reader or its time."""

import asyncio
from datetime import timedelta

from sqlalchemy import text

from alertbot.model import Feedback, FeedbackId, FeedbackState, ReportReason, SubscriberId
from alertbot.storage import feedback, subscribers
from alertbot.storage.engine import Connection, Database
from tests.conftest import NOON
from tests.storage.desk import an_article, subscribed

KEEP = timedelta(days=30)
LATER = NOON + KEEP


async def written(c: Connection, reader: SubscriberId, said: str | None = "canary", **more):
    return await feedback.add(
        c, subscriber=reader, name="7c3f", token="00" * 8, language="ug", text=said, now=NOON, keep=KEEP,
        **more,
    )  # fmt: skip


async def locked(c: Connection, id: FeedbackId) -> Feedback:
    known = await feedback.lock(c, id, now=NOON)
    assert known is not None
    return known


async def rows(c: Connection) -> int:
    return int((await c.execute(text("SELECT count(*) FROM feedback"))).scalar_one())


async def test_what_was_written_waits_grows_and_cannot_be_read_in_the_database(database: Database):
    async with database.writing() as c:
        reader = await subscribed(c, 11)
        id = await written(c, reader)
        await feedback.append(c, await locked(c, id), "more")
        (known,) = await feedback.of_subscriber(c, reader, now=NOON)
        assert (known.id, known.texts, known.version) == (id, ("canary", "more"), 2)
        assert (known.name, known.language, known.state) == ("7c3f", "ug", FeedbackState.WAITING)
        assert await feedback.waiting(c, now=NOON) == [known]
        assert await feedback.languages(c, now=NOON) == ["ug"]
        sealed = bytes((await c.execute(text("SELECT content FROM feedback"))).scalar_one())
    assert b"canary" not in sealed
    assert b"7c3f" not in sealed


async def test_an_answer_takes_the_place_of_what_was_written(database: Database):
    async with database.writing() as c:
        reader = await subscribed(c, 11)
        first, second = await written(c, reader), await written(c, reader)
        await feedback.answer(c, await locked(c, first), "thanks")
        await feedback.close(c, await locked(c, second))
        assert await feedback.lock(c, first, now=NOON) is None  # nobody answers it again
        assert await feedback.of_subscriber(c, reader, now=NOON) == []
        brought = await feedback.to_bring(c, limit=9)
        assert [(each.texts, each.answer) for each in brought] == [((), "thanks"), ((), None)]
        assert [each.state for each in brought] == [FeedbackState.ANSWERED, FeedbackState.CLOSED]
        assert await feedback.to_bring(c, limit=1) == brought[:1]
        await feedback.erase(c, first)
        assert await rows(c) == 1


async def test_it_goes_with_its_reader_on_wish_and_after_its_time(database: Database):
    async with database.writing() as c:
        one, two, three = [await subscribed(c, chat) for chat in (11, 12, 13)]
        for reader in (one, two, three):
            await written(c, reader)
        await subscribers.erase(c, one)
        assert await feedback.take_back(c, two) == 1
        assert await rows(c) == 1
        assert await feedback.of_subscriber(c, three, now=LATER) == []  # even before it is swept out
        assert await feedback.expire(c, now=LATER - timedelta(seconds=1)) == 0
        assert await feedback.expire(c, now=LATER) == 1
        assert await rows(c) == 0


async def test_danger_comes_first_and_is_told_again(database: Database):
    async with database.writing() as c:
        reader = await subscribed(c, 11)
        edition = (await c.execute(text("SELECT id FROM edition"))).scalar()
        assert edition is None
        await an_article(c, ready=["ug"])
        edition = (await c.execute(text("SELECT id FROM edition"))).scalar_one()
        first = await written(c, reader)
        report = await written(c, reader, None, reason=ReportReason.TOPIC, edition=edition)
        assert [each.id for each in await feedback.unrung(c)] == [first, report]
        await feedback.ring(c, [first, report])
        assert await feedback.unrung(c) == []
        await feedback.set_reason(c, await locked(c, report), ReportReason.NAME)
        assert await feedback.unrung(c) == []
        await feedback.set_reason(c, await locked(c, report), ReportReason.DANGER)
        (new,) = await feedback.unrung(c)
        assert (new.id, new.urgent) == (report, True)
        found = await feedback.waiting(c, now=NOON)
        assert [each.id for each in found] == [report, first]
        assert (found[0].edition, found[0].reason, found[0].texts) == (edition, ReportReason.DANGER, ())


async def test_the_numbers_are_never_given_twice(database: Database):
    async with database.writing() as c:
        reader = await subscribed(c, 11)
        first = await written(c, reader)
        await feedback.erase(c, first)
        assert await written(c, reader) > first


async def test_of_two_editors_who_answer_at_once_one_does(database: Database):
    async with database.writing() as c:
        id = await written(c, await subscribed(c, 11))

    async def answered(said: str) -> bool:
        async with database.writing() as c:
            known = await feedback.lock(c, id, now=NOON)
            if known is not None:
                await feedback.answer(c, known, said)
            return known is not None

    assert sorted(await asyncio.gather(*map(answered, ("from Ann", "from Ben")))) == [False, True]


async def test_what_was_never_tried_is_brought_first_then_what_was_tried_longest_ago(database: Database):
    async with database.writing() as c:
        ids = [await written(c, await subscribed(c, chat)) for chat in (11, 12, 13)]
        for each in ids:
            await feedback.answer(c, await locked(c, each), "thanks")
        await feedback.set_tried(c, ids[0], now=NOON + timedelta(minutes=2))
        await feedback.set_tried(c, ids[1], now=NOON + timedelta(minutes=1))
        assert [each.id for each in await feedback.to_bring(c, limit=9)] == [ids[2], ids[1], ids[0]]


async def test_an_answer_that_came_discreetly_is_kept_until_it_was_opened(database: Database):
    async with database.writing() as c:
        reader, other = await subscribed(c, 11), await subscribed(c, 12)
        id = await written(c, reader)
        assert await feedback.answers_to(c, reader, now=NOON) == []
        await feedback.answer(c, await locked(c, id), "thanks")
        await feedback.leave(c, id, until=LATER + KEEP)
        assert await feedback.to_bring(c, limit=9) == []
        assert await feedback.expire(c, now=LATER) == 0
        assert await feedback.open_answer(c, id, other, now=LATER) is None
        opened = await feedback.open_answer(c, id, reader, now=LATER)
        assert opened is not None
        assert opened.answer == "thanks"
        # What the courier says late, or another look at it, keeps it no longer.
        await feedback.leave(c, id, until=LATER + KEEP)
        await feedback.open_answer(c, id, reader, now=LATER + timedelta(hours=1))
        assert [each.id for each in await feedback.answers_to(c, reader, now=LATER)] == [id]
        assert await feedback.open_answer(c, id, reader, now=LATER + feedback.OPENED) is None
        assert await feedback.expire(c, now=LATER + feedback.OPENED) == 1
