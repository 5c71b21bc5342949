from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.errors import NotFound
from alertbot.languages import catalogues, table
from alertbot.model import Direction

EVENING = datetime(2026, 9, 11, 20, 5, tzinfo=UTC)
ALMATY = ZoneInfo("Asia/Almaty")

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Good morning"
msgstr "قايىرلىق ئەتىگەن"

msgid "{n} feed"
msgid_plural "{n} feeds"
msgstr[0] "{n} مەنبە"
msgstr[1] "{n} مەنبەلەر"

msgctxt "of an alert"
msgid "Read"
msgstr "ئوقۇش"
"""


@pytest.fixture
def words(tmp_path: Path) -> catalogues.Catalogues:
    file = catalogues.path_of("ug", tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text(PO, encoding="utf-8")
    return catalogues.load(tmp_path)


def test_messages_come_translated(words):
    ug = words["ug"]
    assert ug.gettext("Good morning") == "قايىرلىق ئەتىگەن"
    assert ug.ngettext("{n} feed", "{n} feeds", 1) == "{n} مەنبە"
    assert ug.ngettext("{n} feed", "{n} feeds", 3) == "{n} مەنبەلەر"
    assert ug.pgettext("of an alert", "Read") == "ئوقۇش"


def test_what_is_missing_is_english(words):
    assert words["ug"].gettext("Good night") == "Good night"
    assert words["ug"].pgettext("of a book", "Read") == "Read"
    assert words["kk"].gettext("Good morning") == "Good morning"
    assert words["en"].ngettext("{n} feed", "{n} feeds", 1) == "{n} feed"
    assert words["en"].ngettext("{n} feed", "{n} feeds", 0) == "{n} feeds"


def test_a_fallback_is_asked_before_english(tmp_path, monkeypatch):
    file = catalogues.path_of("ug", tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text(PO, encoding="utf-8")
    spanish = table.Language(
        tag="es",
        locale="es",
        script="Latn",
        direction=Direction.LTR,
        own_name="",
        english_name="",
        fallbacks=("ug",),
    )
    monkeypatch.setattr(table, "TABLE", dict(table.TABLE) | {"es": spanish})
    assert catalogues.load(tmp_path)["es"].gettext("Good morning") == "قايىرلىق ئەتىگەن"


def test_words_know_their_language(words):
    assert [each.tag for each in words] == list(table.TABLE)
    assert words["ug"].direction is Direction.RTL
    assert repr(words["kk"]) == "<Words kk>"
    with pytest.raises(NotFound):
        words["tlh"]


@pytest.mark.parametrize(
    ("tag", "best"), [("kk-KZ", "kk"), ("ug_Arab", "ug"), ("de", "en"), (None, "en"), ("es", "en")]
)
def test_the_best_words_for_a_stranger(words, tag, best):
    assert words.best(tag).tag == best


@pytest.mark.parametrize(
    ("tag", "date", "there", "time", "ago", "number", "list_"),
    [
        (
            "ug",
            "2026-يىلى 11-سېنتەبىر",
            "2026-يىلى 12-سېنتەبىر",
            "01:05",
            "3 سائەت ئىلگىرى",
            "1,234.5",
            "A، B، C ۋە D",
        ),
        (
            "kk",
            "2026\xa0ж. 11 қыркүйек",
            "2026\xa0ж. 12 қыркүйек",
            "01:05",
            "3 сағат бұрын",
            "1\xa0234,5",
            "A, B, C және D",
        ),
        ("en", "11 September 2026", "12 September 2026", "01:05", "3 hours ago", "1,234.5", "A, B, C and D"),
        (
            "es",
            "11 de septiembre de 2026",
            "12 de septiembre de 2026",
            "1:05",
            "hace 3 horas",
            "1.234,5",
            "A, B, C y D",
        ),
    ],
)
def test_forms_of_each_language(words, tag, date, there, time, ago, number, list_):  # noqa: PLR0917
    said = words[tag]
    assert said.date(EVENING) == date
    assert said.date(EVENING, ALMATY) == there
    assert said.time(EVENING, ALMATY) == time
    assert said.ago(timedelta(hours=3)) == ago
    assert said.number(1234.5) == number
    assert said.join(["A", "B", "C", "D"]) == list_


def test_short_lists(words):
    assert words["ug"].join([]) == ""
    assert words["ug"].join(["A"]) == "A"
    assert words["ug"].join(["A", "B"]) == "A ۋە B"
    assert words["kk"].join(["A", "B"]) == "A және B"
    assert words["kk"].join(["A", "B", "C"]) == "A, B және C"
    assert words["en"].join(["{0}", "{1}"]) == "{0} and {1}"


@pytest.mark.parametrize("tag", ["ug", "kk"])
@given(items=st.lists(st.sampled_from(["a", "{0}", "{1} b", ""]), max_size=5))
def test_a_list_says_every_item_in_order_whatever_is_in_it(tag, items):
    said = catalogues.Words(table.get(tag), NullTranslations()).join(items)
    at = 0
    for item in items:
        at = said.index(item, at) + len(item)


@pytest.mark.parametrize("past", [timedelta(), timedelta(seconds=59), -timedelta(hours=1)])
def test_less_than_a_minute_is_just_now(words, past):
    assert words["en"].ago(past) == "just now"


def test_names_of_languages(words):
    assert [words["ug"].name_of(tag) for tag in ("kk", "en", "es")] == ["قازاقچە", "ئىنگلىزچە", "ئىسپانچە"]
    assert words["kk"].name_of("ug") == "ұйғыр тілі"
    assert words["en"].name_of("zh-Hans") == "Simplified Chinese"
    assert words["en"].name_of("qaa-test") == "qaa-test"


def test_a_language_that_cldr_cannot_name_is_named_in_english(words, monkeypatch):
    klingon = table.Language(
        tag="tlh-Piqd",
        locale="en",
        script="Piqd",
        direction=Direction.LTR,
        own_name="",
        english_name="Klingon",
    )
    monkeypatch.setattr(table, "TABLE", dict(table.TABLE) | {"tlh-Piqd": klingon})
    assert words["kk"].name_of("tlh-Piqd") == "Klingon"


def test_a_marked_literal_is_itself():
    assert catalogues.gettext_noop("Later") == "Later"


def test_the_project_has_its_catalogues_where_load_looks():
    assert catalogues.path_of("ug", catalogues.folder()).is_file()
    assert catalogues.load()["ug"].gettext("just now") != "just now"


def test_an_installed_package_has_them_beside_its_modules(tmp_path, monkeypatch):
    module = tmp_path / "alertbot" / "languages" / "catalogues.py"
    (tmp_path / "alertbot" / "locales").mkdir(parents=True)
    monkeypatch.setattr(catalogues, "__file__", str(module))
    assert catalogues.folder() == tmp_path / "alertbot" / "locales"
