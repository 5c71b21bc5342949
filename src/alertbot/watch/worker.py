"""A process that reads documents, one after another, and may be killed at any time.

Started by `workers` as `python -m alertbot.watch.worker`; jobs come in on standard input, answers go
out on standard output. It has no files, no settings and no network of its own to lose.
"""

import resource
import sys
from typing import BinaryIO

from alertbot.errors import FeedError
from alertbot.watch import discover, document, wire

CPU_SECONDS = 8  # for one document; the clock on the wall is kept outside
MEMORY_BYTES = 1024**3


def main() -> None:
    """Read jobs until standard input ends."""
    _give_up_rights()
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    answers.write(wire.READY)
    answers.flush()
    serve(jobs, answers)


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer every job on `jobs`, each within a fresh measure of CPU time."""
    while (job := wire.next_job(jobs)) is not None:
        _allow_cpu_seconds(CPU_SECONDS)
        answers.write(wire.answer(outcome_of(job)))
        answers.flush()


def outcome_of(job: wire.Job) -> document.Reading | list[str] | FeedError:
    """What there is in the job's document."""
    try:
        if job.known is None:
            return discover.feeds_in(job.body, url=job.url, content_type=job.content_type)
        return document.read(
            job.body, url=job.url, content_type=job.content_type, known=job.known, now=job.now
        )
    except FeedError as error:
        return error


def _give_up_rights() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),  # a core would hold documents
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _allow_cpu_seconds(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))


if __name__ == "__main__":
    main()
