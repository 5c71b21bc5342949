"""A model in the settings shortens articles on their way to readers, labelled, paid for and kept."""

import json
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from alertbot import keys
from alertbot.storage import engine, providers
from tests.conftest import KEYRING
from tests.providers import standins
from tests.providers.standins import Call, openai_reply, standing_in
from tests.whole_way.house import built

pytestmark = pytest.mark.timeout(150)

SUMMARY = "The newsroom reports on it in its own words."


def model(call: Call) -> Any:
    """It does as it is told, in English whatever the article's language: the guards hold that back."""
    assert call.headers["Authorization"] == f"Bearer {standins.KEY}"
    return openai_reply(json.dumps({"title": "A title", "summary": SUMMARY}))


async def test_a_models_summary_reaches_readers_with_its_label(tmp_path: Path):
    (tmp_path / "data").mkdir()
    port = unused_port()
    url = f"sqlite:///{tmp_path / 'data' / 'alertbot.db'}"
    async with standing_in(model) as it, built(tmp_path, url, readers=1) as house:
        keys.write_secret(tmp_path / "secrets" / "model", standins.KEY)
        with (tmp_path / "alertbot.toml").open("a") as file:
            file.write(
                f"""
[prepare]
summarisers = ["ours"]
[prepare.providers.ours]
use = "llm"
key_file = "secrets/model"
price = {{ input_tokens = 1, output_tokens = 1 }}
options = {{ model = "m", url = "{it.url}/v1" }}
[metrics]
port = {port}
"""
            )
        titles = {language: [title] for language, title in house.publish().items()}
        process = await house.start()
        await house.everyone_has(titles)
        address = f"http://127.0.0.1:{port}/metrics"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            counted = await answer.text()
        await house.stop(process)
        said = {
            language: house.world.person(readers[0]).messages[-1].text
            for language, readers in house.readers.items()
        }
        log = house.log.read_text()
    assert SUMMARY in said["en"]
    assert "Summary by machine, not checked" in said["en"]
    assert SUMMARY not in said["ug"] + said["kk"]
    assert standins.KEY not in log
    async with engine.opened(url, KEYRING) as database, database.reading() as connection:
        spent = (await providers.spent(connection, since="2026-01-01"))["ours"]
    assert 'alertbot_provider_calls_total{outcome="answered",provider="ours"} 3.0' in counted
    assert 'alertbot_dispatch_sends_total{outcome="sent"} 3.0' in counted
    assert re.search(r'alertbot_watch_polls_total{outcome="changed"} [1-9]', counted)
    assert re.search(r'alertbot_prepare_work_total{kind="article",outcome="tried"} [1-9]', counted)
    assert spent.calls == len(it.calls) == 3
    assert spent.usage.micros == 3 * 120
