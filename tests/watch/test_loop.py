"""Feeds are asked, what is new is stored once, and one feed's trouble is its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from alertbot.model import Feed, FeedId, FeedState, WorkKind
from alertbot.settings import Feeds
from alertbot.storage import entries, feeds, work
from alertbot.storage.bells import Bell
from alertbot.storage.claims import LEASE
from alertbot.storage.engine import Database
from alertbot.watch import loop, moved
from alertbot.watch.visit import Outcome
from alertbot.watch.workers import ParserPool
from alertbot.web.addresses import Reach
from alertbot.web.client import Client, open_client
from tests.conftest import NOON
from tests.watch.samples import rss
from tests.watch.server import FeedServer, serving

SECOND = timedelta(seconds=1)
SETTINGS = Feeds(deadline=timedelta(seconds=10), at_once=4, per_host=2, largest_bytes=200_000)


@dataclass
class Desk:
    """A newsroom of one: a database, a server, a clock that moves when told."""

    database: Database
    client: Client
    parsers: ParserPool
    server: FeedServer
    now: datetime = NOON
    settings: Feeds = field(default=SETTINGS)

    async def add(
        self, path: str = "/feed", *, announce_first: bool = False, host: str = "127.0.0.1"
    ) -> FeedId:
        async with self.database.writing(Bell.WATCH) as connection:
            return await feeds.add(
                connection,
                url=self.server.url(path, host),
                title="News",
                language="en",
                hosts={"news.example"},
                topics=(),
                announce_first=announce_first,
                now=self.now,
            )

    async def step(self, later: timedelta = timedelta(0)) -> Outcome:
        self.now += later
        return await loop.step(
            self.database,
            self.client,
            self.parsers,
            self.settings,
            clock=lambda: self.now,
            chance=lambda: 0.5,
        )

    async def again(self) -> Outcome:
        """A step when all feeds are due."""
        return await self.step(timedelta(days=2))

    async def feed(self, id: FeedId) -> Feed:
        async with self.database.reading() as connection:
            return await feeds.get(connection, id)

    async def titles(self, id: FeedId) -> list[str]:
        async with self.database.reading() as connection:
            return [each.title for each in await entries.latest(connection, id, limit=1000)]

    async def articles(self) -> list[int]:
        """The entries that articles are asked of."""
        async with self.database.writing() as connection:
            far = self.now + timedelta(days=1)
            asked = await work.claim(
                connection, [WorkKind.ARTICLE], now=far, lease=timedelta(0), limit=10_000
            )
        return [each.subject for each in asked]


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with (
        serving() as server,
        open_client(reach=Reach.PUBLIC_AND_LOOPBACK, contact="", at_once=4, per_host=2) as client,
        ParserPool(1) as parsers,
    ):
        yield Desk(database, client, parsers, server)


async def test_a_first_poll_announces_nothing(desk: Desk):
    desk.server.serve("/feed", rss([("2", "Two"), ("1", "One")]))
    id = await desk.add()

    assert await desk.step() == Outcome(changed=1, silent=2)

    assert await desk.titles(id) == ["Two", "One"]
    assert await desk.articles() == []


async def test_a_new_entry_goes_on_to_prepare_once(desk: Desk):
    desk.server.serve("/feed", rss([("1", "One")]))
    id = await desk.add()
    await desk.step()
    desk.server.serve("/feed", rss([("2", "Two"), ("1", "One")]))

    assert await desk.again() == Outcome(changed=1, announced=1)
    assert len(await desk.articles()) == 1
    assert await desk.again() == Outcome(unchanged=1)

    assert await desk.titles(id) == ["Two", "One"]


async def test_a_feed_may_announce_its_first_poll(desk: Desk):
    desk.server.serve("/feed", rss([("1", "One")]))
    await desk.add(announce_first=True)

    assert await desk.step() == Outcome(changed=1, announced=1)

    await asyncio.wait_for(desk.database.bells.wait(Bell.PREPARE, timedelta(seconds=9), asyncio.Event()), 1)


async def test_nothing_is_asked_before_it_is_due(desk: Desk):
    desk.server.serve("/feed", rss([("1", "One")]))
    id = await desk.add()
    await desk.step()

    assert await desk.step(timedelta(minutes=10)) == Outcome()
    assert (await desk.feed(id)).next_poll_at == NOON + timedelta(minutes=15.75)
    assert len(desk.server.requests) == 1
    assert (await desk.step(timedelta(minutes=6))).visits == 1


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"ETag": 'W/"a b"', "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT"}, "If-None-Match"),
        ({"Last-Modified": "yesterday, or so"}, "If-Modified-Since"),
    ],
)
async def test_validators_go_back_byte_for_byte(desk: Desk, headers: dict[str, str], name: str):
    desk.server.serve("/feed", rss([("1", "One")]), headers=headers)
    await desk.add()
    await desk.step()

    assert await desk.again() == Outcome(unchanged=1)

    sent = desk.server.requests[-1].headers[name]
    assert sent == next(iter(headers.values()))


async def test_no_validator_is_invented(desk: Desk):
    desk.server.serve("/feed", rss([("1", "One")]))
    await desk.add()
    await desk.step()
    await desk.again()

    assert not {"If-None-Match", "If-Modified-Since"} & set(desk.server.requests[-1].headers)


async def test_an_edited_entry_is_updated_and_never_announced_again(desk: Desk):
    desk.server.serve("/feed", rss([("1", "One")]))
    id = await desk.add()
    await desk.step()
    desk.server.serve("/feed", rss([("1", "One, corrected")]))

    assert await desk.again() == Outcome(changed=1, edited=1)

    assert await desk.titles(id) == ["One, corrected"]
    assert await desk.articles() == []


async def test_a_burst_is_stored_silently_and_noted(desk: Desk):
    desk.server.serve("/feed", rss([("1", "One")]))
    id = await desk.add()
    await desk.step()
    desk.server.serve("/feed", rss((f"new-{number}", f"New {number}") for number in range(60)))

    assert await desk.step(timedelta(minutes=20)) == Outcome(changed=1, silent=60)

    noted = await desk.feed(id)
    assert noted.last_error == "60 new entries at once, far over its rhythm: stored without announcing"
    assert noted.failures == 0
    assert await desk.articles() == []


async def test_failures_are_counted_on_the_feed_and_asked_later_each_time(desk: Desk):
    id = await desk.add()
    waits = []
    feed = await desk.feed(id)
    for _ in range(3):
        assert await desk.again() == Outcome(failed=1)
        feed = await desk.feed(id)
        waits.append(feed.next_poll_at - desk.now)

    assert (feed.failures, feed.last_error) == (3, "status 404")
    assert waits == sorted(waits)
    assert waits[0] > timedelta(minutes=30)

    desk.server.serve("/feed", rss([("1", "One")]))
    await desk.again()
    assert ((await desk.feed(id)).failures, (await desk.feed(id)).last_error) == (0, None)


async def test_a_server_that_asks_for_time_gets_it(desk: Desk):
    desk.server.serve("/feed", b"", status=429, headers={"Retry-After": "7200"})
    id = await desk.add()

    await desk.step()

    assert (await desk.feed(id)).next_poll_at == NOON + timedelta(hours=2)


@pytest.mark.parametrize(
    ("headers", "extra"),
    [
        ({"Cache-Control": "public, max-age=7200"}, ""),
        ({}, "<ttl>120</ttl>"),
        ({"Date": "Mon, 02 Nov 2026 12:00:00 GMT", "Expires": "Mon, 02 Nov 2026 14:00:00 GMT"}, ""),
    ],
)
async def test_the_server_may_slow_us_down(desk: Desk, headers: dict[str, str], extra: str):
    desk.server.serve("/feed", rss([("1", "One")], extra=extra), headers=headers)
    id = await desk.add()

    await desk.step()

    assert (await desk.feed(id)).next_poll_at == NOON + timedelta(hours=2)


async def test_a_feed_that_is_gone_is_asked_no_more(desk: Desk):
    desk.server.serve("/feed", b"", status=410)
    id = await desk.add()

    assert await desk.step() == Outcome(failed=1)
    assert await desk.again() == Outcome()

    assert (await desk.feed(id)).state is FeedState.GONE


async def test_a_permanent_redirect_is_believed_when_it_was_seen_five_times(desk: Desk):
    desk.server.serve("/new", rss([("1", "One")]))
    desk.server.redirect("/feed", "/new")
    id = await desk.add()
    for _ in range(4):
        await desk.again()
    assert (await desk.feed(id)).url == desk.server.url("/feed")
    assert (await desk.feed(id)).moved_seen == 4

    await desk.again()

    moved = await desk.feed(id)
    assert (moved.url, moved.moved_to, moved.moved_seen) == (desk.server.url("/new"), None, 0)
    assert moved.hosts == {"news.example", "127.0.0.1"}


async def test_a_move_onto_another_feed_is_not_made(desk: Desk):
    desk.server.serve("/new", rss([("1", "One")]))
    desk.server.redirect("/feed", "/new", status=308)
    id, other = await desk.add("/feed"), await desk.add("/new")

    for _ in range(6):
        await desk.again()

    assert (await desk.feed(id)).url == desk.server.url("/feed")
    assert (await desk.feed(other)).failures == 0


async def test_another_site_is_remembered_but_never_adopted(desk: Desk):
    desk.server.serve("/new", rss([("1", "One")]))
    desk.server.redirect("/feed", desk.server.url("/new", "localhost"))
    id = await desk.add()

    for _ in range(7):
        await desk.again()

    feed = await desk.feed(id)
    assert feed.url == desk.server.url("/feed")
    assert (feed.moved_to, feed.moved_seen) == (desk.server.url("/new", "localhost"), 7)
    assert await desk.titles(id) == []


@pytest.mark.parametrize("status", [301, 302])
async def test_nothing_of_another_site_is_kept_until_an_editor_approves_it(desk: Desk, status: int):
    desk.server.serve("/feed", rss([("1", "One")]))
    id = await desk.add(announce_first=True)
    assert (await desk.step()).announced == 1
    before = await desk.feed(id)
    desk.server.serve("/new", rss([("1", "One"), ("2", "Two")]))
    desk.server.redirect("/feed", desk.server.url("/new", "localhost"), status=status)

    outcome = await desk.again()
    assert (outcome.away, outcome.visits, outcome.announced) == (1, 1, 0)
    waiting = await desk.feed(id)
    assert moved.away(waiting) == "localhost"
    assert (waiting.hosts, waiting.validators, waiting.ok_at) == (
        before.hosts,
        before.validators,
        before.ok_at,
    )
    assert await desk.titles(id) == ["One"]

    async with desk.database.writing() as c:
        await feeds.approve(c, id, hosts={*waiting.hosts, "localhost"})
    assert (await desk.again()).announced == 1
    assert moved.away(await desk.feed(id)) is None
    assert sorted(await desk.titles(id)) == ["One", "Two"]


async def test_a_redirect_that_ends_is_over(desk: Desk):
    desk.server.serve("/feed", rss([("1", "One")]))
    desk.server.serve("/new", rss([("2", "Two")]))
    id = await desk.add()
    await desk.step()
    desk.server.redirect("/feed", desk.server.url("/new", "localhost"))
    await desk.again()
    desk.server.serve("/feed", rss([("1", "One"), ("3", "Three")]))
    await desk.again()
    assert (await desk.feed(id)).moved_to is None
    assert sorted(await desk.titles(id)) == ["One", "Three"]


async def test_hostile_servers_harm_only_their_own_feeds(desk: Desk):
    desk.server.reset("/reset")
    desk.server.endless("/endless", b"x" * 10_000)
    desk.server.serve("/bomb", b'<rss version="2.0"><channel><item><title>' + b"<a>" * 1000)
    desk.server.serve("/page", "<!doctype html><html><body>Hello</body></html>")
    desk.server.redirect("/round", "/round")
    desk.server.redirect("/inside", "http://10.0.0.1/feed")
    desk.server.serve("/feed", rss([("1", "One")]))
    paths = ("/reset", "/endless", "/bomb", "/page", "/round", "/inside", "/feed")
    added = {path: await desk.add(path) for path in paths}

    assert await desk.step() == Outcome(failed=6, changed=1, silent=1)

    errors = {path: (await desk.feed(id)).last_error for path, id in added.items()}
    assert errors == {
        "/reset": "the connection broke",
        "/endless": "more than 200000 bytes",
        "/bomb": "it is nested too deep",
        "/page": "a web page",
        "/round": "more than 5 redirects",
        "/inside": "the address is not public",
        "/feed": None,
    }


async def test_a_stuck_server_harms_only_its_own_feed(desk: Desk):
    desk.server.stuck("/stuck", b"<rss>")
    desk.settings = desk.settings.model_copy(update={"deadline": timedelta(seconds=0.3)})
    id = await desk.add("/stuck")

    assert await desk.step() == Outcome(failed=1)

    assert (await desk.feed(id)).last_error == "not answered in time"


async def test_a_feed_paused_while_it_is_asked_stays_paused(desk: Desk):
    id = await desk.add()
    served = rss([("1", "One")])

    async def pause_then_answer(_: object):
        async with desk.database.writing() as connection:
            await feeds.set_state(connection, id, FeedState.PAUSED, now=desk.now)
        return web.Response(text=served)

    desk.server.answers["/feed"] = pause_then_answer

    assert await desk.step() == Outcome()
    assert await desk.again() == Outcome()

    assert (await desk.feed(id)).state is FeedState.PAUSED
    assert await desk.titles(id) == []


@pytest.mark.parametrize("status", [200, 500])
async def test_a_feed_removed_while_it_is_asked_is_gone(desk: Desk, status: int):
    id = await desk.add()

    async def remove_then_answer(_: object):
        async with desk.database.writing() as connection:
            await feeds.remove(connection, id)
        return web.Response(text=rss([("1", "One")]), status=status)

    desk.server.answers["/feed"] = remove_then_answer

    assert await desk.step() == Outcome()

    async with desk.database.reading() as connection:
        assert await feeds.all(connection) == []


async def run_until(desk: Desk, done: Callable[[], bool], meanwhile: Callable[[], object] = lambda: None):
    """Run the loop until `done`, which is looked at when a request comes in or an entry is announced."""
    stop = asyncio.Event()

    async def watch_it() -> None:
        while not done():
            await asyncio.wait_for(desk.server.came.wait(), 10)
            desk.server.came.clear()
        stop.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(
            loop.run(
                desk.database, desk.client, desk.parsers, desk.settings, clock=lambda: desk.now, stop=stop
            )
        )
        await watch_it()
        meanwhile()


async def test_the_loop_hears_of_a_new_feed_at_once_and_finishes_what_it_began(desk: Desk):
    desk.server.serve("/feed", rss([("1", "One")]))
    ids = []

    async with asyncio.TaskGroup() as group:
        group.create_task(run_until(desk, lambda: len(desk.server.requests) >= 1))
        await asyncio.sleep(0)  # the loop is asleep: nothing is due
        ids.append(await desk.add())

    assert await desk.titles(ids[0]) == ["One"]


async def test_a_slow_host_holds_up_no_other(desk: Desk):
    for number in range(8):
        desk.server.stuck(f"/slow/{number}")
        await desk.add(f"/slow/{number}", host="localhost")
    for number in range(6):
        desk.server.serve(f"/quick/{number}", rss([(str(number), "One")]))
        await desk.add(f"/quick/{number}")

    def all_quick() -> bool:
        return sum(request.path.startswith("/quick") for request in desk.server.requests) == 6

    def release() -> None:
        slow = [request for request in desk.server.requests if request.path.startswith("/slow")]
        assert len(slow) == desk.settings.per_host
        desk.server.released.set()

    await run_until(desk, all_quick, meanwhile=release)


async def test_feeds_of_one_host_wait_for_their_turn_and_all_get_it(desk: Desk):
    desk.settings = desk.settings.model_copy(update={"at_once": 2, "per_host": 1})
    for number in range(6):
        desk.server.stuck(f"/{number}", b"<html>")
        await desk.add(f"/{number}")

    def all_were_asked() -> bool:
        # The clock runs ahead here, so that a feed in hand may be claimed and asked once more.
        return len({request.path for request in desk.server.requests}) == 6

    async with asyncio.TaskGroup() as group:
        group.create_task(run_until(desk, all_were_asked))
        await asyncio.wait_for(desk.server.came.wait(), 10)
        async with desk.database.reading() as connection:
            put_back = await work.next_due(connection, [WorkKind.POLL])
        assert put_back == NOON + timedelta(seconds=5)
        desk.server.released.set()
        while not all_were_asked():
            desk.now += timedelta(seconds=5)
            desk.database.bells.ring(Bell.WATCH)
            await asyncio.sleep(0.02)


async def test_when_all_places_are_taken_the_next_waits_for_one(desk: Desk):
    desk.settings = desk.settings.model_copy(update={"at_once": 1, "per_host": 1})
    for number in range(5):
        desk.server.stuck(f"/{number}", b"<html>")
        await desk.add(f"/{number}")

    async with asyncio.TaskGroup() as group:
        group.create_task(run_until(desk, lambda: len(desk.server.requests) == 5))
        await asyncio.wait_for(desk.server.came.wait(), 50)
        desk.server.released.set()


async def test_a_feed_is_asked_again_when_it_is_due_not_when_its_claim_would_end(desk: Desk):
    """The loop is woken by the visit that planned the next one."""
    desk.server.serve("/feed", rss([("1", "One")]))
    desk.now = datetime.now(UTC)
    await desk.add()
    quick = SETTINGS.model_copy(update={"quickest": SECOND, "usual": SECOND, "slowest": SECOND})
    stop = asyncio.Event()

    async with asyncio.timeout(LEASE.total_seconds() - 1), asyncio.TaskGroup() as group:
        group.create_task(
            loop.run(
                desk.database, desk.client, desk.parsers, quick, clock=lambda: datetime.now(UTC), stop=stop
            )
        )
        while len(desk.server.asked("/feed")) < 2:
            await desk.server.came.wait()
            desk.server.came.clear()
        stop.set()
