"""One document is fetched within all bounds, or the failure has its name."""

import asyncio
import gzip
import socket
from asyncio.selector_events import BaseSelectorEventLoop
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.metadata import version

import pytest
from aiohttp import web
from yarl import URL

from alertbot.errors import BadStatus, Refused, TooBig, TooSlow, Unreachable
from alertbot.web.addresses import Reach
from alertbot.web.client import Client, Response, open_client, user_agent
from alertbot.web.names import Resolver
from alertbot.web.turns import Turns
from tests.conftest import NOON
from tests.watch.server import FeedServer, serving, talking

CAP = 100_000


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with serving() as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with open_client(
        reach=Reach.PUBLIC_AND_LOOPBACK, contact="news@example.org", at_once=4, per_host=2, clock=lambda: NOON
    ) as opened:
        yield opened


@pytest.fixture
async def public_client() -> AsyncIterator[Client]:
    async with open_client(reach=Reach.PUBLIC, contact="", at_once=4, per_host=2) as opened:
        yield opened


async def get(client: Client, url: str, *, seconds: float = 3, **more: dict[str, str]) -> Response:
    return await client.get(
        url, deadline=timedelta(seconds=seconds), largest_bytes=CAP, accept="text/html", **more
    )


@contextmanager
def connects_seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every address that a socket of asyncio tries to connect to."""
    seen: list[object] = []
    true_connect = BaseSelectorEventLoop.sock_connect

    async def spy(self: BaseSelectorEventLoop, sock: socket.socket, address: object) -> None:
        seen.append(address)
        await true_connect(self, sock, address)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(BaseSelectorEventLoop, "sock_connect", spy)
    yield seen


async def test_a_document_comes_with_its_headers(server: FeedServer, client: Client):
    server.serve("/feed", b"hello", headers={"ETag": 'W/"1"'})

    got = await get(client, server.url("/feed#top"), headers={"If-None-Match": '"0"'})

    assert (got.url, got.status, got.body, got.permanent) == (server.url("/feed"), 200, b"hello", False)
    assert got.headers["etag"] == 'W/"1"'
    sent = server.requests[0].headers
    assert sent["User-Agent"] == f"alertbot/{version('alertbot')} (+news@example.org)"
    assert sent["If-None-Match"] == '"0"'
    assert sent["Accept"] == "text/html"
    assert not {"Cookie", "Referer", "Authorization"} & set(sent)


async def test_not_modified_is_an_answer(server: FeedServer, client: Client):
    server.serve("/feed", b"hello", headers={"ETag": '"1"'})

    got = await get(client, server.url("/feed"), headers={"If-None-Match": '"1"'})

    assert (got.status, got.body) == (304, b"")


async def test_cookies_are_not_kept_and_the_environment_is_not_used(
    server: FeedServer, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    server.serve("/feed", b"hello", headers={"Set-Cookie": "a=b"})

    await get(client, server.url("/feed"))
    await get(client, server.url("/feed"))

    assert "Cookie" not in server.requests[1].headers


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [([301], True), ([308, 301], True), ([302], False), ([301, 307], False), ([303, 301], False)],
)
async def test_redirects_are_followed_and_told_apart(
    server: FeedServer, client: Client, statuses: list[int], permanent: bool
):
    for place, status in enumerate(statuses):
        server.redirect(f"/{place}", f"/{place + 1}", status=status)
    server.serve(f"/{len(statuses)}", b"there")

    got = await get(client, server.url("/0"))

    assert (got.body, got.url, got.permanent) == (b"there", server.url(f"/{len(statuses)}"), permanent)


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://user@127.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://0x7f.1/",
        "//[",
        "http://example.org:8080\\@x/",
        "gopher://x/",
    ],
)
async def test_each_redirect_is_checked(server: FeedServer, client: Client, to: str):
    server.redirect("/0", to)

    with pytest.raises(Refused):
        await get(client, server.url("/0"))


async def test_a_redirect_that_is_no_text_is_refused(client: Client):
    async with talking(b"HTTP/1.1 302 Found\r\nLocation: /\xff\r\nContent-Length: 0\r\n\r\n") as url:
        with pytest.raises(Refused):
            await get(client, url)


async def test_five_redirects_are_enough(server: FeedServer, client: Client):
    for place in range(7):
        server.redirect(f"/{place}", f"/{place + 1}")
    server.serve("/7", b"there")

    assert (await get(client, server.url("/2"))).body == b"there"
    with pytest.raises(Refused, match="more than 5"):
        await get(client, server.url("/1"))


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (404, {}, None),
        (410, {}, None),
        (500, {}, None),
        (429, {"Retry-After": "30"}, timedelta(seconds=30)),
        (503, {"Retry-After": "Mon, 02 Nov 2026 12:01:00 GMT"}, timedelta(minutes=1)),
        (300, {}, None),
    ],
)
async def test_an_error_status_tells_how_long_to_wait(
    server: FeedServer, client: Client, status: int, headers: dict[str, str], wait: timedelta | None
):
    server.serve("/feed", b"no", status=status, headers=headers)

    with pytest.raises(BadStatus) as caught:
        await get(client, server.url("/feed"))

    assert (caught.value.status, caught.value.retry_after) == (status, wait)


async def test_packed_bodies_are_unpacked(server: FeedServer, client: Client):
    server.serve("/feed", gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"})

    assert (await get(client, server.url("/feed"))).body == b"hello"


async def test_too_many_bytes_are_not_read(server: FeedServer, client: Client):
    server.serve("/declared", bytes(CAP + 1))
    server.endless("/endless", bytes(10_000))
    server.serve("/bomb", gzip.compress(bytes(20_000_000)), headers={"Content-Encoding": "gzip"})

    for path in ("/declared", "/endless", "/bomb"):
        with pytest.raises(TooBig):
            await get(client, server.url(path))


async def test_a_damaged_body_is_no_document(server: FeedServer, client: Client):
    server.serve("/cut", gzip.compress(b"hello" * 99)[:-9], headers={"Content-Encoding": "gzip"})
    server.serve("/odd", b"hello", headers={"Content-Encoding": "zstd"})

    for path in ("/cut", "/odd"):
        with pytest.raises(Unreachable):
            await get(client, server.url(path))


async def test_a_drip_ends_at_the_deadline(server: FeedServer, client: Client):
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while request.transport is not None:
            await response.write(b".")
            await asyncio.sleep(0.02)
        return response

    server.answers["/drip"] = drip
    server.stuck("/stuck")

    for path in ("/drip", "/stuck"):  # neither ends by itself
        with pytest.raises(TooSlow):
            await get(client, server.url(path), seconds=0.2)


async def test_the_deadline_is_for_all_redirects_together(server: FeedServer, client: Client):
    async def round_and_round(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.15)
        return web.Response(status=302, headers={"Location": "/round"})

    server.answers["/round"] = round_and_round

    with pytest.raises(TooSlow):
        await get(client, server.url("/round"), seconds=0.4)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 20_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(500)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
async def test_servers_that_speak_badly_are_unreachable(client: Client, answer: bytes):
    async with talking(answer) as url:
        with pytest.raises(Unreachable):
            await get(client, url)


async def test_no_server_no_name_no_certificate(server: FeedServer, client: Client, unused_port: int):
    for url, reason in (
        (f"http://127.0.0.1:{unused_port}/", "no connection"),
        ("http://name.invalid/", "no such host"),
        (server.url("/feed").replace("http:", "https:"), "no valid certificate"),
    ):
        with pytest.raises(Unreachable) as caught:
            await get(client, url)
        assert caught.value.reason == reason


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_name_that_leads_inside_is_never_connected_to(
    public_client: Client, monkeypatch: pytest.MonkeyPatch
):
    with connects_seen(monkeypatch) as seen:
        for url in ("http://localhost/", "https://localhost/"):
            with pytest.raises(Refused) as caught:
                await get(public_client, url)
            assert caught.value.reason == "the address is not public"

    assert seen == []


async def test_an_answer_that_changes_between_questions_helps_nobody(
    public_client: Client, monkeypatch: pytest.MonkeyPatch
):
    answers = iter([["10.0.0.1", "::1"], ["127.0.0.1"], ["169.254.169.254"]])

    async def resolve(self: Resolver, host: str, port: int = 0, family: int = 0) -> list[dict[str, object]]:
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "proto": 0,
                "flags": 0,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
            }
            for address in next(answers)
        ]

    monkeypatch.setattr(Resolver, "resolve", resolve)
    with connects_seen(monkeypatch) as seen:
        for host in ("one.example", "two.example", "three.example"):
            with pytest.raises(Refused):
                await get(public_client, f"http://{host}/")

    assert seen == []


async def test_a_header_that_cannot_be_sent_is_no_crash(server: FeedServer, client: Client):
    with pytest.raises(Unreachable):
        await get(client, server.url("/feed"), headers={"If-None-Match": "a\r\nb: c"})


async def test_https_is_not_left_for_http(server: FeedServer, client: Client):
    with pytest.raises(Refused, match="from https to http"):
        client._next(URL("https://example.org/"), "http://example.org/")
    assert client._next(URL("http://example.org/a/"), "../b").path == "/b"


def test_the_contact_cannot_break_the_header():
    assert user_agent("https://example.org/بot\r\nX: y").endswith("(+https://example.org/otX: y)")
    assert "(" not in user_agent("")


async def test_so_many_at_once_and_so_many_a_host(server: FeedServer, client: Client):
    server.stuck("/stuck")
    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(get(client, server.url("/stuck"), seconds=9))
        while len(server.requests) < 2:
            await asyncio.wait_for(server.came.wait(), 5)
            server.came.clear()
        server.serve("/quick", b"hello")
        got = await get(client, server.url("/quick", "localhost"))  # another host need not wait
        assert got.body == b"hello"
        assert len(server.asked("/stuck")) == 2
        server.released.set()
    assert len(server.asked("/stuck")) == 5


async def test_turns_forget_hosts_that_are_done():
    turns = Turns(at_once=2, per_host=1)
    async with turns.take("a"), turns.take("b"):
        assert set(turns._hosts) == {"a", "b"}
    assert turns._hosts == {}


async def test_names_that_are_none_are_not_found():
    resolver = Resolver(1)
    for name in ("a" * 70 + ".example", "name.invalid"):
        with pytest.raises(OSError):  # noqa: PT011  # which one depends on the system
            await resolver.resolve(name, 80)
    assert {found["host"] for found in await resolver.resolve("localhost", 80)} <= {"127.0.0.1", "::1"}
    await resolver.close()


async def test_names_below_localhost_lead_home_for_who_may_go_there(
    server: FeedServer, client: Client, public_client: Client
):
    server.serve("/feed", b"hello")

    assert (await get(client, server.url("/feed", host="newsroom.localhost"))).body == b"hello"
    with pytest.raises(Refused, match="not public"):
        await get(public_client, "http://newsroom.localhost/feed")
