"""The bot's own page: set once, asked about seldom, and the same for a new bot over an old database."""

from dataclasses import replace

import pytest

from alertbot.chat.rounds import profile
from alertbot.languages.catalogues import Catalogues
from alertbot.model import ChatId
from alertbot.playground.botapi import Status, TooMany, World, server
from alertbot.storage import subscribers
from tests.chat.test_conversation import HOME, House, Phone, house, subscribe  # noqa: F401 - a fixture
from tests.conftest import ON_SQLITE

GULNAR = 4_000_000_001
OTHER_TOKEN = "7000000002:" + "b" * 35


def about_itself(world: World) -> list[str]:
    return [call.method for call in world.calls if "My" in call.method and "chat" not in str(call)]


async def dressed(house: House) -> None:  # noqa: F811
    await house.world.until(lambda world: world.profile.texts.get(("name", "")))


@ON_SQLITE
async def test_a_restart_asks_nothing_where_nothing_changed(house: House):  # noqa: F811
    async with house.open():
        await dressed(house)
        await house.phone().start()
    before = len(house.world.calls)
    async with house.open(holder="two"):
        await house.phone().start()
    asked = {call.method for call in house.world.calls[before:]}
    assert not {name for name in asked if "Name" in name or "Description" in name}


@ON_SQLITE
async def test_what_telegram_wants_later_is_set_later_and_delays_nobody(house: House):  # noqa: F811
    house.world.faults.add(method="setMyDescription", fault=TooMany(1), times=1)
    phone = house.phone()
    async with house.open():
        await phone.start()
        assert phone.from_bot
        await dressed(house)
    assert {code for kind, code in house.world.profile.texts if kind == "description"} >= {"", "kk", "en"}


@ON_SQLITE
async def test_a_stop_does_not_wait_for_telegram(house: House):  # noqa: F811
    house.world.faults.add(method="setMyDescription", fault=TooMany(3600), times=9)
    async with house.open():
        await house.world.until(lambda world: any(call.method == "setMyDescription" for call in world.calls))


@ON_SQLITE
async def test_what_failed_is_set_at_the_next_start(house: House):  # noqa: F811
    house.world.faults.add(method="getMyName", fault=Status(500), times=1)
    async with house.open():
        await house.world.until(lambda world: any(call.method == "getMyName" for call in world.calls))
    async with house.open(holder="two"):
        await dressed(house)


@ON_SQLITE
async def test_a_reader_finds_her_settings_at_a_new_bot(house: House):  # noqa: F811
    async with house.open():
        await subscribe(house.phone())
        await house.phone().press("Menu")
    other = World(token=OTHER_TOKEN, username="other_bot")
    async with server.serve(other) as address:
        moved = House(other, replace(house.desk), house.keyring, address)
        phone = Phone(other, other.person(GULNAR, "Gülnar", "ug"))
        async with moved.open():
            await phone.start()
            await dressed(moved)
        assert "You receive alerts on 3 topics. Language: \u2068English\u2069." in phone.last.text
        assert HOME in other.profile.texts["description", "kk"]
    async with house.database.reading() as c:
        assert await subscribers.find(c, ChatId(GULNAR)) is not None


@pytest.mark.parametrize(
    ("home", "shown"),
    [
        (None, None),
        (HOME, HOME),
        ("https://" + "n" * 100 + ".example", "only"),
        ("https://" + "n" * 600, None),
    ],
)
def test_the_address_of_the_newsroom_is_never_cut(words: Catalogues, home: str | None, shown: str | None):
    said = profile._said(words["en"], "en", "Tengri Tag News", home)
    assert len(said.short) <= 120
    assert len(said.description) <= 512
    assert ("https" in said.short) == (shown is not None)
    assert (said.short == home) == (shown == "only")
