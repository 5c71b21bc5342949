import unicodedata
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations, c2py
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.errors import NotFound
from alertbot.languages import catalogues, scripts, table, update
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
    ("tag", "best"),
    [
        ("kk-KZ", "kk"),
        ("kk-CN", "kk-Arab"),
        ("ug_Arab", "ug"),
        ("de", "de"),
        ("zh-TW", "zh-Hant"),
        ("fi", "en"),
        (None, "en"),
        ("es", "en"),
    ],
)
def test_the_best_words_for_a_stranger(words, tag, best):
    assert words.best(tag).tag == best


NBSP = "\u00a0"


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
            "ug-Latn",
            "2026-yili 11-sëntebir",
            "2026-yili 12-sëntebir",
            "01:05",
            "3 saet ilgiri",
            "1,234.5",
            "A, B, C we D",
        ),
        (
            "ug-Cyrl",
            "2026-йили 11-сентәбир",
            "2026-йили 12-сентәбир",
            "01:05",
            "3 саәт илгири",
            "1,234.5",
            "A, B, C вә D",
        ),
        (
            "kk",
            f"2026{NBSP}ж. 11 қыркүйек",
            f"2026{NBSP}ж. 12 қыркүйек",
            "01:05",
            "3 сағат бұрын",
            f"1{NBSP}234,5",
            "A, B, C және D",
        ),
        (
            "kk-Arab",
            "2026-جىلى 11-قىركۇيەك",
            "2026-جىلى 12-قىركۇيەك",
            "01:05",
            "3 ساعات بۇرىن",
            "1,234.5",
            "A، B، C جانە D",
        ),
        (
            "kk-Latn",
            f"2026{NBSP}j. 11 qyrküiek",
            f"2026{NBSP}j. 12 qyrküiek",
            "01:05",
            "3 sağat būryn",
            f"1{NBSP}234,5",
            "A, B, C jäne D",
        ),
        ("en", "11 September 2026", "12 September 2026", "01:05", "3 hours ago", "1,234.5", "A, B, C and D"),
        ("tr", "11 Eylül 2026", "12 Eylül 2026", "01:05", "3 saat önce", "1.234,5", "A, B, C ve D"),
        (
            "ru",
            f"11 сентября 2026{NBSP}г.",
            f"12 сентября 2026{NBSP}г.",
            "01:05",
            "3 часа назад",
            f"1{NBSP}234,5",
            "A, B, C и D",
        ),
        ("zh-Hans", "2026年9月11日", "2026年9月12日", "01:05", "3小时前", "1,234.5", "A、B、C和D"),
        ("zh-Hant", "2026年9月11日", "2026年9月12日", "凌晨1:05", "3 小時前", "1,234.5", "A、B、C和D"),
        (
            "de",
            "11. September 2026",
            "12. September 2026",
            "01:05",
            "vor 3 Stunden",
            "1.234,5",
            "A, B, C und D",
        ),
        (
            "fr",
            "11 septembre 2026",
            "12 septembre 2026",
            "01:05",
            "il y a 3 heures",
            f"1{NBSP}234,5",
            "A, B, C et D",
        ),
        ("ar", "11 سبتمبر 2026", "12 سبتمبر 2026", "1:05 ص", "قبل 3 ساعات", "1,234.5", "A وB وC وD"),
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


@pytest.mark.parametrize("tag", table.TABLE)
@settings(max_examples=20)
@given(items=st.lists(st.sampled_from(["a", "{0}", "{1} b", ""]), max_size=5))
def test_a_list_says_every_item_in_order_whatever_is_in_it(tag, items):
    said = catalogues.Words(table.get(tag), NullTranslations()).join(items)
    at = 0
    for item in items:
        at = said.index(item, at) + len(item)


@pytest.mark.parametrize("past", [timedelta(), timedelta(seconds=59), -timedelta(hours=1)])
def test_less_than_a_minute_is_just_now(words, past):
    assert words["en"].ago(past) == "just now"


@pytest.mark.parametrize(
    ("tag", "kazakh", "uyghur_latin", "chinese"),
    [
        ("ug", "قازاقچە", "ئۇيغۇرچە (لاتىنچە)", "مۇرەككەپ خەنچە"),
        ("ug-Latn", "qazaqche", "uyghurche (latinche)", "murekkep xenche"),
        ("ug-Cyrl", "қазақчә", "уйғурчә (латинчә)", "мурәккәп хәнчә"),
        ("kk", "қазақ тілі", "ұйғыр тілі (латын жазуы)", "дәстүрлі қытай тілі"),
        ("kk-Arab", "قازاق ٴتىلى", "ۇيعىر ٴتىلى (لاتىن جازۋى)", "ٴداستۇرلى قىتاي ٴتىلى"),
        ("kk-Latn", "qazaq tılı", "ūiğyr tılı (latyn jazuy)", "dästürlı qytai tılı"),
        ("en", "Kazakh", "Uyghur (Latin)", "Traditional Chinese"),
        ("tr", "Kazakça", "Uygurca (Latin)", "Geleneksel Çince"),
        ("ru", "казахский", "уйгурский (латиница)", "китайский (традиционный)"),
        ("zh-Hans", "哈萨克语", "维吾尔语（拉丁文）", "繁体中文"),
        ("zh-Hant", "哈薩克文", "維吾爾文（拉丁字母）", "繁體中文"),
        ("de", "Kasachisch", "Uigurisch (Lateinisch)", "Chinesisch (traditionell)"),
        ("fr", "kazakh", "ouïghour (latin)", "chinois traditionnel"),
        ("ar", "الكازاخية", "الأويغورية (اللاتينية)", "الصينية التقليدية"),
    ],
)
def test_names_of_languages(words, tag, kazakh, uyghur_latin, chinese):
    said = words[tag]
    assert [said.name_of(each) for each in ("kk", "ug-Latn", "zh-Hant")] == [kazakh, uyghur_latin, chinese]


def test_a_tag_that_nobody_knows_stands_for_itself(words):
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


LETTERS = {"Arab": "ARABIC", "Cyrl": "CYRILLIC", "Latn": "LATIN", "Hans": "CJK", "Hant": "CJK"}


def everything_cldr_says(said: catalogues.Words) -> list[str]:
    days = [EVENING + timedelta(days=31 * month) for month in range(12)]
    spans = [
        timedelta(minutes=5),
        timedelta(hours=1),
        timedelta(days=2),
        timedelta(days=9),
        timedelta(days=99),
    ]
    return [
        *(said.date(day, ALMATY) for day in days),
        *(said.time(EVENING + timedelta(hours=hour), ALMATY) for hour in (0, 12)),
        *(said.ago(span) for span in spans),
        said.number(1234567.5),
        said.join(["1", "2", "3"]),
        said.join(["1", "2"]),
        *(said.name_of(tag) for tag in table.TABLE),
    ]


@pytest.mark.parametrize(
    "row", [row for row in table.TABLE.values() if not row.test_only], ids=lambda row: row.tag
)
def test_dates_numbers_lists_and_names_have_the_letters_of_the_languages_script(words, row):
    said = "".join(everything_cldr_says(words[row.tag]))
    assert {unicodedata.name(letter).split()[0] for letter in said if letter.isalpha()} == {
        LETTERS[row.script]
    }


@pytest.mark.parametrize("row", table.TABLE.values(), ids=lambda row: row.tag)
def test_numbers_that_a_language_treats_alike_share_a_plural_form(row):
    """The forms of the catalogue are CLDR's categories; Turkish and Chinese have one form for all."""
    catalog = update.read(row, catalogues.folder())
    form = c2py(catalog.plural_expr)
    category = Locale.parse(row.locale, resolve_likely_subtags=False).plural_form
    pairs = {(category(number), form(number)) for number in range(300)}
    assert len(pairs) == len({category for category, _ in pairs})
    assert {form for _, form in pairs} == set(range(catalog.num_plurals))


def test_kazakh_of_china_is_spelt_by_cldr_as_by_the_converter(words):
    """Words that CLDR's people wrote, beside ours; only where both took the same word."""
    cldr, converted = words["kk-Arab"], scripts.convert
    months = {words["kk"].date(EVENING.replace(month=month, day=1)).split()[-1] for month in range(1, 13)}
    spelt = {cldr.date(EVENING.replace(month=month, day=1)).rpartition("-")[2] for month in range(1, 13)}
    assert {converted(month, "kk", "kk-Arab") for month in months} == spelt
    for span in (timedelta(minutes=5), timedelta(hours=3), timedelta(days=2), timedelta(days=9)):
        assert cldr.ago(span) == converted(words["kk"].ago(span), "kk", "kk-Arab")
    for tag in ("ug", "kk", "en", "tr", "ru", "zh-Hans", "de", "fr", "ar"):
        assert cldr.name_of(tag) == converted(words["kk"].name_of(tag), "kk", "kk-Arab")
    assert not [said for said in everything_cldr_says(cldr) if "\u0621" in said]  # one hamza throughout


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


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        (
            "ar",
            {
                0: "ليس فيها أي عنصر (0).",
                1: "فيها عنصر واحد (1).",
                2: "فيها عنصران (2).",
                3: "فيها 3 عناصر.",
                11: "فيها 11 عنصرًا.",
                99: "فيها 99 عنصرًا.",
                100: "فيها 100 عنصر.",
                103: "فيها 103 عناصر.",
            },
        ),
        (
            "ru",
            {
                1: "В ней 1 запись.",
                3: "В ней 3 записи.",
                11: "В ней 11 записей.",
                21: "В ней 21 запись.",
                100: "В ней 100 записей.",
            },
        ),
        ("fr", {0: "Il a 0 entrée.", 1: "Il a 1 entrée.", 2: "Il a 2 entrées."}),
        ("tr", {1: "İçinde 1 kayıt var.", 5: "İçinde 5 kayıt var."}),
        ("zh-Hant", {1: "其中有 1 個條目。", 5: "其中有 5 個條目。"}),
    ],
)
def test_what_is_counted_is_said_as_the_language_counts(tag, said):
    words = catalogues.load()[tag]
    entries = {
        number: words.ngettext("It has {number} entry.", "It has {number} entries.", number)
        for number in said
    }
    assert {number: text.format(number=number) for number, text in entries.items()} == said
