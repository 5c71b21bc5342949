"""The real process is killed at every boundary of the stages: nothing is lost, little is repeated."""

import signal
from pathlib import Path

import pytest

from tests.whole_way.house import PATIENCE, built

pytestmark = pytest.mark.timeout(180)

READERS, RATE = 8, 30
IN_FLIGHT = 40  # sends of one kill: 100 ms at the rate, and what was on its way

POINTS = [
    ("alertbot.web.client.Client.get", "after", "2"),  # a feed was fetched
    ("alertbot.storage.entries.add", "after", "1"),  # in the transaction that stores entries
    ("alertbot.storage.feeds.record_success", "after", "1"),  # just before that commits
    ("alertbot.storage.work.claim", "after", "2"),  # work was claimed, not begun
    ("alertbot.prepare.story.store", "before", "1"),  # an article was read, not stored
    ("alertbot.prepare.story.store", "after", "2"),  # two languages of one story are half merged
    ("alertbot.storage.alerts.add", "after", "1"),  # an alert opens
    ("alertbot.storage.runs.add", "after", "2"),  # its runs open
    ("alertbot.dispatch.telegram.Lane.send", "before", "1"),  # the first send
    ("alertbot.dispatch.telegram.Lane.send", "after", "9"),  # Telegram has it, we have not noted it
    ("alertbot.storage.runs.save", "before", "1"),  # a checkpoint begins
    ("alertbot.storage.receipts.add", "after", "2"),  # a checkpoint is half written
]


@pytest.mark.parametrize(("point", "when", "times"), POINTS, ids=lambda value: value.rpartition(".")[2])
async def test_a_kill_loses_nothing(whole_url: str, tmp_path: Path, point: str, when: str, times: str):
    async with built(tmp_path, whole_url, readers=READERS, rate=RATE) as house:
        titles = {language: [title] for language, title in house.publish().items()}

        doomed = await house.start(point, when, times)
        assert await house.ended(doomed, PATIENCE) == -signal.SIGKILL
        process = await house.start()
        await house.everyone_has(titles)

        assert await house.stop(process) == 0
        assert house.repeats(titles) <= IN_FLIGHT
        assert house.foreign(titles) == []
