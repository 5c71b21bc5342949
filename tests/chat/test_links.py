"""Deep links: what is made is read, it fits, and everything else is nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.chat import links
from alertbot.chat.links import Invitation, Subscribe
from alertbot.model import Role
from alertbot.storage import people
from alertbot.storage.engine import Database
from tests.conftest import NOON

IDS = st.sets(st.integers(1, 36**2 - 1), max_size=4)


@settings(max_examples=100)
@given(st.sampled_from([None, "ug", "kk", "en"]), IDS)
def test_what_is_made_is_read_and_fits(language: str | None, topics: set[int]):
    payload = links.subscribe(language=language, topics=topics)
    assert len(payload) <= links.LONGEST
    assert links.read(payload) == Subscribe(language, tuple(sorted(topics)))
    assert links.split(links.join(sorted(topics))) == tuple(sorted(topics))


def test_what_does_not_fit_is_not_made():
    with pytest.raises(ValueError, match="24 fit"):
        links.subscribe(language="ug", topics=range(10_000, 10_010))


@pytest.mark.parametrize(
    "payload", ["", "x", "s", "i", "s_ug_!", "i" * 15, "i" * 65, "s_" + "a" * 30, "s_ug__", "S_ug"]
)
def test_a_payload_of_no_format_of_ours_is_nothing(payload: str):
    assert links.read(payload) is None


@pytest.mark.parametrize("letters", [16, 30, 43, 45, 64])
def test_a_damaged_invitation_is_still_one(letters: int):
    assert links.read("i" * letters) == Invitation("i" * letters)


def test_a_language_that_we_do_not_have_is_left_out():
    assert links.read("s_xx_1") == Subscribe(None, (1,))


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_no_payload_breaks_the_reading(payload: str):
    links.read(payload)
    links.split(payload)


async def test_an_invitation_is_recognised(database: Database):
    async with database.writing() as c:
        payload = await people.invite(c, Role.OWNER, now=NOON)
    assert links.read(payload) == Invitation(payload)
    assert links.address("a_bot", payload) == f"https://t.me/a_bot?start={payload}"
