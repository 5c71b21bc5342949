"""What runs in a sandboxed process: it gives up its rights, then answers one message after another.

It needs no files, no settings and no network; it may be killed at any time. Import what the answers need
before `serve`: the limits count from there on.
"""

import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import BinaryIO

from alertbot.sandbox import frames

CPU_SECONDS = 8  # for one message; the clock on the wall is kept outside
MEMORY_BYTES = 1024**3  # of address space; ordinary documents take a tenth
LONGEST_SECONDS = 60  # on the wall, should nobody be there any more to keep the clock


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer messages on standard input with messages on standard output, within limits, until it ends.

    The limits cannot be lifted again in this process.
    """
    _give_up_rights()
    answer_all(answer, sys.stdin.buffer, sys.stdout.buffer, turn=_measured)


def answer_all(
    answer: Callable[[bytes], bytes],
    requests: BinaryIO,
    answers: BinaryIO,
    *,
    turn: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """Say that we are there, then answer every request, each within a `turn`."""
    _say(frames.READY, answers)
    while (request := frames.next_message(requests)) is not None:
        with turn():
            _say(answer(request), answers)


def _say(message: bytes, pipe: BinaryIO) -> None:
    pipe.write(frames.framed(message))
    pipe.flush()


def _give_up_rights() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),  # a core would hold documents
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


@contextmanager
def _measured() -> Iterator[None]:
    _allow_cpu_seconds(CPU_SECONDS)
    signal.alarm(LONGEST_SECONDS)  # its default action ends the process
    yield
    signal.alarm(0)


def _allow_cpu_seconds(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))
