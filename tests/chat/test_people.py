"""Owners invite, set languages and remove; what needs a second person waits for one."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from alertbot.chat import acts, callbacks
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, welcome
from alertbot.chat.handlers.editors import confirming
from alertbot.chat.handlers.readers import contact
from alertbot.chat.screens.editors import second as second_screens
from alertbot.chat.screens.page import Screen
from alertbot.model import ChatId, DraftState, PersonId, Role, Rule
from alertbot.storage import (
    audit,
    dialogs,
    drafts,
    feeds,
    forgotten,
    invitations,
    people,
    policies,
    requests,
    review,
    tables,
    topics,
)
from alertbot.storage.audit import Deed
from alertbot.storage.forgotten import Forgotten, Gone
from tests.chat import test_conversation as conversation
from tests.chat.conftest import Newsroom
from tests.chat.desk import editor, held
from tests.chat.test_conversation import GULNAR, House
from tests.chat.test_freeze import editors
from tests.chat.test_review import ANN, BEN, CEM, At, deeds, labels, pressing, text
from tests.conftest import NOON, ON_SQLITE
from tests.storage.test_drafts import DRAFT

house = conversation.house
DAN = 14


async def choose(desk: Desk, user: int, shown: Reply | Screen, label: str) -> Reply:
    """Press the button with this label on a screen that was shown or told."""
    reply = Reply(screen=shown) if isinstance(shown, Screen) else shown
    press = pressing(reply, label)
    return await At(desk, user).press(press.act, *press.args)


async def start(desk: Desk, user: int, payload: str, *, language: str | None = "en") -> Reply:
    visit = await welcome(desk, ChatId(user), client_language=language, now=NOON)
    return await contact.start(desk, visit, payload)


async def role(desk: Desk, user: int) -> Role | None:
    async with desk.database.reading() as c:
        found = await people.find(c, ChatId(user))
    return None if found is None else found.role


def payload_in(screen: Screen) -> str:
    return screen.text.split("?start=")[1].split("\u2069")[0]


async def an_offer(desk: Desk, role: Role = Role.EDITOR) -> str:
    async with desk.database.writing() as c:
        return await people.invite(c, role, now=NOON)


@pytest.fixture
async def owner(desk: Desk) -> At:
    await editor(desk, ANN, role=Role.OWNER)
    return At(desk)


# ── the list ─────────────────────────────────────────────────────────────────────────────────────


@ON_SQLITE
async def test_editors_see_the_list_and_set_their_own_languages_alone(desk: Desk, owner: At):
    ben, cem = await editor(desk, BEN, "ug"), await editor(desk, CEM)
    at = At(desk, BEN)
    shown = await at.press(Act.PEOPLE)
    assert text(shown).count(": ") == 3
    assert "(you)" in text(shown)
    assert labels(shown) == ["Languages that I review", "Back"]
    own = await choose(desk, BEN, shown, "Languages that I review")
    await choose(desk, BEN, own, "Kazakh")
    await at.press(Act.REVIEWS_ON, ben, "kk")  # once more
    for act in (Act.REVIEWS_ON, Act.PERSON_LANGUAGES):
        assert "You may not do this." in text(await at.press(act, cem, "kk"))
    async with desk.database.reading() as c:
        assert [each.languages for each in await people.everyone(c)] == [(), ("ug", "kk"), ()]
    assert (await deeds(desk)).count(Deed.LANGUAGES) == 1


@ON_SQLITE
async def test_an_owner_sets_everybodys_languages(desk: Desk, owner: At):
    await editor(desk, BEN, "ug")
    shown = await owner.press(Act.PEOPLE)
    person = await owner.press(Act.PERSON, 2)
    languages = await choose(desk, ANN, person, "Languages")
    await choose(desk, ANN, languages, "✓ \u2068Uyghur\u2069")
    assert "reviews" not in text(await owner.press(Act.PEOPLE))
    assert len(labels(shown)) == 5
    assert "not there any more" in text(await owner.press(Act.REVIEWS_ON, 2, "xx"))
    assert "not there any more" in text(await owner.press(Act.PERSON, 99))


@ON_SQLITE
async def test_an_owner_says_what_colleagues_call_somebody(desk: Desk, owner: At):
    ben = await editor(desk, BEN)
    asked = await choose(desk, ANN, await owner.press(Act.PERSON, ben), "Name")
    assert labels(asked) == ["Cancel"]
    assert "\u2068Silver Poplar\u2069: editor" in text(await owner.say("Silver Poplar"))
    await owner.press(Act.PERSON_NAME, 1)
    assert "has this name already" in text(await owner.say("Silver poplar"))
    named = await owner.press(Act.PERSON_NAME, ben)
    assert "Silver Poplar" in text(await choose(desk, ANN, named, "Cancel"))
    for _ in range(2):
        assert "editor-" in text(await choose(desk, ANN, named, "Without a name"))
    assert (await deeds(desk)).count(Deed.RENAMED) == 2
    await owner.press(Act.PERSON_NAME, ben)
    async with desk.database.writing() as c:
        await people.remove(c, ben)
    assert "not there any more" in text(await owner.say("Iron Bridge"))


OWNERS_ALONE = [
    Act.PERSON, Act.PERSON_NAME, Act.PERSON_NAMELESS, Act.PERSON_REMOVE, Act.PERSON_REMOVE_SURE, Act.INVITE,
    Act.INVITE_NAMELESS, Act.INVITATION, Act.INVITATION_BACK, Act.RULES, Act.RULE_ON, Act.RULE_OFF,
]  # fmt: skip


@ON_SQLITE
async def test_an_editor_appoints_and_removes_nobody(desk: Desk, owner: At):
    await editor(desk, BEN)
    async with desk.database.writing() as c:
        await dialogs.put(c, ChatId(BEN), kind="invitation label", data={"role": 3}, now=NOON)
    assert "not there any more" in text(await At(desk, BEN).say("Silver Poplar"))
    async with desk.database.writing() as c:
        await dialogs.put(c, ChatId(BEN), kind="person label", data={"person": 1}, now=NOON)
    assert "not there any more" in text(await At(desk, BEN).say("Silver Poplar"))
    for act in OWNERS_ALONE:
        assert "You may not do this." in text(await At(desk, BEN).press(act, "o"))
    assert "You may not do this." in text(await At(desk, BEN).press(Act.CANCEL, Act.PERSON, 1))
    async with desk.database.reading() as c:
        assert await invitations.all(c) == []
    assert await role(desk, ANN) is Role.OWNER


# ── invitations ──────────────────────────────────────────────────────────────────────────────────


@ON_SQLITE
async def test_an_invitation_is_read_before_it_is_accepted(desk: Desk, owner: At):
    asked = await choose(desk, ANN, await owner.press(Act.PEOPLE), "Invite an editor")
    assert "a name that colleagues will see" in text(asked)
    assert "at least 1 letter" in text(await owner.say(" "))
    assert "at least 1 letter" in text(await owner.say("x" * 25))
    link = await owner.say("Silver Poplar")
    assert "within 24 hours" in text(link)
    assert link.screen is not None
    payload = payload_in(link.screen)
    assert [each.type for each in link.screen.entities] == ["bold", "code"]  # copied, not opened by mistake
    await owner.press(Act.INVITE, "e")
    assert "has this name already" in text(await owner.say("silver poplar"))

    read = await start(desk, BEN, payload, language="kk")
    assert desk.catalogues["kk"].gettext("Do you accept?") in text(read)
    assert "Silver Poplar" in text(read)
    assert await role(desk, BEN) is None
    accepted = await choose(desk, BEN, read, desk.catalogues["kk"].gettext("Accept"))
    assert accepted.menu is not None
    assert (accepted.menu[0].tag, accepted.menu[1]) == ("kk", Role.EDITOR)
    assert accepted.after is not None  # which languages shall be reviewed?
    [told] = accepted.tell
    assert told.user == ChatId(ANN)
    assert "\u2068Silver Poplar\u2069 has accepted an invitation" in told.screen.text
    assert "\u2068Silver Poplar\u2069: editor" in text(await owner.press(Act.PEOPLE))


@ON_SQLITE
async def test_who_has_no_language_of_ours_chooses_one_first(desk: Desk):
    payload = await an_offer(desk)
    asked = await start(desk, BEN, payload, language=None)
    assert labels(asked) == ["ئۇيغۇرچە", "Қазақша", "English"]
    read = await choose(desk, BEN, asked, "English")
    assert labels(read) == ["Accept", "No", "Another language"]
    assert labels(await choose(desk, BEN, read, "Another language")) == labels(asked)
    assert labels(await choose(desk, BEN, read, "No")) == labels(asked)  # the greeting has the same ones
    assert await role(desk, BEN) is None
    await choose(desk, BEN, read, "Accept")
    assert await role(desk, BEN) is Role.EDITOR


async def test_used_expired_taken_back_and_unknown_links_are_told_alike(desk: Desk, owner: At):
    used, expired, back = await an_offer(desk), await an_offer(desk), await an_offer(desk)
    read = await start(desk, BEN, used)
    await choose(desk, BEN, read, "Accept")
    shown = await owner.press(Act.PEOPLE)
    assert labels(shown).count("Invited: an editor") == 2
    async with desk.database.reading() as c:
        first, second = [each.id for each in await invitations.all(c)]
    one = await owner.press(Act.INVITATION, second)
    for _ in range(2):
        assert labels(await choose(desk, ANN, one, "Take it back")).count("Invited: an editor") == 1
    async with desk.database.writing() as c:
        late = NOON - timedelta(hours=1)
        await c.execute(
            tables.invitation.update().values(expires_at=late).where(tables.invitation.c.id == first)
        )
    said = {
        text(await start(desk, CEM, each)) for each in (used, expired, back, "i" * 44, used[:-1], used + "x")
    }
    assert len(said) == 1
    assert "Ask for a new one." in said.pop()
    assert labels(await owner.press(Act.PEOPLE)).count("Invited: an editor") == 0
    assert "not there any more" in text(await owner.press(Act.INVITATION, first))
    assert (await choose(desk, BEN, read, "Accept")).menu is None  # the same press once more
    assert "Ask for a new one." in text(await choose(desk, CEM, read, "Accept"))


@ON_SQLITE
async def test_who_may_do_it_already_does_not_use_a_link_up(desk: Desk, owner: At):
    payload = await an_offer(desk)
    assert "for somebody else" in text(await start(desk, ANN, payload))
    assert "for somebody else" in text(await owner.press(Act.ACCEPT, 2, "en"))
    await choose(desk, BEN, await start(desk, BEN, payload), "Accept")
    assert await role(desk, BEN) is Role.EDITOR
    above = await start(desk, BEN, await an_offer(desk, Role.OWNER))
    assert "invited as an owner" in text(above)
    assert "You are an owner of this bot now." in text(await choose(desk, BEN, above, "Accept"))


async def test_two_who_accept_one_link_at_once(desk: Desk, owner: At):
    payload = await an_offer(desk)
    read = [await start(desk, user, payload) for user in (BEN, CEM)]
    replies = await asyncio.gather(
        *(choose(desk, user, each, "Accept") for user, each in zip((BEN, CEM), read, strict=True))
    )
    assert sorted(["You are an editor" in text(each) for each in replies]) == [False, True]
    async with desk.database.reading() as c:
        assert await people.count(c, Role.EDITOR) == 1


def test_nobody_accepts_with_another_ones_button():
    key = b"a key of this test"
    data = callbacks.pack(Press(Act.ACCEPT, ("7", "en")), key=key, user=BEN, now=NOON)
    assert callbacks.unpack(data, key=key, user=BEN, now=NOON) is not None
    for forged, user in [(data, CEM), (data.replace(":7:", ":8:"), BEN), ("a:ia:7:en", BEN)]:
        assert callbacks.unpack(forged, key=key, user=user, now=NOON) is None


# ── removing ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_removal_frees_what_was_in_hand_and_is_noted_for_a_restore(
    desk: Desk, owner: At, tmp_path: Path
):
    desk.database.forgotten = Forgotten(tmp_path / "forgotten")
    ben = await editor(desk, BEN, "ug")
    text_id = await held(desk)
    await At(desk, BEN).press(Act.REVIEW_ITEM, text_id)
    async with desk.database.writing() as c:
        kept = await drafts.put(c, replace(DRAFT, author=ben), now=NOON)
        assert kept is not None
        await drafts.count_down(c, ben, kept.version, since=DraftState.WRITING, opens_at=NOON)
        await requests.add(c, by=ben, kind="feed remove", rule=Rule.REMOVING, detail={"feed": 1}, now=NOON)
        await people.invite(c, Role.EDITOR, now=NOON, by=ben)
    asked = await choose(desk, ANN, await owner.press(Act.PERSON, ben), "Remove")
    gone = await choose(desk, ANN, asked, "Yes, remove")
    [told] = gone.tell
    assert (told.user, told.screen.text) == (
        ChatId(BEN), "You are no editor of this bot any more: an owner has ended it."
    )  # fmt: skip
    assert told.menu is not None
    assert told.menu[1] is Role.READER
    assert forgotten.read([tmp_path / "forgotten"]) == Gone(people=frozenset({ben}))
    async with desk.database.reading() as c:
        waiting = await review.get(c, text_id)
        assert (waiting.claimed_by, waiting.claimed_until, waiting.assigned_to) == (None, None, None)
        assert await drafts.get(c, ben, now=NOON) is None
        assert await dialogs.get(c, ChatId(BEN), now=NOON) is None
        for table in (tables.request, tables.invitation):
            assert (await c.execute(select(func.count()).select_from(table))).scalar() == 0
        [newest] = await audit.latest(c, limit=1)
    assert newest.deed == Deed.REMOVED
    assert "not there any more" in text(await choose(desk, ANN, asked, "Yes, remove"))


@ON_SQLITE
async def test_nobody_removes_themselves(desk: Desk, owner: At):
    await editor(desk, BEN, role=Role.OWNER)
    assert "Remove" not in labels(await owner.press(Act.PERSON, 1))
    for act in (Act.PERSON_REMOVE, Act.PERSON_REMOVE_SURE):
        assert "Nobody can remove themselves" in text(await owner.press(act, 1))
    assert await role(desk, ANN) is Role.OWNER


async def test_two_owners_who_remove_each_other_at_once_leave_one(desk: Desk, owner: At):
    await editor(desk, BEN, role=Role.OWNER)
    async with desk.database.writing() as c:
        await policies.set_rule(c, Rule.OWNERS, on=False)
    await asyncio.gather(
        At(desk, ANN).press(Act.PERSON_REMOVE_SURE, 2), At(desk, BEN).press(Act.PERSON_REMOVE_SURE, 1)
    )
    async with desk.database.reading() as c:
        assert await people.count(c, Role.OWNER) == 1


@ON_SQLITE
async def test_of_two_owners_neither_removes_the_other_alone(desk: Desk, owner: At):
    ben = await editor(desk, BEN, role=Role.OWNER)
    waiting = await owner.press(Act.PERSON_REMOVE_SURE, ben)
    [asked] = waiting.tell
    assert asked.user == ChatId(BEN)
    await choose(desk, ANN, waiting, "Take it back")
    await editor(desk, CEM, role=Role.OWNER)
    waiting = await owner.press(Act.PERSON_REMOVE_SURE, ben)
    [asked] = waiting.tell
    assert asked.user == ChatId(CEM)  # whom it is about has no say where somebody else is there
    assert "Somebody else" in text(await choose(desk, BEN, asked.screen, "Refuse"))
    done = await choose(desk, CEM, asked.screen, "Confirm")
    assert {each.user for each in done.tell} == {ChatId(ANN), ChatId(BEN)}
    assert await role(desk, BEN) is None


@ON_SQLITE
async def test_other_owners_are_told_of_a_removal(desk: Desk, owner: At):
    await editor(desk, BEN, role=Role.OWNER)
    await editor(desk, CEM)
    gone = await owner.press(Act.PERSON_REMOVE_SURE, 3)
    assert {each.user for each in gone.tell} == {ChatId(BEN), ChatId(CEM)}


# ── the second person ────────────────────────────────────────────────────────────────────────────


@ON_SQLITE
async def test_owners_are_appointed_by_two_once_there_are_two(desk: Desk, owner: At):
    await owner.press(Act.INVITE, "o")
    alone = await owner.press(Act.INVITE_NAMELESS, "o")  # nobody else is there
    assert alone.screen is not None
    await choose(desk, BEN, await start(desk, BEN, payload_in(alone.screen)), "Accept")
    await editor(desk, CEM)

    waiting = await owner.press(Act.INVITE_NAMELESS, "o")
    assert "The others have been asked." in text(waiting)
    [asked] = waiting.tell
    assert asked.user == ChatId(BEN)  # an editor does not appoint owners
    assert "Invite an owner" in asked.screen.text
    again = await owner.press(Act.INVITE_NAMELESS, "o")
    assert (text(again), again.tell) == (text(waiting), ())

    for user in (ANN, CEM):
        assert "Somebody else" in text(await choose(desk, user, asked.screen, "Confirm"))
    assert "Somebody else" in text(await choose(desk, CEM, asked.screen, "Refuse"))
    done = await choose(desk, BEN, asked.screen, "Confirm")
    assert "You have confirmed this for" in text(done)
    said, link = done.tell
    assert {said.user, link.user} == {ChatId(ANN)}
    assert "has confirmed this" in said.screen.text
    assert await start(desk, DAN, payload_in(link.screen)) is not None
    assert "Nothing more is done" in text(await choose(desk, BEN, asked.screen, "Confirm"))
    assert "Nothing more is done" in text(await choose(desk, BEN, asked.screen, "Refuse"))


async def test_two_who_confirm_at_once_do_it_once(desk: Desk, owner: At):
    for user in (BEN, CEM):
        await editor(desk, user, role=Role.OWNER)
    waiting = await owner.press(Act.INVITE_NAMELESS, "o")
    replies = await asyncio.gather(
        *(choose(desk, user, waiting.tell[0].screen, "Confirm") for user in (BEN, CEM))
    )
    assert sorted("You have confirmed" in text(each) for each in replies) == [False, True]
    async with desk.database.reading() as c:
        assert len(await invitations.all(c)) == 1
    assert (await deeds(desk)).count(Deed.CONFIRMED) == 1


@ON_SQLITE
async def test_refused_taken_back_and_lapsed_it_is_not_done(desk: Desk, owner: At):
    await editor(desk, BEN, role=Role.OWNER)
    waiting = await owner.press(Act.INVITE_NAMELESS, "o")
    refused = await choose(desk, BEN, waiting.tell[0].screen, "Refuse")
    assert "has refused this" in refused.tell[0].screen.text
    waiting = await owner.press(Act.INVITE_NAMELESS, "o")
    back = await choose(desk, ANN, waiting, "Take it back")
    assert ("will not be done" in text(back), back.tell) == (True, ())
    waiting = await owner.press(Act.INVITE_NAMELESS, "o")
    press = pressing(Reply(screen=waiting.tell[0].screen), "Confirm")
    late = await At(desk, BEN, minutes=60).press(press.act, *press.args)
    assert "its time is over" in text(late)
    async with desk.database.reading() as c:
        assert await invitations.all(c) == []
    assert {Deed.REFUSED, Deed.WITHDRAWN} < {*await deeds(desk)}


@ON_SQLITE
async def test_rights_of_both_are_read_again(desk: Desk, owner: At):
    await editor(desk, BEN, role=Role.OWNER)
    waiting = await owner.press(Act.INVITE_NAMELESS, "o")
    press = pressing(Reply(screen=waiting.tell[0].screen), "Confirm")
    async with desk.database.writing() as c:
        await c.execute(tables.person.update().values(role=Role.EDITOR).where(tables.person.c.id == 2))
    assert "Somebody else" in text(await At(desk, BEN).press(press.act, *press.args))
    async with desk.database.writing() as c:
        await c.execute(tables.person.update().values(role=Role.OWNER).where(tables.person.c.id == 2))
        await c.execute(tables.person.update().values(role=Role.EDITOR).where(tables.person.c.id == 1))
    assert "Nothing more is done" in text(await At(desk, BEN).press(press.act, *press.args))
    async with desk.database.reading() as c:
        assert await invitations.all(c) == []
    visit = await welcome(desk, ChatId(BEN), client_language="en", now=NOON)
    async with desk.database.writing() as c:
        await people.remove(c, PersonId(2))
    assert "You may not do this." in text(await acts.perform(desk, visit, press))  # between look and press


@ON_SQLITE
async def test_a_feed_of_a_new_site_and_its_removal(desk: Desk, owner: At, newsroom: Newsroom):
    await editor(desk, BEN)
    for rule in ("host", "removing"):
        await owner.press(Act.RULE_ON, rule)
    await owner.press(Act.FEED_ADD)
    await owner.say("https://news.example/")
    waiting = await owner.press(Act.FEED_SAVE)
    assert "https://news.example/feed" in waiting.tell[0].screen.text
    await choose(desk, BEN, waiting.tell[0].screen, "Confirm")
    await owner.press(Act.FEED_ADD)
    assert "there already" in text(await owner.say("https://news.example/"))
    waiting = await owner.press(Act.FEED_REMOVE_SURE, 2)
    await choose(desk, BEN, waiting.tell[0].screen, "Confirm")
    waiting = await owner.press(Act.TOPIC_HIDE, newsroom.topics[0])
    await choose(desk, BEN, waiting.tell[0].screen, "Confirm")
    await owner.press(Act.TOPIC_HIDE, newsroom.topics[0])  # hidden already
    async with desk.database.reading() as c:
        assert [each.id for each in await feeds.all(c)] == [newsroom.feed]
        assert len(await topics.all(c)) == 2
        assert [each.who for each in await audit.latest(c, limit=1, kind="topic")] == [
            (await people.everyone(c))[0].name
        ]


@ON_SQLITE
async def test_another_feed_of_a_known_site_waits_for_nobody(desk: Desk, owner: At, newsroom: Newsroom):
    await editor(desk, BEN)
    await owner.press(Act.RULE_ON, "host")
    async with desk.database.writing() as c:
        await feeds.add(
            c, url="https://news.example/other", title="", language="en", hosts=(), topics=(), now=NOON
        )
    await owner.press(Act.FEED_ADD)
    await owner.say("https://news.example/")
    assert "The feed was added." in text(await owner.press(Act.FEED_SAVE))


@ON_SQLITE
async def test_to_turn_a_rule_off_needs_whom_it_names(desk: Desk, owner: At):
    shown = await choose(desk, ANN, await owner.press(Act.POLICY), "Two-person rules")
    assert "nothing waits" in text(shown)
    assert sum(each.startswith("✓") for each in labels(shown)) == 2
    await choose(desk, ANN, shown, "Urgent alerts by hand")  # alone
    await owner.press(Act.RULE_ON, "urgent")
    await owner.press(Act.RULE_ON, "urgent")
    await editor(desk, BEN)
    waiting = await owner.press(Act.RULE_OFF, "urgent")
    assert "\u2068Urgent alerts by hand\u2069" in waiting.tell[0].screen.text
    async with desk.database.reading() as c:
        assert (await policies.rules(c))[Rule.URGENT]
    await choose(desk, BEN, waiting.tell[0].screen, "Confirm")
    async with desk.database.reading() as c:
        assert not (await policies.rules(c))[Rule.URGENT]
    assert "not there any more" in text(await owner.press(Act.RULE_OFF, "all"))
    assert (await deeds(desk)).count(Deed.RULE) == 3


def test_everything_that_may_need_a_second_person_has_words():
    assert set(confirming.DOINGS) == set(second_screens.WHAT)


# ── through the whole front door ─────────────────────────────────────────────────────────────────


@ON_SQLITE
async def test_a_second_owner_confirms_and_the_first_gets_the_link(house: House, newsroom: Newsroom):
    first, second = await editors(house, Role.OWNER, Role.OWNER)
    guest = house.phone(GULNAR + 9)
    async with house.open():
        await first.say("/people")
        await first.press("Invite an owner")
        await first.press("Without a name")
        assert "The others have been asked." in first.last.text
        assert "asks you to confirm this: Invite an owner" in second.last.text
        await second.press("Confirm")
        assert "You have confirmed this for" in second.last.text
        assert "has confirmed this" in first.from_bot[-2].text
        await guest.start(payload_in(Screen(first.last.text)))
        await guest.press("Accept")
        assert "You are an owner of this bot now." in guest.texts()
        for each in (first, second):
            assert "has accepted an invitation and is an owner" in each.last.text


@ON_SQLITE
async def test_who_asked_is_told_that_nobody_came(house: House, newsroom: Newsroom):
    author, asker, _ = await editors(house, Role.EDITOR, Role.OWNER, Role.OWNER)
    async with house.database.writing() as c:
        await policies.set_rule(c, Rule.REMOVING, on=True)
        kept = await drafts.put(c, replace(DRAFT, author=PersonId(1)), now=NOON)
        assert kept is not None
        await drafts.wait(c, kept.author, kept.version, until=NOON + requests.LIFETIME)
    async with house.open():
        await asker.say("/feeds")
        await asker.press("Old example")
        await asker.press("Remove")
        await asker.press("Yes, remove it")
    house.now += requests.LIFETIME
    async with house.open():
        await house.world.until(lambda _: "Nobody has confirmed your alert" in author.last.text)
        await house.world.until(lambda _: "Nobody has confirmed this" in asker.last.text)
        assert "Remove the feed ⁨Old example⁩" in asker.last.text
        await author.press("Alert by hand")
        assert "A road" in author.last.text


@ON_SQLITE
async def test_from_the_link_to_the_end_of_all_rights(house: House, newsroom: Newsroom, caplog):
    caplog.set_level(logging.INFO)
    [owner] = await editors(house, Role.OWNER)
    guest = house.phone(GULNAR + 9)
    async with house.open():
        await owner.say("/people")
        await owner.press("Invite an editor")
        await owner.say("Silver Poplar")
        payload = payload_in(Screen(owner.last.text))
        await guest.start(payload)
        await guest.press("Accept")
        assert "You are an editor of this bot now." in guest.texts()
        assert "feeds" in dict(guest.person.commands)
        assert "has accepted an invitation" in owner.last.text
        await guest.press("Kazakh")
        await guest.say("/feeds")
        await owner.say("/people")
        assert "⁨Silver Poplar⁩: editor, reviews ⁨Kazakh⁩" in owner.last.text
        await owner.press("Silver Poplar")
        await owner.press("Remove")
        await owner.press("Yes, remove")
        assert "You are no editor of this bot any more" in guest.last.text
        assert "feeds" not in dict(guest.person.commands)
        await guest.press("Old example")  # a former editor's old button
        assert guest.person.toasts[-1] == "You may not do this."
        await guest.start(payload)
        assert "Ask for a new one." in guest.last.text
        await owner.say("/log")
        assert "removed ⁨Silver Poplar⁩." in owner.last.text
    logged = "\n".join(f"{each.getMessage()} {each.__dict__}" for each in caplog.records)
    assert "editor-" in logged
    assert "Silver Poplar" not in logged  # the log of the machine knows the drawn name alone
    assert payload not in logged
