"""Nothing is paid for twice, no budget is overspent, and who fails is rested; whatever is restarted."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry

from alertbot.errors import ProviderBusy, ProviderClosed, ProviderRefused, ProviderWasted
from alertbot.metrics import Metrics
from alertbot.model import Usage
from alertbot.prepare.metered import Ledger, MeteredClassifier, MeteredSummariser, MeteredTranslator, Terms
from alertbot.providers import Choice, Summary, spending
from alertbot.providers.budget import Limits, Price
from alertbot.storage import engine
from alertbot.storage import providers as stored
from alertbot.storage.engine import Database
from tests.conftest import KEYRING, NOON
from tests.prepare.newsroom import Phrasebook

MINUTE = timedelta(minutes=1)
TEXTS = ["A title", "A text."]  # 14 characters


@dataclass
class Till:
    """The time, the ledger, and a translator that does as told."""

    database: Database
    now: datetime = NOON
    limits: Limits = field(default_factory=Limits)
    price: Price = field(default_factory=lambda: Price(characters=2))
    options: str = ""
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    book: Phrasebook = field(default_factory=lambda: Phrasebook(answer=["Título", "Texto."]))

    def __post_init__(self) -> None:
        self.metrics = Metrics(self.registry)

    def terms(self, limit: timedelta = MINUTE) -> Terms:
        return Terms(limits=self.limits, price=self.price, time_limit=limit, options=self.options)

    def ledger(self) -> Ledger:
        return Ledger(
            database=self.database, clock=lambda: self.now, keep=timedelta(days=30), metrics=self.metrics
        )

    def translator(self, name: str = "paid", limit: timedelta = MINUTE) -> MeteredTranslator:
        """A new one each time, as after a restart."""
        return MeteredTranslator(name, self.book, self.terms(limit), self.ledger())

    async def ask(
        self, texts: Sequence[str] = TEXTS, limit: timedelta = MINUTE, **glossary: str
    ) -> list[str]:
        return await self.translator(limit=limit).translate(
            texts, source="en", target="es", glossary=glossary
        )

    async def spent(self) -> stored.Spent:
        async with self.database.reading() as c:
            return (await stored.spent(c, since="2026-11-01"))["paid"]

    def counted(self, outcome: str) -> float | None:
        labels = {"provider": "paid", "outcome": outcome}
        return self.registry.get_sample_value("alertbot_provider_calls_total", labels)


@pytest.fixture
def till(database: Database) -> Till:
    return Till(database)


async def test_an_unchanged_text_is_paid_for_once_also_after_a_restart(till: Till):
    assert await till.ask() == await till.ask() == ["Título", "Texto."]
    assert len(till.book.asked) == 1
    found = await till.spent()
    assert (found.calls, found.failures, found.kept) == (1, 0, 1)
    assert found.usage == Usage(characters=14, micros=28)
    assert (till.counted("answered"), till.counted("kept")) == (1, 1)
    assert till.registry.get_sample_value("alertbot_provider_cost_total", {"provider": "paid"}) == 28e-6


async def test_a_change_of_text_names_or_version_is_asked_for(till: Till):
    await till.ask()
    await till.ask(["A title", "Another text."])
    await till.ask(title="título")
    till.book.version = "2"
    await till.ask()
    till.options = '{"category": "news"}'
    await till.ask()
    assert len(till.book.asked) == 5


async def test_answers_are_forgotten_after_their_time(till: Till):
    await till.ask()
    till.now += timedelta(days=31)
    await till.ask(["Another", "text"])  # whoever stores tidies up
    await till.ask()
    assert len(till.book.asked) == 3


async def test_a_summary_is_kept_too(till: Till):
    class Shortener:
        name = "shortener"
        asked = 0

        async def summarise(self, *, title: str, text: str, language: str) -> Summary:
            self.asked += 1
            spending.note(input_tokens=100, output_tokens=20)
            return Summary("T", "S.")

    shortener = Shortener()
    till.price = Price(input_tokens=1, output_tokens=10)
    for _ in range(2):
        made = MeteredSummariser("paid", shortener, till.terms(), till.ledger())
        assert await made.summarise(title="Title", text="Text", language="en") == Summary("T", "S.")
    assert shortener.asked == 1
    assert (await till.spent()).usage == Usage(input_tokens=100, output_tokens=20, micros=300)


async def test_a_choice_of_topics_is_kept_until_the_list_changes(till: Till):
    class Filer:
        name = "filer"
        asked = 0

        async def choose(
            self, *, title: str, text: str, language: str, topics: Sequence[Choice]
        ) -> Sequence[str]:
            self.asked += 1
            return [topics[-1].slug]

    filer, one, other = Filer(), Choice("a", "A"), Choice("b", "B")
    made = MeteredClassifier("paid", filer, till.terms(), till.ledger())
    for topics, slug in [([one], "a"), ([one], "a"), ([one, other], "b")]:
        assert await made.choose(title="T", text="S", language="en", topics=topics) == [slug]
    assert filer.asked == 2


# ── budgets ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("limits", [Limits(characters=20), Limits(money=30e-6)])
async def test_a_days_budget_holds_across_restarts_and_begins_anew_at_midnight(till: Till, limits: Limits):
    till.limits = limits
    await till.ask()
    for texts in (["Another", "text."], ["And a", "third."]):
        with pytest.raises(ProviderBusy, match="the day's budget is used up") as caught:
            await till.ask(texts)
        assert caught.value.wait == timedelta(hours=12)
    assert len(till.book.asked) == 1
    assert await till.ask() == ["Título", "Texto."]  # what is kept costs nothing
    till.now += timedelta(hours=12)
    await till.ask(["Another", "text."])
    assert (till.counted("answered"), till.counted("over_budget")) == (2, 2)


async def test_a_budget_of_nothing_asks_nobody(till: Till):
    till.limits = Limits(characters=0)
    with pytest.raises(ProviderBusy, match="budget"):
        await till.ask()
    assert till.book.asked == []


async def test_tokens_are_reserved_before_they_are_known(till: Till):
    till.limits = Limits(tokens=800)  # less than the estimate of any call
    with pytest.raises(ProviderBusy, match="budget"):
        await till.ask()
    assert till.counted("over_budget") == 1


async def test_who_asks_at_once_does_not_overspend(till: Till):
    till.limits = Limits(characters=30)
    till.book.hold = asyncio.Event()
    asking = [asyncio.ensure_future(till.ask(["A title", f"A text{n}"])) for n in range(4)]
    await till.book.began.wait()
    done, _ = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
    till.book.hold.set()
    results = await asyncio.gather(*asking, return_exceptions=True)
    assert done
    assert sum(isinstance(each, ProviderBusy) for each in results) == 2
    assert (await till.spent()).usage.characters == 28


# ── failures ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_provider_that_fails_is_rested_and_asked_again_after_it(till: Till):
    till.book.error = ProviderBusy("phrasebook", "status 500", MINUTE)
    for _ in range(3):
        with pytest.raises(ProviderBusy, match="status 500"):
            await till.ask()
    with pytest.raises(ProviderBusy, match="rests") as caught:
        await till.ask()
    assert caught.value.wait == timedelta(seconds=30)
    assert (caught.value.provider, len(till.book.asked)) == ("paid", 3)
    async with till.database.reading() as c:
        assert (await stored.health(c))["paid"].last_error == "status 500"
    till.now += timedelta(seconds=30)
    till.book.error = None
    await till.ask()
    till.book.error = ProviderBusy("phrasebook", "status 500", MINUTE)
    with pytest.raises(ProviderBusy, match="status 500"):  # forgiven: the count began anew
        await till.ask(["Another", "text."])
    found = await till.spent()
    assert (found.calls, found.failures) == (5, 4)
    assert (till.counted("busy"), till.counted("resting")) == (4, 1)


async def test_a_closed_provider_is_rested_at_once_and_what_is_kept_still_serves(till: Till):
    await till.ask()
    till.book.error = ProviderClosed("phrasebook", "status 429", 5 * MINUTE)
    with pytest.raises(ProviderClosed):
        await till.ask(["Another", "text."])
    till.now += 4 * MINUTE
    with pytest.raises(ProviderBusy, match="rests"):
        await till.ask(["Another", "text."])
    assert await till.ask() == ["Título", "Texto."]


async def test_a_refusal_is_of_the_text_and_rests_nobody(till: Till):
    till.book.error = ProviderRefused("phrasebook", "no")
    for _ in range(5):
        with pytest.raises(ProviderRefused, match="no"):
            await till.ask()
    assert (await till.spent()).failures == 5
    assert (await till.spent()).usage == Usage()


async def test_what_a_failure_cost_is_counted(till: Till):
    class Costly(Phrasebook):
        async def translate(
            self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
        ) -> list[str]:
            spending.note(input_tokens=50, output_tokens=5)
            raise ProviderRefused("costly", "no answer in the form asked for")

    till.book, till.price = Costly(), Price(input_tokens=2)
    with pytest.raises(ProviderRefused):
        await till.ask()
    assert (await till.spent()).usage == Usage(input_tokens=50, output_tokens=5, micros=100)


async def test_what_was_cut_off_stays_counted_by_its_estimate(till: Till):
    till.book.hold = asyncio.Event()
    with pytest.raises(ProviderWasted, match="not answered in time"):
        await till.ask(limit=timedelta(milliseconds=20))
    assert (await till.spent()).usage == Usage(characters=14, micros=28)
    assert (await till.spent()).failures == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [(["one"], "1 texts for 2"), (["a", "b", "c"], "3 texts for 2"), (["Título", " "], "an empty answer")],
)
async def test_answers_of_the_wrong_shape_are_not_kept(till: Till, answer: list[str], says: str):
    till.book.answer = answer
    for _ in range(2):
        with pytest.raises(ProviderRefused, match=says):
            await till.ask()
    assert len(till.book.asked) == 2


async def test_an_answer_without_end_is_cut(till: Till):
    till.book.answer = ["Título", "x" * 1_000_000]
    assert [len(text) for text in await till.ask()] == [6, 4000]


async def test_a_package_that_breaks_breaks_nothing_else(till: Till, caplog: pytest.LogCaptureFixture):
    till.book.error = KeyError("a bug of theirs")
    with pytest.raises(ProviderRefused, match=r"broke \(KeyError\)"):
        await till.ask()
    assert "provider broke" in caplog.messages


# ── a process that dies ──────────────────────────────────────────────────────────────────────────

KILLED = """
import asyncio, sys
from tests.prepare.test_metered import dying
asyncio.run(dying(sys.argv[1], sys.argv[2]))
"""


async def dying(url: str, when: str) -> None:
    """Ask once and be killed: while the provider answers, or right after the answer was handed over."""

    class Killing(Phrasebook):
        async def translate(
            self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
        ) -> list[str]:
            if when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            return ["Título", "Texto."]

    async with engine.opened(url, KEYRING) as database:
        till = Till(database, book=Killing())
        await till.ask()
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(("when", "asked_again"), [("before", 1), ("after", 0)])
async def test_a_killed_process_pays_again_only_for_what_it_had_not_stored(
    migrated_url: str, when: str, asked_again: int
):
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, migrated_url, when)
    assert await process.wait() == -signal.SIGKILL
    async with engine.opened(migrated_url, KEYRING) as database:
        till = Till(database)
        assert await till.ask() == ["Título", "Texto."]
        assert len(till.book.asked) == asked_again
        assert (await till.spent()).calls == 1 + asked_again
        assert (await till.spent()).usage.characters == 14 * (1 + asked_again)
