"""A model's summary is used where it adds nothing, and says that a machine wrote it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from alertbot.errors import ProviderBusy, ProviderError, ProviderRefused, ProviderWasted
from alertbot.model import EditionState, Origin, ReviewMode
from alertbot.prepare.shorten import FirstOf
from alertbot.providers import Summary
from alertbot.storage import policies
from alertbot.storage.engine import Database
from tests.prepare.newsroom import Failing, Newsroom, Phrasebook, newsroom
from tests.prepare.samples import PARAGRAPHS, TITLES

SOON, LATER = ProviderBusy("a", "busy", timedelta(seconds=10)), ProviderBusy("b", "busy", timedelta(hours=1))
REFUSED, SLOW = ProviderRefused("c", "no"), ProviderWasted("d", "slow", timedelta(seconds=30))
LEAD = PARAGRAPHS["en"][0]


class Model:
    """Says what it is told to."""

    name = "model"

    def __init__(self, summary: str, title: str = "A model's title") -> None:
        self.made = Summary(title, summary)

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        return self.made


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Newsroom]:
    async with newsroom(database) as opened:
        yield opened


async def test_a_models_summary_is_labelled_and_the_newsrooms_headline_stays(room: Newsroom):
    room.summariser = Model("The council opened\na school,\u202e it says.")
    entry = await room.publish(await room.feed())
    await room.finish()
    edition = (await room.editions(entry))["en"]
    assert (edition.state, edition.origin) == (EditionState.READY, Origin.SUMMARISED)
    assert (edition.title, edition.summary) == (TITLES["en"], "The council opened a school, it says.")


async def test_a_headline_that_is_too_long_is_the_models(room: Newsroom):
    room.summariser = Model("The council opened a school.", title="A school opens")
    feed, text = await room.feed(), " ".join(PARAGRAPHS["en"])
    entry = await room.enter(feed, None, title="A new school opens, and " * 9, content=text)
    await room.finish()
    assert (await room.editions(entry))["en"].title == "A school opens"


@pytest.mark.parametrize(
    "summary",
    [
        "The council opened 4711 schools, it says.",
        "The council opened a school: https://evil.example/now",
        "Ask @friendly_helper about the school.",
        "Call +1 555 0100 999 about the school.",
        "",
        "مجلس المدينة افتتح مدرسة جديدة يوم الاثنين للأطفال.",
    ],
)
async def test_a_model_that_adds_something_is_replaced_by_the_newsrooms_words(
    room: Newsroom, summary: str, caplog: pytest.LogCaptureFixture
):
    room.summariser = Model(summary)
    entry = await room.publish(await room.feed())
    await room.finish()
    edition = (await room.editions(entry))["en"]
    assert edition.origin is Origin.ORIGINAL
    assert edition.summary.startswith(LEAD)
    assert "summary not used" in caplog.messages


async def test_a_model_s_words_do_not_go_past_who_reviews_machines(room: Newsroom):
    room.summariser = Model("The council opened a school, it says.")
    async with room.database.writing() as c:
        await policies.set_mode(c, "en", ReviewMode.ALWAYS)
    entry = await room.publish(await room.feed())
    await room.finish()
    edition = (await room.editions(entry))["en"]
    assert (edition.state, edition.origin) == (EditionState.READY, Origin.ORIGINAL)
    assert edition.summary.startswith(LEAD)


async def test_nor_past_who_looks_at_names_under_a_topic(room: Newsroom):
    room.summariser = Model("The council with Aynur Tursun opened a school, it says.")
    async with room.database.writing() as c:
        await policies.set_named(c, room.topic, on=True)
    entry = await room.publish(await room.feed())
    await room.finish()
    assert (await room.editions(entry))["en"].origin is Origin.ORIGINAL


async def test_a_page_of_a_model_is_known_again_as_the_newsrooms(room: Newsroom):
    room.summariser = Model("The council opened a school, it says.")
    first = await room.publish(await room.feed(path="/1.xml"))
    await room.finish()
    second = await room.publish(await room.feed(path="/2.xml"))
    await room.finish()
    assert (await room.of_entry(first)).id == (await room.of_entry(second)).id
    assert (await room.editions(first))["en"].revision == 1


@pytest.mark.parametrize(("error", "steps"), [(REFUSED, 1), (SLOW, 1), (LATER, 1), (SOON, 2)])
async def test_an_alert_does_not_wait_for_a_summariser(room: Newsroom, error: Exception, steps: int):
    """One that is busy is asked once more after 15 seconds; all else is taken from the embedded one."""
    room.summariser = Failing(error)
    entry = await room.publish(await room.feed())
    await room.finish()
    if steps > 1:
        assert await room.count() == 0
        await room.later(seconds=15)
    assert (await room.editions(entry))["en"].summary.startswith(LEAD)


async def test_a_translation_of_a_models_summary_is_a_machine_translation(room: Newsroom):
    room.summariser = Model("The council opened a school, it says.")
    room.translators = {"es": [Phrasebook(answer=["Se abre una escuela", "El consejo abrió una escuela."])]}
    entry = await room.publish(await room.feed())
    await room.finish()
    assert (await room.editions(entry))["es"].origin is Origin.MACHINE


async def test_the_first_of_a_chain_that_can_does_it():
    chain = FirstOf([Failing(REFUSED), Failing(LATER), Model("Made.")])
    assert (await chain.summarise(title="", text="", language="en")).summary == "Made."


@pytest.mark.parametrize(
    ("errors", "raised"),
    [
        ([REFUSED, LATER, SOON], SOON), ([SOON, LATER], SOON), ([SOON, REFUSED], SOON), ([LATER, SOON], SOON),
        ([REFUSED, REFUSED], REFUSED),
    ],
)  # fmt: skip
async def test_a_chain_that_cannot_says_what_helps_soonest(
    errors: list[ProviderError], raised: ProviderError
):
    with pytest.raises(ProviderError) as caught:
        await FirstOf([Failing(error) for error in errors]).summarise(title="", text="", language="en")
    assert caught.value is raised
