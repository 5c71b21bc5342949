"""What the stages count, for Prometheus: all of one process in one object, served where the settings say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest

from alertbot.errors import SettingsError
from alertbot.model import Usage, WorkKind

_MICROS = 1_000_000
_RUN_SECONDS = (0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 14400, 43200)


class Metrics:
    """The counters of one process, named alertbot_<stage>_<thing>.

    Outcomes are short constant words of the stages; nothing that a person or a feed can choose is a label.
    """

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self._registry = CollectorRegistry() if registry is None else registry
        self._polls = self._counter("watch_polls", "Polls of feeds by outcome", "outcome")
        self._entries = self._counter("watch_entries", "New entries found")
        self._prepared = self._counter(
            "prepare_work", "Articles, translations and deadlines by what came of them", "kind", "outcome"
        )
        self._asked = self._counter(
            "provider_calls", "Calls of summarisers and translators by outcome", "provider", "outcome"
        )
        self._spent = self._counter(
            "provider_usage", "What providers were asked, in the units they charge by", "provider", "unit"
        )
        self._cost = self._counter(
            "provider_cost", "What providers cost, in the operator's currency", "provider"
        )
        self._sends = self._counter("dispatch_sends", "Calls to Telegram for readers by outcome", "outcome")
        self._runs = Histogram(
            "alertbot_dispatch_run_seconds",
            "From a run's opening to its end",
            registry=self._registry,
            buckets=_RUN_SECONDS,
        )
        self._updates = self._counter("chat_updates", "Updates handled by outcome", "outcome")
        self._start_at_zero()

    def polled(self, outcome: str) -> None:
        """A poll of a feed ended."""
        self._polls.labels(outcome=outcome).inc()

    def found(self, entries: int) -> None:
        """So many entries were new."""
        self._entries.inc(entries)

    def prepared(self, kind: WorkKind, outcome: str) -> None:
        """A piece of work was tried; put off, parked or left to somebody else, where it was not done."""
        self._prepared.labels(kind=kind.value, outcome=outcome).inc()

    def asked(self, provider: str, outcome: str) -> None:
        """A provider was to be asked; it goes by the operator's name for it."""
        self._asked.labels(provider=provider, outcome=outcome).inc()

    def spent(self, provider: str, usage: Usage) -> None:
        """So much was used of a provider."""
        self._spent.labels(provider=provider, unit="characters").inc(usage.characters)
        self._spent.labels(provider=provider, unit="input_tokens").inc(usage.input_tokens)
        self._spent.labels(provider=provider, unit="output_tokens").inc(usage.output_tokens)
        self._cost.labels(provider=provider).inc(usage.micros / _MICROS)

    def sent(self, outcome: str, copies: int = 1) -> None:
        """So many messages to readers ended alike."""
        self._sends.labels(outcome=outcome).inc(copies)

    def run_took(self, took: timedelta) -> None:
        """A run is done."""
        self._runs.observe(took.total_seconds())

    def updated(self, outcome: str) -> None:
        """An update from Telegram was handled."""
        self._updates.labels(outcome=outcome).inc()

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, says: str, *labels: str) -> Counter:
        return Counter(f"alertbot_{name}", says, labels, registry=self._registry)

    def _start_at_zero(self) -> None:
        """A series that appears with its first event hides that event from rate()."""
        for outcome in ("unchanged", "changed", "failed", "given_up"):
            self._polls.labels(outcome=outcome)
        for kind in (WorkKind.ARTICLE, WorkKind.TRANSLATE):
            for outcome in ("tried", "again", "parked"):
                self._prepared.labels(kind=kind.value, outcome=outcome)
        for outcome in ("done", "skipped", "waits"):
            self._updates.labels(outcome=outcome)


@asynccontextmanager
async def served(metrics: Metrics, *, host: str, port: int) -> AsyncIterator[str]:
    """The metrics at /metrics until the block ends: its address; port 0 takes a free one.

    Raises SettingsError where the port cannot be had.
    """

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=metrics.exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.router.add_get("/metrics", answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsError(f"the metrics cannot be served at {host}:{port} ({error.strerror})") from None
        yield f"http://{host}:{runner.addresses[0][1]}/metrics"
    finally:
        await runner.cleanup()
