"""Editors are warned of addresses that could be taken for others, and decide about feeds that move."""

from alertbot.chat.access import Act
from alertbot.chat.desk import Desk
from alertbot.model import Role
from alertbot.storage import feeds
from tests.chat.conftest import Newsroom, make
from tests.chat.test_handlers import GULNAR, press, say, text
from tests.conftest import NOON


async def test_the_editor_who_adds_a_feed_is_warned_of_a_lookalike(desk: Desk, newsroom: Newsroom):
    await make(desk, Role.EDITOR, GULNAR)
    await press(desk, Act.FEED_ADD)
    assert "looks like" not in text(await say(desk, "https://news.example/"))
    async with desk.database.writing() as c:
        await feeds.add(
            c, url="https://nevvs.example/feed", title="Nevvs example", language="en",
            hosts=["nevvs.example"], topics=(), now=NOON,
        )  # fmt: skip
    await press(desk, Act.FEED_ADD)
    shown = text(await say(desk, "https://news.example/"))
    assert "Attention: the address" in shown
    assert "nevvs.example" in shown
    assert "was added" in text(await press(desk, Act.FEED_SAVE))  # a warning blocks nothing
