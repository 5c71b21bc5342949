"""Texts that wait for editors, and the editors."""

from collections.abc import Sequence
from datetime import timedelta

from alertbot.chat.desk import Desk
from alertbot.model import (
    ArticleState,
    ChatId,
    EditionId,
    EditionState,
    Filing,
    HoldReason,
    KeptFinding,
    Origin,
    PersonId,
    Role,
    TopicId,
    Urgency,
)
from alertbot.storage import alerts, articles, editions, people, review, topics
from alertbot.storage.engine import Connection
from tests.conftest import NOON

SOURCE = ("A school opens in Ghulja", "The council opened the school on 12 May, and 140 families came.")
DRAFT = ("غۇلجىدا مەكتەپ ئېچىلدى", "ھۆكۈمەت 12-مايدا مەكتەپنى ئاچتى، 140 ئائىلە كەلدى.")
BETTER = ("قۇلجىدا مەكتەپ ئېچىلدى", "ھۆكۈمەت 12-مايدا مەكتەپنى ئاچتى، 140 ئائىلە كەلدى.")
WRONG = ("قۇلجىدا مەكتەپ ئېچىلدى", "ھۆكۈمەت 12-مايدا مەكتەپنى ئاچتى، 410 ئائىلە كەلدى.")
HARD = KeptFinding("number_lost", ("140",), True)
SOFT = KeptFinding("quotes", ("«",), False)
DEADLINE = NOON + timedelta(minutes=30)


async def editor(
    desk: Desk, user: int, *languages: str, role: Role = Role.EDITOR, speaks: str = "en"
) -> PersonId:
    async with desk.database.writing() as c:
        payload = await people.invite(c, role, now=NOON, languages=languages)
        made = await people.redeem(c, payload, user=ChatId(user), language=speaks, now=NOON)
    assert made is not None
    return made.id


async def held(
    desk: Desk,
    language: str = "ug",
    *,
    draft: tuple[str, str] | None = DRAFT,
    findings: Sequence[KeptFinding] = (),
    reasons: Sequence[HoldReason] = (HoldReason.POLICY,),
    urgency: Urgency | None = None,
    minutes: int = 0,
) -> EditionId:
    """A translation that waits since so many minutes after noon, as `prepare` leaves it."""
    async with desk.database.writing() as c:
        id = await _edition(c, language, urgency)
        if draft is None:
            await editions.set_state(c, id, EditionState.HELD, now=NOON)
        else:
            await editions.write(
                c, id, state=EditionState.HELD, title=draft[0], summary=draft[1], origin=Origin.MACHINE,
                source_language="en", findings=findings, now=NOON,
            )  # fmt: skip
        by_itself = draft is not None and not any(each.hard for each in findings)
        since = NOON + timedelta(minutes=minutes)
        await review.hold(c, id, reasons=reasons, by_itself=by_itself, deadline_at=DEADLINE, now=since)
    return id


async def _edition(c: Connection, language: str, urgency: Urgency | None) -> EditionId:
    article = await articles.add(
        c, url="https://news.example/school", source="News example", language="en", text=SOURCE[1],
        image_url=None, published_at=NOON, hosts=["news.example"], state=ArticleState.PREPARED, now=NOON,
    )  # fmt: skip
    topic = await _topic(c)
    await articles.file(c, article, [Filing(topic=topic, reason="feed")])
    made = await editions.expect(c, article, ["en", language], now=NOON)
    await editions.write(
        c, made["en"], state=EditionState.READY, title=SOURCE[0], summary=SOURCE[1],
        origin=Origin.ORIGINAL, now=NOON,
    )  # fmt: skip
    if urgency is not None:
        await alerts.add(c, article, urgency=urgency, now=NOON, deadline_at=DEADLINE)
    return made[language]


async def _topic(c: Connection) -> TopicId:
    known = await topics.all(c)
    if known:
        return known[0].id
    return await topics.add(c, slug="schools", names={"en": "Schools", "ug": "مەكتەپلەر"})
