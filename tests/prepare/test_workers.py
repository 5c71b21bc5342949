"""A hostile page costs its own text, and nothing else. The process itself is tested in tests/sandbox."""

import asyncio
import io
import os
from datetime import timedelta

import orjson
import pytest

from alertbot.errors import Unready
from alertbot.prepare import wire, worker, workers
from alertbot.prepare.extract import extract
from alertbot.prepare.page import LARGEST_BYTES
from alertbot.prepare.workers import open_worker
from alertbot.sandbox import child, frames
from tests.prepare.samples import HOSTS, PARAGRAPHS, TITLES, article, entry, page

# Each attribute is compared with all before it: five seconds for these, minutes for two megabytes.
SLOW = "<html><body><div " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x"
FEED = "<p>What the feed itself says about it.</p>"


async def test_the_process_says_what_the_function_says_and_ends_with_us():
    whole = entry(content=FEED, categories=("a", "ئا"))
    html = page(article("ug", head='<link rel="alternate" hreflang="en" href="/en/x">'), charset="utf-8")
    async with open_worker() as read:
        got = await read(whole, html, language="ug", hosts=HOSTS)
        again = await read(whole, None, language="ug", hosts=HOSTS)
        told = await read(whole, html, language="ar", hosts=HOSTS)  # which could be written like this, too
        pid = process_of(read).pid
    assert told.language == "ug"
    assert told.text
    assert got == extract(whole, html, language="ug", hosts=HOSTS)
    assert again == extract(whole, None, language="ug", hosts=HOSTS)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_what_takes_too_long_is_left_and_the_next_page_is_read():
    async with open_worker(time_limit=timedelta(seconds=1.5)) as read:
        slow = await read(entry(content=FEED), page(SLOW), language="en", hosts=HOSTS)
        slower = await read(entry(content=SLOW), None, language="en", hosts=HOSTS)
        fine = await read(entry(), page(article("en")), language="en", hosts=HOSTS)
    assert slow.text == "What the feed itself says about it."
    assert (slower.title, slower.text) == (TITLES["en"], "")
    assert PARAGRAPHS["en"][0] in fine.text


async def test_a_process_is_replaced_after_so_many_pages(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "_TURNS", 1)
    async with open_worker() as read:
        await read._process.start()
        first = process_of(read)
        await read(entry(), None, language="en", hosts=HOSTS)
        assert first.returncode is not None
        assert process_of(read) is not first


async def test_a_process_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    async with open_worker() as read:
        with pytest.raises(Unready, match="does not start"):
            await read(entry(), None, language="en", hosts=HOSTS)


def process_of(read: workers.Worker) -> asyncio.subprocess.Process:
    assert read._process._process is not None
    return read._process._process


def test_the_worker_answers_requests_until_its_input_ends():
    request = wire.request(entry(), page(article("en")), language="en", hosts=HOSTS)
    answers = io.BytesIO()
    child.answer_all(worker.answer, io.BytesIO(frames.framed(request) + b"\0"), answers)
    assert answers.getvalue()[: frames.HEAD_BYTES] == bytes(frames.HEAD_BYTES)
    answer = answers.getvalue()[2 * frames.HEAD_BYTES :]
    assert wire.extract_of(answer) == extract(entry(), page(article("en")), language="en", hosts=HOSTS)


@pytest.mark.parametrize(
    "change", [{"text": 1}, {"url": 4}, {"alternates": []}, {"alternates": {"ug": 1}}, {"x": 1}]
)
def test_an_answer_that_is_no_extract_is_refused(change: dict[str, object]):
    facts = orjson.loads(wire.answer(extract(entry(), None, language="en", hosts=HOSTS)))
    with pytest.raises(ValueError, match="no extract"):
        wire.extract_of(orjson.dumps(facts | change))
    with pytest.raises(ValueError, match="no extract"):
        wire.extract_of(b"[]")


def test_requests_are_bounded():
    assert (
        len(wire.request(entry(), page("x" * (LARGEST_BYTES + 9)), language="en", hosts=()))
        < LARGEST_BYTES + 999
    )
