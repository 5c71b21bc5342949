"""The whole way of an editor: their phone, the stand-in, PTB, the notices, the database."""

from collections.abc import AsyncIterator

import pytest

from alertbot.chat.desk import Desk
from alertbot.keys import Keyring
from alertbot.model import EditionState, Origin, Role, Urgency
from alertbot.playground.botapi import server
from alertbot.playground.botapi.world import World
from alertbot.storage import reviewers
from alertbot.storage.bells import Bell
from tests.chat.desk import BETTER, DRAFT, editor, held
from tests.chat.test_conversation import GULNAR, House, Phone
from tests.chat.test_review import state

BEN = GULNAR + 1


@pytest.fixture
async def house(desk: Desk, keyring: Keyring) -> AsyncIterator[House]:
    world = World()
    async with server.serve(world) as address:
        yield House(world, desk, keyring, address)


async def arrived(house: House, id: int = GULNAR) -> Phone:
    phone = house.phone(id)
    await phone.start()
    return phone


async def begins_to_wait(house: House, **how):
    id = await held(house.desk, **how)
    house.database.bells.ring(Bell.REVIEW)
    return id


def notices(phone: Phone):
    return [
        each
        for each in phone.from_bot
        if each.text.startswith(("Nothing waits", "1 text", "2 texts", "3 texts"))
    ]


async def told(house: House, phone: Phone, said: str) -> None:
    await house.world.until(lambda _: [each.text.split("\n")[0] for each in notices(phone)] == [said])


async def sends(house: House) -> int:
    return sum(call.method == "sendMessage" for call in house.world.calls)


async def test_one_notice_that_changes_and_a_text_approved(house: House):
    await editor(house.desk, GULNAR, "ug")
    async with house.open():
        phone = await arrived(house)
        first = await begins_to_wait(house)
        await told(house, phone, "1 text waits.")
        sent = await sends(house)
        await begins_to_wait(house)
        await told(house, phone, "2 texts wait.")
        await begins_to_wait(house)
        await told(house, phone, "3 texts wait.")
        assert await sends(house) == sent  # silently, in the same message
        await phone.press("Review")
        assert phone.last.text.startswith("Review\n3 texts wait.")
        assert len(notices(phone)) == 1
        await phone.press("1")
        assert DRAFT[0] in phone.last.text
        assert {each["type"] for each in phone.last.entities} >= {"bold", "blockquote"}
        await phone.say("\n".join(BETTER))
        assert "Changed. It goes out when you approve it." in phone.last.text
        await phone.press("Approve")
        await told(house, phone, "2 texts wait.")
    assert await state(house.desk, first) == (EditionState.READY, Origin.MACHINE_CHECKED, 2)


async def test_something_urgent_makes_a_sound_and_the_old_notice_goes(house: House):
    await editor(house.desk, GULNAR, "ug")
    async with house.open():
        phone = await arrived(house)
        await begins_to_wait(house)
        await told(house, phone, "1 text waits.")
        before = notices(phone)[0].message_id
        await begins_to_wait(house, urgency=Urgency.URGENT)
        await told(house, phone, "2 texts wait.")
        assert notices(phone)[0].message_id != before
        assert "1 of them is urgent." in notices(phone)[0].text


async def test_who_is_away_is_told_nothing_and_the_owner_instead(house: House):
    ann = await editor(house.desk, GULNAR, "ug")
    await editor(house.desk, BEN, role=Role.OWNER)
    async with house.database.writing() as c:
        await reviewers.set_away(c, ann, away=True)
    async with house.open():
        away, owner = await arrived(house), await arrived(house, BEN)
        await begins_to_wait(house)
        await told(house, owner, "1 text waits.")
        assert notices(away) == []
        await away.say("/review")
        await away.press("I am back")
        await told(house, away, "1 text waits.")
        await told(house, owner, "Nothing waits for you.")


async def test_who_has_blocked_the_bot_is_left_in_peace(house: House):
    await editor(house.desk, GULNAR, "ug")
    await editor(house.desk, BEN, "ug")
    async with house.open():
        blocked, other = await arrived(house), await arrived(house, BEN)
        await blocked.person.block()
        await blocked.settled()
        await begins_to_wait(house)
        await told(house, other, "1 text waits.")
        await begins_to_wait(house)
        await told(house, other, "2 texts wait.")
    assert notices(blocked) == []


async def test_two_people_press_the_same_text(house: House):
    await editor(house.desk, GULNAR, "ug")
    await editor(house.desk, BEN, "ug")
    async with house.open():
        id = await begins_to_wait(house)
        ann, ben = await arrived(house), await arrived(house, BEN)
        for phone in (ann, ben):
            await phone.say("/review")
            await phone.press("1", where=phone.last.message_id)
        assert "is on it." in ben.last.text
        await ann.press("Approve")
        await ben.press("Next")
        assert "Nothing waits for you." in ben.texts()
    assert (await state(house.desk, id))[0] is EditionState.READY


async def test_the_owner_sets_the_policy(house: House):
    await editor(house.desk, GULNAR, role=Role.OWNER)
    async with house.open():
        phone = await arrived(house)
        await phone.say("/policy")
        await phone.press("Uyghur")
        await phone.press("always looked over")
        assert "✓ \u2068always looked over\u2069" in phone.buttons()
