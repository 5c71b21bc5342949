"""A trial in scripts that need converting, and of what is known already."""

import pytest

from alertbot.prepare import trial
from alertbot.prepare.desk import Tools
from alertbot.prepare.studio import Studio
from alertbot.prepare.trial import Fate
from alertbot.providers.lead import Lead
from alertbot.storage.engine import Database
from tests.conftest import ON_SQLITE
from tests.prepare.newsroom import Phrasebook, newsroom, read_here
from tests.prepare.samples import TITLES
from tests.prepare.samples import article as article_page

pytestmark = ON_SQLITE

HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("language", "fates"),
    [
        ("ug", {"ug": Fate.OWN, "kk": Fate.NONE}),
        ("en", {"en": Fate.OWN, "ug": Fate.NONE, "kk": Fate.TRANSLATED}),
    ],
)
async def test_languages_are_tried_and_not_their_scripts(
    database: Database, language: str, fates: dict[str, Fate]
):
    async with newsroom(database) as room:
        room.server.serve("/a", article_page(language), headers=HTML)
        book = Phrasebook(pairs=[("en", "kk")], answer=["Жаңа мектеп", "Мектеп ашылды."])
        tools = Tools(room.client, read_here, Lead(), {"kk": [book]})
        offered = (language, "ug-Latn", "kk-Latn")
        found = await trial.look(Studio(database, tools, offered, room.clock), room.server.url("/a"))
    assert {each.language: each.fate for each in found.versions} == fates
    assert found.versions[0].title == TITLES[language]
    if language == "en":
        made = found.versions[-1]
        assert (made.title, made.source_language, made.provider) == ("Жаңа мектеп", "en", "phrasebook")
    assert not found.known


async def test_what_is_known_already_is_said_to_be(database: Database):
    async with newsroom(database) as room:
        await room.publish(await room.feed(), "/a")
        await room.finish()
        tools = Tools(room.client, read_here, Lead(), {})
        found = await trial.look(Studio(database, tools, ("en",), room.clock), room.server.url("/a"))
    assert found.known
    assert found.feed == "News en"
