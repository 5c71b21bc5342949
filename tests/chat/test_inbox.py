"""Readers write, report, share, want fewer alerts; editors answer: what each is shown."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alertbot.chat import acts, feedback, messages
from alertbot.chat.access import Act
from alertbot.chat.allowance import Allowance
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, welcome
from alertbot.chat.screens.page import utf16
from alertbot.chat.screens.readers import feedback as feedback_screens
from alertbot.dispatch.render import LONGEST_TEXT
from alertbot.model import ChatId, Feedback, FeedbackId, ReportReason, Role, Urgency
from alertbot.storage import alerts, dialogs, people, reviewers, words
from alertbot.storage import feedback as rows
from tests.chat.conftest import Newsroom
from tests.chat.desk import editor
from tests.chat.test_walk import check
from tests.conftest import NOON, ON_SQLITE

pytestmark = ON_SQLITE
GULNAR, ANN, BEN = 4_000_000_001, 21, 22


# ── readers ──────────────────────────────────────────────────────────────────────────────────────


async def press(desk: Desk, user: int, act: Act, *args: object) -> Reply:
    visit = await welcome(desk, ChatId(user), client_language="en", now=NOON)
    return await acts.perform(desk, visit, Press(act, tuple(map(str, args))))


async def say(desk: Desk, user: int, text: str, *, now: datetime = NOON, message: int | None = None) -> Reply:
    visit = await welcome(desk, ChatId(user), client_language="en", now=now)
    return await messages.read(desk, replace(visit, message=message), text)


def text(reply: Reply) -> str:
    assert reply.screen is not None
    return reply.screen.text


def buttons(reply: Reply) -> list[str]:
    assert reply.screen is not None
    return [button.text for row in reply.screen.keyboard for button in row]


async def waiting(desk: Desk) -> list[Feedback]:
    async with desk.database.reading() as c:
        return await rows.waiting(c, now=NOON)


@pytest.fixture
async def reader(desk: Desk, newsroom: Newsroom) -> int:
    await press(desk, GULNAR, Act.AGREE, "en", "")
    return GULNAR


async def test_a_stranger_gets_the_way_in_and_an_editor_the_menu(desk: Desk, newsroom: Newsroom):
    assert "You do not receive alerts yet" in text(await press(desk, GULNAR, Act.FEEDBACK))
    await editor(desk, ANN)
    assert "Tengri Tag News" in text(await press(desk, ANN, Act.FEEDBACK))
    assert await waiting(desk) == []


async def test_before_writing_it_is_said_who_sees_it_and_for_how_long(desk: Desk, reader: int):
    said = text(await press(desk, reader, Act.FEEDBACK))
    assert "do not see who you are" in said
    assert "for 30 days at most" in said


async def test_several_messages_are_one_until_there_is_no_room(desk: Desk, reader: int):
    for n in range(feedback.MOST_TEXTS):
        await press(desk, reader, Act.FEEDBACK)
        assert "with the editors" in text(await say(desk, reader, f"message {n}"))
    full = await press(desk, reader, Act.FEEDBACK)
    assert "Please wait" in text(full)
    assert "message 0" in text(full)
    assert "I do not understand" in text(await say(desk, reader, "This is one more, and there is no room."))
    (known,) = await waiting(desk)
    assert known.texts == ("message 0", "message 1", "message 2")
    assert "message 1" in text(await press(desk, reader, Act.MYDATA))
    assert "erased" in text(await press(desk, reader, Act.FEEDBACK_TAKE_BACK))
    assert await waiting(desk) == []
    assert "wait for an answer: none" in text(await press(desk, reader, Act.MYDATA))


async def test_what_stands_behind_the_command_is_the_message_and_leaves_the_chat(desk: Desk, reader: int):
    visit = await welcome(desk, ChatId(reader), client_language="en", now=NOON)
    visit = replace(visit, message=5, wrote=True)
    reply = await messages.read(desk, visit, "/feedback The town has another name.")
    assert "with the editors" in text(reply)
    assert reply.away == (5,)
    (known,) = await waiting(desk)
    assert known.texts == ("The town has another name.",)


async def test_what_cannot_be_taken_is_said_and_may_be_sent_again(desk: Desk, reader: int):
    await press(desk, reader, Act.FEEDBACK)
    assert "too long: 701 letters" in text(await say(desk, reader, "x" * 701))
    assert "as text" in text(await say(desk, reader, "\u200b"))
    visit = await welcome(desk, ChatId(reader), client_language="en", now=NOON)
    assert "as text" in text(messages.unreadable(desk, visit))  # a picture, a forwarded message
    assert "with the editors" in text(await say(desk, reader, "x" * 700))


async def test_a_day_has_a_limit_for_messages_and_reports(desk: Desk, reader: int, newsroom: Newsroom):
    desk = replace(desk, feedback=replace(desk.feedback, allowance=Allowance(b"key", most=1)))
    await press(desk, reader, Act.REPORT_FOR, newsroom.articles[0], "t")
    await press(desk, reader, Act.FEEDBACK)
    assert "a lot" in text(await say(desk, reader, "hello"))
    assert "a lot" in text(await press(desk, reader, Act.REPORT_FOR, newsroom.articles[1], "t"))
    assert len(await waiting(desk)) == 1


async def test_a_report_is_made_once_and_may_be_explained(desk: Desk, reader: int, newsroom: Newsroom):
    article = newsroom.articles[0]
    asked = await press(desk, reader, Act.REPORT, article)
    assert "It endangers somebody" in buttons(asked)
    for reason in "ttd":
        await press(desk, reader, Act.REPORT_FOR, article, reason)
    await say(desk, reader, "the second name")
    (known,) = await waiting(desk)
    assert (known.reason, known.texts, known.language) == (ReportReason.DANGER, ("the second name",), "en")
    await press(desk, reader, Act.FEEDBACK)
    await say(desk, reader, "something else")
    assert len(await waiting(desk)) == 2  # beside the report
    await press(desk, reader, Act.REPORT_FOR, article, "nonsense")
    assert {each.reason and each.reason.value for each in await waiting(desk)} == {"o", None}


async def test_what_has_no_room_any_more_is_not_said_to_be_taken(desk: Desk, reader: int, newsroom: Newsroom):
    answered = []
    for n in range(feedback.MOST_TEXTS + 1):
        await press(desk, reader, Act.REPORT_FOR, newsroom.articles[0], "t")
        answered.append(text(await say(desk, reader, f"It is name {n}")))
    assert "Please wait until the editors have answered." in answered[-1]
    (known,) = await waiting(desk)
    assert len(known.texts) == feedback.MOST_TEXTS


@pytest.mark.parametrize("act", [Act.SHARE, Act.REPORT, Act.REPORT_FOR])
async def test_of_an_alert_that_is_gone_it_is_said(desk: Desk, reader: int, act: Act):
    assert (await press(desk, reader, act, 99)).toast == "This is not there any more."


async def test_more_about_a_report_that_was_answered_meanwhile(desk: Desk, reader: int, newsroom: Newsroom):
    await press(desk, reader, Act.REPORT_FOR, newsroom.articles[0], "t")
    async with desk.database.writing() as c:
        await rows.close(c, (await rows.waiting(c, now=NOON))[0])
    assert "not there any more" in text(await say(desk, reader, "the second name"))


async def test_a_link_for_a_friend_has_language_and_topic_and_nothing_of_the_reader(
    desk: Desk, reader: int, newsroom: Newsroom
):
    shown = (await press(desk, reader, Act.SHARE, newsroom.articles[0])).screen
    assert shown is not None
    link = "https://t.me/example_bot?start=s_en_1"
    (code,) = [each for each in shown.entities if each.type == "code"]
    assert shown.text.encode("utf-16-le")[2 * code.offset : 2 * (code.offset + code.length)].decode(
        "utf-16-le"
    ) == link  # fmt: skip
    url = shown.keyboard[0][0].url
    assert url is not None
    assert url.startswith(
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fexample_bot%3Fstart%3Ds_en_1&text="
    )
    assert "Telegram shows your friend" in shown.text
    unfiled = await press(desk, reader, Act.SHARE, newsroom.unfiled)
    assert "start=s_en\u2069" in text(unfiled)


async def test_fewer_alerts_counts_by_topic_and_switches(desk: Desk, reader: int, newsroom: Newsroom):
    async with desk.database.writing() as c:
        for article, days in zip(newsroom.articles, (1, 8), strict=True):
            await alerts.add(
                c, article, urgency=Urgency.ORDINARY, now=NOON - timedelta(days=days), deadline_at=NOON
            )  # fmt: skip
    shown = await press(desk, reader, Act.FEWER)
    assert buttons(shown)[:2] == ["✓ ⁨⁨Rights⁩: 1⁩", "✓ ⁨⁨Culture⁩: 0⁩"]
    assert buttons(shown)[-1] == "Hide"  # it shows what was chosen
    assert not any("Only my words" in each for each in buttons(shown))
    off = await press(desk, reader, Act.FEWER_OFF, newsroom.topics[0], 0)
    assert buttons(off)[0] == "○ ⁨⁨Rights⁩: 1⁩"
    assert buttons(await press(desk, reader, Act.FEWER_ON, newsroom.topics[0], 0))[0].startswith("✓")
    assert "✓" in buttons(await press(desk, reader, Act.WORDS_ONLY))[0]  # nothing would come then
    visit = await welcome(desk, ChatId(reader), client_language="en", now=NOON)
    assert visit.subscriber is not None
    async with desk.database.writing() as c:
        await words.add(c, visit.subscriber.id, "Ghulja")
    assert any("Only my words" in each for each in buttons(await press(desk, reader, Act.FEWER)))
    assert not any("✓" in each for each in buttons(await press(desk, reader, Act.WORDS_ONLY)))


# ── editors ──────────────────────────────────────────────────────────────────────────────────────


async def write(desk: Desk, reader: int, said: str = "A name is wrong") -> FeedbackId:
    await press(desk, reader, Act.FEEDBACK)
    await say(desk, reader, said)
    return (await waiting(desk))[0].id


async def test_who_does_not_read_the_language_sees_nothing_while_somebody_does(desk: Desk, reader: int):
    await editor(desk, ANN, "en")
    await editor(desk, BEN, "ug", role=Role.OWNER)
    id = await write(desk, reader)
    assert "No message" in text(await press(desk, BEN, Act.INBOX))
    for act in (Act.INBOX_ONE, Act.INBOX_ANSWER, Act.INBOX_CLOSE, Act.INBOX_CLOSE_SURE):
        assert (await press(desk, BEN, act, id, 1)).toast == "You may not do this."
    assert any("readers: 0" in each for each in buttons(await press(desk, BEN, Act.NEWSROOM)))
    assert any("readers: 1" in each for each in buttons(await press(desk, ANN, Act.NEWSROOM)))
    async with desk.database.writing() as c:
        await reviewers.set_away(c, (await reviewers.all(c))[0].person.id, away=True)
    assert "A name is wrong" in text(await press(desk, BEN, Act.INBOX_ONE, id))


async def test_two_editors_do_not_answer_the_same(desk: Desk, reader: int):
    for each in (ANN, BEN):
        await editor(desk, each, "en")
    id = await write(desk, reader)
    assert "Your next message" in text(await press(desk, ANN, Act.INBOX_ANSWER, id))
    busy = await press(desk, BEN, Act.INBOX_ANSWER, id)
    assert "is on it" in text(busy)
    assert "Answer" not in buttons(busy)
    assert "is on it" in text(await press(desk, BEN, Act.INBOX_CLOSE_SURE, id, 1))
    await press(desk, ANN, Act.INBOX_ONE, id)  # she goes back
    await press(desk, BEN, Act.INBOX_ANSWER, id)
    async with desk.database.writing() as c:  # as if she had been asked still
        data = {"feedback": id, "version": 1}
        await dialogs.put(c, ChatId(ANN), kind="feedback answer", data=data, now=NOON)
    assert "A colleague is answering" in text(await say(desk, ANN, "Thanks from Ann"))
    assert "on its way" in text(await say(desk, BEN, "Thanks from Ben"))
    assert "answered or erased already" in text(await press(desk, ANN, Act.INBOX_ANSWER, id))
    async with desk.database.reading() as c:
        assert [each.answer for each in await rows.to_bring(c, limit=9)] == ["Thanks from Ben"]


async def test_an_editor_who_has_not_read_all_is_shown_the_rest(desk: Desk, reader: int):
    await editor(desk, ANN, "en")
    id = await write(desk, reader)
    await press(desk, ANN, Act.INBOX_ANSWER, id)
    await write(desk, reader, "No, it is right")
    again = text(await say(desk, ANN, "We will correct it."))
    assert "written more meanwhile" in again
    assert "No, it is right" in again
    assert "written more meanwhile" in text(await press(desk, ANN, Act.INBOX_CLOSE_SURE, id, 1))
    await press(desk, ANN, Act.INBOX_ANSWER, id)
    assert "A part is missing" in text(await say(desk, ANN, "\u200b"))
    assert "too long" in text(await say(desk, ANN, "x" * 1501))
    assert "on its way" in text(await say(desk, ANN, "Good."))
    assert "No message" in text(await press(desk, ANN, Act.INBOX))


async def test_an_answer_that_comes_late_is_not_sent_and_not_lost(desk: Desk, reader: int):
    for each in (ANN, BEN):
        await editor(desk, each, "en")
    id = await write(desk, reader)
    await press(desk, ANN, Act.INBOX_ANSWER, id)
    late = NOON + rows.CLAIM
    refused = await say(desk, ANN, "Thanks from Ann", now=late, message=7)
    assert "a colleague could have answered meanwhile" in text(refused)
    assert "A name is wrong" in text(refused)
    assert refused.away == ()  # her text stays, to be copied
    busy = await say(desk, ANN, "x" * 1501, now=late + rows.CLAIM / 2, message=8)
    assert "too long" in text(busy)  # it is hers again
    sent = await say(desk, ANN, "Thanks from Ann", now=late + rows.CLAIM, message=9)
    assert "on its way" in text(sent)
    assert sent.away == (7, 8, 9)


async def test_an_answer_that_comes_after_a_colleagues_is_not_lost(desk: Desk, reader: int):
    for each in (ANN, BEN):
        await editor(desk, each, "en")
    id = await write(desk, reader)
    await press(desk, ANN, Act.INBOX_ANSWER, id)
    async with desk.database.writing() as c:
        await rows.claim(c, id, (await reviewers.all(c))[1].person.id, now=NOON + rows.CLAIM)
    late = NOON + rows.CLAIM + timedelta(minutes=1)
    refused = await say(desk, ANN, "Thanks from Ann", now=late, message=7)
    assert "A colleague is answering" in text(refused)
    assert refused.away == ()
    assert await waiting(desk) != []


async def test_an_answer_is_shown_to_its_reader_alone_and_told_at_mydata(desk: Desk, reader: int):
    id = await write(desk, reader)
    assert (await press(desk, reader, Act.ANSWER_SHOW, id)).toast  # nobody has answered yet
    assert "Answers of the editors" not in text(await press(desk, reader, Act.MYDATA))
    async with desk.database.writing() as c:
        await rows.close(c, (await rows.waiting(c, now=NOON))[0])
    await press(desk, BEN, Act.AGREE, "en", "")
    for act in (Act.ANSWER_SHOW, Act.ANSWER_HIDE):
        assert (await press(desk, BEN, act, id)).screen is None
    assert "They cannot answer it." in text(await press(desk, reader, Act.ANSWER_SHOW, id))
    assert text(await press(desk, reader, Act.ANSWER_HIDE, id)) == "There is news."
    mine = text(await press(desk, reader, Act.MYDATA))
    assert "Answers of the editors, encrypted, kept until you have opened them: 1" in mine


async def test_who_is_answering_is_called_what_the_owner_calls_them(desk: Desk, reader: int):
    ann, _ = await editor(desk, ANN, "en"), await editor(desk, BEN, "en")
    async with desk.database.writing() as c:
        await people.set_label(c, ann, "ئاينۇر")
    id = await write(desk, reader)
    await press(desk, ANN, Act.INBOX_ANSWER, id)
    assert "⁨ئاينۇر⁩ is on it" in text(await press(desk, BEN, Act.INBOX_ONE, id))


async def test_what_a_reader_wrote_does_not_stay_in_an_editors_chat(desk: Desk, reader: int):
    await editor(desk, ANN, "en")
    said = "\U0001f54a" * feedback.LONGEST
    id = await write(desk, reader, said)
    for other in ("?", "!")[: feedback.MOST_TEXTS - 1]:
        await write(desk, reader, said[1:] + other)
    for act in (Act.INBOX_ONE, Act.INBOX_ANSWER):
        shown = (await press(desk, ANN, act, id)).screen
        assert shown is not None
        assert shown.private is not None
        assert "\U0001f54a" in shown.text
        assert utf16(shown.text) <= LONGEST_TEXT


async def test_a_forgotten_readers_message_is_gone_under_the_editors_hands(desk: Desk, reader: int):
    await editor(desk, ANN, "en")
    id = await write(desk, reader)
    await press(desk, ANN, Act.INBOX_ANSWER, id)
    await press(desk, reader, Act.FORGET_SURE)
    assert "answered or erased already" in text(await say(desk, ANN, "Thanks"))
    for act in (Act.INBOX_ONE, Act.INBOX_CLOSE, Act.INBOX_CLOSE_SURE):
        assert "answered or erased already" in text(await press(desk, ANN, act, id, 1))


async def test_a_report_stands_beside_the_alert_with_the_ways_on(desk: Desk, reader: int, newsroom: Newsroom):
    await editor(desk, ANN, "en")
    await press(desk, reader, Act.REPORT_FOR, newsroom.articles[0], "d")
    (known,) = await waiting(desk)
    listed = await press(desk, ANN, Act.INBOX)
    line = f"1. Reader \u2066{known.name}\u2069 · It endangers somebody"
    assert line in text(listed)
    assert line.partition(" ·")[0] in buttons(listed)
    shown = await press(desk, ANN, Act.INBOX_ONE, known.id)
    for said in ("It endangers somebody", "News example", "Spring has come 1"):
        assert said in text(shown)
    assert {"news.example", "Stop all alerts", "Answer", "Close"} <= set(buttons(shown))
    assert str(GULNAR) not in text(shown)


@pytest.mark.parametrize("language", ["ug", "kk"])
async def test_the_screens_of_a_message_run_the_right_way(desk: Desk, newsroom: Newsroom, language: str):
    await press(desk, GULNAR, Act.AGREE, language, "")
    await editor(desk, ANN, language, speaks=language)
    await press(desk, GULNAR, Act.REPORT_FOR, newsroom.articles[0], "d")
    await say(desk, GULNAR, "\n".join(["ئىسىم (Ghulja) خاتا", "https://news.example Есім", "x" * 650]))
    (known,) = await waiting(desk)
    assert known.language == language
    catalogue = desk.catalogues[language]
    for user, act in [
        (GULNAR, Act.FEEDBACK), (ANN, Act.INBOX), (ANN, Act.INBOX_ONE), (ANN, Act.INBOX_ANSWER),
        (ANN, Act.INBOX_CLOSE),
    ]:  # fmt: skip
        shown = (await press(desk, user, act, *([known.id] if act is not Act.FEEDBACK else []))).screen
        assert shown is not None
        check(shown, catalogue)
    check(feedback_screens.answered(catalogue, replace(known, answer="Рақмет\nرەھمەت")), catalogue)
