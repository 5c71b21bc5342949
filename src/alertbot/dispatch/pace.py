"""How fast Telegram may be sent to: spacing with bounded catch-up, never too many in any window.

A bucket that lets a burst through meets Telegram's limit at once (measured: up to 71 in a second at 30 a
second), pure spacing never makes up for a late release. So: an even spacing, a little catching up, and
a window that is counted. Instants are seconds of a monotonic clock. One Pace is shared by all who send
for a bot: interactive replies are only noted, they take from the budget and never wait.
"""

from collections import OrderedDict, deque

WINDOW = 1.03  # seconds; the margin is for what the network pushes together
PER_CHAT = 1.0  # seconds between messages to one chat (Bots FAQ: "avoid sending more than one per second")
GROUP_MESSAGES, GROUP_WINDOW = 20, 60.0  # Bots FAQ: 20 messages a minute to the same group
_CATCH_UP = 10  # releases that may be made up for
_TIGHTEST = 0.6  # of the even spacing, while catching up
_NEVER = float("-inf")


class Pace:
    """Says when the next message may go, and keeps count.

    `rate` is messages a second, `per_chat` seconds between two to one chat.
    """

    def __init__(self, rate: int, *, per_chat: float = PER_CHAT) -> None:
        self.rate = rate
        self._per_chat = per_chat
        self._spacing = 1 / rate
        self._even = _NEVER  # when the next release is due by even spacing
        self._last = _NEVER
        self._paused_until = _NEVER
        self._window: deque[float] = deque(maxlen=rate)
        self._chats: OrderedDict[int, float] = OrderedDict()
        self._groups: OrderedDict[int, deque[float]] = OrderedDict()

    def next_at(self) -> float:
        """From when on the next message may be released; it may lie in the past."""
        full_until = self._window[0] + WINDOW if len(self._window) == self.rate else _NEVER
        return max(self._paused_until, self._even, self._last + self._spacing * _TIGHTEST, full_until)

    def chat_at(self, chat: int) -> float:
        """From when on this chat may be sent to; groups have negative numbers."""
        earliest = self._chats.get(chat, _NEVER) + self._per_chat
        group = self._groups.get(chat)
        if group is not None and len(group) == GROUP_MESSAGES:
            return max(earliest, group[0] + GROUP_WINDOW)
        return earliest

    def note(self, now: float, chat: int | None = None) -> None:
        """A message goes now, whether or not it had to wait for its turn."""
        self._even = max(self._even, now - _CATCH_UP * self._spacing) + self._spacing
        self._last = now
        self._window.append(now)
        if chat is not None:
            self._note_chat(now, chat)

    def pause(self, now: float, seconds: float) -> None:
        """Release nothing for so long: Telegram asked for it, or does not answer."""
        self._paused_until = max(self._paused_until, now + seconds)

    def _note_chat(self, now: float, chat: int) -> None:
        self._chats[chat] = now
        self._chats.move_to_end(chat)
        while now - next(iter(self._chats.values())) > self._per_chat:
            self._chats.popitem(last=False)
        if chat < 0:
            self._groups.setdefault(chat, deque(maxlen=GROUP_MESSAGES)).append(now)
            self._groups.move_to_end(chat)
            while now - next(iter(self._groups.values()))[-1] > GROUP_WINDOW:
                self._groups.popitem(last=False)
