"""Tells whoever pays what a call has cost, also where it failed: adapters note it as they go.

A refusal, a repair and a retry cost too, so it is no part of the result. Outside `counted` notes go
nowhere; within it they reach the tally of the same task.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from alertbot.model import Usage


class Tally:
    """The sum of what was noted; `noted` tells an adapter that keeps count from one that does not."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.noted = False


_present: ContextVar[Tally | None] = ContextVar("spending", default=None)


@contextmanager
def counted() -> Iterator[Tally]:
    """Collect what is noted until the block ends."""
    tally = Tally()
    token = _present.set(tally)
    try:
        yield tally
    finally:
        _present.reset(token)


def note(*, characters: int = 0, input_tokens: int = 0, output_tokens: int = 0) -> None:
    """So much was just asked of a provider that charges by it."""
    tally = _present.get()
    if tally is not None:
        tally.noted = True
        tally.usage += Usage(characters=characters, input_tokens=input_tokens, output_tokens=output_tokens)
