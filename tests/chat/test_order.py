"""The order of a reader's languages, and how many alerts came in each."""

import pytest

from alertbot.chat import order


@pytest.mark.parametrize(
    ("chosen", "tag", "ordered"),
    [
        (("ug",), "kk", ("kk", "ug")),
        (("ug", "kk", "en"), "tr", ("tr", "ug", "kk")),
        (("ug", "kk", "en"), "en", ("en", "ug", "kk")),
        (("ug", "kk"), "ug-Latn", ("ug-Latn", "kk")),  # another script takes the place of the first
        (("en", "kk"), "kk-Arab", ("kk-Arab", "en")),
    ],
)
def test_a_language_is_put_first(chosen, tag, ordered):
    assert order.first(chosen, tag, most=3) == ordered


@pytest.mark.parametrize(
    ("chosen", "tag", "ordered"),
    [
        (("ug",), "kk", ("ug", "kk")),
        (("ug", "kk", "en"), "tr", None),
        (("ug", "kk", "en"), "kk", ("ug", "kk", "en")),
        (("ug", "kk", "en"), "kk-Arab", ("ug", "kk-Arab", "en")),
        (("ug", "kk"), "ug-Latn", ("ug", "kk")),
    ],
)
def test_a_language_is_added(chosen, tag, ordered):
    assert order.also(chosen, tag, most=3) == ordered


@pytest.mark.parametrize(
    ("tag", "ordered"), [("en", ("ug", "en", "kk")), ("kk", ("ug", "kk", "en")), ("tr", ("ug", "kk", "en"))]
)
def test_the_later_ones_change_places(tag, ordered):
    assert order.second(("ug", "kk", "en"), tag) == ordered


def test_what_came_is_counted_for_those_who_can_read_it():
    alerts = [{"en", "ug"}, {"en", "ug-Cyrl"}, {"en"}, set()]

    assert order.came(alerts, ["ug", "ug-Latn", "kk", "en"]) == {"ug": 2, "ug-Latn": 2, "kk": 0, "en": 3}
