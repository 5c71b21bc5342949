import pytest
from babel.messages.catalog import Catalog
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.languages import generated, table


def made(tag: str, said: str, english: str = "Yes.") -> str:
    return generated.text(said, english, table.get(tag))


@pytest.mark.parametrize(
    ("tag", "said", "text"),
    [
        ("ug-Latn", "بوت بار. تىل يوق؟ ھەئە", "Bot bar. Til yoq? Hee"),
        ("ug-Latn", "{feed} بار.\nتىل", "{feed} bar.\nTil"),
        ("ug-Latn", "«باشلاش» نى بېسىڭ", "«Bashlash» ni bësing"),
        ("ug-Latn", "https:// ياكى /help", "https:// yaki /help"),
        ("ug-Latn", "news.example بار. تىل", "news.example bar. Til"),
        ("ug-Latn", "شۇنداق، تېلېگرامنىڭ", "Shundaq, Telegramning"),
        ("ug-Latn", "\u2068{name}\u2069 تىلى", "\u2068{name}\u2069 tili"),
        ("ug-Cyrl", "تېلېگرام بىلىدۇ. ياق", "Telegram билиду. Яқ"),
        ("kk-Arab", "Telegram біледі, {name} /help", "تەلەگرام بىلەدى، {name} /help"),
        ("kk-Latn", "Иә. жоқ, RSS", "İä. joq, RSS"),  # capitals are the source's
        ("zh-Hant", "请按“开始”：{link} 数据库链接", "請按「開始」：{link} 資料庫連結"),
    ],
)
def test_texts_in_another_script(tag, said, text):
    assert made(tag, said) == text


KEPT = (
    "{newsroom}",
    "{n}",
    "/help",
    "https://news.example/ug?a=1",
    "RSS",
    "\u2068",
    "\u2069",
    "12.5",
    "@alertbot",
)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("ug-Latn", ("تىل", "ئۇقتۇرۇش", "،", ".", "«")),
        ("ug-Cyrl", ("تىل", "ئۇقتۇرۇش", "؟", ":", "(")),
        ("kk-Arab", ("Тіл", "хабарландыру", ",", ".", "«")),
        ("kk-Latn", ("Тіл", "хабарландыру", "?", ":", "(")),
        ("zh-Hant", ("语言", "快讯", "，", "。", "（")),
    ],
)
@settings(max_examples=30)
@given(data=st.data())
def test_what_is_not_language_stays_in_its_order(tag, words, data):
    pieces = data.draw(st.lists(st.sampled_from([*KEPT, *words]), max_size=8))
    text = made(tag, " ".join(pieces))
    at = 0
    for piece in (each for each in pieces if each in KEPT):
        at = text.index(piece, at) + len(piece)


def test_what_is_small_in_english_stays_small_but_for_later_sentences():
    assert made("ug-Latn", "تىللار. بوت", "languages. bots") == "tillar. Bot"


def test_a_catalogue_has_the_overrides_of_people_and_the_rest_converted():
    source, overrides = Catalog(locale="kk"), Catalog(locale="kk")
    source.add("Back", "Артқа", auto_comments=["TRANSLATORS: on a button"])
    source.add("Read", "Оқу", context="of an alert")
    source.add(("{n} feed", "{n} feeds"), ("{n} таспа", "{n} таспа"))
    source.add("Not yet", "")
    source.add("Open", "Ашу")
    overrides.add("Back", "Keri")
    overrides.add("Read", "Qarau", context="of a book")
    overrides.add("Open", "")  # begun, not written
    catalog = generated.catalogue(source, table.get("kk-Latn"), overrides)
    assert {message.id: message.string for message in catalog if message.id} == {
        "Back": "Keri",
        "Read": "Oqu",
        ("{n} feed", "{n} feeds"): ("{n} taspa", "{n} taspa"),
        "Not yet": "",
        "Open": "Aşu",
    }
    assert [message.auto_comments for message in catalog if message.id == "Back"] == [
        ["TRANSLATORS: on a button"]
    ]
    assert list(generated.stale(catalog, overrides)) == ["Read"]
