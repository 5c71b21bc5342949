"""The log tells who did what, in words, to whom it concerns."""

import string

import pytest

from alertbot.chat.access import Act
from alertbot.chat.desk import Desk
from alertbot.chat.screens.editors import log as screens
from alertbot.chat.screens.editors.log import Around
from alertbot.languages.catalogues import Catalogues
from alertbot.model import ChatId, PersonId, Role
from alertbot.storage import audit, people, subscribers, tables
from alertbot.storage.audit import Deed, Record
from tests.chat.conftest import Newsroom
from tests.chat.desk import editor, held
from tests.chat.test_review import ANN, BEN, At, deeds, labels, pressing, text
from tests.conftest import NOON, ON_SQLITE

# What is kept with deeds, each part as the handlers write it.
DETAILS = {
    "language": "kk", "languages": ["ug", "kk"], "title": "Old example", "topic": "Rights", "to": 2,
    "name": "Ann", "role": 2, "rule": "urgent", "kind": "feed remove", "address": "https://a.example/",
    "term": "Silver Poplar", "better": "Күміс терек", "on": True,
}  # fmt: skip


def record(deed: str, **detail: object) -> Record:
    return Record(
        at=NOON, deed=deed, person=PersonId(1), who="editor-1", subject="", subject_id=0, detail=detail
    )


def test_every_deed_has_a_sentence_and_a_kind():
    assert set(screens.SENTENCES) == set(Deed)
    assert {deed.partition(".")[0] for deed in Deed} == set(screens.KINDS)


@pytest.mark.parametrize("deed", Deed)
def test_a_sentence_lacks_nothing(words: Catalogues, deed: Deed):
    around = Around(people={2: "Ben"})
    said = screens.sentence(words["en"], record(deed, **DETAILS), around)
    assert "…" not in said
    assert "{" not in said
    wanted = {name for _, name, _, _ in string.Formatter().parse(screens.SENTENCES[deed]) if name}
    assert ("editor-1" in said) == ("name" in wanted)
    assert screens.sentence(words["en"], record(deed), Around())  # an old record, of which nothing was kept


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"what": "mode", "language": "ug", "topic": 0, "mode": None}, "looked over: as usual"),
        ({"what": "mode", "language": "ug", "topic": 3, "mode": "always"}, "on \u2068Rights\u2069"),
        ({"what": "deadline", "urgency": "ordinary", "minutes": 15}, "wait for an alert: \u206815\u2069"),
        ({"what": "deadline", "urgency": "urgent", "minutes": 5}, "an urgent alert: \u20685\u2069"),
        ({"what": "named", "topic": 3, "on": True}, "has texts on \u2068Rights\u2069 looked over"),
        ({"what": "named", "topic": 3, "on": False}, "no longer has texts on \u2068Rights\u2069"),
        ({"what": "own languages", "languages": []}, "to review: none"),
        ({"what": "of a later version"}, "changed the policy."),
    ],
)
def test_what_was_decided_about_the_policy(words: Catalogues, detail: dict[str, object], said: str):
    around = Around(topics={3: "Rights"})
    assert said in screens.sentence(words["en"], record(Deed.POLICY, **detail), around)


def test_what_this_version_does_not_know_is_said_too(words: Catalogues):
    assert "no words for" in screens.sentence(words["en"], record("odd.thing"), Around())
    later = record(Deed.ASKED, kind="of a later version")
    assert screens.sentence(words["en"], later, Around()).endswith("of a later version")
    assert "wants no second person" in screens.sentence(
        words["en"], record(Deed.RULE, rule="host", on=False), Around()
    )


@ON_SQLITE
async def test_owners_see_all_and_editors_their_own(desk: Desk, newsroom: Newsroom):
    await editor(desk, ANN, role=Role.OWNER)
    await editor(desk, BEN)
    owner, ben = At(desk), At(desk, BEN)
    await owner.press(Act.FEED_PAUSE, newsroom.feed)
    await ben.press(Act.TOPIC_HIDE, newsroom.topics[1])
    await ben.press(Act.TOPIC_HIDE, newsroom.topics[1])  # once more changes nothing
    everything = await owner.press(Act.LOG)
    lines = text(everything).split("\n")
    assert lines[2] == "\u20682 November 2026\u2069"
    assert "hid the topic \u2068Culture\u2069" in lines[3]  # the newest first
    assert "paused the feed \u2068Old example\u2069" in lines[4]
    assert "The times are in UTC." in lines

    own = await ben.press(Act.LOG)
    assert ("hid the topic" in text(own), "paused" in text(own)) == (True, False)
    assert "Owners see everything." in text(own)
    assert "Who" not in labels(own)
    async with desk.database.reading() as c:
        theirs = (await people.everyone(c))[0].pseudonym
    for act, args in [(Act.LOG, (0, theirs, "")), (Act.LOG_WHOSE, ("",)), (Act.LOG_KIND, (theirs,))]:
        assert theirs not in text(await ben.press(act, *args))
        assert "paused" not in text(await ben.press(act, *args))


@ON_SQLITE
async def test_it_is_narrowed_by_person_and_by_kind(desk: Desk, newsroom: Newsroom):
    await editor(desk, ANN, role=Role.OWNER)
    ben = await editor(desk, BEN)
    owner = At(desk)
    await owner.press(Act.FEED_PAUSE, newsroom.feed)
    await At(desk, BEN).press(Act.FEED_RESUME, newsroom.feed)
    await At(desk, BEN).press(Act.TOPIC_HIDE, newsroom.topics[1])
    await owner.press(Act.PERSON_REMOVE_SURE, ben)  # what Ben did can still be told from what others did
    people_of = await owner.press(Act.LOG_WHOSE, "feed")
    [name] = [each for each in labels(people_of) if "editor-" in each]
    press = pressing(people_of, name)
    narrowed = await owner.press(press.act, *press.args)
    assert "resumed the feed" in text(narrowed)
    assert "paused" not in text(narrowed)
    assert "hid" not in text(narrowed)
    assert "What: Feeds" in text(narrowed)
    kinds = pressing(narrowed, "What")
    shown = await owner.press(kinds.act, *kinds.args)
    press = pressing(shown, "Topics")
    assert "hid the topic" in text(await owner.press(press.act, *press.args))
    press = pressing(shown, "everything")
    assert text(await owner.press(press.act, *press.args)).count("editor-") == 3


@ON_SQLITE
async def test_it_is_paged_and_empty_it_says_so(desk: Desk, newsroom: Newsroom):
    await editor(desk, ANN, role=Role.OWNER)
    owner = At(desk)
    assert "Nothing has been done yet." in text(await owner.press(Act.LOG))
    for _ in range(5):
        await owner.press(Act.FEED_PAUSE, newsroom.feed)
        await owner.press(Act.FEED_RESUME, newsroom.feed)
    first = await owner.press(Act.LOG)
    assert text(first).count("the feed") == screens.PAGE
    press = pressing(first, "Next")
    last = await owner.press(press.act, *press.args)
    assert text(last).count("the feed") == 2
    assert "Previous" in labels(last)
    assert "Next" not in labels(last)


@ON_SQLITE
async def test_reasons_and_titles_are_told_at_the_readers_own_hour(desk: Desk, newsroom: Newsroom):
    await editor(desk, ANN, role=Role.OWNER)
    owner = At(desk)
    await owner.press(Act.AGREE, "en", "")
    async with desk.database.writing() as c:
        await c.execute(tables.subscriber.update().values(timezone="Asia/Almaty"))
    id = await held(desk, draft=("باھار", ""))
    await owner.press(Act.REVIEW_ITEM, id)
    await owner.press(Act.REJECT, id, 1)
    await owner.say("The town is another one.")
    await owner.press(Act.FREEZE_NOW, "feed")
    await owner.press(Act.UNFREEZE_SURE)
    told = text(await owner.press(Act.LOG))
    assert "rejected a text in \u2068Uyghur\u2069: \u2068باھار\u2069" in told
    assert "Reason: \u2068The town is another one.\u2069" in told
    assert "Reason: \u2068A feed sends what it should not\u2069" in told
    assert "17:00" in told  # in the afternoon, five hours ahead of UTC
    assert "UTC" not in told
    async with desk.database.writing() as c:
        await c.execute(tables.subscriber.update().values(timezone="No/Where"))
        assert await subscribers.find(c, ChatId(ANN)) is not None
    assert "UTC" in text(await owner.press(Act.LOG))


@ON_SQLITE
async def test_everything_that_editors_change_is_written_down(desk: Desk, newsroom: Newsroom):
    """Each act once, by those who may; what only looks leaves no trace."""
    await editor(desk, ANN, role=Role.OWNER)
    owner = At(desk)
    feed, (first, second, _), term = newsroom.feed, newsroom.topics, newsroom.term
    steps: list[tuple[Deed, Act, tuple[object, ...], str | None]] = [
        (Deed.FEED_PAUSED, Act.FEED_PAUSE, (feed,), None),
        (Deed.FEED_RESUMED, Act.FEED_RESUME, (feed,), None),
        (Deed.FILED, Act.FILE_ON, (feed, second, "f", 0), None),
        (Deed.NOT_FILED, Act.FILE_OFF, (feed, second, "f", 0), None),
        (Deed.FEED_REMOVED, Act.FEED_REMOVE_SURE, (feed,), None),
        (Deed.TOPIC_HIDDEN, Act.TOPIC_HIDE, (second,), None),
        (Deed.TOPIC_SHOWN, Act.TOPIC_SHOW, (second,), None),
        (Deed.TOPIC_WORDS, Act.TOPIC_WORDS_NONE, (first, "en"), None),
        (Deed.TOPIC_WORDS, Act.TOPIC_WORD, (first, "en"), "law"),
        (Deed.TOPIC_NAMED, Act.TOPIC_NAME, (first, "en"), "Law"),
        (Deed.TOPIC_ADDED, Act.TOPIC_ADD, (), "Music"),
        (Deed.ARTICLE_FILED, Act.UNFILED_ON, (newsroom.unfiled, first), None),
        (Deed.ARTICLE_NOT_FILED, Act.UNFILED_OFF, (newsroom.unfiled, first), None),
        (Deed.ARTICLE_LEFT, Act.UNFILED_LEAVE, (newsroom.unfiled,), None),
        (Deed.SUGGESTION_DECLINED, Act.SUGGESTION_NO, (1,), None),
        (Deed.NAME_RENDERED, Act.NAME_RENDER, (term, "kk"), "Күміс терек"),
        (Deed.NAME_UNRENDERED, Act.NAME_RENDER_NONE, (term, "kk"), None),
        (Deed.NAME_NOTED, Act.NAME_NOTE, (term,), "A town."),
        (Deed.NAME_REMOVED, Act.NAME_REMOVE_SURE, (term,), None),
        (Deed.NAME_ADDED, Act.NAME_KIND, ("place",), "Iron Bridge"),
        (Deed.FROZEN, Act.FREEZE_NOW, ("other",), None),
        (Deed.RESUMED, Act.UNFREEZE_SURE, (), None),
        (Deed.AWAY, Act.AWAY, (), None),
        (Deed.BACK, Act.BACK, (), None),
        (Deed.RULE, Act.RULE_ON, ("host",), None),
        (Deed.INVITED, Act.INVITE_NAMELESS, ("e",), None),
        (Deed.TAKEN_BACK, Act.INVITATION_BACK, (2,), None),
    ]
    for deed, act, args, said in steps:
        before = await deeds(desk)
        await owner.press(act, *args)
        if said is not None:
            await owner.say(said)
        assert await deeds(desk) == [deed, *before][:20], act
    told = [text(await owner.press(Act.LOG, page)) for page in range(4)]
    assert "…" not in "".join(told)
    before = await deeds(desk)
    for look in (Act.FEEDS, Act.MANAGE, Act.NAMES, Act.PEOPLE, Act.POLICY, Act.STATS, Act.LOG, Act.RULES):
        await owner.press(look)
    assert await deeds(desk) == before


@ON_SQLITE
async def test_sent_articles_and_accepted_suggestions_are_written_down(desk: Desk, newsroom: Newsroom):
    await editor(desk, ANN, role=Role.OWNER)
    owner = At(desk)
    await owner.press(Act.UNFILED_ON, newsroom.unfiled, newsroom.topics[0])
    await owner.press(Act.UNFILED_DONE, newsroom.unfiled)
    await owner.press(Act.SUGGESTION_YES, 1)
    assert await deeds(desk) == [Deed.SUGGESTION_TAKEN, Deed.ARTICLE_SENT, Deed.ARTICLE_FILED]
    async with desk.database.reading() as c:
        [newest, *_] = await audit.latest(c, limit=1)
    assert newest.who is not None
    assert newest.who.startswith("owner-")
