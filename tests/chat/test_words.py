"""A reader's own words: the lists, what they find, and what was typed; /latest by topic and by word."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.chat import acts, messages
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, welcome
from alertbot.chat.handlers.readers import words as handlers
from alertbot.chat.handlers.readers.about import erase
from alertbot.chat.screens.page import Button
from alertbot.chat.screens.readers import words as screens
from alertbot.model import ChatId, Role, Sensitive, SubscriberId, Word, WordId
from alertbot.storage import dialogs, fading, subscribers, topics, words
from tests.chat.conftest import Newsroom, add_article, make
from tests.conftest import NOON, ON_SQLITE

pytestmark = ON_SQLITE
GULNAR = ChatId(4_000_000_001)


class Reader:
    """Somebody who subscribes; their messages are numbered."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sent = 0
        self.now = NOON

    async def press(self, act: Act, *args: object) -> Reply:
        visit = await welcome(self.desk, GULNAR, client_language="en", now=self.now)
        return await acts.perform(self.desk, visit, Press(act, tuple(map(str, args))))

    async def tap(self, reply: Reply, label: str) -> Reply:
        press = button(reply, label).press
        assert press is not None
        return await self.press(press.act, *press.args)

    async def say(self, text: str) -> Reply:
        self.sent += 1
        visit = await welcome(self.desk, GULNAR, client_language="en", now=self.now)
        return await messages.read(self.desk, replace(visit, message=self.sent, wrote=True), text)

    async def own(self) -> list[tuple[str, bool]]:
        async with self.desk.database.reading() as c:
            reader = await subscribers.find(c, GULNAR)
            assert reader is not None
            return [(word.text.reveal(), word.skip) for word in await words.of(c, reader.id)]

    async def no_topics(self, newsroom: Newsroom) -> None:
        for topic in newsroom.topics:
            await self.press(Act.TOPIC_OFF, topic, 0, "")


def text(reply: Reply) -> str:
    assert reply.screen is not None
    return reply.screen.text


def buttons(reply: Reply) -> list[Button]:
    assert reply.screen is not None
    return [each for row in reply.screen.keyboard for each in row]


def button(reply: Reply, label: str) -> Button:
    found = [each for each in buttons(reply) if label in each.text]
    assert found, [each.text for each in buttons(reply)]
    return found[0]


@pytest.fixture
async def reader(desk: Desk, newsroom: Newsroom) -> Reader:
    made = Reader(desk)
    await made.press(Act.AGREE, "en", "")
    return made


# ── the lists ────────────────────────────────────────────────────────────────────────────────────


async def test_several_words_in_one_message_are_watched_and_it_is_deleted(reader: Reader):
    asked = await reader.tap(await reader.press(Act.WORDS), "Add words")
    assert "deleted from this chat" in text(asked)
    added = await reader.say("Ghulja, silver poplar\nspring")
    assert added.away
    assert "3 words were added." in text(added)
    assert await reader.own() == [("Ghulja", False), ("silver poplar", False), ("spring", False)]
    async with reader.desk.database.reading() as c:
        assert await dialogs.get(c, GULNAR, now=NOON) is None


async def test_a_word_to_skip_and_back_again(reader: Reader):
    await reader.say("/words spring")
    skips = await reader.tap(await reader.press(Act.WORDS), "Words to skip")
    assert "You skip no word yet." in text(skips)
    await reader.tap(skips, "Add words")
    added = await reader.say("spring, autumn")
    assert "2 words were added." in text(added)
    assert await reader.own() == [("spring", True), ("autumn", True)]
    one = await reader.tap(added, "autumn")
    assert "You receive no alert that contains this word." in text(one)
    removed = await reader.tap(one, "Stop skipping it")
    assert (removed.toast, await reader.own()) == ("The word was removed.", [("spring", True)])
    assert "Words to skip" in text(removed)


async def test_what_cannot_be_watched_is_said_in_a_sentence_each(reader: Reader, monkeypatch):
    monkeypatch.setattr(words, "MOST", 2)
    await reader.press(Act.WORD_ADD)
    said = text(await reader.say(f"rain\nsnow\nRAIN \nx\n{'w' * 65}\nwind"))
    for sentence in (
        "2 words were added.",
        "A word has at least two letters.",
        "at most 64 characters",
        "Remove one first.",
    ):
        assert sentence in said
    assert "1 word was there already." in text(await reader.say("/words Rain"))


@pytest.mark.parametrize("nothing", ["?", " , ", "x"])
async def test_an_answer_without_a_word_asks_again(reader: Reader, nothing: str):
    await reader.press(Act.WORD_ADD)
    again = await reader.say(nothing)
    assert "I found no word in your message." in text(again)
    assert again.away
    assert "1 word was added." in text(await reader.say("rain"))


async def test_a_list_of_many_words_is_paged(reader: Reader):
    await reader.say("/words " + ", ".join(f"place {number}" for number in range(10)))
    first = await reader.press(Act.WORDS)
    second = await reader.tap(first, "Next")
    assert "place 9" in "".join(each.text for each in buttons(second))
    assert "place 7" in "".join(each.text for each in buttons(await reader.tap(second, "Previous")))


async def test_a_word_of_somebody_else_or_of_yesterday_is_not_there(reader: Reader):
    for act in (Act.WORD, Act.WORD_REMOVE):
        assert "This is not there any more." in text(await reader.press(act, 77))


async def test_words_only_is_a_valid_choice_and_said(reader: Reader, newsroom: Newsroom):
    await reader.no_topics(newsroom)
    assert "so you receive no alerts" in text(await reader.press(Act.HOME))
    await reader.say("/words spring")
    assert "You receive alerts that contain a word you watch." in text(await reader.press(Act.HOME))
    assert "You have chosen no topic." in text(await reader.press(Act.WORDS))


async def test_a_word_tells_what_it_matched_in_the_last_week(reader: Reader, newsroom: Newsroom):
    async with reader.desk.database.writing() as c:
        for number in range(10, 15):
            await add_article(c, newsroom.topics[2], number)
    await reader.say("/words spring, autumn")
    listed = await reader.press(Act.WORDS)
    one = text(await reader.tap(listed, "spring"))
    assert "7 alerts of the last seven days" in one
    assert one.count("Spring has come 1") == handlers.MOST_TITLES
    assert "No alert of the last seven days contains it." in text(await reader.tap(listed, "autumn"))
    reader.now += timedelta(days=8)
    assert "No alert of the last seven days contains it." in text(await reader.tap(listed, "spring"))


async def test_words_behind_the_command_go_from_whoevers_chat(reader: Reader):
    assert (await reader.say("/words Ghulja")).away == (1,)
    assert (await reader.say("/words")).away == ()
    await erase(reader.desk.database, GULNAR, now=NOON)
    left = await reader.say("/words Artush")
    assert left.away == (3,)
    assert "You do not receive alerts" in text(left)


# ── what nobody asked for ────────────────────────────────────────────────────────────────────────


async def test_a_single_word_is_offered_to_be_watched_and_no_button_has_it(reader: Reader):
    asked = await reader.say("Ghulja")
    assert "Do you want alerts on this word?" in text(asked)
    assert "Ghulja" not in text(asked) + str(buttons(asked))
    added = await reader.tap(asked, "Yes, watch it")
    assert added.away == (1,)
    assert await reader.own() == [("Ghulja", False)]
    assert "This is not there any more." in text(await reader.tap(asked, "Yes, watch it"))


async def test_several_words_that_nobody_asked_for_are_offered_and_their_message_goes(reader: Reader):
    for typed in ("Ghulja, silver poplar", "autumn\nwinter"):
        asked = await reader.say(typed)
        assert "Do you want alerts on these words?" in text(asked)
        assert "poplar" not in text(asked) + str(buttons(asked))
        added = await reader.tap(asked, "Yes, watch them")
        assert added.away == (reader.sent,)
        assert "2 words were added." in text(added)
    assert [word for word, _ in await reader.own()] == ["Ghulja", "silver poplar", "autumn", "winter"]
    assert "I do not understand this." in text(
        await reader.say("Good morning, when does the next alert come")
    )


@pytest.mark.parametrize("way", ["time", "another screen"])
async def test_words_for_a_question_that_is_over_are_offered_and_go_too(reader: Reader, way: str):
    await reader.press(Act.WORD_ADD)
    if way == "time":
        reader.now += dialogs.LIFETIME
    else:
        await reader.press(Act.LATEST)
    asked = await reader.say("Ghulja, silver poplar")
    async with reader.desk.database.reading() as c:
        (going,) = await fading.due(c, now=reader.now + fading.PRIVATE, limit=9)
    assert going.message_id == 1  # even where nobody answers
    await reader.tap(asked, "Yes, watch them")
    assert await reader.own() == [("Ghulja", False), ("silver poplar", False)]


async def test_a_typed_word_goes_whatever_is_pressed_then(reader: Reader):
    await reader.say("Ghulja")
    await reader.press(Act.HOME)  # which ends the question
    async with reader.desk.database.reading() as c:
        assert await fading.due(c, now=NOON, limit=9) == []  # there is time to answer
        (going,) = await fading.due(c, now=NOON + fading.PRIVATE, limit=9)
    assert (going.chat, going.message_id) == (GULNAR, 1)


async def test_an_old_question_about_a_word_does_not_watch_another(reader: Reader):
    first = await reader.say("Ghulja")
    second = await reader.say("Tërekbagh")
    assert second.away == (1,)  # the first word is not left standing there
    await reader.tap(first, "Yes, watch it")
    assert await reader.own() == []
    left = await reader.tap(await reader.say("Ghulja"), "No, show the menu")
    assert (left.away, await reader.own()) == ((3,), [])
    assert (await reader.tap(first, "No, show the menu")).away == (1,)  # it was promised there
    assert "Topics" in [each.text for each in buttons(left)]


async def test_a_link_is_explained_and_one_to_this_bot_is_followed(reader: Reader, newsroom: Newsroom):
    assert "I open no links" in text(await reader.say("https://news.example/1"))
    await reader.press(Act.TOPIC_OFF, newsroom.topics[1], 0, "")
    followed = await reader.say(f"https://t.me/example_bot?start=s__{newsroom.topics[1]}")
    assert "This link suggests these topics: ⁨Culture⁩." in text(followed)
    await make(reader.desk, Role.EDITOR, GULNAR)
    assert "press Try an address" in text(await reader.say("www.news.example"))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("help", "Help"),
        ("/рудз", "Help"),
        ("ЦЩКВЫ", "Words to watch"),
        ("//TOPICS@example_bot ", "Topics"),
        ("My data", "What is stored about you"),
        ("write to the editors", "Write to the editors"),
        ("/latest", "Spring has come 2"),
    ],
)
async def test_commands_are_understood_however_they_are_typed(reader: Reader, typed: str, title: str):
    assert text(await reader.say(typed)).startswith(title)


async def test_a_command_in_the_readers_language_is_one(reader: Reader):
    await reader.press(Act.FIRST, "kk")
    kazakh = reader.desk.catalogues["kk"]
    assert text(await reader.say(f"/{kazakh.gettext('Topics')}")).startswith(kazakh.gettext("Topics"))


async def test_an_editors_command_without_a_slash_is_a_word_to_a_reader(reader: Reader):
    assert "Do you want alerts on this word?" in text(await reader.say("freeze"))


async def test_what_answers_a_question_is_no_command(reader: Reader):
    await reader.press(Act.WORD_ADD)
    await reader.say("help")
    assert await reader.own() == [("help", False)]


# ── /latest, and what is stored ──────────────────────────────────────────────────────────────────


async def test_latest_by_topic_and_by_word(reader: Reader, newsroom: Newsroom):
    async with reader.desk.database.writing() as c:
        await add_article(c, newsroom.topics[1], 4)
    everything = await reader.press(Act.LATEST)
    assert "Spring has come 4" in text(everything)
    of_topic = await reader.tap(everything, "Rights")
    assert "Spring has come 2" in text(of_topic)
    assert "✓ ⁨Rights⁩" in button(of_topic, "Rights").text
    older = await reader.tap(of_topic, "Older")
    assert "Spring has come 1" in text(older)
    assert not [each for each in buttons(older) if each.text == "Older"]
    assert "Spring has come 2" in text(await reader.tap(older, "Newer"))
    assert "There is no alert on your topics yet." in text(await reader.tap(older, "Sport"))
    assert not [each for each in buttons(older) if "My words" in each.text]
    await reader.say("/words autumn")
    none = await reader.tap(await reader.press(Act.LATEST), "My words")
    assert "no alert yet that contains a word" in text(none)
    assert "Spring has come 4" in text(await reader.tap(none, "All"))


async def test_who_wants_it_discreet_can_hide_the_latest_at_once(reader: Reader):
    assert "Hide" not in [each.text for each in buttons(await reader.press(Act.LATEST))]
    await reader.press(Act.DISCREET_ON)
    shown = await reader.press(Act.LATEST)
    assert shown.screen is not None
    rows = [[each.text for each in row] for row in shown.screen.keyboard]
    assert rows[:3] == [["news.example"], ["Whole article", "Options"], ["Hide"]]  # under the alert
    assert rows[-1] == ["Back", "Hide"]  # and under the page
    opened = button(shown, "Options").press
    assert opened is not None
    under = (await reader.press(opened.act, *opened.args)).under
    assert under is not None
    empty = await reader.tap(shown, "Sport")
    ended = (await reader.press(Act.FINISH)).after
    assert ended is not None
    for row in (under[-1], shown.screen.keyboard[2], shown.screen.keyboard[-1], ended.keyboard[-1]):
        assert row[-1].press == Press(Act.HIDE)
    assert button(empty, "Hide").press == Press(Act.HIDE)


async def test_latest_by_any_of_many_topics(reader: Reader, newsroom: Newsroom):
    visit = await welcome(reader.desk, GULNAR, client_language="en", now=NOON)
    assert visit.subscriber is not None
    async with reader.desk.database.writing() as c:
        many = [await topics.add(c, slug=f"t{n}", names={"en": f"Topic {n}"}) for n in range(9)]
        for topic in many:
            await subscribers.set_topic(c, visit.subscriber.id, topic, on=True)
        for number in (4, 5):
            await add_article(c, many[8], number)
    second = await reader.tap(await reader.tap(await reader.press(Act.LATEST), "Older"), "Next")
    assert "Spring has come 4" in text(second)  # only the topics below it were turned
    last = await reader.tap(second, "Topic 8")
    assert "Spring has come 5" in text(last)
    older = await reader.tap(last, "Older")
    assert "Spring has come 4" in text(older)
    assert "✓" in button(older, "Topic 8").text  # the page stays
    assert "Rights" in str(buttons(await reader.tap(older, "Previous")))
    opened = button(older, "Options").press
    assert opened is not None
    under = (await reader.press(opened.act, *opened.args)).under
    assert under is not None
    back = under[-1][0].press
    assert back is not None
    assert text(await reader.press(back.act, *back.args)) == text(older)
    await reader.press(Act.TOPIC_OFF, many[8], 0, "")
    all_ = await reader.press(back.act, *back.args)  # nothing can be shown of what was muted
    assert "✓" in button(all_, "All").text
    assert "Spring has come 1" in text(all_)


async def test_words_alone_bring_the_latest_alerts_too(reader: Reader, newsroom: Newsroom):
    await reader.no_topics(newsroom)
    assert "so you receive no alerts" in text(await reader.press(Act.LATEST))
    await reader.say("/words spring")
    found = await reader.press(Act.LATEST)
    assert "Spring has come 2" in text(found)
    assert "Rights" in text(found)  # the article's own topic; the word stands nowhere else


async def test_what_is_skipped_is_not_among_the_latest(reader: Reader):
    await reader.press(Act.WORD_ADD, "s")
    await reader.say("spring")
    assert "There is no alert on your topics yet." in text(await reader.press(Act.LATEST))
    assert (await reader.press(Act.FINISH)).after is None


async def test_the_options_of_a_latest_alert_lead_back_to_its_place(reader: Reader, newsroom: Newsroom):
    of_topic = await reader.tap(await reader.press(Act.LATEST), "Rights")
    older = await reader.tap(of_topic, "Older")
    opened = button(older, "Options").press
    assert opened is not None
    under = None
    for act in (Act.MUTE, Act.UNMUTE):
        under = (await reader.press(opened.act, *opened.args)).under
        assert under is not None
        press = under[0][0].press
        assert press is not None
        assert press.act is act
        under = (await reader.press(press.act, *press.args)).under
        assert under is not None
    assert under is not None
    back = under[-1][0].press
    assert back is not None
    assert back.act is Act.LATEST
    assert text(await reader.press(back.act, *back.args)) == text(older)


async def test_words_are_told_at_mydata_however_many(reader: Reader):
    assert "Words you watch, encrypted: none" in text(await reader.press(Act.MYDATA))
    await reader.press(Act.WORD_ADD, "s")
    await reader.say("autumn")
    await reader.say("/words " + ",".join(f"{number:02}{'w' * 62}" for number in range(49)))
    told = await reader.press(Act.MYDATA)
    assert "Words you skip, encrypted: ⁨autumn⁩" in text(told)
    assert "00www" in text(told)
    assert "more words stand in your lists of words." in text(told)
    assert len(text(told)) < 2500  # beside a hundred numbers of alerts it stays one message
    assert "Words to watch" in text(await reader.tap(told, "Words"))


async def test_a_word_in_another_script_stands_apart(desk: Desk):
    word = Word(id=WordId(1), subscriber=SubscriberId(1), text=Sensitive("Ghulja"))
    shown = screens.one(desk.catalogues["ug"], word, [screens.Title("Rain in Ghulja", "en")], most=5)
    assert shown.text.startswith("\u200f")
    assert "\u200f\u2068Ghulja" in shown.text or "Ghulja\u2069" in shown.text
