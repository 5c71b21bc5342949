"""A sandboxed process can take no more than it is given."""

import io

import pytest

from alertbot.sandbox import child, frames
from tests.sandbox.test_process import OBEDIENT, SOON, START, running


def test_requests_are_answered_until_the_input_ends():
    answers = io.BytesIO()
    requests = frames.framed(b"abc") + frames.framed(b"") + b"\0"

    child.answer_all(bytes.upper, io.BytesIO(requests), answers)

    assert answers.getvalue() == b"".join(map(frames.framed, (frames.READY, b"ABC", b"")))


async def test_it_writes_no_file_and_no_core():
    async with running(OBEDIENT) as warm:
        for what in (b"FSIZE", b"CORE"):
            limits = await warm.ask(b"resource.getrlimit(resource.RLIMIT_" + what + b")", time_limit=SOON)
            assert limits == b"(0, 0)"


async def test_its_memory_is_limited():
    async with running(OBEDIENT) as warm:
        assert await warm.ask(b"len(bytes(1024**2))", time_limit=SOON) == b"1048576"
        with pytest.raises(EOFError):
            await warm.ask(b"len(bytes(2 * 1024**3))", time_limit=SOON)


async def test_its_processor_time_is_limited_for_each_request_anew():
    spin = b"[0 for _ in iter(lambda: time.process_time() < %d, False)] and 'spun'"
    async with running(START + "child.CPU_SECONDS = 2\n" + OBEDIENT) as warm:
        assert await warm.ask(spin % 1, time_limit=SOON) == b"spun"
        assert await warm.ask(b"resource.getrlimit(resource.RLIMIT_CPU)[0]", time_limit=SOON) == b"3"
        with pytest.raises(EOFError):
            await warm.ask(spin % 99, time_limit=SOON)


async def test_an_alarm_ends_it_where_nobody_keeps_the_clock():
    async with running(START + "child.LONGEST_SECONDS = 1\n" + OBEDIENT) as warm:
        with pytest.raises(EOFError):
            await warm.ask(b"time.sleep(99)", time_limit=SOON)


async def test_the_alarm_is_off_between_requests():
    async with running(OBEDIENT) as warm:
        assert await warm.ask(b"signal.alarm(0) > 0", time_limit=SOON) == b"True"
