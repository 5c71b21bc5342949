"""Which updates are in hand, and from which one on Telegram may be asked: the earliest that is not done.

Asking from an update on tells Telegram to forget all those before it, so none is confirmed before its
effect is stored; those behind it come again and are recognised.
"""


class Window:
    """The updates between the confirmed ones and those not yet seen."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._done: set[int] = set()  # done, but behind an open one
        self._next: int | None = None  # behind the last one seen

    @property
    def offset(self) -> int | None:
        """From where to ask; None before the first update was seen."""
        return min(self._open, default=self._next)

    @property
    def open(self) -> int:
        """How many are in hand."""
        return len(self._open)

    def admit(self, id: int) -> bool:
        """Take an update in hand; False where it is in hand already or done."""
        if id in self._open or id in self._done or (self._next is not None and id < (self.offset or 0)):
            return False
        self._open.add(id)
        self._next = max(id + 1, self._next or 0)
        return True

    def pass_over(self) -> None:
        """Let Telegram forget what is in hand too, else those behind it would never be seen.

        Whoever says so has stored it.
        """
        self._open.clear()
        self._done.clear()

    def finish(self, id: int) -> None:
        """The update's effect is stored, or it was given up."""
        self._open.discard(id)
        self._done.add(id)
        offset = self.offset or 0
        self._done = {each for each in self._done if each >= offset}
