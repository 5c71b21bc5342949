"""What owners decide is kept, changed and taken back; what is written is told."""

from datetime import timedelta

from alertbot.model import EditionId, ReviewMode, ReviewPolicy, TopicId, Urgency
from alertbot.storage import audit, policies
from alertbot.storage.audit import Deed
from alertbot.storage.engine import Database
from alertbot.storage.tables import policy
from tests.conftest import NOON
from tests.storage.test_review import a_person

RIGHTS = TopicId(3)


async def test_nothing_is_decided_at_first(database: Database):
    async with database.reading() as c:
        assert await policies.load(c) == ReviewPolicy()


async def test_decisions_are_kept_and_taken_back(database: Database):
    async with database.writing() as c:
        for mode in (ReviewMode.AUTOMATIC, ReviewMode.ALWAYS):
            await policies.set_mode(c, "ug", mode)
        await policies.set_mode(c, "zh-Hans", ReviewMode.WHEN_CLEAN, topic=RIGHTS)
        await policies.set_named(c, RIGHTS, on=True)
        await policies.set_deadline(c, Urgency.ORDINARY, timedelta(minutes=15))
        await policies.set_deadline(c, Urgency.URGENT, timedelta(minutes=2))
        assert await policies.load(c) == ReviewPolicy(
            modes={"ug": ReviewMode.ALWAYS},
            topic_modes={("zh-Hans", RIGHTS): ReviewMode.WHEN_CLEAN},
            named=frozenset({RIGHTS}),
            deadline=timedelta(minutes=15),
            urgent_deadline=timedelta(minutes=2),
        )
        await policies.set_mode(c, "ug", None)
        await policies.set_mode(c, "zh-Hans", None, topic=RIGHTS)
        await policies.set_named(c, RIGHTS, on=False)
        for urgency in Urgency:
            await policies.set_deadline(c, urgency, None)
        assert await policies.load(c) == ReviewPolicy()


async def test_what_a_later_version_decided_is_passed_over(database: Database):
    async with database.writing() as c:
        await c.execute(policy.insert().values(name="something/else/of/theirs", value={"a": 1}))
        assert await policies.load(c) == ReviewPolicy()


async def test_records_tell_who_did_what_newest_first(database: Database):
    async with database.writing() as c:
        ann = await a_person(c)
        await audit.note(c, Deed.POLICY, person=ann, now=NOON, detail={"what": "mode"})
        for deed in (Deed.SENT_ON, Deed.APPROVED):
            await audit.note(c, deed, person=ann, now=NOON, subject=audit.EDITION, subject_id=7)
        await audit.note(c, Deed.RELEASED, person=None, now=NOON, subject=audit.EDITION, subject_id=8)
        newest, *others = await audit.latest(c, limit=3)
        last = await audit.last_of(c, EditionId(7))
        assert await audit.last_of(c, EditionId(9)) is None
    assert (newest.deed, newest.person, newest.who) == (Deed.RELEASED, None, None)
    assert len(others) == 2
    assert last is not None
    assert (last.deed, last.person) == (Deed.APPROVED, ann)
    assert (last.who or "").startswith("editor-")
