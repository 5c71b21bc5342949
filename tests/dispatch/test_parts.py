"""A whole article in messages: nothing lost, nothing too long, every part labelled."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.dispatch.parts import MOST_PARTS, length, parts
from alertbot.dispatch.render import LONGEST_TEXT
from alertbot.languages import bidi, catalogues
from alertbot.model import Article, ArticleId, ArticleState, Origin, Whole
from tests.conftest import NOON

WORDS = catalogues.load()
ARTICLE = Article(
    id=ArticleId(7), state=ArticleState.PREPARED, url="https://news.example/roads", source="Example News",
    language="en", text="x", published_at=NOON, created_at=NOON, hosts=frozenset({"news.example"}), topics=(),
)  # fmt: skip
SENTENCE = {"en": "The road to the school was mended. ", "ug": "مەكتەپكە بارىدىغان يول رېمونت قىلىندى. "}


def whole(text: str, language: str = "en", origin: Origin = Origin.ORIGINAL) -> Whole:
    source = None if origin is Origin.ORIGINAL else "en"
    return Whole(language=language, title="A road", text=text, origin=origin, source_language=source)


def letters(text: str) -> str:
    return "".join(each for each in text if unicodedata.category(each)[0] not in "CZ")


def body(text: str) -> str:
    """What follows the head of a part."""
    return text.partition("\n\n")[2]


def test_a_short_article_is_one_message_with_its_card():
    [message] = parts(ARTICLE, whole("One.\nTwo."), words=WORDS["en"])
    assert message.text == (
        "A road\nThe newsroom's own text\nExample News\nnews.example\n2 November 2026\n\nOne.\n\nTwo."
    )
    assert [entity.type for entity in message.entities] == ["bold", "text_link"]
    assert [[button.url for button in row] for row in message.buttons] == [["https://news.example/roads"]]


@pytest.mark.parametrize("language", ["en", "ug"])
def test_a_long_one_is_cut_between_paragraphs_and_each_part_is_labelled(language: str):
    paragraph = SENTENCE[language] * 20
    messages = parts(
        ARTICLE, whole("\n".join([paragraph] * 12), language, Origin.MACHINE), words=WORDS[language]
    )
    assert 2 < len(messages) <= MOST_PARTS
    title, label = messages[0].text.split("\n")[:2]
    assert all(message.text.split("\n")[:2] == [title, label] for message in messages)
    assert all([entity.type for entity in message.entities] == ["bold"] for message in messages[1:])
    assert [bool(message.buttons) for message in messages] == [False] * (len(messages) - 1) + [True]
    shown = [line for message in messages for line in body(message.text).split("\n\n")]
    assert {letters(line) for line in shown} == {letters(paragraph)}
    if language == "ug":
        assert all(
            line.startswith(bidi.RLM)
            for message in messages
            for line in filter(None, message.text.split("\n"))
        )


def test_a_paragraph_too_long_is_cut_between_sentences():
    messages = parts(ARTICLE, whole(SENTENCE["en"] * 300), words=WORDS["en"])
    assert all(body(message.text).endswith("mended.") for message in messages)


def test_what_does_not_fit_into_the_most_parts_is_said_to_be_on_the_page():
    messages = parts(ARTICLE, whole("\n".join([SENTENCE["en"] * 100] * 30)), words=WORDS["en"])
    assert len(messages) == MOST_PARTS
    assert messages[-1].text.endswith("The rest is on the newsroom's own page.")
    assert "Part 8 of 8" in messages[-1].text


def test_a_sentence_of_ours_stands_under_the_card():
    [message] = parts(ARTICLE, whole("One."), words=WORDS["en"], note="There is no translation.")
    assert "2 November 2026\nThere is no translation.\n\nOne." in message.text


def test_a_text_that_begins_with_its_title_does_not_say_it_twice():
    [message] = parts(ARTICLE, whole("A road\nOne."), words=WORDS["en"])
    assert body(message.text) == "One."


def test_nothing_in_it_becomes_a_link():
    [message] = parts(
        ARTICLE, whole("See evil.example and @evil now, https://evil.example/x"), words=WORDS["en"]
    )
    assert not re.search(r"evil\.example|@evil", body(message.text))


def test_an_article_without_title_or_text_is_still_a_message():
    [message] = parts(ARTICLE, replace(whole(""), title=" "), words=WORDS["en"])
    assert message.text.startswith("The newsroom's own text")
    [chinese] = parts(ARTICLE, whole("路。", "zh-Hans"), words=WORDS["en"])
    assert "路。" in chinese.text


@given(
    text=st.text(st.sampled_from("aб路ئۇ.،。 \n@9𝐚"), min_size=1, max_size=300),
    times=st.integers(1, 60),
    language=st.sampled_from(["en", "ug"]),
    tag=st.sampled_from(["en", "ug", "kk"]),
)
@settings(max_examples=25)
def test_no_part_is_too_long_and_no_letter_is_lost(text: str, times: int, language: str, tag: str):
    messages = parts(ARTICLE, whole(text * times, language), words=WORDS[tag])
    assert all(0 < length(message.text) <= LONGEST_TEXT for message in messages)
    for message in messages:
        assert all(each.offset + each.length <= length(message.text) for each in message.entities)
    if len(messages) < MOST_PARTS:
        shown = "".join(body(message.text) for message in messages)
        assert letters(shown) == letters(text * times)


@pytest.mark.parametrize("text", ["ab" * 6000, "one two " * 1500, "one " + "ab" * 6000, "路" * 9000])
def test_what_has_no_sentences_is_cut_between_words_or_letters(text: str):
    messages = parts(ARTICLE, whole(text), words=WORDS["en"])
    assert len(messages) > 1
    assert letters("".join(body(message.text) for message in messages)) == letters(text)
