"""Editors stop all alerts, everybody is told once, and an owner lets them go on."""

import asyncio
from dataclasses import replace

from alertbot.chat import acts
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, welcome
from alertbot.chat.updates.lanes import lane
from alertbot.errors import NotAFeed
from alertbot.model import ChatId, FreezeReason, Role
from alertbot.storage import freezes
from alertbot.watch.probe import Probe
from tests.chat import test_conversation as conversation
from tests.chat.conftest import Newsroom, make
from tests.chat.test_conversation import GULNAR, House, Phone, subscribe
from tests.conftest import NOON

house = conversation.house
BANNER = "ALL ALERTS ARE STOPPED"


async def editors(house: House, *roles: Role) -> list[Phone]:
    """A phone for each role, its person known to the bot."""
    phones = []
    for number, role in enumerate(roles, 1):
        phone = house.phone(GULNAR + number)
        phone.person.started = True
        await make(house.desk, role, ChatId(GULNAR + number))
        phones.append(phone)
    return phones


async def test_an_editor_stops_all_and_an_owner_lets_them_go_on(house: House, newsroom: Newsroom):
    editor, colleague, owner = await editors(house, Role.EDITOR, Role.EDITOR, Role.OWNER)
    async with house.open():
        await editor.say("/freeze")
        await editor.press("An alert is wrong")
        async with house.database.reading() as c:
            frozen = await freezes.current(c)
        assert frozen is not None
        assert frozen.reason is FreezeReason.WRONG
        for each in (editor, colleague, owner):
            assert f"{BANNER}: ⁨{frozen.by}⁩" in each.last.text
            assert "An alert is wrong or endangers someone" in each.last.text
        assert not any("Let alerts go out" in label for label in editor.buttons())

        await colleague.say("/freeze a second time")
        await colleague.say("/start")
        assert BANNER in colleague.last.text  # in every editor's menu
        assert [len(each.from_bot) for each in (editor, owner)] == [1, 1]

        await owner.press("Let alerts go out again")
        await owner.press("Yes, let them go")
        await owner.press("Back")
        assert BANNER not in owner.last.text
        assert "Alerts go out again, says" in editor.last.text
        await colleague.say("/start")
        assert BANNER not in colleague.last.text


async def test_stopping_waits_behind_nothing_that_takes_long(house: House, newsroom: Newsroom):
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slow(url: str) -> Probe:
        asked.set()
        await go_on.wait()
        raise NotAFeed(url, "no feed")

    house.desk = replace(house.desk, probe=slow)
    [editor] = await editors(house, Role.EDITOR)
    async with house.open():
        await editor.say("/feeds")
        await editor.press("Add")
        await editor.person.say("https://slow.example/")
        await asked.wait()
        await editor.person.say("/freeze now")
        await editor.world.until(lambda _: BANNER in editor.last.text)
        go_on.set()


def test_only_stopping_has_a_lane_of_its_own():
    sent = {"from": {"id": 7}}
    assert lane({"message": {**sent, "text": "/Freeze now"}}) == ~7
    assert lane({"callback_query": {**sent, "data": "s:Z1:wrong:1:x"}}) == ~7
    for other in ({"message": {**sent, "text": "/feeds"}}, {"callback_query": {**sent, "data": "s:F:1"}}):
        assert lane(other) == 7
    assert lane({"message": None}) == 0


async def test_words_behind_the_command_are_the_reason_and_stop_all_at_once(house: House, newsroom: Newsroom):
    editor, owner = await editors(house, Role.EDITOR, Role.OWNER)
    async with house.open():
        await editor.say("/freeze  a name in the last alert ")
        assert "Reason: ⁨a name in the last alert⁩" in owner.last.text


async def test_readers_do_not_see_it_and_an_editor_cannot_end_it(house: House, newsroom: Newsroom):
    [editor] = await editors(house, Role.EDITOR)
    reader = house.phone()
    async with house.open():
        await subscribe(reader)
        await editor.say("/freeze test")
        await reader.say("/start")
        assert BANNER not in reader.last.text
        await reader.say("/freeze")
        assert "You may not do this." in reader.last.text
        await reader.say("/latest")
        assert "stopped all alerts for the moment" in reader.last.text


async def test_who_blocked_the_bot_keeps_nobody_else_from_being_told(house: House, newsroom: Newsroom):
    editor, gone, owner = await editors(house, Role.EDITOR, Role.EDITOR, Role.OWNER)
    gone.person.started = False
    async with house.open():
        await editor.say("/freeze test")
    assert BANNER in owner.last.text
    assert not gone.from_bot


async def press(desk: Desk, act: Act, *args: str) -> str:
    visit = await welcome(desk, ChatId(GULNAR), client_language="en", now=NOON)
    reply = await acts.perform(desk, visit, Press(act, args))
    assert reply.screen is not None
    return reply.screen.text


async def test_an_editor_may_not_end_it_and_old_buttons_do_no_harm(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, ChatId(GULNAR))
    await press(desk, Act.FREEZE_NOW, "no such reason")
    assert "Only an owner can" in await press(desk, Act.FREEZE)
    for act in (Act.UNFREEZE, Act.UNFREEZE_SURE):
        assert "You may not do this." in await press(desk, act)
    assert BANNER in await press(desk, Act.FREEZE_NOW, "feed")
    await make(desk, Role.OWNER, ChatId(GULNAR))
    assert "Another reason" in await press(desk, Act.UNFREEZE)
    assert "Alerts go out again." in await press(desk, Act.UNFREEZE_SURE)
    assert "Alerts go out again." in await press(desk, Act.UNFREEZE_SURE)
    assert "Newsroom" in await press(desk, Act.UNFREEZE)
