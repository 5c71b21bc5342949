"""An alert by hand is released at its time, once, and not in a freeze."""

from dataclasses import replace
from datetime import timedelta

from alertbot.model import DraftState, EditionState, FreezeReason, Urgency, WorkKind
from alertbot.storage import alerts, articles, drafts, editions, freezes, policies, work
from alertbot.storage.engine import Database
from tests.conftest import ON_SQLITE
from tests.prepare.newsroom import Newsroom, newsroom
from tests.prepare.test_outgoing import LONG, UYGHUR
from tests.storage.test_drafts import DRAFT
from tests.storage.test_freezes import an_editor

pytestmark = ON_SQLITE

WAIT = timedelta(seconds=30)


async def counting(room: Newsroom, **changes):
    """A draft that goes out in half a minute."""
    async with room.database.writing() as c:
        editor = await an_editor(c)
        draft = replace(DRAFT, author=editor.id, topics=(room.topic,), editions={"ug": UYGHUR}, **changes)
        kept = await drafts.put(c, draft, now=room.now)
        assert kept is not None
        await drafts.count_down(
            c, kept.author, kept.version, since=DraftState.WRITING, opens_at=room.now + WAIT
        )
    return kept


async def opened(room: Newsroom):
    async with room.database.reading() as c:
        return await alerts.unsettled(c)


async def test_it_opens_at_its_time_with_all_its_versions(database: Database):
    async with newsroom(database) as room:
        kept = await counting(room)
        await room.later(seconds=29)
        assert await opened(room) == []
        await room.later(seconds=1)
        [alert] = await opened(room)
        async with database.reading() as c:
            article = await articles.get(c, alert.article)
            made = {each.language: each for each in await editions.of(c, alert.article)}
            assert [filing.reason for filing in await articles.filings(c, article.id)] == ["editor"]
            assert await drafts.get(c, kept.author, now=room.now) is None
        assert (alert.urgency, alert.deadline_at - alert.opened_at) == (
            Urgency.URGENT, room.settings.urgent_deadline
        )  # fmt: skip
        assert (article.source, article.url, article.topics) == ("Example News", DRAFT.link, (room.topic,))
        assert made.keys() == {"en", "ug"}
        assert all(each.state is EditionState.READY for each in made.values())
        await room.later(hours=1)
        assert len(await opened(room)) == 1


async def test_the_whole_of_a_long_one_is_kept_in_every_language(database: Database):
    from alertbot.prepare import whole
    from tests.prepare.test_whole import a_studio

    async with newsroom(database) as room:
        await counting(room, text=LONG, urgency=Urgency.ORDINARY)
        await room.later(seconds=30)
        [alert] = await opened(room)
        found = await whole.at_hand(a_studio(database), alert.article, "ug")
    assert found is not None
    assert (found.whole.text, found.whole.origin) == (UYGHUR.text, UYGHUR.origin)
    assert alert.deadline_at - alert.opened_at == room.settings.deadline


async def test_what_was_cancelled_does_not_go_out(database: Database):
    async with newsroom(database) as room:
        kept = await counting(room)
        async with database.writing() as c:
            await drafts.cancel(c, kept.author, kept.version)
            await work.add(
                c, WorkKind.BY_HAND, [kept.author], due_at=room.now
            )  # as if it had just been claimed
        await room.later(seconds=30)
        assert await opened(room) == []


async def test_in_a_freeze_it_waits_and_can_still_be_cancelled(database: Database):
    async with newsroom(database) as room:
        kept = await counting(room)
        async with database.writing() as c:
            await freezes.begin(c, by=kept.author, reason=FreezeReason.OTHER, now=room.now)
        for _ in range(12):  # more often than work that fails is tried
            await room.later(seconds=10)
        assert await opened(room) == []
        async with database.writing() as c:
            await freezes.end(c, now=room.now)
        await room.later(seconds=10)
        assert len(await opened(room)) == 1


async def test_its_readers_wait_as_long_as_an_owner_said(database: Database):
    async with newsroom(database) as room:
        async with database.writing() as c:
            await policies.set_deadline(c, Urgency.URGENT, timedelta(minutes=2))
        await counting(room)
        await room.later(seconds=30)
        [alert] = await opened(room)
    assert alert.deadline_at - alert.opened_at == timedelta(minutes=2)
