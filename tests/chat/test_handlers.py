"""What handlers do with old buttons, odd arguments and repeated updates."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot import errors
from alertbot.chat import acts, messages, replies
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, subscribed, welcome
from alertbot.chat.handlers.editors import topics
from alertbot.chat.handlers.readers import contact
from alertbot.chat.screens import page
from alertbot.chat.screens.editors import feeds, stats
from alertbot.chat.screens.editors import topics as topic_screens
from alertbot.chat.screens.readers import contact as contact_screens
from alertbot.chat.screens.readers import latest, mydata
from alertbot.chat.screens.readers import topics as reader_topics
from alertbot.dispatch import render
from alertbot.languages.catalogues import Catalogues
from alertbot.model import (
    ChatId,
    Feed,
    FeedId,
    FeedState,
    Person,
    PersonId,
    Role,
    Subscriber,
    SubscriberId,
    SubscriberKind,
    SubscriberState,
    Topic,
    TopicId,
    Validators,
)
from alertbot.storage import feeds as feed_rows
from alertbot.storage import subscribers
from alertbot.storage import topics as topic_rows
from tests.chat.conftest import FEED_URL, Newsroom, make
from tests.conftest import NOON

GULNAR = ChatId(4_000_000_001)


async def press(desk: Desk, act: Act, *args: object, language: str | None = "en") -> Reply:
    visit = await welcome(desk, GULNAR, client_language=language, now=NOON)
    return await acts.perform(desk, visit, Press(act, tuple(str(arg) for arg in args)))


async def say(desk: Desk, text: str) -> Reply:
    visit = await welcome(desk, GULNAR, client_language="en", now=NOON)
    return await messages.read(desk, visit, text)


def text(reply: Reply) -> str:
    assert reply.screen is not None
    return reply.screen.text


async def subscribe(desk: Desk) -> None:
    await press(desk, Act.AGREE, "en", "")


# ── twice, late, or from elsewhere ───────────────────────────────────────────────────────────────


async def test_agreeing_twice_is_agreeing_once(desk: Desk, newsroom: Newsroom):
    await subscribe(desk)
    await press(desk, Act.TOPIC_OFF, newsroom.topics[0], 0, "n")
    again = await press(desk, Act.AGREE, "kk", "")
    assert "Topics" in text(again)
    async with desk.database.reading() as c:
        found = await subscribers.find(c, GULNAR)
    assert found is not None
    assert (found.languages, found.topics) == (("en",), tuple(newsroom.topics[1:]))


@pytest.mark.parametrize("act", [Act.GREET, Act.CONSENT])
async def test_a_subscriber_who_presses_an_old_greeting_gets_the_menu(
    desk: Desk, newsroom: Newsroom, act: Act
):
    await subscribe(desk)
    assert "You receive alerts" in text(await press(desk, act, "kk", ""))


@pytest.mark.parametrize("act", [Act.AGREE, Act.CONSENT])
async def test_a_language_that_is_not_offered_asks_again(desk: Desk, act: Act):
    assert text(await press(desk, act, "es", "")) == "Choose your language."


async def test_every_effect_may_come_twice(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.OWNER, GULNAR)
    await subscribe(desk)
    first, second = newsroom.topics[:2]
    for act, args in [
        (Act.TOPIC_OFF, (first, 0, "")), (Act.TOPIC_ON, (first, 0, "")), (Act.ALSO_ON, ("kk",)),
        (Act.ALSO_OFF, ("kk",)), (Act.FIRST, ("en",)), (Act.ORIGINALS_OFF, ()),
        (Act.PAUSE_FOR, ("ever",)), (Act.PAUSE, ()), (Act.RESUME, ()),
        (Act.ADOPT, ("1-2",)), (Act.FEED_PAUSE, (newsroom.feed,)), (Act.FEED_RESUME, (newsroom.feed,)),
        (Act.FILE_ON, (newsroom.feed, second, "t", 0)), (Act.FILE_OFF, (newsroom.feed, second, "f", 0)),
        (Act.TOPIC_HIDE, (second,)), (Act.TOPIC_SHOW, (second,)), (Act.TOPIC_WORDS_NONE, (first, "en")),
        (Act.FEED_REMOVE_SURE, (newsroom.feed,)), (Act.FORGET_SURE, ()),
    ]:  # fmt: skip
        once = await press(desk, act, *args)
        if act is Act.FORGET_SURE:
            continue
        assert await press(desk, act, *args) == once, act


@pytest.mark.parametrize(
    ("act", "args"),
    [
        (Act.FEED, (99,)), (Act.TOPIC, (99,)), (Act.TOPIC_ON, (99,)), (Act.OPTIONS, (99,)),
        (Act.MUTE, (99, 99)), (Act.FILE_ON, (99, 99)),
        (Act.FIRST, ("xx",)), (Act.ALSO_ON, ("xx",)), (Act.FEED_SAVE, ()), (Act.FEED_WITH, (1,)),
        (Act.FEED_LANGUAGE, ("xx",)), (Act.FEED_REMOVE, (99,)), (Act.TOPIC_NAMES, (99,)),
    ],
)  # fmt: skip
async def test_what_is_gone_is_said(desk: Desk, newsroom: Newsroom, act: Act, args):
    await make(desk, Role.OWNER, GULNAR)
    await subscribe(desk)
    reply = await press(desk, act, *args)
    assert reply.toast == "This is not there any more."
    assert "Tengri Tag News" in text(reply)


@pytest.mark.parametrize(
    ("args", "title"), [(("F",), "Feeds"), (("T",), "Manage topics"), (("fs",), "Newsroom"), ((), "Newsroom")]
)
async def test_cancel_leads_back_and_nowhere_else(desk: Desk, newsroom: Newsroom, args, title: str):
    await make(desk, Role.OWNER, GULNAR)
    assert title in text(await press(desk, Act.CANCEL, *args))


async def test_a_fourth_language_is_refused_with_a_reason(desk: Desk, newsroom: Newsroom):
    await subscribe(desk)
    for tag in ("kk", "ug"):
        await press(desk, Act.ALSO_ON, tag)
    wide = Desk(
        **{**{name: getattr(desk, name) for name in Desk.__slots__}, "offered": (*desk.offered, "es")}
    )
    reply = await press(wide, Act.ALSO_ON, "es")
    assert reply.toast == "You can have three languages. Take one away first."


async def test_who_refuses_originals_is_not_shown_one(desk: Desk, newsroom: Newsroom):
    await subscribe(desk)
    await press(desk, Act.FIRST, "es")  # not offered: changes nothing
    async with desk.database.writing() as c:
        found = await subscribers.find(c, GULNAR)
        assert found is not None
        await subscribers.set_languages(c, found.id, languages=("es",))
        await subscribers.set_originals(c, found.id, welcome=False)
    visit = await welcome(desk, GULNAR, client_language=None, now=NOON)
    assert visit.words.tag == "es"
    shown = await acts.perform(desk, visit, Press(Act.LATEST))
    assert "There is no alert on your topics yet." in text(shown)


async def test_without_topics_there_is_nothing_and_it_is_said(desk: Desk, newsroom: Newsroom):
    await subscribe(desk)
    for topic in newsroom.topics:
        await press(desk, Act.TOPIC_OFF, topic)
    assert "no topic" in text(await press(desk, Act.LATEST))
    assert "no topic" in text(await press(desk, Act.FINISH))
    assert "no topic" in text(await press(desk, Act.HOME))


async def test_a_newsroom_without_alerts_says_so(desk: Desk):
    async with desk.database.writing() as c:
        await topic_rows.add(c, slug="a", names={"en": "A"})
    await subscribe(desk)
    finished = await press(desk, Act.FINISH)
    assert finished.after is None
    assert "There is none on your topics yet." in text(finished)


@pytest.mark.parametrize(
    "act", [Act.HELP, Act.PRIVACY, Act.MYDATA, Act.LANGUAGE, Act.LATEST, Act.FEEDS, Act.HOME]
)
async def test_who_has_no_language_yet_is_asked_for_one(desk: Desk, newsroom: Newsroom, act: Act):
    reply = await press(desk, act, language=None)
    assert len(text(reply).split("\n")) == 3


async def test_the_promises_can_be_read_before_agreeing(desk: Desk, newsroom: Newsroom):
    reply = await press(desk, Act.PRIVACY, "kk", "1", language=None)
    assert reply.screen is not None
    assert reply.screen.keyboard[-1][0].press == Press(Act.CONSENT, ("kk", "1"))
    assert reply.screen.text.split("\n")[0] == desk.catalogues["kk"].gettext("How we protect you")


async def test_a_stranger_in_a_known_language_may_read_help_and_stop(desk: Desk, newsroom: Newsroom):
    assert "/forget" in text(await press(desk, Act.HELP))
    assert "do not receive alerts yet" in text(await press(desk, Act.STOP))
    assert "may not do this" not in text(await press(desk, Act.FEEDS))
    assert "do not receive alerts yet" in text(await press(desk, Act.TOPICS))


async def test_an_editor_who_does_not_subscribe_manages_topics(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    assert "Manage topics" in text(await press(desk, Act.TOPICS))
    assert "You do not receive alerts." in text(await press(desk, Act.LATEST))
    assert "do not receive alerts yet" in text(await press(desk, Act.STOP))


async def test_an_editor_who_does_not_subscribe_speaks_their_language(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    assert "You do not receive alerts." in text(await press(desk, Act.HOME))
    changed = await press(desk, Act.FIRST, "kk")
    assert changed.menu is not None
    assert changed.menu[0].tag == "kk"
    assert text(await press(desk, Act.LANGUAGE)).startswith(desk.catalogues["kk"].gettext("Language"))
    await press(desk, Act.AGREE, "ug", "")
    visit = await welcome(desk, GULNAR, client_language="en", now=NOON)
    assert visit.words.tag == "ug"
    assert visit.person is not None
    assert visit.person.language == "ug"


@pytest.mark.parametrize(
    ("payload", "consents"), [("s_kk_1", True), ("s__1", False), ("s_es_1", False), ("x", False)]
)
async def test_a_link_for_a_stranger(desk: Desk, newsroom: Newsroom, payload: str, consents: bool):
    visit = await welcome(desk, GULNAR, client_language=None, now=NOON)
    shown = (await contact.start(desk, visit, payload)).screen
    assert shown is not None
    acts_there = {button.press.act for row in shown.keyboard for button in row if button.press}
    assert (Act.AGREE in acts_there) == consents


async def test_an_invited_editor_is_told_so(desk: Desk, newsroom: Newsroom):
    from alertbot.storage import people

    async with desk.database.writing() as c:
        payload = await people.invite(c, Role.EDITOR, now=NOON)
    await subscribe(desk)
    visit = await welcome(desk, GULNAR, client_language="en", now=NOON)
    asked = await contact.start(desk, visit, payload)
    assert asked.screen is not None
    accept = asked.screen.keyboard[0][0].press
    assert accept is not None
    reply = await press(desk, accept.act, *accept.args)
    assert "You are an editor of this bot now." in text(reply)
    await press(desk, Act.FORGET)
    assert "You stay an editor" in text(await press(desk, Act.FORGET))
    used = await contact.start(desk, await welcome(desk, ChatId(5), client_language="en", now=NOON), payload)
    assert "Ask for a new one." in text(used)
    async with desk.database.writing() as c:
        await subscribers.add(
            c, chat=ChatId(6), languages=["en"], topics=[], consent_version=1, consent_month="2026-11"
        )
    used = await contact.start(desk, await welcome(desk, ChatId(6), client_language="en", now=NOON), payload)
    assert button_texts(used) == ["Menu"]


# ── editors' dialogs ─────────────────────────────────────────────────────────────────────────────


async def test_a_dialog_lapses_and_what_comes_then_is_no_answer(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    await press(desk, Act.TOPIC_ADD)
    visit = await welcome(desk, GULNAR, client_language="en", now=NOON + timedelta(hours=1))
    assert "I do not understand this." in text(await messages.read(desk, visit, "Environment"))


async def test_a_name_and_keywords_that_are_none_are_asked_for_again(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    first = newsroom.topics[0]
    await press(desk, Act.TOPIC_NAME, first, "kk")
    assert "at least 1 letter" in text(await say(desk, "\u200b"))
    await press(desk, Act.TOPIC_WORD, first, "en")
    for wrong, problem in [
        ("\n \n", "no keyword"),
        ("x" * 129, "too long"),
        ("\n".join(map(str, range(201))), "too many"),
    ]:
        assert problem in text(await say(desk, wrong))
    assert "Names" in button_texts(await say(desk, "one\ntwo"))


def button_texts(reply: Reply) -> list[str]:
    assert reply.screen is not None
    return [button.text for row in reply.screen.keyboard for button in row]


async def test_the_same_topic_and_the_same_feed_twice_are_there_already(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    for note in ("The topic was added.", "This topic is there already."):
        await press(desk, Act.TOPIC_ADD)
        assert note in text(await say(desk, "Қоршаған орта"))
    await press(desk, Act.FEED_ADD)
    await say(desk, "https://news.example/")
    assert "The feed was added." in text(await press(desk, Act.FEED_SAVE))
    await press(desk, Act.FEED_ADD)
    assert "This feed is there already." in text(await say(desk, "https://news.example/"))


async def test_a_feed_that_a_colleague_adds_meanwhile_is_there_already(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    await press(desk, Act.FEED_ADD)
    await say(desk, "https://news.example/")
    async with desk.database.writing() as c:
        await feed_rows.add(
            c, url=FEED_URL, title="News example", language="en", hosts=(), topics=(), now=NOON
        )
    assert "This feed is there already." in text(await press(desk, Act.FEED_SAVE))


async def test_keywords_stand_on_lines_or_between_commas(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    first = newsroom.topics[0]
    await press(desk, Act.TOPIC_WORD, first, "ug")
    await say(desk, "ناخشا، مۇزىكا\ndutar, choir , dutar;")
    async with desk.database.reading() as c:
        topic = await topic_rows.get(c, TopicId(first))
    assert sorted(topic.keywords["ug"]) == ["choir", "dutar", "مۇزىكا", "ناخشا"]


async def test_a_stranger_who_presses_a_language_goes_on_in_it(desk: Desk):
    desk = replace(desk, home="https://news.example")
    assert button_texts(await press(desk, Act.LANGUAGE)) == ["ئۇيغۇرچە", "Қазақша", "English"]
    asked = text(await press(desk, Act.FIRST, "kk"))
    assert "Бастамас бұрын" in asked
    assert "news.example" in asked


async def test_an_answer_about_a_topic_that_is_gone_is_said(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    await press(desk, Act.TOPIC_NAME, newsroom.topics[0], "kk")
    async with desk.database.writing() as c:
        from alertbot.storage.tables import topic

        await c.execute(topic.delete().where(topic.c.id == newsroom.topics[0]))
    assert "This is not there any more." in text(await say(desk, "Құқық"))


@pytest.mark.parametrize(
    ("name", "slug"), [("Human rights", "human-rights"), ("A/B", "a-b"), ("x" * 60, None), ("Құқық", None)]
)
def test_a_slug_is_readable_where_it_can_be_and_always_the_same(name: str, slug: str | None):
    made = topics.slug(name)
    assert made == topics.slug(name)
    assert len(made) <= 32
    assert made == slug or (slug is None and made.startswith("topic-"))


# ── screens ──────────────────────────────────────────────────────────────────────────────────────


def feed(**changes: object) -> Feed:
    known = {
        "id": FeedId(1), "url": "https://a.example/", "title": "A", "language": "en",
        "state": FeedState.ACTIVE, "hosts": frozenset(), "topics": (), "announce_first": False,
        "validators": Validators(), "body_hash": None,
        "polled_at": None, "ok_at": NOON, "next_poll_at": NOON, "failures": 0, "last_error": None,
        "moved_to": None, "moved_seen": 0,
    }  # fmt: skip
    return Feed(**{**known, **changes})  # type: ignore[arg-type]  # names and values are checked above


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "works. Last asked"),
        ({"ok_at": None}, "has not been asked yet"),
        ({"failures": 1}, "failed 1 time."),
        ({"failures": 3}, "failed 3 times in a row"),
        ({"state": FeedState.PAUSED}, "is paused"),
        ({"state": FeedState.GONE}, "is gone"),
        ({"title": "", "url": "https://long.example/" + "x" * 100}, "…"),
    ],
)
def test_the_health_of_a_feed_at_a_glance(words: Catalogues, changes, said: str):
    assert said in feeds.health(words["en"], feed(**changes), NOON + timedelta(hours=1))


def test_a_feed_tells_its_problem_and_where_it_moved(words: Catalogues):
    broken = feed(failures=2, last_error="status 500", moved_to="https://b.example/")
    shown = feeds.one(words["en"], broken, [], now=NOON)
    assert "status 500" in shown.text
    assert "https://b.example/" in shown.text.replace("\u2060", "")  # nobody can tap it


def test_lists_are_paged_and_empty_ones_say_so(words: Catalogues):
    english = words["en"]
    many = [feed(id=FeedId(n), title=f"Feed {n}") for n in range(20)]
    first, last = (feeds.listing(english, many, page=at, now=NOON) for at in (0, 99))
    assert "Next" in [button.text for row in first.keyboard for button in row]
    assert "Previous" in [button.text for row in last.keyboard for button in row]
    middle = feeds.filing(english, many[0], [], page=0)
    assert [button.text for row in middle.keyboard for button in row] == ["Back"]
    assert page.paged(many, 1) == (many[8:16], 1, 3)
    assert "There are no feeds yet." in feeds.listing(english, [], page=0, now=NOON).text
    assert "There are no topics yet." in topic_screens.listing(english, [], page=0).text
    empty = reader_topics.topics(english, [], [], page=0, mode="", manages=False)
    assert "There are no topics yet." in empty.text
    topic = Topic(id=TopicId(1), slug="a", emoji="", position=1, names={}, keywords={})
    assert "There are no feeds yet." in topic_screens.filing(english, topic, [], page=0).text


def test_a_feed_that_says_no_language_is_asked_about(words: Catalogues):
    shown = feeds.found(
        words["en"], title="", url="https://a.example/", entries=1, titles=["One"], language=None,
        languages=["ug", "en"], topics=[], chosen=[],
    )  # fmt: skip
    assert "does not say its language" in shown.text
    assert "Add this feed" not in [button.text for row in shown.keyboard for button in row]


def test_an_alert_without_a_link_has_its_options(words: Catalogues):
    options = render.Button("Options", data="o:7")
    message = render.Message("Text", (), ((options,),))
    assert latest.alert(message).keyboard == ((page.Button("Options", Press(Act.OPTIONS, ("7",))),),)
    shown = latest.latest(words["en"], message, latest.Place(), more=False)
    assert [button.text for row in shown.keyboard for button in row] == ["Options", "Back"]


def test_many_keywords_stay_one_message(words: Catalogues):
    keywords = {"en": [f"word{n}" for n in range(60)]}
    topic = Topic(
        id=TopicId(1), slug="a", emoji="", position=1, names={"en": "A"}, keywords=keywords, active=False
    )
    shown = topic_screens.one(words["en"], topic, [], ["en"], link=None)
    assert "and 20 more" in shown.text
    assert "hidden" in shown.text
    assert len(shown.text) < 4096


def test_stored_data_is_told_whole(words: Catalogues):
    subscriber = Subscriber(
        id=SubscriberId(1), chat=GULNAR, kind=SubscriberKind.PERSON, state=SubscriberState.PAUSED,
        languages=("ug", "kk"), originals=False, timezone="Asia/Almaty", paused_until=NOON, consent_version=1,
        consent_month="2026-11", topics=(),
    )  # fmt: skip
    person = Person(
        id=PersonId(1), user=GULNAR, role=Role.EDITOR, pseudonym="editor-1", language="en", languages=("ug",)
    )
    told = mydata.mydata(words["en"], subscriber, person, [], reached=[], days=14).text
    for known in (
        "Asia/Almaty",
        "2 November 2026",
        "editor-1",
        "Languages you review",
        "Uyghur",
        "ready: no",
        "none",
    ):
        assert known in told


@pytest.mark.parametrize(("n", "said"), [(0, "<10"), (9, "<10"), (10, "10"), (19, "10"), (1234, "1,230")])
def test_counts_under_ten_are_hidden(words: Catalogues, n: int, said: str):
    assert stats.shown(words["en"], n) == f"\u2066{said}\u2069"


def test_the_greeting_is_in_each_language(words: Catalogues):
    offered = [words[tag] for tag in ("ug", "kk", "en")]
    assert len(contact_screens.greet(offered, offered).text.split("\n")) == 3
    assert len(contact_screens.greet(offered[:1], offered).text.split("\n")) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (errors.Refused("u", "r"), "public address"),
        (errors.Unreachable("u", "r"), "cannot be reached"),
        (errors.TooBig("u", "r"), "too big"),
        (errors.TooSlow("u", "r"), "too long"),
        (errors.BadStatus("u", 404), "answered with an error"),
        (errors.NotAFeed("u", "r"), "no feed"),
        (errors.FeedBroken("u", "r"), "damaged"),
        (errors.LeaseLost("x"), "try again later"),
    ],
)
def test_each_failure_has_its_sentence(words: Catalogues, error: errors.AlertbotError, said: str):
    assert said in replies.sentence(error, words["en"])


async def test_only_subscribers_are_subscribed(desk: Desk):
    visit = await welcome(desk, GULNAR, client_language="en", now=NOON)
    with pytest.raises(errors.NotFound):
        subscribed(visit)


async def test_a_paused_feed_is_still_listed(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    async with desk.database.writing() as c:
        assert newsroom.feed is not None
        await feed_rows.set_state(c, newsroom.feed, FeedState.PAUSED, now=NOON)
    assert "is paused" in text(await press(desk, Act.FEEDS))
