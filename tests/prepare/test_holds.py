"""Translations wait for editors, go out at their deadline, or never: on a real database, step by step."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from alertbot.errors import ProviderRefused
from alertbot.model import (
    ArticleId,
    ChatId,
    Edition,
    EditionState,
    EntryId,
    FreezeReason,
    HoldReason,
    Origin,
    PersonId,
    ReviewMode,
    Role,
    Urgency,
    WorkKind,
)
from alertbot.prepare.review import AHEAD, NEWS_FOR
from alertbot.storage import alerts, audit, editions, freezes, people, policies, review, reviewers, work
from alertbot.storage.audit import Deed
from alertbot.storage.engine import Database
from tests.conftest import ON_SQLITE
from tests.prepare.newsroom import SPANISH, Newsroom, Phrasebook, newsroom
from tests.prepare.samples import PARAGRAPHS, TITLES
from tests.prepare.samples import article as page_of

pytestmark = ON_SQLITE

DEADLINE = timedelta(minutes=30)
CLEAN = list(SPANISH.values())[:2]
BAD = ["Se abre una nueva escuela", "Vea https://evil.example/ ahora mismo."]


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Newsroom]:
    async with newsroom(database) as opened:
        opened.translators = {"es": [Phrasebook(answer=CLEAN)]}
        yield opened


async def an_editor(room: Newsroom, *languages: str, role: Role = Role.EDITOR) -> PersonId:
    async with room.database.writing() as c:
        payload = await people.invite(c, role, now=room.now, languages=languages)
        made = await people.redeem(c, payload, user=ChatId(1), language="en", now=room.now)
    assert made is not None
    return made.id


async def always(room: Newsroom, language: str = "es") -> None:
    async with room.database.writing() as c:
        await policies.set_mode(c, language, ReviewMode.ALWAYS)


async def published(room: Newsroom) -> EntryId:
    entry = await room.publish(await room.feed())
    await room.finish()
    return entry


async def waiting(room: Newsroom) -> dict[str, review.Waiting]:
    async with room.database.reading() as c:
        return {each.edition.language: each for each in await review.waiting(c)}


async def spanish(room: Newsroom, entry: EntryId) -> Edition:
    return (await room.editions(entry))["es"]


async def article_of(room: Newsroom, entry: EntryId) -> ArticleId:
    return (await room.of_entry(entry)).id


async def test_a_clean_text_goes_out_at_once_where_nobody_asked_for_more(room: Newsroom):
    entry = await published(room)
    assert (await spanish(room, entry)).state is EditionState.READY
    assert await waiting(room) == {}


async def test_a_text_that_is_to_be_reviewed_goes_out_at_its_deadline_not_checked(room: Newsroom):
    await always(room)
    entry = await published(room)
    held = (await waiting(room))["es"]
    assert (held.reasons, held.by_itself) == ((HoldReason.POLICY,), True)
    assert held.deadline_at == room.now + DEADLINE
    await room.later(seconds=(DEADLINE - AHEAD).total_seconds() - 1)
    assert (await spanish(room, entry)).state is EditionState.HELD
    await room.later(seconds=1)
    released = await spanish(room, entry)
    assert (released.state, released.origin) == (EditionState.READY, Origin.MACHINE)
    async with room.database.reading() as c:
        last = await audit.last_of(c, released.id)
    assert last is not None
    assert (last.deed, last.person) == (Deed.RELEASED, None)


async def test_no_deadline_passes_in_a_freeze(room: Newsroom):
    await always(room)
    editor = await an_editor(room)
    entry = await published(room)
    await room.later(minutes=10)
    async with room.database.writing() as c:
        await freezes.begin(c, by=editor, reason=FreezeReason.WRONG, now=room.now)
    for _ in range(12):  # more often than work that fails is tried
        await room.later(minutes=5)
    assert (await spanish(room, entry)).state is EditionState.HELD
    async with room.database.writing() as c:
        await freezes.end(c, now=room.now)
    await room.later(minutes=19)
    assert (await spanish(room, entry)).state is EditionState.HELD
    await room.later(minutes=1)
    assert (await spanish(room, entry)).state is EditionState.READY


async def test_a_text_with_a_hard_finding_never_goes_out_by_itself(room: Newsroom):
    room.translators = {"es": [Phrasebook(answer=BAD)]}
    entry = await published(room)
    held = (await waiting(room))["es"]
    assert HoldReason.HARD in held.reasons
    assert ("link", True) in {(each.guard, each.hard) for each in held.findings}
    await room.later(hours=5)
    assert (await spanish(room, entry)).state is EditionState.HELD
    await room.later(seconds=NEWS_FOR.total_seconds())
    assert (await spanish(room, entry)).state is EditionState.FAILED
    assert await waiting(room) == {}


async def test_an_open_alert_sets_the_deadline(room: Newsroom):
    await always(room)
    room.translators = {}
    entry = await published(room)
    deadline = room.now + timedelta(minutes=7)
    async with room.database.writing() as c:
        id = await article_of(room, entry)
        await alerts.add(c, id, urgency=Urgency.URGENT, now=room.now, deadline_at=deadline)
        made = (await editions.expect(c, id, ["es"], now=room.now))["es"]
        await work.add(c, WorkKind.TRANSLATE, [made], due_at=room.now)
    room.translators = {"es": [Phrasebook(answer=CLEAN)]}
    await room.finish()
    held = (await waiting(room))["es"]
    assert (held.deadline_at, held.urgency) == (deadline, Urgency.URGENT)


async def test_names_under_a_marked_topic_wait_for_an_editor_for_good(room: Newsroom):
    answer = [CLEAN[0], CLEAN[1].replace("El consejo", "El consejo con Aynur Tursun")]
    room.translators = {"es": [Phrasebook(answer=answer)]}
    async with room.database.writing() as c:
        await policies.set_named(c, room.topic, on=True)
        await policies.set_mode(c, "es", ReviewMode.AUTOMATIC)
    entry = await published(room)
    held = (await waiting(room))["es"]
    assert (held.reasons, held.by_itself) == ((HoldReason.NAMED,), False)
    await room.later(hours=5)
    assert (await spanish(room, entry)).state is EditionState.HELD


async def test_what_an_editor_decides_is_not_undone_at_the_deadline(room: Newsroom):
    await always(room)
    entry = await published(room)
    async with room.database.writing() as c:
        assert await review.reject(c, (await spanish(room, entry)).id, 1, now=room.now)
    await room.later(hours=1)
    assert (await spanish(room, entry)).state is EditionState.REJECTED


async def test_a_text_that_was_changed_waits_on(room: Newsroom):
    """The work of the first text comes due; the second one does not go out by itself."""
    await always(room)
    entry = await published(room)
    id = (await spanish(room, entry)).id
    async with room.database.writing() as c:
        await review.hold(
            c, id, reasons=[HoldReason.HARD], by_itself=False, deadline_at=room.now + DEADLINE, now=room.now
        )
    await room.later(hours=1)
    assert (await spanish(room, entry)).state is EditionState.HELD
    await room.later(seconds=NEWS_FOR.total_seconds())
    assert (await spanish(room, entry)).state is EditionState.FAILED


async def test_uyghur_is_reviewed_as_long_as_an_editor_is_here(room: Newsroom):
    uyghur = [TITLES["ug"], " ".join(PARAGRAPHS["ug"][:2])]
    room.translators = {"ug": [Phrasebook(pairs=[("en", "ug")], answer=uyghur)]}
    editor = await an_editor(room, "ug")
    entry = await published(room)
    assert (await waiting(room))["ug"].reasons[-1] is HoldReason.POLICY
    async with room.database.writing() as c:
        await reviewers.set_away(c, editor, away=True)
    other = await room.publish(await room.feed(path="/other"), "/b")
    await room.finish()
    states = [(await room.editions(each))["ug"].state for each in (entry, other)]
    assert states == [EditionState.HELD, EditionState.READY]


async def test_what_no_machine_translates_an_editor_is_asked_for(room: Newsroom):
    await an_editor(room, "kk")
    entry = await published(room)
    held = (await waiting(room))["kk"]
    assert (held.reasons, held.by_itself) == ((HoldReason.NO_DRAFT,), False)
    assert (held.edition.revision, held.edition.state) == (0, EditionState.HELD)
    assert "ug" not in await room.editions(entry)
    await room.later(hours=1)
    assert (await room.editions(entry))["kk"].state is EditionState.HELD  # it may still come
    await room.later(seconds=NEWS_FOR.total_seconds())
    assert (await room.editions(entry))["kk"].state is EditionState.FAILED


async def test_what_all_machines_refuse_an_editor_is_asked_for(room: Newsroom):
    await an_editor(room, "es")
    room.translators = {"es": [Phrasebook(error=ProviderRefused("phrasebook", "no"))]}
    entry = await published(room)
    assert (await waiting(room))["es"].reasons == (HoldReason.NO_DRAFT,)
    assert (await spanish(room, entry)).state is EditionState.HELD


async def test_nobody_is_asked_where_the_owner_wants_no_waiting(room: Newsroom):
    await an_editor(room, "kk")
    async with room.database.writing() as c:
        await policies.set_mode(c, "kk", ReviewMode.AUTOMATIC)
    await published(room)
    assert await waiting(room) == {}


async def test_the_newsrooms_own_page_ends_the_waiting(room: Newsroom):
    """A page in the language comes while an editor is asked for a translation: it takes its place."""
    await an_editor(room, "kk")
    entry = await room.publish(await room.feed(), "/en/a")
    await room.finish()
    assert set(await waiting(room)) == {"kk"}
    head = f'<link rel="alternate" hreflang="en" href="{room.server.url("/en/a")}">'
    kazakh = await room.feed("kk", path="/kk-feed")
    await room.publish(kazakh, "/kk/a", language="kk", page=page_of("kk", head=head))
    await room.finish()
    own = (await room.editions(entry))["kk"]
    assert (own.state, own.origin) == (EditionState.READY, Origin.ORIGINAL)
    assert await waiting(room) == {}
