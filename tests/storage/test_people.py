"""Editors and owners: a link works once, for a day, and only its hash is kept."""

from datetime import timedelta

from sqlalchemy import select

from alertbot.model import ChatId, Role
from alertbot.storage import people
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
    assert len(payload) == 24
    assert payload.encode() not in kept


async def test_a_link_ends_after_a_day(database: Database):
    late = NOON + timedelta(hours=24)
    async with database.writing() as c:
        payload = await people.invite(c, Role.OWNER, now=NOON)
        assert await people.redeem(c, payload, user=ANAR, language="en", now=late) is None
        await people.expire_invitations(c, now=late - timedelta(seconds=1))
        assert (await c.execute(select(invitation))).first() is not None
        await people.expire_invitations(c, now=late)
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
