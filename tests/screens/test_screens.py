"""The contact sheets find what there is."""

from alertbot.chat.access import Act
from alertbot.model import Role
from tests.screens.walk import every_screen


async def test_a_readers_screens_are_found_by_their_buttons():
    found = await every_screen("ug", Role.READER)
    assert {Act.GREET, Act.CONSENT, Act.FINISH, Act.HOME, Act.MYDATA, Act.LATEST, Act.STOP} <= {
        each.act for each in found
    }
    assert len({each.screen.text for each in found}) > 20
