"""Promise 5: nobody can list the subscribers, and small counts are hidden."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from alertbot.chat.access import COMMANDS, Act, Door, door
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk
from alertbot.model import ChatId, EditionId, Receipt, Role, Urgency
from alertbot.storage import alerts, engine, receipts, subscribers
from alertbot.storage.engine import Database
from tests.chat.conftest import Newsroom, make
from tests.chat.test_walk import GULNAR, Walker
from tests.conftest import KEYRING, NOON

OFTEN = 2
FEW, MORE = 2, 8  # both fewer than ten
READERS = [6_500_000_000 + 1013 * n for n in range(MORE)]


async def add_readers(database: Database, newsroom: Newsroom, which: range) -> None:
    """Readers on all topics, whom one alert reached."""
    async with database.writing() as c:
        known = await alerts.unsettled(c)
        alert = known[0].id if known else await alerts.add(
            c, newsroom.articles[0], urgency=Urgency.ORDINARY, now=NOON, deadline_at=NOON
        )  # fmt: skip
        ids = [
            await subscribers.add(
                c, chat=ChatId(READERS[n]), languages=["ug"], topics=newsroom.topics,
                consent_version=1, consent_month="2026-11",
            )
            for n in which
        ]  # fmt: skip
        await receipts.add(c, alert, [Receipt(id, 5, EditionId(1), 1) for id in ids], now=NOON)


class Brief(Walker):
    """Presses no kind of button more than a few times: every kind of screen, not every one."""

    def __init__(self, desk: Desk, language: str) -> None:
        super().__init__(desk, language)
        self.often: Counter[Act] = Counter()

    def new(self, press: Press) -> bool:
        if self.often[press.act] >= OFTEN or not super().new(press):
            return False
        self.often[press.act] += 1
        return True


async def walked(desk: Desk) -> list[str]:
    """What every screen says that an owner, who may do all that editors may, can reach."""
    walker = Brief(desk, "en")
    for act in sorted(set(COMMANDS.values()) - {Act.FORGET}):
        if door(act) is not Door.SUBSCRIBERS:
            await walker.walk(Press(act, ("",)) if act is Act.TRY else Press(act))
    return [f"{each.text}\n{each.keyboard}" for each in walker.screens]


async def test_promise_5_no_screen_tells_two_readers_from_eight(
    desk: Desk, newsroom: Newsroom, migrated_url: str, tmp_path: Path
):
    """No command of any editor or owner lists subscribers. Counts under 10 are shown as "<10".

    The same newsroom twice, with two readers and with eight: whatever differs would tell of them. What is
    new every time (tokens, versions) is left out of the comparison.
    """
    await make(desk, Role.OWNER, GULNAR)
    await add_readers(desk.database, newsroom, range(FEW))
    other = tmp_path / "other.db"
    path = migrated_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(other)) as target:
        source.backup(target)
    async with engine.opened(f"sqlite:///{other}", KEYRING) as database:
        await add_readers(database, newsroom, range(FEW, MORE))
        more = await walked(replace(desk, database=database))
    few = await walked(desk)
    assert len(few) > 30
    assert Counter(map(without_chance, few)) == Counter(map(without_chance, more))
    everything = "\n".join([*few, *more])
    assert [each for each in READERS if str(each) in everything] == []
    assert "<10" in everything


def without_chance(shown: str) -> str:
    return re.sub(r"[A-Za-z0-9_-]{16,}|\b\d{6,}\b", "…", shown)
