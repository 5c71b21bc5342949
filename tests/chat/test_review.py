"""Editors see what waits, decide it once, and never fight over it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.chat import acts, messages
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, welcome
from alertbot.model import (
    ChatId,
    EditionId,
    EditionState,
    HoldReason,
    KeptFinding,
    Origin,
    Role,
    Urgency,
    WorkKind,
)
from alertbot.prepare.review import AHEAD
from alertbot.storage import audit, editions, policies, review, reviewers, tables, topics, work
from alertbot.storage.audit import Deed
from tests.chat.desk import BETTER, DEADLINE, DRAFT, HARD, SOFT, SOURCE, WRONG, editor, held
from tests.conftest import NOON

ANN, BEN, CEM = 11, 12, 13


class At:
    """A person at the desk, at a time."""

    def __init__(self, desk: Desk, user: int = ANN, *, minutes: float = 0) -> None:
        self.desk = desk
        self.user = ChatId(user)
        self.now = NOON + timedelta(minutes=minutes)

    async def press(self, act: Act, *args: object) -> Reply:
        visit = await welcome(self.desk, self.user, client_language="en", now=self.now)
        return await acts.perform(self.desk, visit, Press(act, tuple(str(arg) for arg in args)))

    async def say(self, text: str) -> Reply:
        visit = await welcome(self.desk, self.user, client_language="en", now=self.now)
        return await messages.read(self.desk, visit, text)


def text(reply: Reply) -> str:
    shown = reply.screen or reply.after
    assert shown is not None
    return shown.text


def labels(reply: Reply) -> list[str]:
    assert reply.screen is not None
    return [each.text.strip("\u200e\u200f") for row in reply.screen.keyboard for each in row]


def pressing(reply: Reply, label: str) -> Press:
    """What stands behind the button with this label."""
    assert reply.screen is not None
    found = [each.press for row in reply.screen.keyboard for each in row if label in each.text]
    assert found, labels(reply)
    assert found[0] is not None
    return found[0]


async def state(desk: Desk, id: EditionId) -> tuple[EditionState, Origin, int]:
    async with desk.database.reading() as c:
        edition = await editions.get(c, id)
    return edition.state, edition.origin, edition.revision


async def deeds(desk: Desk) -> list[str]:
    async with desk.database.reading() as c:
        return [each.deed for each in await audit.latest(c, limit=20)]


# ── the list ─────────────────────────────────────────────────────────────────────────────────────


async def test_what_waits_in_my_languages_the_most_urgent_first(desk: Desk):
    await editor(desk, ANN, "ug")
    await held(desk, draft=("كونا", ""))
    await held(desk, draft=("جىددىي", ""), urgency=Urgency.URGENT, minutes=5)
    await held(desk, "kk", draft=("Қазақша", ""))
    shown = text(await At(desk, minutes=10).press(Act.REVIEW))
    assert "2 texts wait." in shown
    assert shown.index("جىددىي") < shown.index("كونا")
    assert "Қазақша" not in shown
    assert "20 minutes left" in shown
    assert "urgent" in shown


async def test_a_lone_owner_sees_and_decides_everything(desk: Desk):
    await editor(desk, ANN, role=Role.OWNER)
    ids = [await held(desk, "ug"), await held(desk, "kk", draft=("Мектеп ашылды", ""))]
    assert "2 texts wait." in text(await At(desk).press(Act.REVIEW))
    for id in ids:
        await At(desk).press(Act.REVIEW_ITEM, id)
        await At(desk).press(Act.APPROVE, id, 1)
    assert [(await state(desk, id))[0] for id in ids] == [EditionState.READY] * 2


async def test_many_are_paged_and_nothing_is_said_in_words(desk: Desk):
    await editor(desk, ANN, "ug")
    assert "Nothing waits for you." in text(await At(desk).press(Act.REVIEW))
    for _ in range(6):
        await held(desk)
    first = await At(desk).press(Act.REVIEW)
    assert labels(first)[:6] == ["1", "2", "3", "4", "5", "Next"]
    assert labels(await At(desk).press(Act.REVIEW, 1))[:2] == ["6", "Previous"]


async def test_the_notice_opens_the_list_in_a_new_message(desk: Desk):
    await editor(desk, ANN, "ug")
    reply = await At(desk).press(Act.REVIEW, 0, "n")
    assert (reply.screen, text(reply).split("\n")[0]) == (None, "Review")


async def test_a_reader_reviews_nothing(desk: Desk):
    id = await held(desk)
    reader = At(desk)
    await reader.press(Act.AGREE, "en", "")
    for act in (Act.REVIEW, Act.REVIEW_ITEM, Act.APPROVE, Act.APPROVE_SURE, Act.REJECT_FOR, Act.POLICY):
        assert "You may not do this." in text(await reader.press(act, id, 1, "m"))
    assert (await state(desk, id))[0] is EditionState.HELD


@pytest.mark.parametrize(
    ("act", "args"),
    [
        (Act.REVIEW_ITEM, ()), (Act.APPROVE, (1,)), (Act.APPROVE_SURE, (1,)), (Act.REWRITE, ()),
        (Act.REJECT, (1,)), (Act.REJECT_FOR, (1, "m")), (Act.COLLEAGUES, ()), (Act.HAND_OVER, (1,)),
    ],
)  # fmt: skip
async def test_an_editor_of_another_language_decides_nothing(desk: Desk, act: Act, args):
    await editor(desk, ANN, "kk")
    id = await held(desk)
    reply = await At(desk).press(act, id, *args)
    assert reply.toast == "You may not do this."
    assert (await state(desk, id))[0] is EditionState.HELD


async def test_rights_that_were_taken_away_are_gone_at_the_next_press(desk: Desk):
    ann = await editor(desk, ANN, "ug")
    id = await held(desk)
    shown = await At(desk).press(Act.REVIEW_ITEM, id)
    async with desk.database.writing() as c:
        await reviewers.set_languages(c, ann, ["kk"])
    approve = pressing(shown, "Approve")
    assert (await At(desk).press(approve.act, *approve.args)).toast == "You may not do this."
    assert "This does not wait" not in text(await At(desk).say("\n".join(BETTER)))
    assert await state(desk, id) == (EditionState.HELD, Origin.MACHINE, 1)


# ── one text ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_text_stands_beside_its_source_with_the_findings_marked(desk: Desk):
    await editor(desk, ANN, "ug")
    id = await held(desk, draft=WRONG, findings=[HARD], reasons=[HoldReason.HARD, HoldReason.POLICY])
    reply = await At(desk, minutes=2).press(Act.REVIEW_ITEM, id)
    shown = text(reply)
    for expected in (*WRONG, *SOURCE, "Numbers of the source are missing: \u2068140\u2069", "28 minutes"):
        assert expected in shown
    assert "It goes out only if somebody approves it." in shown
    assert reply.screen is not None
    units = shown.encode("utf-16-le")
    marked = [
        units[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le")
        for each in reply.screen.entities
        if each.type == "underline"
    ]
    assert marked == ["140"]
    assert "Read the article" in labels(reply)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "it goes out in 30 minutes, labelled as not checked"), (31, "sent their next language already")],
)
async def test_until_when_it_waits_is_said(desk: Desk, minutes: int, said: str):
    await editor(desk, ANN, "ug")
    id = await held(desk)
    assert said in text(await At(desk, minutes=minutes).press(Act.REVIEW_ITEM, id))


async def test_approving_sends_it_checked_and_shows_the_next(desk: Desk):
    ann = await editor(desk, ANN, "ug")
    first, second = await held(desk), await held(desk, draft=("ئىككىنچى", ""))
    await At(desk).press(Act.REVIEW_ITEM, first)
    reply = await At(desk).press(Act.APPROVE, first, 1)
    assert reply.toast == "Approved."
    assert "ئىككىنچى" in text(reply)
    assert await state(desk, first) == (EditionState.READY, Origin.MACHINE_CHECKED, 1)
    assert "Nothing waits for you." in text(await At(desk).press(Act.APPROVE, second, 1))
    async with desk.database.reading() as c:
        last = await audit.last_of(c, second)
    assert last is not None
    assert (last.deed, last.person, last.detail["language"]) == (Deed.APPROVED, ann, "ug")


async def test_a_serious_finding_is_asked_about_once_more(desk: Desk):
    await editor(desk, ANN, "ug")
    id = await held(desk, findings=[HARD])
    asked = await At(desk).press(Act.APPROVE, id, 1)
    assert "Compare these with the source" in text(asked)
    assert (await state(desk, id))[0] is EditionState.HELD
    sure = pressing(asked, "Yes, it is right")
    await At(desk).press(sure.act, *sure.args)
    assert (await state(desk, id))[0] is EditionState.READY


async def test_two_people_never_fight_over_one_text(desk: Desk):
    await editor(desk, ANN, "ug")
    await editor(desk, BEN, "ug")
    id = await held(desk)
    await At(desk).press(Act.REVIEW_ITEM, id)
    seen = await At(desk, BEN).press(Act.REVIEW_ITEM, id)
    assert "is on it." in text(seen)
    assert labels(seen) == ["Read the article", "Next", "Back"]
    assert "is on it" in text(await At(desk, BEN).press(Act.REVIEW))
    for act, args in [(Act.APPROVE, (1,)), (Act.REJECT, (1,)), (Act.REJECT_FOR, (1, "m")), (Act.REWRITE, ())]:
        assert "is on it." in text(await At(desk, BEN).press(act, id, *args))
    assert await state(desk, id) == (EditionState.HELD, Origin.MACHINE, 1)
    later = At(desk, BEN, minutes=review.CLAIM / timedelta(minutes=1))
    assert "Approve" in labels(await later.press(Act.REVIEW_ITEM, id))


async def test_the_next_one_is_one_that_nobody_has_in_hand(desk: Desk):
    await editor(desk, ANN, "ug")
    await editor(desk, BEN, "ug")
    first, second, third = [await held(desk, draft=(name, "")) for name in ("بىر", "ئىككى", "ئۈچ")]
    await At(desk).press(Act.REVIEW_ITEM, second)
    await At(desk, BEN).press(Act.REVIEW_ITEM, first)
    assert "ئۈچ" in text(await At(desk, BEN).press(Act.REVIEW_NEXT, first))
    assert "بىر" in text(await At(desk, BEN).press(Act.REVIEW_NEXT, third))
    await At(desk).press(Act.APPROVE, second, 1)
    await At(desk).press(Act.APPROVE, third, 1)
    assert "1 text waits." in text(await At(desk, BEN).press(Act.REVIEW_NEXT, first))


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("approve", "has approved it already."),
        ("reject", "has rejected it already."),
        ("release", "it went out, labelled as not checked."),
        ("none", "This does not wait any more."),
    ],
)
async def test_an_old_button_decides_nothing_and_says_why(desk: Desk, deed: str, said: str):
    await editor(desk, ANN, "ug")
    await editor(desk, BEN, "ug")
    id = await held(desk)
    match deed:
        case "approve":
            await At(desk, BEN).press(Act.APPROVE, id, 1)
        case "reject":
            await At(desk, BEN).press(Act.REJECT_FOR, id, 1, "l")
        case _:
            async with desk.database.writing() as c:
                await review.release(c, id, 1, now=NOON)
                if deed == "release":
                    await audit.note(
                        c, Deed.RELEASED, person=None, now=NOON, subject=audit.EDITION, subject_id=id
                    )
    before = await state(desk, id)
    for act, args in [
        (Act.APPROVE, (1,)),
        (Act.REJECT_FOR, (1, "m")),
        (Act.REVIEW_ITEM, ()),
        (Act.REJECT, (1,)),
    ]:
        assert said in text(await At(desk).press(act, id, *args))
    assert await state(desk, id) == before


async def test_a_text_that_was_changed_meanwhile_is_shown_again(desk: Desk):
    await editor(desk, ANN, "ug")
    id = await held(desk)
    await At(desk).press(Act.REVIEW_ITEM, id)
    await At(desk).say("\n".join(BETTER))
    reply = await At(desk).press(Act.APPROVE, id, 1)
    assert "It has been changed meanwhile." in text(reply)
    assert BETTER[0] in text(reply)
    assert (await state(desk, id))[0] is EditionState.HELD


# ── many at once ─────────────────────────────────────────────────────────────────────────────────


async def test_the_clean_ones_go_out_in_one_press_and_no_other(desk: Desk):
    await editor(desk, ANN, "ug")
    await editor(desk, BEN, "ug")
    clean = [await held(desk) for _ in range(3)]
    kept = [
        await held(desk, findings=[SOFT], reasons=[HoldReason.FINDINGS, HoldReason.POLICY]),
        await held(desk, findings=[HARD], reasons=[HoldReason.HARD]),
        await held(desk, reasons=[HoldReason.NAMED, HoldReason.POLICY]),
        await held(desk, draft=None, reasons=[HoldReason.NO_DRAFT]),
        await held(desk, "kk"),
    ]
    many = pressing(await At(desk).press(Act.REVIEW), "Approve 3 texts without findings")
    late = await held(desk)  # came after the list was shown
    await At(desk, BEN).press(Act.REVIEW_ITEM, clean[2])  # and a colleague has taken this one
    reply = await At(desk).press(many.act, *many.args)
    assert reply.toast == "2 texts were approved."
    told = [(await state(desk, id))[0] for id in (*clean, late, *kept)]
    assert told == [EditionState.READY] * 2 + [EditionState.HELD] * 7
    assert (await deeds(desk)).count(Deed.APPROVED_CLEAN) == 2
    again = await At(desk).press(many.act, *many.args)
    assert again.toast == "0 texts were approved."


async def test_more_than_were_shown_are_not_approved(desk: Desk):
    """A colleague let go of one meanwhile: it was not among those that were counted."""
    await editor(desk, ANN, "ug")
    await editor(desk, BEN, "ug")
    ids = [await held(desk) for _ in range(3)]
    await At(desk, BEN).press(Act.REVIEW_ITEM, ids[0])
    many = pressing(await At(desk).press(Act.REVIEW), "Approve 2 texts")
    await At(desk, BEN).press(Act.REVIEW)
    reply = await At(desk).press(many.act, *many.args)
    assert reply.toast == "What waits has changed. Look at it again."
    assert [(await state(desk, id))[0] for id in ids] == [EditionState.HELD] * 3
    assert "Approve 3 texts without findings" in labels(reply)


async def test_a_text_that_was_changed_is_not_among_the_clean_ones(desk: Desk):
    await editor(desk, ANN, "ug")
    ids = [await held(desk) for _ in range(2)]
    many = pressing(await At(desk).press(Act.REVIEW), "Approve 2 texts")
    await At(desk).press(Act.REVIEW_ITEM, ids[0])
    await At(desk).say("\n".join(BETTER))
    await At(desk).press(many.act, *many.args)
    assert [(await state(desk, id))[0] for id in ids] == [EditionState.HELD, EditionState.READY]


# ── writing ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_changed_text_is_checked_at_once_and_shown_again(desk: Desk):
    ann = await editor(desk, ANN, "ug")
    id = await held(desk, findings=[SOFT])
    await At(desk).press(Act.REVIEW_ITEM, id)
    wrong = await At(desk).say("\n".join(WRONG))
    assert "Serious: Numbers of the source are missing: \u2068140\u2069" in text(wrong)
    assert await state(desk, id) == (EditionState.HELD, Origin.MACHINE_CHECKED, 2)
    right = await At(desk).say("\n".join(BETTER))
    assert "Serious" not in text(right)
    assert "Changed. It goes out when you approve it." in text(right)
    async with desk.database.reading() as c:
        waiting = await review.get(c, id)
        record = (await audit.latest(c, limit=1))[0]
    assert (waiting.reasons, waiting.by_itself) == ((HoldReason.EDITED,), True)
    assert (waiting.since, waiting.deadline_at) == (NOON, DEADLINE)
    assert (record.deed, record.person) == (Deed.EDITED, ann)
    approve = pressing(right, "Approve")
    await At(desk).press(approve.act, *approve.args)
    assert await state(desk, id) == (EditionState.READY, Origin.MACHINE_CHECKED, 3)


async def test_what_was_changed_is_remembered(desk: Desk):
    await editor(desk, ANN, "ug")
    id = await held(desk)
    await At(desk).press(Act.REVIEW_ITEM, id)
    await At(desk).say("\n".join(BETTER))
    async with desk.database.reading() as c:
        last = await audit.last_of(c, id)
    assert last is not None
    assert last.detail["changes"] == [["غۇلجىدا", "قۇلجىدا"]]


async def test_what_an_editor_wrote_goes_out_by_itself_only_without_serious_findings(desk: Desk):
    await editor(desk, ANN, "ug")
    id = await held(desk)
    await At(desk).press(Act.REVIEW_ITEM, id)
    await At(desk).say("\n".join(WRONG))
    async with desk.database.reading() as c:
        assert not (await review.get(c, id)).by_itself
    await At(desk).say("\n".join(BETTER))
    async with desk.database.reading() as c:
        assert (await review.get(c, id)).by_itself
        assert await work.next_due(c, [WorkKind.REVIEW]) == DEADLINE - AHEAD


async def test_a_text_about_a_named_person_stays_one(desk: Desk):
    await editor(desk, ANN, "ug")
    named = await held(desk, reasons=[HoldReason.NAMED])
    await At(desk).press(Act.REVIEW_ITEM, named)
    await At(desk).say("\n".join(BETTER))
    async with desk.database.writing() as c:
        assert HoldReason.NAMED in (await review.get(c, named)).reasons
        [topic] = await topics.all(c)
        await policies.set_named(c, topic.id, on=True)
    other = await held(desk)
    await At(desk).press(Act.REVIEW_ITEM, other)
    await At(desk).say("\n".join(BETTER))
    async with desk.database.reading() as c:
        assert HoldReason.NAMED not in (await review.get(c, other)).reasons  # Ghulja alone is no full name


async def test_without_a_draft_the_editor_translates(desk: Desk):
    await editor(desk, ANN, "ug")
    id = await held(desk, draft=None, reasons=[HoldReason.NO_DRAFT])
    assert SOURCE[0] in text(await At(desk).press(Act.REVIEW))
    await At(desk).press(Act.APPROVE, id, 0)  # no button of ours
    assert (await state(desk, id))[0] is EditionState.HELD
    shown = await At(desk).press(Act.REVIEW_ITEM, id)
    assert "No machine has translated it. You can." in text(shown)
    assert "Approve" not in labels(shown)
    assert SOURCE[1] in text(shown)
    written = await At(desk).say("\n".join(BETTER))
    assert await state(desk, id) == (EditionState.HELD, Origin.PERSON, 1)
    approve = pressing(written, "Approve")
    await At(desk).press(approve.act, *approve.args)
    assert await state(desk, id) == (EditionState.READY, Origin.PERSON, 1)


async def test_what_is_to_be_translated_is_shown_too_where_a_model_shortened_it(desk: Desk):
    await editor(desk, ANN, "ug")
    await held(desk, draft=None, reasons=[HoldReason.NO_DRAFT])
    async with desk.database.writing() as c:
        await c.execute(tables.revision.update().values(origin=Origin.SUMMARISED))
    assert SOURCE[0] in text(await At(desk).press(Act.REVIEW))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("only a title", "A part is missing."),
        ("\u200b\nsummary", "A part is missing."),
        ("x" * 96 + "\nsummary", "The title is too long: 96 letters"),
        ("title\n" + "x" * 301, "The summary is too long: 301 letters"),
    ],
)
async def test_what_cannot_be_taken_may_be_sent_again(desk: Desk, sent: str, said: str):
    await editor(desk, ANN, "ug")
    id = await held(desk)
    await At(desk).press(Act.REVIEW_ITEM, id)
    assert said in text(await At(desk).say(sent))
    assert await state(desk, id) == (EditionState.HELD, Origin.MACHINE, 1)
    await At(desk).say("\n".join(BETTER))
    assert (await state(desk, id))[2] == 2


async def test_the_text_can_be_copied(desk: Desk):
    await editor(desk, ANN, "ug")
    id = await held(desk)
    reply = await At(desk).press(Act.REWRITE, id)
    assert reply.after is not None
    assert (reply.after.text, reply.after.entities[0].type) == ("\n".join(DRAFT), "pre")
    await At(desk).say("\n".join(BETTER))
    assert (await state(desk, id))[2] == 2
    await At(desk).press(Act.APPROVE, id, 2)
    assert "Nothing waits" in text(await At(desk).press(Act.REWRITE, id))


async def test_what_is_sent_too_late_changes_nothing(desk: Desk):
    await editor(desk, ANN, "ug")
    await editor(desk, BEN, "ug")
    id = await held(desk)
    await At(desk).press(Act.REVIEW_ITEM, id)
    late = At(desk, BEN, minutes=11)
    await late.press(Act.REVIEW_ITEM, id)
    assert "is on it." in text(await At(desk, minutes=11).say("\n".join(BETTER)))
    await late.press(Act.APPROVE, id, 1)
    await At(desk, minutes=12).press(Act.REVIEW_ITEM, id)
    assert await state(desk, id) == (EditionState.READY, Origin.MACHINE_CHECKED, 1)


# ── saying no, and sending on ────────────────────────────────────────────────────────────────────


async def test_a_text_is_rejected_for_a_reason(desk: Desk):
    await editor(desk, ANN, "ug")
    chosen, written = await held(desk), await held(desk)
    asked = await At(desk).press(Act.REJECT, chosen, 1)
    reason = pressing(asked, "A name or number is wrong")
    assert (await At(desk).press(reason.act, *reason.args)).toast == "Rejected. It does not go out."
    await At(desk).press(Act.REJECT, written, 1)
    await At(desk).say("The second half is missing")
    assert [(await state(desk, id))[0] for id in (chosen, written)] == [EditionState.REJECTED] * 2
    async with desk.database.reading() as c:
        told = [await audit.last_of(c, id) for id in (chosen, written)]
    assert [each.detail["reason"] for each in told if each] == ["n", "The second half is missing"]


async def test_a_text_is_sent_to_a_colleague_who_reviews_the_language(desk: Desk):
    await editor(desk, ANN, "ug")
    ben = await editor(desk, BEN, "ug")
    await editor(desk, CEM, "kk")
    owner = await editor(desk, 14, role=Role.OWNER)
    id, other = await held(desk), await held(desk, draft=("باشقا", ""))
    async with desk.database.reading() as c:
        names = {each.person.id: each.person.name for each in await reviewers.all(c)}
    await At(desk).press(Act.REVIEW_ITEM, id)
    asked = await At(desk).press(Act.COLLEAGUES, id)
    assert [each.strip("\u2068\u2069") for each in labels(asked)] == [names[ben], names[owner], "Back"]
    to = pressing(asked, names[ben])
    sent = await At(desk).press(to.act, *to.args)
    assert "باشقا" in text(sent)
    assert f"sent to \u2068{names[ben]}\u2069" in text(await At(desk).press(Act.REVIEW))
    assert "sent to you" in text(await At(desk, BEN).press(Act.REVIEW))
    await At(desk).press(Act.REJECT_FOR, other, 1, "u")
    assert "1 text waits." in text(await At(desk).press(Act.REVIEW_NEXT, 0))  # not the colleague's
    assert "Approve" in labels(await At(desk, BEN).press(Act.REVIEW_ITEM, id))


async def test_nobody_is_there_to_send_it_to(desk: Desk):
    await editor(desk, ANN, "ug")
    ben = await editor(desk, BEN, "ug")
    id = await held(desk)
    async with desk.database.writing() as c:
        await reviewers.set_away(c, ben, away=True)
    assert "Send to a colleague" not in labels(await At(desk).press(Act.REVIEW_ITEM, id))
    assert "Nobody else" in text(await At(desk).press(Act.COLLEAGUES, id))
    assert (await At(desk).press(Act.HAND_OVER, id, ben)).toast == "This is not there any more."
    assert (await At(desk).press(Act.HAND_OVER, 99, ben)).toast == "This is not there any more."


async def test_an_editor_goes_and_comes_back(desk: Desk):
    await editor(desk, ANN, "ug")
    await held(desk)
    gone = await At(desk).press(Act.AWAY)
    assert "You are away" in text(gone)
    await At(desk).press(Act.AWAY)
    assert "I am back" in labels(gone)
    async with desk.database.reading() as c:
        assert [each.away for each in await reviewers.all(c)] == [True]
    assert "You are away" not in text(await At(desk).press(Act.BACK))
    assert await deeds(desk) == [Deed.BACK, Deed.AWAY]


@pytest.mark.parametrize("guard", ["empty", "quotes", "something new"])
async def test_every_finding_has_a_sentence(desk: Desk, guard: str):
    await editor(desk, ANN, "ug")
    id = await held(desk, findings=[replace(HARD, guard=guard), KeptFinding(guard, ("@someone",), False)])
    shown = text(await At(desk).press(Act.REVIEW_ITEM, id))
    assert "Serious: " in shown
    assert "@someone" not in shown  # nothing that Telegram would make a link of
