"""The process that reads pages: one request after the other, until its input ends or its memory is spent."""

import resource
import signal
import sys
from typing import BinaryIO

from alertbot.prepare import wire
from alertbot.prepare.extract import extract

_MOST_MEMORY = 1024 * 1024 * 1024  # bytes of address space; ordinary pages take a tenth
_LONGEST_SECONDS = 60


def main() -> None:
    """Answer requests on standard input with answers on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the input ends; an empty request asks whether we are there."""
    while len(head := requests.read(wire.SIZE_BYTES)) == wire.SIZE_BYTES:
        message = requests.read(wire.size_of(head))
        signal.alarm(_LONGEST_SECONDS)  # ends the process, should nobody be there any more to do it
        answers.write(wire.framed(_answer(message) if message else b""))
        answers.flush()
        signal.alarm(0)


def _answer(message: bytes) -> bytes:
    entry, page, language, hosts = wire.arguments(message)
    return wire.answer(extract(entry, page, language=language, hosts=hosts))


if __name__ == "__main__":
    main()
