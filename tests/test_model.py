"""Values that must not be printed are not, and topics have a name in every language."""

import pytest

from alertbot.model import ChatId, Sensitive, Topic, TopicId


@pytest.mark.parametrize("shown", [repr, str, "{}".format, "{:>20}".format, lambda value: f"{value!s}"])
def test_a_sensitive_value_shows_only_its_kind(shown):
    assert shown(ChatId(123456789)) == "<ChatId>"


def test_sensitive_values_compare_by_value_and_kind():
    assert ChatId(1) == ChatId(1)
    assert ChatId(1) != ChatId(2)
    assert ChatId(1) != Sensitive(1)
    assert len({ChatId(1), ChatId(1), Sensitive(1)}) == 2
    assert ChatId(7).reveal() == 7


@pytest.mark.parametrize(
    ("names", "language", "name"),
    [
        ({"en": "Culture", "kk": "Мәдениет"}, "kk", "Мәдениет"),
        ({"en": "Culture", "kk": "Мәдениет"}, "kk-Arab", "Мәдениет"),
        ({"en": "Culture", "kk": "Мәдениет"}, "ug", "Culture"),
        ({"kk": "Мәдениет"}, "ug", "Мәдениет"),
        ({}, "ug", "culture"),
    ],
)
def test_a_topic_has_a_name_in_every_language(names: dict[str, str], language: str, name: str):
    topic = Topic(id=TopicId(1), slug="culture", emoji="", position=0, names=names, keywords={})

    assert topic.name(language) == name
