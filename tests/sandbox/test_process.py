"""What a process reads can cost that process, and nothing else."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from alertbot.errors import Unready
from alertbot.sandbox.process import WarmProcess

SOON = timedelta(seconds=30)
START = "import os, resource, signal, time\nfrom alertbot.sandbox import child\n"
MIRROR = START + "child.serve(lambda message: message[::-1])"
OBEDIENT = START + "child.serve(lambda message: str(eval(message)).encode())"


@asynccontextmanager
async def running(
    code: str = MIRROR, *, most_jobs: int = 100, largest_answer: int = 1000
) -> AsyncIterator[WarmProcess]:
    process = WarmProcess(("-c", code), name="the mirror", most_jobs=most_jobs, largest_answer=largest_answer)
    try:
        yield process
    finally:
        await process.close()


def process_of(warm: WarmProcess) -> asyncio.subprocess.Process:
    assert warm._process is not None
    return warm._process


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_answers_come_in_the_order_of_the_requests():
    async with running() as warm:
        await warm.start()
        assert await warm.ask(b"abc", time_limit=SOON) == b"cba"
        assert await warm.ask(b"", time_limit=SOON) == b""


async def test_it_starts_when_first_asked_and_ends_when_closed():
    async with running() as warm:
        assert warm._process is None
        await warm.ask(b"abc", time_limit=SOON)
        pid = process_of(warm).pid
    assert not is_running(pid)
    await warm.close()  # twice does no harm


async def test_who_takes_too_long_is_replaced():
    async with running(OBEDIENT) as warm:
        await warm.ask(b"1", time_limit=SOON)
        first = process_of(warm).pid
        with pytest.raises(TimeoutError):
            await warm.ask(b"time.sleep(60)", time_limit=timedelta(seconds=0.05))
        assert not is_running(first)
        assert await warm.ask(b"1 + 1", time_limit=SOON) == b"2"


async def test_who_dies_while_it_answers_is_replaced():
    async with running(OBEDIENT) as warm:
        with pytest.raises(EOFError):
            await warm.ask(b"1 / 0", time_limit=SOON)
        assert await warm.ask(b"1 + 1", time_limit=SOON) == b"2"


async def test_who_dies_while_idle_is_replaced():
    async with running() as warm:
        await warm.ask(b"abc", time_limit=SOON)
        process_of(warm).kill()
        await process_of(warm).wait()
        assert await warm.ask(b"abc", time_limit=SOON) == b"cba"


async def test_who_answered_often_is_replaced():
    async with running(most_jobs=2) as warm:
        await warm.ask(b"1", time_limit=SOON)
        first = process_of(warm).pid
        await warm.ask(b"2", time_limit=SOON)
        assert process_of(warm).pid != first
        assert not is_running(first)
        assert await warm.ask(b"abc", time_limit=SOON) == b"cba"


async def test_who_no_longer_waits_leaves_no_answer_behind():
    async with running() as warm:
        await warm.ask(b"1", time_limit=SOON)
        process_of(warm).send_signal(signal.SIGSTOP)
        asking = asyncio.ensure_future(warm.ask(b"old", time_limit=SOON))
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert await warm.ask(b"new", time_limit=SOON) == b"wen"


async def test_who_no_longer_waits_is_heard_even_where_no_process_can_follow(monkeypatch: pytest.MonkeyPatch):
    async with running() as warm:
        await warm.ask(b"1", time_limit=SOON)
        process_of(warm).send_signal(signal.SIGSTOP)
        asking = asyncio.ensure_future(warm.ask(b"old", time_limit=SOON))
        await asyncio.sleep(0)
        monkeypatch.setattr("sys.executable", "/no/such/python")
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        with pytest.raises(OSError, match="No such file"):
            await warm.ask(b"new", time_limit=SOON)


async def test_an_answer_that_is_too_long_is_not_read():
    async with running(largest_answer=3) as warm:
        assert await warm.ask(b"abc", time_limit=SOON) == b"cba"
        with pytest.raises(EOFError):
            await warm.ask(b"abcd", time_limit=SOON)


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "print('Hello')", "print('\\0\\0\\0\\1x', end='')"])
async def test_a_process_that_does_not_start_is_said_plainly(code: str):
    async with running(code) as warm:
        with pytest.raises(Unready, match="the mirror does not start"):
            await warm.ask(b"abc", time_limit=SOON)


async def test_it_has_none_of_our_environment_but_finds_the_same_modules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("ALERTBOT_CANARY", "secret")
    (tmp_path / "unpacked.py").write_text("WORD = 'found'")
    monkeypatch.setattr(sys, "path", [*sys.path, "", str(tmp_path)])
    async with running(START + "import unpacked\n" + OBEDIENT) as warm:
        assert await warm.ask(b"unpacked.WORD", time_limit=SOON) == b"found"
        assert names_in_environment(process_of(warm).pid) == ["PYTHONPATH"]


def names_in_environment(pid: int) -> list[str]:
    lines = Path(f"/proc/{pid}/environ").read_text().strip("\0").split("\0")
    return [line.partition("=")[0] for line in lines]


async def test_it_is_in_a_session_of_its_own_and_says_nothing_on_our_terminal():
    async with running(OBEDIENT) as warm:
        assert await warm.ask(b"os.getsid(0) == os.getpid()", time_limit=SOON) == b"True"
        assert await warm.ask(b"os.readlink('/proc/self/fd/2')", time_limit=SOON) == b"/dev/null"
