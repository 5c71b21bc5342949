"""Editors are warned of addresses that could be taken for others, and decide about feeds that move."""

from functools import partial

import pytest

from alertbot.chat.access import Act
from alertbot.chat.desk import Desk, Reply
from alertbot.chat.screens.editors import feedhosts, moving
from alertbot.chat.screens.editors import feeds as feed_screens
from alertbot.keys import Keyring
from alertbot.languages.catalogues import Catalogues
from alertbot.model import Feed, FeedId, Role, Rule
from alertbot.playground.botapi import server
from alertbot.playground.botapi.world import World
from alertbot.storage import audit, feeds, policies
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.watch import moved
from tests.chat.conftest import Newsroom, make
from tests.chat.desk import editor
from tests.chat.test_conversation import House, Phone
from tests.chat.test_handlers import GULNAR, button_texts, press, say
from tests.chat.test_handlers import feed as a_feed
from tests.chat.test_handlers import text as text_of
from tests.conftest import NOON

NEW = "https://0ld.example/feed"
ELSEWHERE = "https://new.invalid/feed"


def text(reply: Reply) -> str:
    return seen(text_of(reply))


def seen(text: str) -> str:
    """Without the joiners that keep it from being a link."""
    return text.replace("\u2060", "")


def feed_of(newsroom: Newsroom) -> FeedId:
    assert newsroom.feed is not None
    return newsroom.feed


async def leads(desk: Desk, newsroom: Newsroom, to: str = NEW, seen: int = 1) -> Feed:
    """The newsroom's feed, after a poll that ended there."""
    async with desk.database.writing(Bell.MOVED) as c:
        await feeds.record_away(c, feed_of(newsroom), to=to, seen=seen, now=NOON, next_poll_at=NOON)
        return await feeds.get(c, feed_of(newsroom))


async def now_is(desk: Desk, newsroom: Newsroom) -> Feed:
    async with desk.database.reading() as c:
        return await feeds.get(c, feed_of(newsroom))


def is_told(phone: Phone, _: World) -> bool:
    return "leads to another site" in phone.last.text


async def last_deed(desk: Desk) -> tuple[str, str]:
    async with desk.database.reading() as c:
        [record] = await audit.latest(c, limit=1)
    return record.deed, record.detail["address"]


async def test_the_editor_who_adds_a_feed_is_warned_of_a_lookalike(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    await press(desk, Act.FEED_ADD)
    assert "looks like" not in text(await say(desk, "https://news.example/"))
    async with desk.database.writing() as c:
        await feeds.add(
            c, url="https://nevvs.example/feed", title="Nevvs example", language="en",
            hosts=["nevvs.example"], topics=(), now=NOON,
        )  # fmt: skip
    await press(desk, Act.FEED_ADD)
    shown = text(await say(desk, "https://news.example/"))
    assert "Attention: the address" in shown
    assert "nevvs.example" in shown
    assert "was added" in text(await press(desk, Act.FEED_SAVE))  # a warning blocks nothing


async def test_editors_are_told_once_of_a_feed_that_leads_elsewhere(
    desk: Desk, newsroom: Newsroom, keyring: Keyring
):
    world = World()
    await editor(desk, 4_000_000_001)
    await editor(desk, 4_000_000_002, role=Role.OWNER)
    async with server.serve(world) as address:
        house = House(world, desk, keyring, address)
        async with house.open():
            phones = [house.phone(4_000_000_001), house.phone(4_000_000_002)]
            for phone in phones:
                await phone.start()
            await leads(desk, newsroom)
            for phone in phones:
                await world.until(partial(is_told, phone))
                assert "0ld.example" not in phone.last.text  # as a link
                shown = seen(phone.last.text)
                assert "old.example" in shown
                assert "0ld.example" in shown
                assert "Attention: the address" in shown
            while (await now_is(desk, newsroom)).moved_told is None:  # written behind the telling
                await world.until(lambda _: True)
            await leads(desk, newsroom, seen=2)
            await phones[0].press("Stay")
            assert "stay with the old address" in phones[0].last.text
            told = [each for phone in phones for each in phone.from_bot if "another site" in each.text]
            assert len(told) == 1  # the other editor's; this one has become the feed's page
    assert (await now_is(desk, newsroom)).moved_refused == "0ld.example"


@pytest.mark.parametrize(("seen", "url"), [(1, NEW), (0, "https://old.example/feed")])
async def test_following_approves_the_host_and_takes_the_address_if_it_moved_for_good(
    desk: Desk, newsroom: Newsroom, seen: int, url: str
):
    await make(desk, Role.EDITOR, GULNAR)
    before = await now_is(desk, newsroom)
    feed = await leads(desk, newsroom, seen=seen)
    assert feed.hosts == before.hosts  # a redirect alone approves nothing
    reply = await press(desk, Act.FEED_FOLLOW, feed.id, moving.mark(feed))
    assert "The feed follows from now on." in text(reply)
    followed = await now_is(desk, newsroom)
    assert followed.url == url
    assert followed.hosts == before.hosts | {"0ld.example", "www.0ld.example"}
    assert (followed.moved_to, followed.moved_told, moved.away(followed)) == (None, None, None)
    assert await last_deed(desk) == (Deed.FEED_FOLLOWED, NEW)
    again = await press(desk, Act.FEED_FOLLOW, feed.id, moving.mark(feed))
    assert "That has changed meanwhile." in text(again)


@pytest.mark.parametrize("act", [Act.FEED_FOLLOW, Act.FEED_STAY])
async def test_a_decision_is_about_the_address_that_was_shown(desk: Desk, newsroom: Newsroom, act: Act):
    await make(desk, Role.EDITOR, GULNAR)
    shown = await leads(desk, newsroom)
    before = await leads(desk, newsroom, ELSEWHERE)
    reply = await press(desk, act, shown.id, moving.mark(shown))
    assert "That has changed meanwhile." in text(reply)
    assert "new.invalid" in text(reply)
    assert await now_is(desk, newsroom) == before


async def test_who_stays_is_asked_no_more_and_may_still_follow(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    feed = await leads(desk, newsroom)
    await press(desk, Act.FEED_STAY, feed.id, moving.mark(feed))
    reply = await press(desk, Act.FEED_STAY, feed.id, moving.mark(feed))
    assert "An editor decided to stay with the old address." in text(reply)
    assert await last_deed(desk) == (Deed.FEED_STAYED, NEW)
    assert "Stay" not in button_texts(reply)
    assert "Follow to the new address" in button_texts(reply)
    stays = await leads(desk, newsroom, seen=2)
    assert (stays.moved_told, stays.hosts) == ("0ld.example", feed.hosts)
    assert moved.away(stays) == "0ld.example"  # nothing is taken from there still


async def test_the_address_of_another_feed_is_not_followed(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    async with desk.database.writing() as c:
        await feeds.add(c, url=NEW, title="Other", language="en", hosts=(), topics=(), now=NOON)
    feed = await leads(desk, newsroom)
    reply = await press(desk, Act.FEED_FOLLOW, feed.id, moving.mark(feed))
    assert "Another feed has that address already." in text(reply)
    assert (await now_is(desk, newsroom)).hosts == feed.hosts


async def test_a_new_host_may_need_a_second_person(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    await editor(desk, 4_000_000_002)
    async with desk.database.writing() as c:
        await policies.set_rule(c, Rule.NEW_HOST, on=True)
    feed = await leads(desk, newsroom)
    reply = await press(desk, Act.FEED_FOLLOW, feed.id, moving.mark(feed))
    assert "0ld.example" in text(reply)
    assert len(reply.tell) == 1
    assert (await now_is(desk, newsroom)).hosts == feed.hosts


def test_the_list_says_which_feed_waits(words: Catalogues):
    feed = a_feed(moved_to=NEW)
    assert "waits for a decision" in feed_screens.health(words["en"], feed, NOON)
    decided = a_feed(moved_to=NEW, moved_refused="0ld.example")
    assert "waits" not in feed_screens.health(words["en"], decided, NOON)


async def test_editors_say_where_links_may_lead(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    id = feed_of(newsroom)
    assert "Sites of its links" in button_texts(await press(desk, Act.FEED, id))
    assert "old.example" in "".join(button_texts(await press(desk, Act.FEED_HOSTS, id, 0)))
    await press(desk, Act.FEED_HOST_ADD, id)
    reply = await say(desk, "https://www.Archive.example/story?a=b")
    assert "archive.example" in "".join(button_texts(reply))
    assert (await now_is(desk, newsroom)).hosts == {"old.example", "archive.example", "www.archive.example"}
    assert await last_deed(desk) == (Deed.HOST_ADDED, "archive.example")
    for _ in range(2):  # a second press finds it gone
        reply = await press(desk, Act.FEED_HOST_OUT, id, feedhosts.mark("archive.example"), 0)
        assert "archive.example" not in "".join(button_texts(reply))
    assert (await now_is(desk, newsroom)).hosts == {"old.example"}
    assert await last_deed(desk) == (Deed.HOST_REMOVED, "archive.example")
    assert "without a link" in text(
        await press(desk, Act.FEED_HOST_OUT, id, feedhosts.mark("old.example"), 0)
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("t.me", "belongs to Telegram"),
        ("https://bit.ly/x", "shortens addresses"),
        ("www.dropbox.com", "keeps files"),
        ("no address", "no address"),
        ("192.0.2.1", "no address"),
        ("localhost", "no address"),
        ("javascript://x.example/", "no address"),
    ],
)
async def test_where_links_never_lead_is_said_and_asked_again(
    desk: Desk, newsroom: Newsroom, typed: str, said: str
):
    await make(desk, Role.EDITOR, GULNAR)
    await press(desk, Act.FEED_HOST_ADD, feed_of(newsroom))
    shown = text(await say(desk, typed))
    assert said in shown
    assert "Send me the address of the site" in shown
    assert (await now_is(desk, newsroom)).hosts == {"old.example"}
    assert "✕" in "".join(button_texts(await say(desk, "archive.example")))


async def test_a_site_that_is_like_another_is_added_with_a_warning(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    await press(desk, Act.FEED_HOST_ADD, feed_of(newsroom))
    assert "Attention: the address" in text(await say(desk, "rfa-news.org"))


async def test_a_site_that_is_new_may_need_a_second_person(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    await editor(desk, 4_000_000_002)
    async with desk.database.writing() as c:
        await policies.set_rule(c, Rule.NEW_HOST, on=True)
    await press(desk, Act.FEED_HOST_ADD, feed_of(newsroom))
    reply = await say(desk, "archive.example")
    assert "archive.example" in text(reply)
    assert len(reply.tell) == 1
    assert (await now_is(desk, newsroom)).hosts == {"old.example"}
