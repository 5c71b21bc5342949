"""Discreet alerts: they say that there is news, in the reader's language, and nothing else."""

import pytest

from alertbot.dispatch import discreet
from alertbot.languages import bidi
from alertbot.languages.bidi import RLM
from alertbot.languages.catalogues import Catalogues
from alertbot.model import AlertId, ArticleId, Direction, SubscriberId, Variant
from alertbot.storage import receipts, subscribers
from tests.dispatch.newsroom import TITLES, Newsroom


@pytest.mark.parametrize("tag", ["ug", "kk", "kk-Arab", "en", "ar"])
def test_it_tells_nothing_and_one_button_asks_for_it(words: Catalogues, tag: str):
    message = discreet.render(ArticleId(12), words=words[tag])

    assert message.text.count("\n") == 0
    assert message.entities == ()
    assert not any(each in message.text for each in (".example", "http", "@", "#"))
    [[show]] = message.buttons
    assert (show.url, show.data) == (None, "a:ns:12")
    if words[tag].direction is Direction.RTL:
        assert message.text.startswith(RLM)


async def test_those_who_chose_it_get_it_so_and_their_receipts_say_so(newsroom: Newsroom):
    ids = [await newsroom.reader(chat, language) for chat, language in enumerate(("en", "en", "ug"), start=1)]
    async with newsroom.database.writing() as c:
        for id in ids[1:]:
            await subscribers.set_discreet(c, id, on=True)
    article = await newsroom.article(ready=("en", "ug"))

    assert await newsroom.step() == 3

    assert newsroom.titles(1) == [TITLES["en"]]
    for chat in (2, 3):
        [message] = newsroom.world.people[chat].messages
        assert "news.example" not in message.text
        assert "\n" not in message.text
        assert [[each["callback_data"] for each in row] for row in message.keyboard] == [[f"a:ns:{article}"]]
    assert bidi.strip(newsroom.texts(2)[0]) == "There is news."
    async with newsroom.database.reading() as c:
        found, _ = await receipts.page(c, AlertId(1), limit=10)
    assert {each.subscriber: each.variant for each in found} == {
        SubscriberId(ids[0]): Variant.ALERT,
        SubscriberId(ids[1]): Variant.DISCREET,
        SubscriberId(ids[2]): Variant.DISCREET,
    }
