"""The glossary says which renderings a text calls for, and what else means the same."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from alertbot.languages import scripts, starting_set
from alertbot.languages.glossary import Glossary, rendered, version
from alertbot.model import Term, TermId, TermKind


def term(id: int, renderings: Mapping[str, str], others: Mapping[str, Sequence[str]] | None = None) -> Term:
    return Term(id=TermId(id), kind=TermKind.PLACE, note="", renderings=renderings, others=others or {})


POPLAR = term(
    1,
    {"en": "Silver Poplar", "ug": "كۈمۈشتېرەك", "kk": "Күмістерек", "zh-Hans": "银杨树"},
    {"en": ["Silverpoplar"], "kk": ["Ақтерек"]},
)
COUNCIL = term(2, {"en": "Silver Poplar Council", "ug": "كۈمۈشتېرەك كېڭىشى"})
TURKEY = term(3, {"en": "Turkey", "de": "Türkei"})
GLOSSARY = Glossary([POPLAR, COUNCIL, TURKEY])


@pytest.mark.parametrize(
    ("source", "target", "text", "entries"),
    [
        ("en", "ug", "In Silver Poplar", {"Silver Poplar": "كۈمۈشتېرەك"}),
        ("en", "ug", "Silverpoplar is small", {"Silverpoplar": "كۈمۈشتېرەك"}),
        ("en", "ug", "The Silver Poplar Council met", {"Silver Poplar Council": "كۈمۈشتېرەك كېڭىشى"}),
        ("en", "kk", "The Silver Poplar Council met", {}),
        ("kk", "en", "Ақтеректе", {"Ақтеректе": "Silver Poplar"}),
        ("ug-Latn", "kk", "Kümüshtërekte", {"Kümüshtërekte": "Күмістерек"}),
        ("en", "kk-Latn", "Silver Poplar", {"Silver Poplar": scripts.convert("Күмістерек", "kk", "kk-Latn")}),
        ("zh-Hant", "en", "在銀楊樹", {"銀楊樹": "Silver Poplar"}),
        ("en", "de", "A turkey from Turkey", {"Turkey": "Türkei"}),
        ("en", "fr", "Silver Poplar", {}),
    ],
)  # fmt: skip
def test_the_entries_that_a_text_calls_for(source: str, target: str, text: str, entries: Mapping[str, str]):
    assert GLOSSARY.applying([text, ""], source=source, target=target) == entries


def test_what_a_translation_has_in_any_form_is_met():
    wanted = {"Silver Poplar": "Күмістерек"}
    for after, left in (
        ("Күмістеректе", {}),
        ("Ақтеректе", {}),
        ("Теректе", wanted),
        ("كۇمىستەرەك", wanted),  # another script than the target's
    ):
        missing = GLOSSARY.missing(["In Silver Poplar"], [after], source="en", target="kk")
        assert {each.form: each.rendering for each in missing} == left


def test_a_name_is_found_in_every_language_and_script_and_means_all_the_others():
    for name in (
        "silver poplar",
        "Күмістерек",
        "كۇمىستەرەك",
        "كۈمۈشتېرەك",
        "Kümüshtërek",
        "银杨树",
        "銀楊樹",
    ):
        assert GLOSSARY.equivalents(name) == {
            ("en", "Silver Poplar"), ("en", "Silverpoplar"), ("ug", "كۈمۈشتېرەك"), ("kk", "Күмістерек"),
            ("kk", "Ақтерек"), ("zh", "银杨树"),
        }  # fmt: skip
    assert GLOSSARY.equivalents("Poplar") == set()
    assert GLOSSARY.terms_called("Silver Poplar", "ug") == []


def test_a_rendering_is_given_in_the_script_asked_for_where_there_is_a_way():
    assert rendered(POPLAR, "kk") == "Күмістерек"
    assert rendered(POPLAR, "zh-Hant") == "銀楊樹"
    assert rendered(term(4, {"en-Shaw": "x"}), "en") is None


def test_the_version_is_of_what_applies():
    assert version({"a": "b", "c": "d"}) == version({"c": "d", "a": "b"}) != version({"a": "b"})


# ── the starting set ─────────────────────────────────────────────────────────────────────────────

LANGUAGES = {"ug", "kk", "en", "tr", "ru", "zh-Hans", "de"}
SCRIPTS = {"ug": "Arab", "kk": "Cyrl", "ru": "Cyrl", "zh-Hans": "Hans"}


def test_the_starting_set_has_every_language_and_says_where_it_chose():
    entries = starting_set.load()
    assert len(entries) >= 150
    assert len({entry.slug for entry in entries}) == len(entries)
    assert all(set(entry.renderings) == LANGUAGES for entry in entries)
    assert all(set(entry.others) <= LANGUAGES for entry in entries)
    noted = {entry.slug for entry in entries if entry.note}
    assert {"xinjiang", "east-turkistan", "china", "reeducation-camp", "genocide", "tibet"} <= noted


def test_no_name_of_the_starting_set_has_two_meanings():
    terms = [
        Term(id=TermId(id), kind=each.kind, note="", renderings=each.renderings, others=each.others)
        for id, each in enumerate(starting_set.load(), 1)
    ]
    glossary = Glossary(terms)
    for each in terms:
        for tag, name in each.renderings.items():
            called = glossary.terms_called(name, tag)
            assert each in called
            assert [one.id for one in called if one.renderings.get(tag) == name] == [each.id], name


def test_other_files_are_read_in_order(tmp_path: Path):
    (tmp_path / "b.toml").write_text('kind = "term"\n[second]\nen = "two"\n')
    (tmp_path / "a.toml").write_text('kind = "place"\n[first]\nen = "one"\n[first.others]\nen = ["uno"]\n')
    first, second = starting_set.load(tmp_path)
    assert (first.slug, first.kind, first.others) == ("first", TermKind.PLACE, {"en": ["uno"]})
    assert (second.slug, second.renderings, second.note) == ("second", {"en": "two"}, "")
