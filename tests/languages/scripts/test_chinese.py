import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from alertbot.languages.scripts import convert

S2TW = OpenCC("s2tw")
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


@settings(max_examples=100)
@given(
    st.text(
        st.sampled_from("里面后来发展干净着台历史为伪群众床岩峰线吃口卫钟表只有一并启杯，。"), max_size=30
    )
)
def test_two_steps_give_what_one_dictionary_of_words_gives(text):
    assert convert(text, "zh-Hans", "zh-Hant") == S2TW.convert(text)


def test_a_run_is_converted_by_itself_wherever_it_stands():
    text = "里面\n面的 abc 干净\r\n的后面，\n，皇后"
    assert convert(text, "zh-Hans", "zh-Hant") == "裡面\n面的 abc 乾淨\r\n的後面，\n，皇后"


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["里", "发", "后面", "，", "\n", " ", "a", "@b", "۱", "\0", "⿰", "、"]), max_size=12
    )
)
def test_what_stands_between_runs_keeps_its_place(parts):
    made = convert("".join(parts), "zh-Hans", "zh-Hant")
    assert len(made) == len("".join(parts))
    assert [a for a, b in zip("".join(parts), made, strict=True) if a != b and a not in "里发后面"] == []
