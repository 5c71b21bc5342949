"""Promise 7: links."""

from collections.abc import AsyncIterator

import pytest

from alertbot.dispatch.render import Message, render
from alertbot.languages.catalogues import Catalogues
from alertbot.model import EntryId
from alertbot.storage.engine import Database
from tests.prepare.newsroom import Newsroom
from tests.prepare.newsroom import newsroom as preparing
from tests.prepare.samples import article as page_of


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Newsroom]:
    async with preparing(database) as opened:
        yield opened


async def alert(room: Newsroom, entry: EntryId, words: Catalogues) -> Message:
    """The alert as readers of English get it."""
    article, editions = await room.of_entry(entry), await room.editions(entry)
    return render(article, editions["en"], words=words["en"], topic=None)


def addresses(message: Message) -> list[str]:
    """All addresses in it that can be opened."""
    behind = [each.url for row in message.buttons for each in row] + [each.url for each in message.entities]
    return [url for url in behind if url]


async def test_promise_7_trackers_are_removed_and_the_domain_is_shown(room: Newsroom, words: Catalogues):
    """Links lead only to hosts approved for the source; the domain is shown; trackers are removed."""
    page = page_of("en").replace("news.example", f"127.0.0.1:{room.server.port}")
    room.server.serve("/a", page, headers={"Content-Type": "text/html; charset=utf-8"})
    link = room.server.url("/a?utm_source=mail&id=7&fbclid=abc")
    entry = await room.enter(await room.feed(), link, title="A new school opens")
    await room.finish()
    message = await alert(room, entry, words)
    assert addresses(message)
    for url in addresses(message):
        assert url.startswith("http://127.0.0.1:")
        assert "utm_" not in url
        assert "fbclid" not in url
    assert "127.0.0.1" in message.text


@pytest.mark.parametrize(
    "link",
    ["http://evil.example/a", "https://t.me/evil", "http://127.0.0.1.evil.example/", "javascript:alert(1)"],
)
async def test_promise_7_no_link_leads_elsewhere(room: Newsroom, words: Catalogues, link: str):
    """An entry of an approved feed that points to another host becomes an alert without a link to it."""
    entry = await room.enter(
        await room.feed(), link, title="A new school opens", content="The town opened a school. " * 9
    )
    await room.finish()
    message = await alert(room, entry, words)
    assert "A new school opens" in message.text
    assert [url for url in addresses(message) if not url.startswith("http://127.0.0.1:")] == []
    assert "evil" not in message.text
