"""Owners decide what is reviewed, how long readers wait, and which languages they review."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.chat.access import Act
from alertbot.chat.desk import Desk
from alertbot.model import Keeping, ReviewMode, ReviewPolicy, Role, TopicId
from alertbot.storage import policies, reviewers
from alertbot.storage.audit import Deed
from tests.chat.conftest import Newsroom
from tests.chat.desk import editor
from tests.chat.test_review import ANN, BEN, CEM, At, deeds, labels, pressing, text
from tests.conftest import ON_SQLITE

pytestmark = ON_SQLITE


async def decided(desk: Desk) -> ReviewPolicy:
    async with desk.database.reading() as c:
        return await policies.load(c)


async def choose(desk: Desk, shown, label: str):
    press = pressing(shown, label)
    return await At(desk).press(press.act, *press.args)


@pytest.fixture
async def owner(desk: Desk) -> At:
    await editor(desk, ANN, role=Role.OWNER)
    return At(desk)


async def test_an_editor_decides_no_policy(desk: Desk):
    await editor(desk, BEN, "ug")
    at = At(desk, BEN)
    for act in (Act.POLICY, Act.POLICY_MODE, Act.POLICY_WAIT, Act.NAMED_ON, Act.OWN_ON):
        reply = await at.press(act, "ug", 0, "a")
        assert reply.toast == "You may not do this."
        assert "You may not do this." in text(reply)
    assert await decided(desk) == ReviewPolicy()


async def test_what_holds_now_is_said(desk: Desk, owner: At):
    assert "Policy" in labels(await owner.press(Act.NEWSROOM))
    shown = text(await owner.press(Act.POLICY))
    assert "\u2068Uyghur\u2069: automatic when the checks find nothing (nobody reviews it now)" in shown
    assert "Readers wait 30 minutes for an alert" in shown
    assert "Readers wait 5 minutes for an urgent alert" in shown
    await editor(desk, BEN, "ug")
    assert "\u2068Uyghur\u2069: always looked over\n" in text(await owner.press(Act.POLICY))


async def test_a_language_and_a_topic_in_it_have_rules(desk: Desk, owner: At, newsroom: Newsroom):
    language = await choose(desk, await owner.press(Act.POLICY), "Kazakh")
    assert "✓ \u2068as usual\u2069" in labels(language)
    assert "\u2068as usual\u2069 means now: automatic when the checks find nothing." in text(language)
    changed = await choose(desk, language, "always looked over")
    assert "✓ \u2068always looked over\u2069" in labels(changed)
    topics = await choose(desk, changed, "Topics")
    topic = await choose(desk, topics, "Rights")
    assert "✓ \u2068as in other topics\u2069" in labels(topic)
    assert "\u2068as in other topics\u2069 means now: always looked over." in text(topic)
    back = await choose(desk, await choose(desk, topic, "○ \u2068automatic\u2069"), "Back")
    assert "✓ \u2068Rights\u2069" in labels(back)
    assert "\u2068Rights\u2069: automatic" in text(back)
    assert await decided(desk) == ReviewPolicy(
        modes={"kk": ReviewMode.ALWAYS},
        topic_modes={("kk", newsroom.topics[0]): ReviewMode.AUTOMATIC},
    )
    await owner.press(Act.POLICY_MODE, "kk", 0, "d")
    await owner.press(Act.POLICY_MODE, "kk", newsroom.topics[0], "d")
    assert await decided(desk) == ReviewPolicy()
    assert (await deeds(desk)).count(Deed.POLICY) == 4


async def test_readers_wait_as_long_as_the_owner_says(desk: Desk, owner: At):
    every = await choose(desk, await owner.press(Act.POLICY), "How long readers wait")
    shown = await choose(desk, every, "Ordinary alerts")
    assert labels(shown)[:5] == [
        "○ \u20685 minutes\u2069",
        "○ \u206815 minutes\u2069",
        "✓ \u206830 minutes\u2069",
        "○ \u206860 minutes\u2069",
        "○ \u2068120 minutes\u2069",
    ]
    changed = await choose(desk, shown, "60 minutes")
    assert "✓ \u206860 minutes\u2069" in labels(changed)
    assert "Readers wait 60 minutes for an alert" in text(await choose(desk, changed, "Back"))
    shown = await choose(desk, await choose(desk, every, "Urgent alerts"), "2 minutes")
    assert "Readers wait 2 minutes for an urgent alert" in text(shown)
    policy = await decided(desk)
    assert (policy.deadline, policy.urgent_deadline) == (timedelta(hours=1), timedelta(minutes=2))


async def test_names_are_looked_over_under_marked_topics(desk: Desk, owner: At, newsroom: Newsroom):
    shown = await choose(desk, await owner.press(Act.POLICY), "Texts that name people")
    marked = await choose(desk, shown, "Rights")
    assert "✓ \u2068Rights\u2069" in labels(marked)
    assert (await decided(desk)).named == {newsroom.topics[0]}
    await choose(desk, marked, "Rights")
    assert (await decided(desk)).named == frozenset[TopicId]()


async def test_an_owner_reviews_languages(desk: Desk, owner: At):
    shown = await choose(desk, await owner.press(Act.POLICY), "Languages that I review")
    for label in ("Uyghur", "Kazakh", "Uyghur"):
        shown = await choose(desk, shown, label)
    assert "✓ \u2068Kazakh\u2069" in labels(shown)
    async with desk.database.reading() as c:
        assert [each.person.languages for each in await reviewers.all(c)] == [("kk",)]
    assert labels(await owner.press(Act.POLICY_OWN)) == labels(shown)


@pytest.mark.parametrize(
    ("act", "args"),
    [
        (Act.POLICY_LANGUAGE, ("xx", 0)), (Act.POLICY_MODE, ("ug", 0, "z")),
        (Act.POLICY_MODE, ("ug", 99, "a")), (Act.POLICY_WAIT, (0, 1)),
        (Act.NAMED_ON, (99,)), (Act.OWN_ON, ("xx",)), (Act.POLICY_TOPICS, ("",)),
        (Act.POLICY_KEEP, ("letters",)),
    ],
)  # fmt: skip
async def test_what_is_not_there_is_said(desk: Desk, owner: At, act: Act, args):
    assert (await owner.press(act, *args)).toast == "This is not there any more."
    assert await decided(desk) == ReviewPolicy()


async def test_a_script_that_texts_are_converted_to_has_no_rule_of_its_own(desk: Desk, owner: At):
    """Only what is made is reviewed: a rule for a conversion, or a reviewer of it, would do nothing."""
    many = At(replace(desk, offered=("ug-Latn", "ug", "kk-Arab", "en")))
    assert labels(await many.press(Act.POLICY))[:3] == [
        "\u2068Uyghur\u2069", "\u2068Kazakh\u2069", "\u2068English\u2069"
    ]  # fmt: skip
    assert len(labels(await many.press(Act.POLICY_OWN))) == 4  # and Back
    await many.press(Act.POLICY_MODE, "ug-Latn", 0, "r")
    assert await decided(desk) == ReviewPolicy()


async def test_how_long_things_are_kept_is_chosen_below_the_operators_time(desk: Desk, owner: At):
    desk = replace(desk, keeping=Keeping(receipts=timedelta(days=10)))
    at = At(desk)
    every = await choose(desk, await at.press(Act.POLICY), "How long things are kept")
    assert labels(every) == ["Who got which alert", "What editors decided", "Replaced texts", "Back"]
    shown = await choose(desk, every, "Who got which alert")
    assert text(shown).startswith(
        "Who got which alert\nWhich alert reached which reader is kept for 10 days."
    )
    assert "an alert that was sent cannot be corrected" in text(shown)
    assert "The shortest time is 1 day. Who runs the bot set the longest time: 10 days." in text(shown)
    days = [label.translate({0x2068: None, 0x2069: None}) for label in labels(shown)]
    assert days == ["○ 1 day", "○ 3 days", "○ 7 days", "✓ 10 days", "Back"]  # none above the operator's
    gulnar = At(desk, 4_000_000_001)
    await gulnar.press(Act.AGREE, "en", "")
    assert "older alerts of the last 10 days" in text(await gulnar.press(Act.FORGET))
    changed = await at.press(Act.POLICY_KEEP_FOR, "receipts", 3)
    assert "✓ \u20683 days\u2069" in labels(changed)
    assert "older alerts of the last 3 days" in text(await gulnar.press(Act.FORGET))
    assert "Which alert reached which reader is kept for 3 days." in text(await choose(desk, changed, "Back"))
    assert "Which alerts reached you is kept for 3 days." in text(await reader(desk))
    for what, number in (("receipts", 14), ("receipts", 0), ("log", 1), ("letters", 7)):
        await at.press(Act.POLICY_KEEP_FOR, what, number)
    await at.press(Act.POLICY_KEEP_FOR, "log", 30)
    async with desk.database.reading() as c:
        kept = await policies.keeping(c, desk.keeping)
    assert kept == Keeping(receipts=timedelta(days=3), log=timedelta(days=30))
    assert (await deeds(desk)).count(Deed.POLICY) == 2


async def reader(desk: Desk):
    """What is stored about somebody who just subscribed."""
    at = At(desk, CEM)
    await at.press(Act.AGREE, "en", "")
    return await at.press(Act.MYDATA)


async def test_readers_are_told_the_longest_time_before_they_agree(desk: Desk):
    desk = replace(desk, keeping=Keeping(receipts=timedelta(days=30)))
    for act, args in ((Act.CONSENT, ("en", "")), (Act.PRIVACY, ("en", ""))):
        assert "for 30 days" in text(await At(desk, CEM).press(act, *args)).lower()


async def test_pages_under_alerts_are_off_until_an_owner_wants_them(desk: Desk, owner: At):
    shown = await choose(desk, await owner.press(Act.POLICY), "Pages under alerts")
    assert "Alerts are text alone." in text(shown)
    on = await choose(desk, shown, "Show pages under alerts")
    assert "Telegram shows the article's page under each alert." in text(on)
    async with desk.database.reading() as c:
        assert await policies.previews(c)
    assert "Alerts are text alone." in text(await choose(desk, on, "Show pages under alerts"))
    async with desk.database.reading() as c:
        assert not await policies.previews(c)


async def test_an_editor_decides_nothing_about_keeping(desk: Desk):
    await editor(desk, BEN, "ug")
    for act in (Act.POLICY_KEEP, Act.POLICY_KEEP_FOR, Act.POLICY_PREVIEWS, Act.PREVIEWS_ON):
        assert "You may not do this." in text(await At(desk, BEN).press(act, "receipts", 1))
