"""Editors and owners: a link works once, for a day, and only its hash is kept."""

from datetime import timedelta

from sqlalchemy import select

from alertbot.chat.rounds import chores
from alertbot.model import ChatId, Keeping, Request, Role, Rule
from alertbot.storage import audit, invitations, people, requests
from alertbot.storage.audit import Deed
from alertbot.storage.engine import Database
from alertbot.storage.tables import invitation
from tests.conftest import NOON

ANAR, BERIK = ChatId(11), ChatId(12)


async def test_a_link_makes_one_person_owner_and_no_second(database: Database):
    async with database.writing() as c:
        payload = await people.invite(c, Role.OWNER, now=NOON)
        first = await people.redeem(c, payload, user=ANAR, language="kk", now=NOON)
        second = await people.redeem(c, payload, user=BERIK, language="en", now=NOON)
        assert first is not None
        assert (first.role, first.language, first.user) == (Role.OWNER, "kk", ANAR)
        assert second is None
        assert await people.find(c, BERIK) is None
        assert await people.count(c, Role.OWNER) == 1


async def test_a_link_fits_into_a_deep_link_and_is_not_kept(database: Database):
    async with database.writing() as c:
        payload = await people.invite(c, Role.EDITOR, now=NOON, languages=("ug",))
        kept = (await c.execute(select(invitation.c.token_hash))).scalar_one()
    assert len(payload) == 44
    assert payload.encode() not in kept


async def test_a_link_ends_after_a_day(database: Database):
    late = NOON + timedelta(hours=24)
    async with database.writing() as c:
        payload = await people.invite(c, Role.OWNER, now=NOON)
        assert await people.redeem(c, payload, user=ANAR, language="en", now=late) is None
        await invitations.expire(c, now=late - timedelta(seconds=1))
        assert (await c.execute(select(invitation))).first() is not None
        await invitations.expire(c, now=late)
        assert (await c.execute(select(invitation))).first() is None


async def test_an_editor_becomes_owner_and_an_owner_stays_one(database: Database):
    async with database.writing() as c:
        editor = await people.invite(c, Role.EDITOR, now=NOON, languages=("ug", "kk"))
        owner = await people.invite(c, Role.OWNER, now=NOON)
        again = await people.invite(c, Role.EDITOR, now=NOON)
        first = await people.redeem(c, editor, user=ANAR, language="en", now=NOON)
        assert first is not None
        assert (first.role, first.languages) == (Role.EDITOR, ("ug", "kk"))
        second = await people.redeem(c, owner, user=ANAR, language="en", now=NOON)
        assert second is not None
        assert second.role is Role.OWNER
        third = await people.redeem(c, again, user=ANAR, language="en", now=NOON)
        assert third == second


async def test_a_pseudonym_tells_nothing_and_the_language_can_change(database: Database):
    async with database.writing() as c:
        payload = await people.invite(c, Role.OWNER, now=NOON)
        person = await people.redeem(c, payload, user=ANAR, language="en", now=NOON)
        assert person is not None
        assert person.pseudonym.startswith("owner-")
        await people.set_language(c, person.id, language="ug")
        changed = await people.find(c, ANAR)
        assert changed is not None
        assert changed.language == "ug"


async def test_a_label_is_what_colleagues_see_and_it_is_sealed(database: Database):
    async with database.writing() as c:
        payload = await people.invite(c, Role.EDITOR, now=NOON, label="Silver Poplar")
        assert await people.is_taken(c, "silver poplar")
        for raw in (await c.exec_driver_sql("SELECT label FROM invitation")).scalars():
            assert b"Silver" not in bytes(raw)
        person = await people.redeem(c, payload, user=ANAR, language="en", now=NOON)
        assert person is not None
        assert person.name == "Silver Poplar"
        assert person.pseudonym.startswith("editor-")
        assert await people.is_taken(c, "SILVER POPLAR")
        for raw in (await c.exec_driver_sql("SELECT label FROM person")).scalars():
            assert b"Silver" not in bytes(raw)
        owner = await people.invite(c, Role.OWNER, now=NOON)
        risen = await people.redeem(c, owner, user=ANAR, language="en", now=NOON)
        assert risen is not None
        assert (risen.role, risen.name) == (Role.OWNER, "Silver Poplar")


async def test_somebody_removed_stays_in_the_log_by_the_drawn_name(database: Database):
    async with database.writing() as c:
        payload = await people.invite(c, Role.EDITOR, now=NOON, label="Silver Poplar")
        person = await people.redeem(c, payload, user=ANAR, language="en", now=NOON)
        assert person is not None
        await audit.note(c, Deed.AWAY, person=person.id, now=NOON)
        assert [each.who for each in await audit.latest(c, limit=1)] == ["Silver Poplar"]
        assert await audit.authors(c) == {person.pseudonym: "Silver Poplar"}
        assert await people.remove(c, person.id) == person
        assert await people.remove(c, person.id) is None
        assert await people.get(c, person.id) is None
        [record] = await audit.latest(c, limit=1, who=person.pseudonym, kind="review")
        assert (record.person, record.who) == (None, person.pseudonym)
        assert await audit.authors(c) == {person.pseudonym: person.pseudonym}
        assert await audit.latest(c, limit=1, kind="feed") == []
        assert await audit.latest(c, limit=1, skip=1) == []


async def test_what_was_done_is_sealed_and_forgotten_in_time(database: Database):
    async with database.writing() as c:
        for days in (0, 1):
            at = NOON + timedelta(days=days)
            await audit.note(c, Deed.REJECTED, person=None, now=at, detail={"reason": "a name in it"})
        for raw in (await c.exec_driver_sql("SELECT detail FROM audit")).scalars():
            assert b"name" not in bytes(raw)
        await audit.expire(c, before=NOON + timedelta(hours=1))
        [left] = await audit.latest(c, limit=9)
    assert (left.at, left.detail) == (NOON + timedelta(days=1), {"reason": "a name in it"})


async def test_a_request_waits_an_hour_and_is_taken_once(database: Database):
    late = NOON + requests.LIFETIME
    async with database.writing() as c:
        payload = await people.invite(c, Role.EDITOR, now=NOON)
        person = await people.redeem(c, payload, user=ANAR, language="en", now=NOON)
        assert person is not None

        async def ask(feed: int) -> tuple[Request, bool]:
            return await requests.add(
                c, by=person.id, kind="feed remove", rule=Rule.REMOVING, detail={"feed": feed}, now=NOON
            )

        first, new = await ask(1)
        assert (new, await ask(1)) == (True, (first, False))
        other, _ = await ask(2)
        assert await requests.find(c, first.id, now=NOON) == first
        assert await requests.find(c, first.id, now=late) is None
        assert await requests.take(c, first.id, now=late) is None
        assert await requests.take(c, first.id, now=NOON) == first
        assert await requests.take(c, first.id, now=NOON) is None
        assert await requests.expire(c, now=NOON) == []
        assert await requests.expire(c, now=late) == [other]
        assert await requests.find(c, other.id, now=NOON) is None


async def test_chores_forget_invitations_and_the_log(database: Database):
    async with database.writing() as c:
        await people.invite(c, Role.EDITOR, now=NOON)
        await audit.note(c, Deed.AWAY, person=None, now=NOON)
    await chores.step(database, now=NOON + timedelta(days=2))
    await chores.sweep(database, Keeping(log=timedelta(days=1)), now=NOON + timedelta(days=2))
    async with database.reading() as c:
        assert (await invitations.all(c), await audit.latest(c, limit=1)) == ([], [])
