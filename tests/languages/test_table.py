import unicodedata

import pytest
from babel import Locale

from alertbot.errors import NotFound
from alertbot.languages import scripts, table
from alertbot.model import Direction

ROWS = list(table.TABLE.values())
SCRIPTS = {"Arab": "ARABIC", "Cyrl": "CYRILLIC", "Latn": "LATIN", "Hans": "CJK", "Hant": "CJK"}


def test_the_languages_of_the_start_are_there_and_spanish_is_for_tests():
    assert [row.tag for row in ROWS if not row.test_only] == [
        "ug", "ug-Latn", "ug-Cyrl", "kk", "kk-Arab", "kk-Latn", "en",
        "tr", "ru", "zh-Hans", "zh-Hant", "de", "fr", "ar",
    ]  # fmt: skip
    assert [row.tag for row in ROWS if row.test_only] == ["es"]


def test_every_language_names_itself_in_its_own_script():
    assert {row.tag: row.own_name for row in ROWS} == {
        "ug": "ئۇيغۇرچە",
        "ug-Latn": "Uyghurche",
        "ug-Cyrl": "Уйғурчә",
        "kk": "Қазақша",
        "kk-Arab": "قازاقشا",
        "kk-Latn": "Qazaqşa",
        "en": "English",
        "tr": "Türkçe",
        "ru": "Русский",
        "zh-Hans": "简体中文",
        "zh-Hant": "繁體中文",
        "de": "Deutsch",
        "fr": "Français",
        "ar": "العربية",
        "es": "Español",
    }


@pytest.mark.parametrize("row", [row for row in ROWS if row.converted_from], ids=lambda row: row.tag)
def test_a_converted_script_names_itself_as_its_converter_does(row):
    source = table.get(row.source)
    if row.code == "zh":  # both name the script
        assert row.own_name == "繁體中文"
    else:
        assert scripts.convert(source.own_name, source.tag, row.tag).lower() == row.own_name.lower()
    assert row.fallbacks == (source.tag,)
    assert source.converted_from is None


def test_forms_are_cldrs_where_it_has_the_script_and_the_sources_where_not():
    assert {row.tag: row.forms_of for row in ROWS if row.converted_from} == {
        "ug-Latn": "ug",
        "ug-Cyrl": "ug",
        "kk-Arab": "kk-Arab",
        "kk-Latn": "kk",
        "zh-Hant": "zh-Hant",
    }
    assert all(row.forms_of == row.tag for row in ROWS if not row.converted_from)


def test_an_unknown_language_is_not_found():
    with pytest.raises(NotFound, match="no language tlh"):
        table.get("tlh")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.tag)
def test_every_row_agrees_with_cldr_and_unicode(row):
    locale = Locale.parse(row.locale, resolve_likely_subtags=False)
    assert locale.language == row.code
    if row.forms_of == row.tag:
        assert locale.text_direction == row.direction.value
        assert table.recognise(row.locale) == row.tag
    first = next(letter for letter in row.own_name if letter.isalpha())
    assert (unicodedata.bidirectional(first) == "AL") is (row.direction is Direction.RTL)
    assert unicodedata.name(first).startswith(SCRIPTS[row.script])
    assert all(tag in table.TABLE and tag != row.tag for tag in row.fallbacks)
    assert table.recognise(row.tag) == row.tag
    assert bool(row.codes) is (row.converted_from is None)
    assert {table.recognise(code) for code in row.codes} <= {row.tag}


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
        ("ug-Latn", "ug-Latn"),  # another script is another row
        ("uig_Latn", "ug-Latn"),
        ("ug-KZ", "ug-Cyrl"),  # written in Cyrillic there
        ("kk-CN", "kk-Arab"),  # written in Arabic there
        ("kk_Arab_CN", "kk-Arab"),
        ("kk-Latn-KZ", "kk-Latn"),
        ("kk-Brai", None),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("chi", "zh-Hans"),
        ("tr-TR", "tr"),
        ("ru-Latn", None),
        ("ar-EG", "ar"),
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
