"""The contact sheets find what there is."""

from alertbot.chat.access import Act
from alertbot.model import Role
from alertbot.storage.engine import Database
from tests.conftest import ON_SQLITE
from tests.screens.walk import every_screen


@ON_SQLITE
async def test_a_readers_screens_are_found_by_their_buttons(database: Database):
    found = await every_screen(database, "ug", Role.READER)
    assert {Act.GREET, Act.CONSENT, Act.FINISH, Act.HOME, Act.MYDATA, Act.LATEST, Act.STOP} <= {
        each.act for each in found
    }
    assert len({each.screen.text for each in found}) > 20
