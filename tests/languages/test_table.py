import unicodedata

import pytest
from babel import Locale

from alertbot.errors import NotFound
from alertbot.languages import table
from alertbot.model import Direction

ROWS = list(table.TABLE.values())


def test_the_languages_of_the_start_are_there_and_spanish_is_for_tests():
    assert list(table.TABLE) == ["ug", "kk", "en", "es"]
    assert [row.tag for row in ROWS if row.test_only] == ["es"]


def test_own_names():
    assert [table.get(tag).own_name for tag in table.TABLE] == ["ئۇيغۇرچە", "Қазақша", "English", "Español"]


def test_an_unknown_language_is_not_found():
    with pytest.raises(NotFound, match="no language tlh"):
        table.get("tlh")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.tag)
def test_every_row_agrees_with_cldr_and_unicode(row):
    locale = Locale.parse(row.locale, resolve_likely_subtags=False)
    assert locale.text_direction == row.direction.value
    assert locale.language == row.code
    first = next(letter for letter in row.own_name if letter.isalpha())
    assert (unicodedata.bidirectional(first) == "AL") is (row.direction is Direction.RTL)
    script = {"Arab": "ARABIC", "Cyrl": "CYRILLIC", "Latn": "LATIN"}[row.script]
    assert unicodedata.name(first).startswith(script)
    assert all(tag in table.TABLE and tag != row.tag for tag in row.fallbacks)
    assert table.recognise(row.tag) == row.tag
    assert table.recognise(row.locale) == row.tag
    assert {table.recognise(code) for code in row.codes} == {row.tag}


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("ug", "ug"),
        ("UG", "ug"),
        ("ug_Arab", "ug"),
        ("ug-arab-CN", "ug"),
        ("ug-CN", "ug"),
        ("uig", "ug"),
        ("kk-KZ", "kk"),
        ("kk-Cyrl", "kk"),
        ("kaz", "kk"),
        ("en-us", "en"),
        ("en-GB-oxendict", "en"),
        ("en-US-x-twain", "en"),
        ("en-us, en-gb;q=0.5", "en"),
        ("en_GB.UTF-8", "en"),
        ("es-419", "es"),
        (" es ", "es"),
        ("ug-Latn", None),  # another script is another row
        ("ug-KZ", None),  # written in Cyrillic there
        ("kk-CN", None),  # written in Arabic there
        ("kk-Arab", None),
        ("zh-CN", None),
        ("x-default", None),
        ("und", None),
        ("*", None),
        ("", None),
        ("-", None),
        (None, None),
    ],
)
def test_tags_as_they_are_written_elsewhere(written, ours):
    assert table.recognise(written) == ours


def test_an_extended_language_subtag_is_passed_over():
    assert table.recognise("en-abc-Latn-GB") == "en"
