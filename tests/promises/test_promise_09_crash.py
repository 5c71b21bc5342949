"""Promise 9: crashes. The real process is killed; `whole_way/test_crash.py` does it at every boundary."""

import shutil
import signal
from pathlib import Path

import pytest

from tests.whole_way.house import PATIENCE, built

READERS = 3


@pytest.mark.timeout(150)
async def test_promise_9_a_crash_may_repeat_an_alert_and_never_loses_one(
    sqlite_template: Path, tmp_path: Path
):
    """A crash may repeat an alert; it never loses one: killed when Telegram has a message of which
    nothing is written down yet."""
    (tmp_path / "data").mkdir(mode=0o700)
    path = Path(shutil.copyfile(sqlite_template, tmp_path / "data" / "alertbot.db"))
    async with built(tmp_path, f"sqlite:///{path}", readers=READERS) as house:
        titles = {language: [title] for language, title in house.publish().items()}
        doomed = await house.start("alertbot.dispatch.telegram.Lane.send", "after", "2")
        assert await house.ended(doomed, PATIENCE) == -signal.SIGKILL
        process = await house.start()
        await house.everyone_has(titles)
        assert await house.stop(process) == 0
        assert house.foreign(titles) == []
