"""What happened since the last checkpoint, to be written in one transaction."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from alertbot.model import AlertId, ChatId, Receipt, Retry, RunId, SubscriberId

Pair = tuple[AlertId, SubscriberId]


@dataclass(slots=True)
class Ledger:
    """Outcomes by what has to be written."""

    receipts: defaultdict[AlertId, list[Receipt]] = field(default_factory=lambda: defaultdict(list))
    retries: dict[Pair, Retry] = field(default_factory=dict)
    dropped: set[Pair] = field(default_factory=set)
    passed: list[Retry] = field(default_factory=list)  # wanted nothing when they were looked at
    gone: set[SubscriberId] = field(default_factory=set)
    moved: dict[SubscriberId, ChatId] = field(default_factory=dict)
    counts: defaultdict[RunId, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    paused_until: datetime | None = None
    settled: set[Pair] = field(default_factory=set)  # no longer busy when this is written

    @property
    def empty(self) -> bool:
        """Whether nothing happened."""
        return not (self.settled or self.gone or self.moved or self.paused_until)

    def sent(self, alert: AlertId, receipt: Receipt, run: RunId) -> None:
        """Telegram confirmed a copy."""
        self.receipts[alert].append(receipt)
        self.counts[run][0] += 1
        self.drop((alert, receipt.subscriber))

    def failed(self, pair: Pair, run: RunId) -> None:
        """A reader cannot be served, and is not tried again."""
        self.counts[run][1] += 1
        self.drop(pair)

    def retry(self, retry: Retry) -> None:
        """Visit a reader apart, later."""
        pair = (retry.alert, retry.subscriber)
        self.retries[pair] = retry
        self.settled.add(pair)

    def pass_by(self, retry: Retry) -> None:
        """A reader to be visited apart wants nothing, unless they have chosen anew since this was read."""
        self.passed.append(retry)
        self.settled.add((retry.alert, retry.subscriber))

    def drop(self, pair: Pair) -> None:
        """A reader needs no visit apart any more."""
        self.dropped.add(pair)
        self.settled.add(pair)
