import pytest

from alertbot.languages.scripts import convert

PAIRS = [
    ("新闻记者", "新聞記者"),
    ("头发和发展", "頭髮和發展"),
    ("里面为什么", "裡面為什麼"),
    ("干净的后面，皇后。", "乾淨的後面，皇后。"),
]


@pytest.mark.parametrize(("simplified", "traditional"), PAIRS)
def test_characters_follow_the_word_they_are_in(simplified, traditional):
    assert convert(simplified, "zh-Hans", "zh-Hant") == traditional
    assert convert(traditional, "zh-Hant", "zh-Hans") == simplified


def test_what_is_not_chinese_stays():
    text = "Kashgar 喀什 \ud800 カナ مەكتەپ 12,5 #汉语 https://news.example/汉语"
    assert convert(text, "zh-Hans", "zh-Hant") == text
