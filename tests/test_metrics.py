from datetime import timedelta

import aiohttp
import pytest
from prometheus_client import CollectorRegistry

from alertbot.errors import SettingsError
from alertbot.metrics import Metrics, served
from alertbot.model import Usage, WorkKind


def test_each_stage_counts_its_things():
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    metrics.polled("new")
    metrics.found(3)
    metrics.prepared(WorkKind.TRANSLATE, "tried")
    metrics.asked("ours", "answered")
    metrics.spent("ours", Usage(characters=5, input_tokens=3, output_tokens=2, micros=1500))
    metrics.sent("sent", copies=20)
    metrics.sent("gone")
    metrics.run_took(timedelta(seconds=7))
    metrics.updated("done")

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(f"alertbot_{name}", labels)

    assert value("watch_polls_total", outcome="new") == 1
    assert value("watch_entries_total") == 3
    assert value("watch_polls_total", outcome="failed") == 0
    assert value("prepare_work_total", kind="translate", outcome="tried") == 1
    assert value("prepare_work_total", kind="article", outcome="parked") == 0
    assert value("provider_calls_total", provider="ours", outcome="answered") == 1
    assert value("provider_usage_total", provider="ours", unit="characters") == 5
    assert value("provider_usage_total", provider="ours", unit="output_tokens") == 2
    assert value("provider_cost_total", provider="ours") == 0.0015
    assert value("dispatch_sends_total", outcome="sent") == 20
    assert value("dispatch_sends_total", outcome="gone") == 1
    assert value("dispatch_run_seconds_sum") == 7
    assert value("dispatch_run_seconds_bucket", le="15.0") == 1
    assert value("chat_updates_total", outcome="done") == 1


def test_the_exposition_is_prometheus_text():
    metrics = Metrics()
    metrics.found(2)
    assert b"\nalertbot_watch_entries_total 2.0\n" in metrics.exposition()


def test_two_processes_parts_do_not_share_counters():
    first, second = Metrics(), Metrics()
    first.found(2)
    assert b"\nalertbot_watch_entries_total 0.0\n" in second.exposition()


async def test_they_are_served_to_who_asks_for_them():
    metrics = Metrics()
    metrics.spent("ours", Usage(characters=5, micros=1500))
    async with served(metrics, host="127.0.0.1", port=0) as url, aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert answer.status == 200
            assert 'alertbot_provider_cost_total{provider="ours"} 0.0015' in await answer.text()
        taken = int(url.removesuffix("/metrics").rpartition(":")[2])
        with pytest.raises(SettingsError, match="cannot be served"):
            async with served(metrics, host="127.0.0.1", port=taken):
                raise AssertionError("two at one port")
