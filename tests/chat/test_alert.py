"""An alert by hand, from the first word to readers' phones: PTB, the stand-in, a database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from alertbot.chat import acts, messages
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, welcome
from alertbot.dispatch import loop as dispatch
from alertbot.dispatch.pace import Pace
from alertbot.dispatch.telegram import open_lane
from alertbot.errors import ProviderRefused
from alertbot.model import ChatId, DraftState, FreezeReason, Role, Rule, Sensitive, TermKind, Urgency
from alertbot.prepare import loop as prepare
from alertbot.providers import Translator
from alertbot.settings import Prepare
from alertbot.storage import alerts, articles, drafts, freezes, glossary, people, policies, tables
from tests.chat import test_conversation as conversation
from tests.chat.conftest import LANGUAGES, Newsroom, make
from tests.chat.test_conversation import GULNAR, House, Phone, subscribe
from tests.chat.test_freeze import editors
from tests.conftest import NOON, ON_SQLITE
from tests.dispatch.newsroom import RULES
from tests.prepare.newsroom import Phrasebook

pytestmark = ON_SQLITE

house = conversation.house
GULNAR_ID = ChatId(GULNAR)
TEXT = "The road is open\nIt was mended in 30 days."
KAZAKH = ["Жол ашық", "Ол 30 күнде жөнделді."]


async def time_passes(house: House, **time: float) -> int:
    """Later: what is due is released and sent; how many copies."""
    house.now += timedelta(**time)
    studio, clock = house.desk.studio, lambda: house.now
    while await prepare.step(house.database, studio.tools, Prepare(), offered=LANGUAGES, clock=clock):
        pass
    pace = Pace(1000, per_chat=0)
    async with open_lane(base_url=house.base_url, token=Sensitive(house.world.token), pace=pace) as lane:
        return await dispatch.step(
            house.database, lane, house.desk.catalogues, RULES, holder="test", clock=clock
        )


async def written(phone: Phone) -> None:
    """An alert on one topic, tested."""
    await phone.say("/alert")
    await phone.say(TEXT)
    await phone.press("Topics")
    await phone.press("Rights")
    await phone.press("Back")
    await phone.press("TEST: send it to me alone")


async def live(phone: Phone) -> None:
    await phone.press("Go on to LIVE")
    await phone.press("LIVE to all these readers")


def places(message, label: str) -> list[tuple[str, int, int]]:
    """Where the buttons with this label are, counted from above and from below, as phones show them."""
    return [
        place
        for row, buttons in enumerate(message.keyboard)
        for column, button in enumerate(buttons)
        if label in button["text"]
        for place in (("above", row, column), ("below", len(message.keyboard) - row, column))
    ]


async def test_from_the_first_word_to_the_readers(house: House, newsroom: Newsroom):
    [owner] = await editors(house, Role.OWNER)
    reader = house.phone()
    async with house.open():
        await subscribe(reader)
        await time_passes(house)
        await owner.say("/alert")
        await owner.say(TEXT)
        assert "Choose at least one topic" in owner.last.text
        assert not places(owner.last, "LIVE")
        await owner.press("Topics")
        await owner.press("Rights")
        await owner.press("Back")
        assert "Send yourself a TEST" in owner.last.text
        await owner.press("Preview")
        assert owner.last.text.startswith(
            "PREVIEW 1 of 1: ⁨English⁩\n\nThe road is open\nWritten by the editors"
        )
        await owner.press("Back")
        await owner.press("TEST: send it to me alone")
        tested = owner.from_bot[-2]
        assert tested.text.startswith("TEST by ⁨owner-")
        assert "The road is open" in tested.text
        assert [[each["text"] for each in row] for row in tested.keyboard] == [["This was a TEST"]]
        test_place, go_on_place = places(owner.last, "TEST"), places(owner.last, "Go on to LIVE")
        await owner.press("Go on to LIVE")
        assert "LIVE: this goes to readers" in owner.last.text
        assert "TEST" not in owner.last.text
        assert "Readers: ⁦<10⁩" in owner.last.text
        live_place = places(owner.last, "LIVE")
        assert live_place
        assert not {*live_place} & {*test_place, *go_on_place}  # neither from above nor from below
        await owner.press("LIVE to all these readers")
        assert "12:00:30" in owner.last.text
        assert await time_passes(house, seconds=29) == 0
        assert await time_passes(house, seconds=1) == 1
        await owner.press("CANCEL")
        assert "not possible any more" in owner.last.text
    assert reader.last.text.startswith(
        "The road is open\nWritten by the editors\nIt was mended in 30 days.\nTengri"
    )
    assert [[each["text"] for each in row] for row in reader.last.keyboard] == [["Options"]]


async def test_within_thirty_seconds_it_can_be_cancelled_also_after_a_restart(
    house: House, newsroom: Newsroom
):
    [owner] = await editors(house, Role.OWNER)
    async with house.open():
        await written(owner)
        await live(owner)
    async with house.open():
        await owner.press("CANCEL")
        assert "No reader has received it" in owner.last.text
        await time_passes(house, minutes=1)
        await owner.press("Back")
        assert "The road is open" in owner.last.text  # it is there still, to be put right
    async with house.database.reading() as c:
        assert {each.article for each in await alerts.unsettled(c)} <= set(newsroom.articles)


async def test_urgent_ones_need_a_second_editor(house: House, newsroom: Newsroom):
    author, second = await editors(house, Role.EDITOR, Role.OWNER)
    async with house.open():
        await written(author)
        await author.press("○ ⁨Urgent")
        await author.press("TEST: send it to me alone")
        await author.press("Go on to LIVE")
        assert "URGENT" in author.last.text
        await author.press("Ask a second editor")
        assert "Waiting for a second editor" in author.last.text
        await time_passes(house, minutes=1)
        await second.press("Look at it")
        assert second.last.text.startswith("TO BE CONFIRMED, 1 of 1: ⁨English⁩. Readers: ⁦<10⁩")
        await second.press("Confirm: LIVE to readers")
        assert "has confirmed your alert" in author.last.text
        await time_passes(house, seconds=30)
    async with house.database.reading() as c:
        [newest] = await articles.latest(c, topics=newsroom.topics[:1], limit=1)
        [urgency] = (
            await c.execute(select(tables.alert.c.urgency).where(tables.alert.c.article_id == newest.id))
        ).scalars()
    assert (newest.source, newest.url, urgency) == ("Tengri Tag News", None, Urgency.URGENT)


async def test_a_second_editor_may_send_it_back(house: House, newsroom: Newsroom):
    author, second = await editors(house, Role.EDITOR, Role.EDITOR)
    async with house.open():
        await written(author)
        await author.press("○ ⁨Urgent")
        await author.press("TEST: send it to me alone")
        await author.press("Go on to LIVE")
        await author.press("Ask a second editor")
        await second.press("Look at it")
        await second.press("Not like this")
        assert "has cancelled the alert" in author.last.text
        assert "No reader has received it" in second.last.text
        await time_passes(house, minutes=1)
    async with house.database.reading() as c:
        assert {each.article for each in await alerts.unsettled(c)} <= set(newsroom.articles)


async def test_a_changed_alert_must_be_tested_again(house: House, newsroom: Newsroom):
    [owner] = await editors(house, Role.OWNER)
    async with house.open():
        await written(owner)
        await owner.press("Change the text")
        await owner.say("The road is closed")
        assert not places(owner.last, "LIVE")
    async with house.database.reading() as c:
        [person] = await people.everyone(c)
        draft = await drafts.get(c, person.id, now=house.now)
    assert draft is not None
    assert (draft.state, draft.title) == (DraftState.WRITING, "The road is closed")


async def test_machines_translate_people_write_and_some_languages_are_left_out(
    house: House, newsroom: Newsroom, translators: dict[str, list[Translator]]
):
    translators["kk"] = [Phrasebook(pairs=[("en", "kk")], answer=KAZAKH)]
    [owner] = await editors(house, Role.OWNER)
    async with house.open():
        await written(owner)
        await owner.press("Languages")
        await owner.press("Translate by machine")
        await owner.world.until(lambda _: "not checked" in owner.last.text)
        await owner.press("Kazakh")
        assert KAZAKH[1] in owner.last.text
        await owner.press("I have checked it")
        assert "checked by a person" in owner.last.text
        await owner.press("Uyghur")
        await owner.say("يول ئوچۇق\nئۇ 50 كۈندە رېمونت قىلىندى.")
        assert "Numbers of the source are missing: ⁨30⁩" in owner.last.text
        await owner.say("يول ئوچۇق\nئۇ 30 كۈندە رېمونت قىلىندى.")
        assert "⁨Uyghur⁩: translated by a person" in owner.last.text
        await owner.press("Back")
        await owner.press("Preview")
        await owner.press("Next")
        assert "PREVIEW 2 of 3" in owner.last.text
        await owner.press("Next")
        await owner.press("Back")
        await owner.press("Languages")
        await owner.press("Kazakh")
        await owner.press("Leave this language out")
        assert "⁨Kazakh⁩: left out" in owner.last.text
    assert len([each for each in owner.from_bot if "PREVIEW" in each.text]) <= 1  # one message that changes


# ── without a phone ──────────────────────────────────────────────────────────────────────────────


async def press(desk: Desk, act: Act, *args: object) -> Reply:
    visit = await welcome(desk, GULNAR_ID, client_language="en", now=NOON)
    return await acts.perform(desk, visit, Press(act, tuple(str(arg) for arg in args)))


async def say(desk: Desk, text: str) -> str:
    visit = await welcome(desk, GULNAR_ID, client_language="en", now=NOON)
    return shown(await messages.read(desk, visit, text))


def shown(reply: Reply) -> str:
    assert reply.screen is not None
    return reply.screen.text


@pytest.fixture
async def owner(desk: Desk, newsroom: Newsroom) -> Desk:
    """A lone owner with an alert that is being written."""
    await make(desk, Role.OWNER, GULNAR_ID)
    await press(desk, Act.ALERT)
    await say(desk, TEXT)
    return desk


async def the_draft(desk: Desk):
    async with desk.database.reading() as c:
        person, *_ = await people.everyone(c)
        return await drafts.get(c, person.id, now=NOON)


async def test_a_bad_text_is_asked_for_again(owner: Desk):
    for bad, said in [(" ", "no title"), ("x" * 96, "at most 95"), ("x\n" + "y" * 3001, "at most 3,000")]:
        await press(owner, Act.ALERT_TEXT)
        assert said in await say(owner, bad)
    assert (await the_draft(owner)).title == "The road is open"


async def test_the_language_is_guessed_by_script_and_can_be_set(owner: Desk):
    assert (await the_draft(owner)).language == "en"
    await press(owner, Act.ALERT_DROP_SURE)
    await say(owner, "يول ئوچۇق")
    assert (await the_draft(owner)).language == "ug"
    assert "✓" not in shown(await press(owner, Act.ALERT_WRITTEN))
    assert "Written in: ⁨Kazakh⁩" in shown(await press(owner, Act.ALERT_WRITTEN_IN, "kk"))
    assert "Written in: ⁨Kazakh⁩" in shown(await press(owner, Act.ALERT_WRITTEN_IN, "xx"))


async def test_a_text_in_another_language_than_said_is_doubted(owner: Desk):
    await press(owner, Act.ALERT_DROP_SURE)
    said = await say(
        owner, "Шоссе снова открыто\nДорога между двумя деревнями была закрыта с марта и открыта вчера."
    )
    assert (await the_draft(owner)).language == "kk"  # Russian is not offered, and this is in its script
    assert "This seems to be another language: ⁨Russian⁩" in said
    assert "Not in the script of this language" in shown(await press(owner, Act.ALERT_WRITTEN_IN, "en"))
    await press(owner, Act.ALERT_DROP_SURE)
    said = await say(owner, "The road is open again\nIt was closed in March and opened again yesterday.")
    assert (await the_draft(owner)).language == "en"
    assert "another language" not in said


async def test_links_lead_to_sites_of_feeds_alone(owner: Desk):
    for bad, said in [("evil.example/a", "none of your feeds"), ("http://", "no address")]:
        await press(owner, Act.ALERT_LINK)
        assert said in await say(owner, bad)
    await press(owner, Act.ALERT_LINK)
    assert "old.example" in await say(owner, "old.example/a?utm_source=x")
    assert (await the_draft(owner)).link == "https://old.example/a"
    assert "old.example" in shown(await press(owner, Act.ALERT_PREVIEW))
    assert "Without a link" in str((await press(owner, Act.ALERT_LINK)).screen)
    assert "Link: none" in shown(await press(owner, Act.ALERT_NO_LINK))
    assert "Link: none" in shown(await press(owner, Act.ALERT_NO_LINK))


async def test_in_a_freeze_nothing_goes_live(owner: Desk, newsroom: Newsroom):
    await press(owner, Act.ALERT_WITH, newsroom.topics[0], 0)
    await press(owner, Act.ALERT_WITH, newsroom.topics[0], 0)
    draft = await the_draft(owner)
    await press(owner, Act.ALERT_TEST, draft.version)
    async with owner.database.writing() as c:
        await freezes.begin(c, by=draft.author, reason=FreezeReason.OTHER, now=NOON)
    assert "ALL ALERTS ARE STOPPED" in shown(await press(owner, Act.ALERT_LIVE_SURE, draft.version))
    assert (await the_draft(owner)).state is DraftState.WRITING


async def test_a_lone_owner_can_send_an_urgent_one_and_set_the_rule(owner: Desk, newsroom: Newsroom):
    await press(owner, Act.ALERT_WITH, newsroom.topics[0], 0)
    await press(owner, Act.ALERT_WITHOUT, newsroom.topics[1], 0)
    await press(owner, Act.ALERT_URGENT)
    draft = await the_draft(owner)
    assert draft.urgency is Urgency.URGENT
    assert "Send yourself a TEST" in shown(await press(owner, Act.ALERT_LIVE))
    assert "Send yourself a TEST" in shown(await press(owner, Act.ALERT_TEST, 1))  # of another version
    await press(owner, Act.ALERT_TEST, draft.version)
    assert "30 seconds" in shown(await press(owner, Act.ALERT_LIVE))
    await make(owner, Role.EDITOR, ChatId(9))
    assert "A second editor has to confirm" in shown(await press(owner, Act.ALERT_LIVE))
    for on, said in [(False, "30 seconds"), (True, "has to confirm"), (False, "30 seconds")]:
        async with owner.database.writing() as c:
            await policies.set_rule(c, Rule.URGENT, on=on)
        assert said in shown(await press(owner, Act.ALERT_LIVE))
    assert "not possible" in shown(await press(owner, Act.ALERT_LIVE_SURE, 1))
    once = await press(owner, Act.ALERT_LIVE_SURE, draft.version)
    assert "LIVE in a moment" in shown(once)
    assert shown(await press(owner, Act.ALERT_LIVE_SURE, draft.version)) == shown(once)
    assert "not there any more" in shown(await press(owner, Act.ALERT_URGENT))


async def test_ordinary_ones_need_a_second_editor_where_an_owner_says_so(owner: Desk, newsroom: Newsroom):
    await make(owner, Role.EDITOR, ChatId(9))
    await press(owner, Act.ALERT_WITH, newsroom.topics[0], 0)
    draft = await the_draft(owner)
    await press(owner, Act.ALERT_TEST, draft.version)
    assert "30 seconds" in shown(await press(owner, Act.ALERT_LIVE))
    async with owner.database.writing() as c:
        await policies.set_rule(c, Rule.BY_HAND, on=True)
    reply = await press(owner, Act.ALERT_LIVE_SURE, draft.version)
    [told] = reply.tell
    assert "asks you to confirm an alert:" in told.screen.text
    visit = await welcome(owner, ChatId(9), client_language="en", now=NOON + timedelta(hours=1))
    late = await acts.perform(owner, visit, Press(Act.ALERT_CONFIRM, (str(draft.author), str(draft.version))))
    assert "not possible" in shown(late)
    visit = replace(visit, now=NOON + timedelta(minutes=59))
    await acts.perform(owner, visit, Press(Act.ALERT_CONFIRM, (str(draft.author), str(draft.version))))
    assert (await the_draft(owner)).state is DraftState.COUNTING


async def test_nobody_confirms_their_own(owner: Desk, newsroom: Newsroom):
    await make(owner, Role.EDITOR, ChatId(9))
    await press(owner, Act.ALERT_WITH, newsroom.topics[0], 0)
    await press(owner, Act.ALERT_URGENT)
    async with owner.database.reading() as c:
        author = (await people.everyone(c))[0].id
        draft = await drafts.get(c, author, now=NOON)
    assert draft is not None
    await press(owner, Act.ALERT_TEST, draft.version)
    reply = await press(owner, Act.ALERT_LIVE_SURE, draft.version)
    assert [telling.user for telling in reply.tell] == [ChatId(9)]
    for act in (Act.ALERT_LOOK, Act.ALERT_CONFIRM):
        assert "not possible" in shown(await press(owner, act, author, draft.version, 0))
    assert "Waiting for a second editor" in shown(await press(owner, Act.ALERT))


@pytest.mark.parametrize(
    ("book", "said"),
    [
        (Phrasebook(pairs=[("en", "kk")], answer=["Жол", "50 күн"]), "not fit"),
        (Phrasebook(pairs=[("en", "kk")], error=ProviderRefused("p", "no")), "cannot be translated"),
    ],
    ids=["unfit", "refused"],
)
async def test_what_a_machine_spoils_is_left_out_with_a_reason(
    owner: Desk, translators: dict[str, list[Translator]], book: Phrasebook, said: str
):
    translators["kk"] = [book]
    assert "Translate by machine" in str((await press(owner, Act.ALERT_VERSION, "kk")).screen)
    later = (await press(owner, Act.ALERT_MACHINE, "kk")).later
    assert later is not None
    assert said in shown(await later())
    assert (await the_draft(owner)).editions == {}


async def test_names_are_looked_for_in_what_a_person_writes_too(owner: Desk):
    async with owner.database.writing() as c:
        await glossary.add(c, kind=TermKind.TERM, renderings={"en": "road", "kk": "жол"})
    await press(owner, Act.ALERT_VERSION, "kk")
    await say(owner, TEXT.replace("road", "көпір").replace("Road", "Көпір"))
    draft = await the_draft(owner)
    assert draft is not None
    assert any(each.startswith("name\n") for each in draft.editions["kk"].complaints), draft.editions["kk"]


async def test_odd_presses_do_no_harm(owner: Desk):
    assert "Languages of the alert" in shown(await press(owner, Act.ALERT_MACHINE))  # nobody translates
    assert "not there any more" in shown(await press(owner, Act.ALERT_VERSION, "en"))
    assert "Languages of the alert" in shown(await press(owner, Act.ALERT_CHECKED, "kk"))
    assert "Languages of the alert" in shown(await press(owner, Act.ALERT_LEAVE, "kk"))
    assert "not possible" in shown(await press(owner, Act.ALERT_CANCEL, 9, 9))
    assert "Throw the alert away?" in shown(await press(owner, Act.ALERT_DROP))
    assert "Send me the alert" in shown(await press(owner, Act.ALERT_DROP_SURE))
    assert "not there any more" in shown(await press(owner, Act.ALERT_VERSION, "kk"))


async def test_a_script_that_is_converted_is_not_called_left_out(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR_ID)
    many = replace(desk, offered=("en", "zh-Hans", "zh-Hant", "kk"))
    await press(many, Act.ALERT)
    await say(many, "The road is open\nIt was mended in 30 days.")
    written_in = await press(many, Act.ALERT_WRITTEN_IN, "zh-Hans")
    assert "Also in: ⁨Traditional Chinese⁩" in shown(written_in)
    assert "Left out: ⁨English⁩ and ⁨Kazakh⁩." in shown(written_in)
    versions = await press(many, Act.ALERT_VERSIONS)
    assert "⁨Traditional Chinese⁩: its script is converted" in shown(versions)
    assert "⁨Kazakh⁩: left out" in shown(versions)
