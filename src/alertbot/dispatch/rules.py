"""What a dispatcher is told by its operator, and its own measures."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How one bot's alerts are dispatched."""

    bot_id: int
    deadline: timedelta = timedelta(minutes=30)  # how long an alert waits for a reader's first language
    urgent_deadline: timedelta = timedelta(minutes=5)
    at_once: int = 128  # sends in flight: rate times latency, 1000/s at 80 ms is 80
    checkpoint: timedelta = timedelta(milliseconds=100)
    lease: timedelta = timedelta(seconds=6)
    look: timedelta = timedelta(seconds=5)  # how often to look for work where no bell rings
    freeze_look: timedelta = timedelta(seconds=0.5)  # the same for a freeze, which acts within a second

    @property
    def lease_name(self) -> str:
        """One dispatcher per bot token."""
        return f"dispatch:{self.bot_id}"
