"""/try: everything that would become of an article, and nothing stored or sent."""

from datetime import timedelta

import pytest

from alertbot.chat import acts, messages
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, welcome
from alertbot.errors import ProviderBusy
from alertbot.model import ChatId, Role
from alertbot.providers import Translator
from alertbot.storage import dialogs, feeds, tables, topics
from tests.chat import test_conversation as conversation
from tests.chat.conftest import Newsroom, make
from tests.chat.test_conversation import GULNAR, House
from tests.chat.test_freeze import editors
from tests.conftest import NOON, ON_SQLITE
from tests.prepare.newsroom import Phrasebook
from tests.prepare.samples import PARAGRAPHS, TITLES
from tests.prepare.samples import article as article_page
from tests.watch.server import FeedServer

pytestmark = ON_SQLITE

house = conversation.house
GULNAR_ID = ChatId(GULNAR)
HTML = {"Content-Type": "text/html; charset=utf-8"}
KAZAKH = [TITLES["kk"], " ".join(PARAGRAPHS["kk"][:2])]


@pytest.fixture
async def url(desk: Desk, newsroom: Newsroom, site: FeedServer) -> str:
    """The page of an article, on the site of a feed."""
    site.serve("/a", article_page("en"), headers=HTML)
    async with desk.database.writing() as c:
        await feeds.add(
            c, url=site.url("/feed"), title="School News", language="en", hosts=["127.0.0.1"],
            topics=newsroom.topics[:1], now=NOON,
        )  # fmt: skip
        await topics.set_keywords(c, newsroom.topics[1], "en", ["library"])
    return site.url("/a")


async def test_on_the_phone_it_is_one_message_that_changes(
    house: House, newsroom: Newsroom, url: str, translators: dict[str, list[Translator]]
):
    translators["kk"] = [Phrasebook(name="bookish", pairs=[("en", "kk")], answer=KAZAKH)]
    [editor] = await editors(house, Role.EDITOR)
    before = [
        await house.count(table) for table in (tables.article, tables.edition, tables.entry, tables.alert)
    ]
    async with house.open():
        await editor.say(f"/try {url}")
        await editor.world.until(lambda _: "What would become of it" in editor.last.text)
        report = editor.last.text
        await editor.press("How readers would see it")
        assert editor.last.text.startswith("TRIAL 1 of 2: ⁨English⁩. Nothing is sent.\n\n" + TITLES["en"])
        await editor.press("Next")
        assert KAZAKH[0] in editor.last.text
        await editor.press("Back")
        assert editor.last.text == report
    assert len(editor.from_bot) == 1
    for line in (
        "Feed: ⁨School News⁩", "Summary by: ⁦lead⁩", "Topic: ⁨Rights⁩, as all of the feed",
        "Topic: ⁨Culture⁩, for the words ⁨library⁩", "⁨English⁩: as it is written",
        "⁨Kazakh⁩: translated by ⁦bookish⁩", "The checks found nothing.", "⁨Uyghur⁩: no translator",
        "Nothing is sent to readers.",
    ):  # fmt: skip
        assert line in report
    after = [
        await house.count(table) for table in (tables.article, tables.edition, tables.entry, tables.alert)
    ]
    assert after == before


# ── without a phone ──────────────────────────────────────────────────────────────────────────────


async def press(desk: Desk, act: Act, *args: object) -> Reply:
    visit = await welcome(desk, GULNAR_ID, client_language="en", now=NOON)
    return await acts.perform(desk, visit, Press(act, tuple(str(arg) for arg in args)))


async def tried(desk: Desk, url: str) -> str:
    reply = await press(desk, Act.TRY, url)
    assert reply.later is not None
    return shown(await reply.later())


def shown(reply: Reply) -> str:
    assert reply.screen is not None
    return reply.screen.text


@pytest.fixture
async def editor(desk: Desk) -> Desk:
    await make(desk, Role.EDITOR, GULNAR_ID)
    return desk


async def test_an_address_is_asked_for_and_a_bad_one_is_said_to_be(editor: Desk):
    assert "Send me the address" in shown(await press(editor, Act.TRY))
    visit = await welcome(editor, GULNAR_ID, client_language="en", now=NOON)
    for bad in ("no address at all", "ftp://x.example", "http://"):
        assert "no address of a page" in shown(await messages.read(editor, visit, bad))
    assert "I am reading ⁦news.example⁩" in shown(await messages.read(editor, visit, "news.example/a"))


async def test_what_cannot_be_had_is_a_helpful_sentence(editor: Desk, site: FeedServer):
    site.serve("/pdf", "%PDF", headers={"Content-Type": "application/pdf"})
    site.serve("/empty", "<html></html>", headers=HTML)
    for path, said in [("/none", "answered with an error"), ("/pdf", "no article"), ("/empty", "no article")]:
        assert said in await tried(editor, site.url(path))
    assert "may not be asked" in await tried(editor, "http://10.0.0.1/")


async def test_a_site_of_no_feed_is_said_to_be_one(editor: Desk, newsroom: Newsroom, site: FeedServer):
    site.serve("/a", article_page("en"), headers=HTML)
    report = await tried(editor, site.url("/a"))
    assert "none of yours has this site" in report
    assert "No topic fits" in report
    assert "127.0.0.1" in shown(await press(editor, Act.TRY_SHOW, 0))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"answer": ["Жаңа мектеп http://evil.example", "Ашылды"]}, "It would wait for an editor."),
        ({"error": ProviderBusy("x", "down", timedelta(seconds=1))}, "⁦one⁩ would be asked"),
    ],
    ids=["complaints", "busy"],
)
async def test_what_translators_do_is_said_clearly(
    editor: Desk, url: str, translators: dict[str, list[Translator]], more, said: str
):
    translators["kk"] = [Phrasebook(name="one", pairs=[("en", "kk")], **more)]
    assert said in await tried(editor, url)


async def test_the_result_is_forgotten_with_the_dialog_and_takes_no_other_s_place(editor: Desk, url: str):
    await tried(editor, url)
    await press(editor, Act.FEED_ADD)
    assert "not there any more" in shown(await press(editor, Act.TRY_SHOW, 0))
    await press(editor, Act.FEED_ADD)
    reply = await press(editor, Act.TRY_REPORT)  # an old button: the dialog goes on
    reply = await press(editor, Act.TRY, url)
    await press(editor, Act.FEED_ADD)
    assert reply.later is not None
    await reply.later()
    async with editor.database.reading() as c:
        asked = await dialogs.get(c, GULNAR_ID, now=NOON)
    assert asked is not None
    assert asked.kind == "feed address"
