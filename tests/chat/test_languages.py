"""Choosing languages: fourteen in nine rows, up to three in order, one in two scripts if wanted."""

from dataclasses import replace

import pytest

from alertbot.chat import acts
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, welcome
from alertbot.chat.screens.page import Screen
from alertbot.languages import bidi
from alertbot.model import ChatId, Subscriber
from alertbot.storage import subscribers
from tests.chat.conftest import ALL_LANGUAGES, Newsroom
from tests.conftest import NOON, ON_SQLITE

pytestmark = ON_SQLITE

GULNAR = ChatId(4_000_000_001)


@pytest.fixture
def wide(desk: Desk) -> Desk:
    """A desk where everything is offered."""
    return replace(desk, offered=ALL_LANGUAGES)


async def press(desk: Desk, act: Act, *args: str) -> Reply:
    visit = await welcome(desk, GULNAR, client_language="en", now=NOON)
    return await acts.perform(desk, visit, Press(act, args))


async def subscribe(desk: Desk, *languages: str) -> None:
    await press(desk, Act.AGREE, languages[0], "")
    for tag in languages[1:]:
        await press(desk, Act.ALSO_ON, tag)


async def reader(desk: Desk) -> Subscriber:
    async with desk.database.reading() as c:
        found = await subscribers.find(c, GULNAR)
    assert found is not None
    return found


def shown(reply: Reply) -> Screen:
    assert reply.screen is not None
    return reply.screen


def lines(reply: Reply) -> list[str]:
    """What is told, without the line at its end that a private screen has."""
    told = bidi.strip(shown(reply).text).split("\n")
    return told if shown(reply).private is None else told[:-2]


def rows(reply: Reply) -> list[list[str]]:
    return [[bidi.strip(button.text) for button in row] for row in shown(reply).keyboard]


async def test_a_language_stands_on_a_row_of_its_own_with_its_scripts(wide: Desk, newsroom: Newsroom):
    await subscribe(wide, "en", "kk", "ug-Latn")

    assert rows(await press(wide, Act.LANGUAGE)) == [
        ["○ ئۇيغۇرچە"],
        ["3 Uyghurche", "○ Уйғурчә"],
        ["2 Қазақша"],
        ["○ قازاقشا", "○ Qazaqşa"],
        ["✓ English"],
        ["○ Türkçe"],
        ["○ Русский"],
        ["○ 简体中文", "○ 繁體中文"],
        ["○ Deutsch"],
        ["○ Français"],
        ["○ العربية"],
        ["More languages"],
        ["Back", "Hide"],
    ]


async def test_the_owners_order_is_kept(desk: Desk, newsroom: Newsroom):
    desk = replace(desk, offered=("en", "kk-Arab", "ug", "kk"))

    [english, kazakh, uyghur] = rows(await press(replace(desk), Act.GREET, ""))

    assert (english, kazakh, uyghur) == (["English"], ["قازاقشا", "Қазақша"], ["ئۇيغۇرچە"])


async def test_the_order_and_what_came_are_told(wide: Desk, newsroom: Newsroom):
    await subscribe(wide, "en", "kk-Arab")

    told = lines(await press(wide, Act.LANGUAGE))

    assert told[:5] == [
        "Language",
        "You read alerts in this order. The first language is that of this menu too.",
        "1. English",
        f"2. {wide.catalogues['en'].name_of('kk-Arab')}",
        "Press a language to put it first.",
    ]
    assert told[6] == "So many of the last 2 alerts came in:"
    kazakh = wide.catalogues["en"].name_of("kk-Arab")
    assert told[7:] == ["Uyghur: 2", f"{kazakh}: 2", "English: 2", "In the other languages: none."]


async def test_a_language_of_ones_own_in_which_nothing_came_is_told_of(wide: Desk, newsroom: Newsroom):
    await subscribe(wide, "en", "tr")

    assert "Turkish: 0" in lines(await press(wide, Act.LANGUAGE))


async def test_without_alerts_nothing_is_counted(wide: Desk):
    await subscribe(wide, "en")

    assert lines(await press(wide, Act.LANGUAGE)) == [
        "Language", "You read in English.", "Press a language to put it first.",
    ]  # fmt: skip


async def test_three_in_any_order(wide: Desk, newsroom: Newsroom):
    await subscribe(wide, "en", "kk", "ug")
    more = await press(wide, Act.MORE)
    assert rows(more)[:3] == [["✓ ئۇيغۇرچە"], ["○ Uyghurche", "○ Уйғурчә"], ["✓ Қазақша"]]
    assert ["Uyghur before Kazakh"] in rows(more)

    await press(wide, Act.SECOND, "ug")
    assert (await reader(wide)).languages == ("en", "ug", "kk")
    await press(wide, Act.ALSO_ON, "kk-Arab")
    assert (await reader(wide)).languages == ("en", "ug", "kk-Arab")
    await press(wide, Act.FIRST, "ug-Cyrl")
    assert (await reader(wide)).languages == ("ug-Cyrl", "en", "kk-Arab")


async def test_two_scripts_in_one_message(wide: Desk, newsroom: Newsroom):
    await subscribe(wide, "kk-Arab")
    first = await press(wide, Act.LANGUAGE)
    also = wide.catalogues["kk-Arab"].gettext("Also in {script}")
    assert [f"○ {also.format(script='Қазақша')}"] in rows(first)

    on = await press(wide, Act.SCRIPT_ON, "kk")
    assert [f"✓ {also.format(script='Қазақша')}"] in rows(on)
    latest = lines(await press(wide, Act.LATEST))
    assert (latest[0], latest[3]) == ("كوكتەم كەلدى 2", "Көктем келді 2")
    words = wide.catalogues["kk-Arab"]
    told = words.gettext("In the same message also in: {script}").format(script=words.name_of("kk"))
    assert told in lines(await press(wide, Act.MYDATA))

    await press(wide, Act.FIRST, "kk")  # the two change places
    found = await reader(wide)
    assert (found.languages, found.second_script) == (("kk",), "kk-Arab")
    await press(wide, Act.SCRIPT_OFF, "kk-Arab")
    assert (await reader(wide)).second_script is None


@pytest.mark.parametrize("tag", ["kk", "ug-Latn", "tlh"])
async def test_a_second_script_is_another_one_of_the_first_language(wide: Desk, newsroom: Newsroom, tag: str):
    await subscribe(wide, "kk", "ug")

    reply = await press(wide, Act.SCRIPT_ON, tag)

    assert reply.toast == wide.catalogues["kk"].gettext("This is not there any more.")
    assert (await reader(wide)).second_script is None
