"""A text serves the readers of every script it can be written in, and no name is guessed."""

import pytest

from alertbot.errors import NotFound
from alertbot.languages import conversion, table


@pytest.mark.parametrize(
    ("tag", "texts"),
    [
        ("ug", ("ug", "ug-Cyrl")),
        ("ug-Latn", ("ug-Latn", "ug", "ug-Cyrl")),
        ("ug-Cyrl", ("ug-Cyrl", "ug")),
        ("kk", ("kk", "kk-Latn")),
        ("kk-Arab", ("kk-Arab", "kk", "kk-Latn")),
        ("kk-Latn", ("kk-Latn", "kk")),
        ("zh-Hans", ("zh-Hans", "zh-Hant")),
        ("zh-Hant", ("zh-Hant", "zh-Hans")),
        ("en", ("en",)),
        ("tlh", ("tlh",)),
    ],
)
def test_which_texts_can_be_read(tag: str, texts: tuple[str, ...]):
    assert conversion.readable(tag) == texts


def test_every_converted_language_is_served_by_its_source():
    for row in table.TABLE.values():
        assert row.source in conversion.readable(row.tag)


def test_what_would_be_a_guess_is_not_shown():
    assert not conversion.can_show("kk-Arab", "kk")
    assert not conversion.can_show("ug-Latn", "ug")
    assert not conversion.can_show("ug", "kk")


@pytest.mark.parametrize(
    ("tag", "source"),
    [("ug", "ug"), ("ug-Cyrl", "ug"), ("kk-Latn", "kk"), ("zh-Hant", "zh-Hans"), ("tlh", "tlh"),
     ("kk-Arab", None), ("ug-Latn", None)],
)  # fmt: skip
def test_what_translators_are_asked_in(tag: str, source: str | None):
    assert conversion.source_of(tag) == source


def test_the_scripts_of_a_language():
    assert conversion.scripts_of("kk-Arab") == ("kk", "kk-Arab", "kk-Latn")
    assert conversion.scripts_of("tlh") == ("tlh",)
    assert conversion.code_of("zh-Hant") == conversion.code_of("zh-Hans") == "zh"


@pytest.mark.parametrize(
    ("text", "source", "tag", "shown"),
    [
        ("Жол жөнделді", "kk", "kk", "Жол жөнделді"),
        ("Жол жөнделді", "kk", "kk-Latn", "Jol jöndeldı"),
        ("يول ئوڭشالدى. ئۇ ئوچۇق.", "ug", "ug-Latn", "Yol ongshaldi. U ochuq."),
        ("«يول» ئوچۇق! A-7 مۇ.", "ug", "ug-Cyrl", "«Йол» очуқ! A-7 му."),
        ("iPhone سېتىلدى. example.org دا", "ug", "ug-Latn", "iPhone sëtildi. example.org da"),
        ("…", "ug", "ug-Latn", "…"),
        ("", "ug", "ug-Latn", ""),
        ("2026-يىلى", "ug", "ug-Latn", "2026-yili"),
        ("Йол очуқ", "ug-Cyrl", "ug", "يول ئوچۇق"),
        ("简体字", "zh-Hans", "zh-Hant", "簡體字"),
    ],
)
def test_a_text_in_another_script(text: str, source: str, tag: str, shown: str):
    assert conversion.shown(text, source, tag) == shown


def test_there_is_no_way_between_languages():
    with pytest.raises(NotFound):
        conversion.shown("Жол", "kk", "ug")


def test_names_in_the_scripts_that_were_not_given():
    assert conversion.names({"ug": "يوللار", "ug-Cyrl": "Йоллар!", "en": "Roads"}) == {"ug-Latn": "Yollar"}
    assert conversion.names({"zh-Hant": "體育"}) == {"zh-Hans": "体育"}
    assert conversion.names({}) == {}
