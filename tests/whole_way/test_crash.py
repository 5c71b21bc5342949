"""The real process is killed at every boundary of the stages: nothing is lost, little is repeated."""

import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.whole_way.house import LANGUAGES, PATIENCE, built

pytestmark = pytest.mark.timeout(300)

READERS, RATE = 8, 30
IN_FLIGHT = 40  # sends of one kill: 100 ms at the rate, and what was on its way

_WATCH = (
    ("alertbot.web.client.Client.get", "after", "2"),  # a feed was fetched
    ("alertbot.storage.entries.add", "after", "1"),  # in the transaction that stores entries
    ("alertbot.storage.feeds.record_success", "after", "1"),  # just before that commits
    ("alertbot.storage.work.claim", "after", "2"),  # work was claimed, not begun
)
_PREPARE = (
    ("alertbot.prepare.story.store", "before", "1"),  # an article was read, not stored
    ("alertbot.prepare.story.store", "after", "2"),  # two languages of one story are half merged
    ("alertbot.storage.alerts.add", "after", "1"),  # an alert opens
    ("alertbot.storage.runs.add", "after", "2"),  # its runs open
)
_DISPATCH = (
    ("alertbot.dispatch.telegram.Lane.send", "before", "1"),  # the first send
    ("alertbot.dispatch.telegram.Lane.send", "after", "9"),  # Telegram has it, we have not noted it
    ("alertbot.storage.runs.save", "before", "1"),  # a checkpoint begins
    ("alertbot.storage.receipts.add", "after", "2"),  # a checkpoint is half written
)


@pytest.mark.parametrize("points", [_WATCH, _PREPARE, _DISPATCH], ids=["watch", "prepare", "dispatch"])
async def test_kills_lose_nothing(whole_url: str, tmp_path: Path, points: Sequence[tuple[str, str, str]]):
    """Each process takes up what the one before it left, with a new story, and dies of its own point."""
    titles: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    async with built(tmp_path, whole_url, readers=READERS, rate=RATE) as house:
        for fate in points:
            for language, title in house.publish().items():
                titles[language].append(title)
            doomed = await house.start(*fate)
            assert await house.ended(doomed, PATIENCE) == -signal.SIGKILL, fate

        process = await house.start()
        await house.everyone_has(titles)

        assert await house.stop(process) == 0
        assert house.repeats(titles) <= IN_FLIGHT * len(points)
        assert house.foreign(titles) == []
