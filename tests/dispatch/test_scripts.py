"""The readers of every language get one article in their own script, by the editions there are."""

from alertbot.languages import table
from alertbot.model import AlertId
from alertbot.storage import receipts, subscribers
from tests.conftest import ON_SQLITE
from tests.dispatch.newsroom import TITLES, Newsroom

pytestmark = ON_SQLITE

READERS = {
    "ug": "يول رېمونت قىلىندى",
    "ug-Latn": "Yol rëmont qilindi",
    "ug-Cyrl": "Йол ремонт қилинди",
    "kk": "Жол жөнделді",
    "kk-Arab": "جول جوندەلدى",
    "kk-Latn": "Jol jöndeldı",
    "en": "A road was mended",
    "tr": "A road was mended",  # the original: no edition is in these
    "ru": "A road was mended",
    "zh-Hans": "道路已经修好",
    "zh-Hant": "道路已經修好",
    "de": "A road was mended",
    "fr": "A road was mended",
    "ar": "A road was mended",
}


async def test_one_article_reaches_the_readers_of_all_languages_in_their_scripts(newsroom: Newsroom):
    assert list(READERS) == [row.tag for row in table.TABLE.values() if not row.test_only]
    for chat, language in enumerate(READERS, start=1):
        await newsroom.reader(chat, language)
    await newsroom.article(ready=("en", "ug", "kk", "zh-Hans"))

    assert await newsroom.step() == len(READERS)

    assert newsroom.all_titles() == {chat: [title] for chat, title in enumerate(READERS.values(), start=1)}
    async with newsroom.database.reading() as c:
        found, _ = await receipts.page(c, AlertId(1), limit=100)
    editions = {int(each.subscriber): each.edition for each in found}
    assert editions[1] == editions[2] == editions[3]  # a correction of the Uyghur edition finds all three
    assert len(set(editions.values())) == 4


async def test_a_script_waits_for_its_source_and_then_comes(newsroom: Newsroom):
    await newsroom.reader(1, "kk-Arab")
    article = await newsroom.article(ready=("en",), awaited=("kk",))
    assert await newsroom.step() == 0

    await newsroom.write(article, "kk")

    assert await newsroom.step() == 1
    assert newsroom.titles(1) == [READERS["kk-Arab"]]


async def test_a_text_of_the_newsrooms_own_goes_before_a_conversion(newsroom: Newsroom):
    await newsroom.reader(1, "kk-Latn")
    article = await newsroom.article(ready=("en", "kk"), awaited=("kk-Latn",))
    await newsroom.write(article, "kk-Latn", title="Jol tüzeldı")

    await newsroom.step()

    assert newsroom.titles(1) == ["Jol tüzeldı"]


async def test_a_family_reads_one_message_in_two_scripts(newsroom: Newsroom):
    family = await newsroom.reader(1, "kk-Arab")
    await newsroom.reader(2, "kk-Arab")
    async with newsroom.database.writing() as c:
        await subscribers.set_second_script(c, family, tag="kk")
    await newsroom.article(ready=("en", "kk"))

    assert await newsroom.step() == 2

    [both], [one] = (newsroom.texts(chat) for chat in (1, 2))
    assert READERS["kk-Arab"] in both
    assert TITLES["kk"] in both
    assert READERS["kk-Arab"] in one
    assert TITLES["kk"] not in one
