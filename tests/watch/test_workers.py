"""A document can cost its own job and nothing else."""

import asyncio
import io
import os
import signal
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.errors import FeedBroken, FeedError, NotAFeed, Unready
from alertbot.model import ParsedEntry, ParsedFeed
from alertbot.sandbox import child, frames
from alertbot.sandbox.process import WarmProcess
from alertbot.watch import document, wire, worker, workers
from alertbot.watch.document import Reading
from alertbot.watch.workers import ParserPool
from tests.conftest import NOON
from tests.watch import samples
from tests.watch.samples import rss

HEAD = '<rss version="2.0"><channel><item><title>'
HERE = "https://x.example/"


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    async with ParserPool(1) as running:
        yield running


async def read(pool: ParserPool, text: str | bytes) -> Reading:
    body = text.encode() if isinstance(text, str) else text
    return await pool.read(body, url=HERE, now=NOON)


async def test_a_feed_comes_back_as_it_was_read(pool: ParserPool):
    body = samples.RSS2.encode()
    assert await pool.read(body, url=HERE, now=NOON) == document.read(
        body, url=HERE, content_type=None, known=frozenset(), now=NOON
    )
    assert await pool.feeds_in(samples.PAGE.encode(), url=HERE) == [
        "https://x.example/atom",
        "https://x.example/rss.xml",
        "https://x.example/comments/feed",
    ]


async def test_known_entries_and_charsets_reach_the_worker(pool: ParserPool):
    first = await read(pool, samples.RSS2)
    second = await pool.read(samples.RSS2.encode(), url=HERE, known=set(first.hashes[:1]), now=NOON)
    assert (len(second.feed.entries), second.left_out) == (1, 1)

    gbk = await pool.read(
        rss([("1", "图书馆今天开放")]).encode("gbk"), url=HERE, content_type="text/xml; charset=gbk", now=NOON
    )
    assert gbk.feed.entries[0].title == "图书馆今天开放"


async def test_what_is_no_feed_is_said_by_name(pool: ParserPool):
    with pytest.raises(NotAFeed, match="a web page"):
        await read(pool, samples.PAGE)
    with pytest.raises(FeedBroken, match="declares entities"):
        await read(pool, '<!DOCTYPE r [<!ENTITY a "b">]><rss>')


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE r [<!ENTITY a0 "ha">{LAUGHS}]>{HEAD}&a8;</title></item></channel></rss>',
    "a file": f'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>{HEAD}&a;</title></item></channel></rss>',
    "deep": HEAD + "<a>" * 200_000,
    "deep and unclosed": HEAD + "<p>" * 200_000,
    "100,000 items": HEAD
    + "</title></item>"
    + "<item><title>x</title></item>" * 100_000
    + "</channel></rss>",
    "100,000 hidden items": HEAD
    + "<!-- <item> --></title></item>"
    + "<item><title>x</title></item>" * 100_000,
    "a title of 20 MB": HEAD + "x" * 20_000_000 + "</title></item></channel></rss>",
    "200,000 attributes": HEAD + "<a " + " ".join(f'a{n}="x"' for n in range(200_000)) + ">",
    "100,000 namespaces": HEAD + "".join(f'<x xmlns:a{n}="u{n}"/>' for n in range(100_000)),
    "escaped HTML": HEAD + "&lt;div&gt;" * 100_000 + "</title></item></channel></rss>",
    "less-than in CDATA": HEAD + "<![CDATA[" + "<" * 1_000_000 + "]]></title></item></channel></rss>",
    "ampersands": HEAD + "&" * 500_000 + "</title></item></channel></rss>",
    "open CDATA": HEAD + "<![CDATA[" * 200_000,
    "open comments": HEAD + "<!--" * 300_000,
    "NUL": HEAD + "a\x00b</title></item></channel></rss>",
    "controls": HEAD + "\x01\x02\x0b\x1f" * 1000 + "</title></item></channel></rss>",
    "surrogates": HEAD + "&#xD800;&#55357;</title></item></channel></rss>",
    "utf-7": '<?xml version="1.0" encoding="utf-7"?>'
    + HEAD
    + "+ADw-script+AD4-</title></item></channel></rss>",
    "deep JSON": '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 200_000,
    "wide JSON": '{"version": "https://jsonfeed.org/version/1", "items": [' + "{}," * 300_000 + "{}]}",
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_documents_cost_less_than_five_seconds_and_only_themselves(pool: ParserPool, name: str):
    await read(pool, samples.RSS2)  # warm
    started = time.monotonic()
    try:
        reading = await read(pool, HOSTILE[name])
    except FeedError:
        pass
    else:
        assert len(reading.feed.entries) <= 1000
        assert all(len(entry.title) <= 500 for entry in reading.feed.entries)
        assert not any("root" in entry.title for entry in reading.feed.entries)
    assert time.monotonic() - started < 12  # five, and the machine may be busy

    assert len((await read(pool, samples.RSS2)).feed.entries) == 2


class _Slow(ParserPool):
    """A pool with hardly any patience."""

    def __init__(self) -> None:
        super().__init__(2, time_limit=timedelta(seconds=1.5))


async def test_a_slow_document_is_killed_and_its_neighbour_is_not():
    async with _Slow() as pool:
        await asyncio.gather(read(pool, rss([])), read(pool, rss([])))
        before = {process_of(each).pid for each in pool._workers}

        slow, quick = await asyncio.gather(
            read(pool, HOSTILE["100,000 namespaces"]), read(pool, samples.RSS2), return_exceptions=True
        )

        assert isinstance(slow, FeedBroken)
        assert slow.reason == "reading it takes too long"
        assert isinstance(quick, Reading)
        after = {process_of(each).pid for each in pool._workers}
        assert len(before & after) == 1  # one was replaced
        assert not is_running((before - after).pop())


def process_of(each: WarmProcess) -> asyncio.subprocess.Process:
    assert each._process is not None
    return each._process


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_worker_killed_while_idle_is_replaced(pool: ParserPool):
    await read(pool, samples.RSS2)
    victim = process_of(pool._workers[0])
    victim.send_signal(signal.SIGKILL)
    await victim.wait()

    assert len((await read(pool, samples.RSS2)).feed.entries) == 2


async def test_a_worker_killed_while_it_reads_costs_that_document_alone(pool: ParserPool):
    await read(pool, samples.RSS2)
    victim = process_of(pool._workers[0])
    victim.send_signal(signal.SIGSTOP)  # so that it is surely in the middle
    reading = asyncio.ensure_future(read(pool, samples.RSS2))
    await asyncio.sleep(0)

    victim.send_signal(signal.SIGKILL)

    with pytest.raises(FeedBroken):
        await reading
    assert len((await read(pool, samples.RSS2)).feed.entries) == 2


async def test_who_no_longer_waits_for_a_document_leaves_no_answer_behind(pool: ParserPool):
    await read(pool, samples.RSS2)
    process_of(pool._workers[0]).send_signal(signal.SIGSTOP)
    reading = asyncio.ensure_future(read(pool, samples.ATOM))
    await asyncio.sleep(0)

    reading.cancel()
    await asyncio.wait([reading])

    assert reading.cancelled()
    assert (await read(pool, samples.RSS2)).feed.title == "Example News"


async def test_a_swelling_document_meets_the_memory_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "_PROGRAM", with_limit("MEMORY_BYTES", 200 * 1024**2))
    async with ParserPool(1) as pool:
        with pytest.raises(FeedBroken):
            await read(pool, HEAD + "x" * 60_000_000)


def with_limit(name: str, value: int) -> tuple[str, str]:
    code = "from alertbot.sandbox import child; from alertbot.watch import worker"
    return ("-c", f"{code}; child.{name} = {value}; worker.main()")


async def test_the_processor_time_is_limited_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "_PROGRAM", with_limit("CPU_SECONDS", 1))
    async with ParserPool(1, time_limit=timedelta(seconds=50)) as pool:
        with pytest.raises(FeedBroken, match="more than is allowed"):
            await read(pool, HOSTILE["100,000 namespaces"])


async def test_workers_are_replaced_after_many_jobs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "_MOST_JOBS", 2)
    async with ParserPool(1) as pool:
        await read(pool, samples.RSS2)
        first = process_of(pool._workers[0]).pid
        await read(pool, samples.RSS2)

        assert process_of(pool._workers[0]).pid != first
        assert len((await read(pool, samples.RSS2)).feed.entries) == 2


async def test_no_process_outlives_its_pool():
    async with ParserPool(2) as pool:
        pids = [process_of(each).pid for each in pool._workers]
    assert not any(is_running(pid) for pid in pids)


async def test_a_process_that_does_not_start_is_said_plainly(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "_PROGRAM", ("-c", "raise SystemExit(1)"))
    async with ParserPool(1) as pool:
        with pytest.raises(Unready, match="does not start"):
            await read(pool, samples.RSS2)


async def test_an_answer_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wire, "LARGEST_ANSWER", 10)
    async with ParserPool(1) as pool:
        with pytest.raises(FeedBroken):
            await read(pool, samples.RSS2)


def test_a_worker_serves_jobs_until_its_pipe_ends():
    jobs = [
        wire.Job(
            body=samples.RSS2.encode(), url=HERE, content_type=None, known=frozenset([b"k" * 16]), now=NOON
        ),
        wire.Job(body=samples.PAGE.encode(), url=HERE, content_type="text/html", known=None, now=NOON),
        wire.Job(body=b"no feed", url=HERE, content_type=None, known=frozenset(), now=NOON),
    ]
    answers = io.BytesIO()

    requests = b"".join(frames.framed(wire.packed(job)) for job in jobs)
    child.answer_all(worker.answer, io.BytesIO(requests), answers)

    answers.seek(0)
    assert next_answer(answers) == frames.READY
    assert len(wire.reading_of(next_answer(answers), HERE).feed.entries) == 2
    assert len(wire.links_of(next_answer(answers), HERE)) == 3
    with pytest.raises(NotAFeed):
        wire.reading_of(next_answer(answers), HERE)


def next_answer(pipe: io.BytesIO) -> bytes:
    answer = frames.next_message(pipe)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"links": 3}',
        b'{"feed": {"entries": [{}]}}',
        b'{"feed": 1, "hashes": []}',
        b'{"feed": {"entries": [], "ttl": null}, "hashes": ["00"], "left_out": 0}',
        b'{"feed": {"entries": [{"published_at": null, "categories": [], "title": 1, "summary": "",'
        b' "content": ""}]}}',
        b'{"feed": {"entries": [{"published_at": null, "categories": [], "title": "", "summary": "",'
        b' "content": "", "guid": 1}]}}',
        b"\xff",
    ],
)
def test_an_answer_that_makes_no_sense_is_a_broken_feed(data: bytes):
    with pytest.raises(FeedBroken):
        wire.reading_of(data, HERE)
    with pytest.raises(FeedBroken):
        wire.links_of(data, HERE)


def test_only_what_is_meant_to_travels():
    with pytest.raises(TypeError):
        wire._seconds(object())


texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
maybe = st.one_of(st.none(), texts)
parsed = st.builds(
    ParsedEntry, guid=maybe, link=maybe, title=texts, summary=texts, content=texts, language=maybe,
    published_at=st.one_of(st.none(), st.datetimes(timezones=st.just(NOON.tzinfo))),
    categories=st.lists(texts, max_size=3).map(tuple),
)  # fmt: skip


@settings(max_examples=50)
@given(
    st.lists(parsed, max_size=3),
    texts,
    maybe,
    st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=9))),
)
def test_readings_travel_unchanged(
    entries: list[ParsedEntry], title: str, link: str | None, ttl: timedelta | None
):
    feed = ParsedFeed(title=title, link=link, language=None, ttl=ttl, entries=tuple(entries))
    reading = Reading(feed=feed, hashes=(b"h" * 16,) * len(entries), left_out=3)
    assert wire.reading_of(wire.answer(reading), HERE) == reading
