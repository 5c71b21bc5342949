"""The program that reads pages, one after another, in a sandboxed process."""

from alertbot.languages import identify
from alertbot.prepare import page, wire
from alertbot.prepare.extract import extract
from alertbot.sandbox import child


def main() -> None:
    """Answer requests until standard input ends."""
    # All that is read from disk, before the process gives up its right to read.
    identify.load()
    page.load()
    child.serve(answer)


def answer(message: bytes) -> bytes:
    """The extract that a request asks for, both as bytes."""
    entry, fetched, language, hosts = wire.arguments(message)
    return wire.answer(extract(entry, fetched, language=language, hosts=hosts))


if __name__ == "__main__":
    main()
