"""What a reader typed that no button asked for."""

import pytest

from alertbot.chat import journey, typed
from alertbot.chat.typed import Kind

SETTINGS = journey.pack(journey.Settings(languages=("ug", "en"), topics=(1, 2)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ghulja", Kind.WORDS),
        ("silver  poplar", Kind.WORDS),
        ("«غۇلجا»", Kind.WORDS),
        ("伊", Kind.WORDS),
        ("How are you today, friend", Kind.OTHER),
        ("When does the next alert come", Kind.OTHER),
        ("hello?", Kind.OTHER),
        ("rain, snow", Kind.WORDS),
        ("rain\nrain", Kind.WORDS),
        ("Ghulja\nsilver poplar\nx", Kind.WORDS),
        ("يېزا، كۈمۈش تېرەك", Kind.WORDS),
        ("伊宁、乌鲁木齐", Kind.WORDS),
        ("今天天气很好，我们大家想去公园里走一走看一看花", Kind.OTHER),
        ("Good morning, I would like to know more", Kind.OTHER),
        ("Are you there?\nhello", Kind.OTHER),
        ("It rains, it snows.", Kind.OTHER),
        ("a, b", Kind.OTHER),
        ("a", Kind.OTHER),
        ("…", Kind.OTHER),
        ("", Kind.OTHER),
        ("x" * 41, Kind.OTHER),
        ("look: https://news.example/1", Kind.LINK),
        ("WWW.news.example", Kind.LINK),
        ("t.me/example_bot", Kind.LINK),
    ],
)
def test_what_a_message_seems_to_be(text: str, kind: Kind):
    assert typed.kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ghulja\n silver   poplar ", ["Ghulja", "silver poplar"]),
        ("يېزا، شەھەر؛ بازار", ["يېزا", "شەھەر", "بازار"]),
        ("伊宁、乌鲁木齐，银杨", ["伊宁", "乌鲁木齐", "银杨"]),
        ("“Rain”, rain ,RAIN,\u202esnow\u202c", ["Rain", "snow"]),
        (" , ;\n", []),
    ],
)
def test_words_stand_on_lines_or_between_commas(text: str, words: list[str]):
    assert typed.words_of(text) == words


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("https://t.me/example_bot?start=s_kk_1", "s_kk_1"),
        ("see telegram.me/Example_Bot?start=s_kk_1.", "s_kk_1"),
        ("https://t.me/another_bot?start=s_kk_1", None),
        ("https://t.me/example_bot", None),
        (f" {SETTINGS}\n", SETTINGS),  # the last part of a link that was kept on paper
        (SETTINGS[:-1], None),
    ],
)
def test_a_link_to_this_bot_carries_its_payload(text: str, payload: str | None):
    assert typed.payload_of(text, "example_bot") == payload
