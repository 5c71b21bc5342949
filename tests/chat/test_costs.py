"""Editors see what providers cost, and that one rests; the numbers are of texts, not of people."""

from datetime import timedelta

from alertbot.chat import acts
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, welcome
from alertbot.chat.screens.editors import stats
from alertbot.languages.catalogues import Catalogues
from alertbot.model import ChatId, Health, Role, Usage
from alertbot.storage import providers
from alertbot.storage.providers import Spent
from tests.chat.conftest import make
from tests.conftest import NOON

EDITOR = ChatId(4_000_000_002)


async def shown(desk: Desk) -> str:
    visit = await welcome(desk, EDITOR, client_language="en", now=NOON)
    reply = await acts.perform(desk, visit, Press(Act.STATS, ()))
    assert reply.screen is not None
    return "".join(letter for letter in reply.screen.text if letter not in "\u2066\u2067\u2068\u2069")


async def test_costs_of_today_and_this_month_are_shown(desk: Desk):
    await make(desk, Role.EDITOR, EDITOR)
    assert "Translations and summaries" not in await shown(desk)
    async with desk.database.writing() as c:
        for day, usage in [
            ("2026-10-31", Usage(characters=999_999, micros=9_000_000)),
            ("2026-11-01", Usage(characters=1000, micros=1_500_000)),
            ("2026-11-02", Usage(characters=234, micros=250_000)),
        ]:
            await providers.reserve(c, "ours", day, usage, fits=lambda _: True)
        await providers.settle(c, "ours", "2026-11-01", estimate=Usage(), actual=Usage(), failed=True)
        await providers.reserve(c, "idle", "2026-11-01", Usage(), fits=lambda _: True)
        resting = Health(failures=3, resting_until=NOON + timedelta(minutes=1))
        await providers.set_health(c, "idle", resting)
        await providers.set_health(c, "ours", Health(failures=3, resting_until=NOON))
    text = await shown(desk)
    assert "Translations and summaries by ours\nToday: 234 characters, cost 0.25 and failures 0\n" in text
    assert "This month: 1,234 characters, cost 1.75 and failures 1" in text
    assert "Translations and summaries by idle\nIt rests after failures" in text
    assert text.count("It rests") == 1


def test_each_number_stands_apart_in_a_line_that_runs_from_right_to_left(words: Catalogues):
    month = Spent(calls=1, failures=0, kept=0, usage=Usage(characters=1234))
    lines = stats._cost(words["ug"], stats.Cost("ours", None, month))
    assert "\u20661,234\u2069" in lines[-1]
    assert "\u2066ours\u2069" in lines[0]
