"""The queue of updates: kept until confirmed, one reader at a time."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection
from typing import Any

from alertbot.playground.botapi.errors import ApiError, conflict

TIMEOUT_MOST = 50  # seconds (telegram-bot-api, LONG_POLL_MAX_TIMEOUT)
_FIRST_ID = 100_000_001
_KINDS = frozenset(
    ("message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member",
     "chat_member", "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query", "poll",
     "poll_answer", "chat_join_request", "message_reaction", "message_reaction_count", "chat_boost",
     "removed_chat_boost", "business_connection", "business_message", "edited_business_message",
     "deleted_business_messages", "purchased_paid_media")
)  # fmt: skip
_DEFAULT = _KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
_OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK = "terminated by setWebhook request"


class Updates:
    """What the bot has not confirmed yet, oldest first.

    `conflict_wait` delays a repeated 409 (Telegram: 3 s) and `hurry_wait` an empty answer to a poll
    repeated at the same offset without a timeout (Telegram: 3 s); both are 0 unless set, in seconds.
    `changed` is called when something is confirmed.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self.pending: deque[dict[str, Any]] = deque()
        self.allowed: frozenset[str] = _DEFAULT
        self.conflict_wait = 0.0
        self.hurry_wait = 0.0
        self._next_id = _FIRST_ID
        self._reader: asyncio.Future[str | None] | None = None  # its result says why it is ended
        self._next_conflict = 0.0
        self._last_poll: tuple[int, float] = (0, float("-inf"))

    def add(self, kind: str, body: dict[str, Any]) -> None:
        """Queue an update, unless the bot does not want its kind."""
        if kind not in self.allowed:
            return
        self.pending.append({"update_id": self._next_id, kind: body})
        self._next_id += 1
        self._wake(None)

    def allow(self, kinds: Collection[str]) -> None:
        """Queue only these kinds from now on; none named is Telegram's default."""
        known = _KINDS & {kind.lower() for kind in kinds}
        self.allowed = known or _DEFAULT

    def confirm(self, before: int) -> None:
        """Forget the updates with ids under `before`."""
        while self.pending and self.pending[0]["update_id"] < before:
            self.pending.popleft()
            self._changed()

    async def get(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:  # noqa: ASYNC109
        """The next updates from `offset` on, waiting up to `timeout` seconds for the first.

        A new reader ends the one before. Raises ApiError (409) in the reader that was ended.
        """
        timeout = self._at_least(offset, timeout)
        self.interrupt(_OTHER)
        if offset < 0:
            offset = max(self._next_id + offset, self.pending[0]["update_id"] if self.pending else 0)
        self.confirm(offset)
        if not self.pending and timeout > 0:
            await self._wait(timeout)
        return [self.pending[at] for at in range(min(limit, len(self.pending)))]

    def _at_least(self, offset: int, timeout: float) -> float:
        now = time.monotonic()
        last_offset, last_time = self._last_poll
        self._last_poll = (offset, now)
        hurried = offset == last_offset and now < last_time + self.hurry_wait
        return max(timeout, self.hurry_wait) if hurried else timeout

    async def _wait(self, timeout: float) -> None:  # noqa: ASYNC109
        reader = self._reader = asyncio.get_running_loop().create_future()
        await asyncio.wait((reader,), timeout=timeout)
        if self._reader is reader:
            self._reader = None
        if reader.done() and (why := reader.result()) is not None:
            await self._before_conflict()
            raise conflict(why)

    async def _before_conflict(self) -> None:
        now = time.monotonic()
        if now < self._next_conflict:
            await asyncio.sleep(self.conflict_wait)
        self._next_conflict = now + self.conflict_wait

    def interrupt(self, why: str = _WEBHOOK) -> None:
        """End the reader that waits, if any, with a 409."""
        self._wake(why)

    def _wake(self, why: str | None) -> None:
        reader, self._reader = self._reader, None
        if reader is not None and not reader.done():
            reader.set_result(why)


def webhook_active() -> ApiError:
    """What a reader is told while a webhook is set."""
    return conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
