"""Translators are asked in turn; what is long is asked for in several calls of one."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.errors import ProviderBusy, ProviderRefused
from alertbot.prepare import ask
from tests.prepare.newsroom import Phrasebook

BUSY = ProviderBusy("busy", "down", timedelta(seconds=1))
REFUSED = ProviderRefused("refused", "never")


def saying(*answer: str) -> Phrasebook:
    return Phrasebook(name="good", answer=list(answer))


async def test_the_first_that_answers_serves():
    chain = [Phrasebook(error=BUSY), saying("Uno")]
    made = await ask.translated(chain, [["One"], ["Two"]], source="en", target="es", glossary={})
    assert (made.texts, made.provider) == (("Uno", "Uno"), "good")


@pytest.mark.parametrize(
    ("chain", "raised"),
    [
        ([], ProviderRefused),
        ([Phrasebook(error=BUSY), Phrasebook(error=REFUSED)], ProviderBusy),
        ([Phrasebook(error=REFUSED), Phrasebook(error=BUSY)], ProviderBusy),
        ([saying("one", "too many")], ProviderRefused),
    ],
    ids=["nobody", "busy first", "busy last", "wrong count"],
)
async def test_where_nobody_does_it_is_known_whether_to_try_again(chain, raised):
    with pytest.raises(raised):
        await ask.translated(chain, [["One"]], source="en", target="es", glossary={})


async def test_a_translator_that_does_not_answer_is_busy():
    import asyncio

    with pytest.raises(ProviderBusy):
        await ask.translated(
            [Phrasebook(hold=asyncio.Event())],
            [["One"]],
            source="en",
            target="es",
            glossary={},
            limit=timedelta(0),
        )


@given(st.lists(st.text(max_size=20), max_size=12), st.integers(1, 40))
def test_paragraphs_stay_in_their_order_in_calls_of_a_certain_size(paragraphs: list[str], longest: int):
    calls = ask.in_calls(paragraphs, longest=longest)
    assert [text for call in calls for text in call] == paragraphs
    assert all(sum(map(len, call)) <= longest or len(call) == 1 for call in calls)


async def test_a_call_is_told_of_the_names_it_has():
    asked = saying("Uno")
    await ask.translated(
        [asked], [["In Ghulja"], ["One"]], source="en", target="es", glossary={"Ghulja": "Gulja"}
    )
    assert asked.entries == [{"Ghulja": "Gulja"}, {}]
