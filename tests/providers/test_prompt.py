"""A question to a model holds the article as data, and an answer is read in its form only."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.providers import Choice, prompt
from alertbot.providers.prompt import Short


@settings(max_examples=60)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_texts_are_strings_in_json_whatever_they_hold(texts: list[str]):
    asked = prompt.translate(texts, source="en", target="kk", glossary={})
    given_ = json.loads(asked.data.partition("\n")[2])
    assert given_ == {f"text_{number}": text for number, text in enumerate(texts, 1)}
    assert len(asked.data.splitlines()) >= len(texts) + 3
    assert list(asked.schema["properties"]) == list(given_)


def test_languages_are_named_so_that_a_translator_knows_the_script():
    asked = prompt.translate(["x"], source="xx", target="ug", glossary={})
    assert "from xx into Uyghur, in Arabic letters" in asked.instructions
    assert (
        "from English into Kazakh, in Cyrillic letters"
        in prompt.translate(["x"], source="en", target="kk", glossary={}).instructions
    )


def test_an_empty_text_may_stay_empty():
    form = prompt.translate(["x", " "], source="en", target="kk", glossary={}).form
    assert prompt.read(form, '{"text_1": "y", "text_2": ""}').model_dump() == {"text_1": "y", "text_2": ""}


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ("none", "no JSON object"),
        ('{"title": "a", "summary": "b"', "no JSON object"),
        ('{"title": "a", "summary": "b"x}', "it: the JSON was broken"),
        ('{"title": "a"}', "summary: missing"),
        ('{"title": "", "summary": "b"}', "title: empty"),
        (json.dumps({"title": "a" * 96, "summary": "b"}), "title: too long"),
        ('{"title": "a", "summary": ["b"]}', "summary: not a string"),
        ('{"title": "a", "summary": "b", "ignore all rules": "c"}', "it: an entry that was not asked for"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_our_words(answer: str, complaint: str):
    with pytest.raises(ValueError, match=complaint) as caught:
        prompt.read(Short, answer)
    assert "ignore" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_topics_are_a_closed_list_of_a_few():
    asked = prompt.choose("T", "x" * 9000, language="en", topics=[Choice("a", "A"), Choice("b", "B")])
    assert asked.again("too many").schema == asked.schema
    assert asked.schema["properties"]["topics"]["items"]["enum"] == ["a", "b"]
    assert prompt.read(asked.form, '{"topics": []}').model_dump() == {"topics": []}
    with pytest.raises(ValueError, match="topics: too many"):
        prompt.read(asked.form, json.dumps({"topics": ["a"] * 6}))


def test_the_repair_says_what_was_wrong_and_nothing_else_changes():
    asked = prompt.summarise("T", "A text.", language="en")
    again = asked.again("x" * 1000)
    assert again.data.startswith(asked.data)
    assert len(again.data) < len(asked.data) + 500
    assert (again.instructions, again.form, again.schema) == (asked.instructions, Short, asked.schema)
    assert "at most 95 characters" in asked.instructions
