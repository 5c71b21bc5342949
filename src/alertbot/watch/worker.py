"""The program that reads documents, one after another, in a sandboxed process.

Started by `workers` as `python -m alertbot.watch.worker`.
"""

from alertbot.errors import FeedError
from alertbot.sandbox import child
from alertbot.watch import discover, document, wire


def main() -> None:
    """Read jobs until standard input ends."""
    child.serve(answer)


def answer(message: bytes) -> bytes:
    """The answer to one job, both as bytes."""
    return wire.answer(outcome_of(wire.job_of(message)))


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


if __name__ == "__main__":
    main()
