"""Words are found in their forms and in any script of their language, and not inside other words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.languages import scripts
from alertbot.languages.matching import Index, Occurrence, Text, longest
from alertbot.languages.matching.stem import LONGEST_WORD
from alertbot.languages.matching.text import fold, spellings, stems

URUMCHI = scripts.convert("Үрімжіде", "kk", "kk-Arab")


def found(phrase: str, text: str, language: str) -> str | None:
    index: Index[int] = Index(language)
    index.add(phrase, 1)
    return index.values(Text(text, language)).get(1)


@pytest.mark.parametrize(
    ("language", "phrase", "text", "form"),
    [
        # Uyghur in three scripts, whichever of them the word is in
        ("ug", "قۇلجا", "قۇلجىدىكى مەكتەپ", "قۇلجىدىكى"),
        ("ug-Latn", "قۇلجا", "bu Quljidiki mektep", "Quljidiki"),
        ("ug-Cyrl", "قۇلجا", "Қулҗидики мәктәп", "Қулҗидики"),
        ("ug", "Qulja", "قۇلجىدا", "قۇلجىدا"),
        ("ug", "Қулҗа", "قۇلجىدا", "قۇلجىدا"),
        ("ug-Latn", "Қулҗа", "Quljida", "Quljida"),
        ("ug-Latn", "سەنئەت", "sen'etni söyidu", "sen'etni"),
        ("ug", "BBC", "بۇ BBC خەۋىرى", "BBC"),
        # Kazakh in three scripts
        ("kk", "Құлжа", "Құлжадағы мектеп", "Құлжадағы"),
        ("kk-Arab", "Құлжа", "قۇلجاداعى مەكتەپ", "قۇلجاداعى"),
        ("kk-Latn", "Құлжа", "Qūljadağy mektep", "Qūljadağy"),
        ("kk", "Qūlja", "Құлжадан келді", "Құлжадан"),
        ("kk", "قۇلجا", "Құлжадан келді", "Құлжадан"),
        ("kk-Arab", "Үрімжі", URUMCHI, URUMCHI),
        # Turkish
        ("tr", "kamp", "kamplarında tutuldu", "kamplarında"),
        ("tr", "kamp", "KAMPLARI", "KAMPLARI"),
        ("tr", "kitap", "kitabı okudu", "kitabı"),
        ("tr", "ışık", "IŞIĞI söndü", "IŞIĞI"),
        ("tr", "Urumçi", "Urumçi'de", "Urumçi"),
        ("tr", "Doğu Türkistan", "Doğu Türkistan'ın", "Doğu Türkistan"),
        ("tr", "zorla çalıştırma", "zorla çalıştırmanın", "zorla çalıştırmanın"),
        ("tr", "mahkûm", "mahkumlar", "mahkumlar"),
        # Russian
        ("ru", "Кульджа", "в Кульдже", "Кульдже"),
        ("ru", "Синьцзян", "из Синьцзяна", "Синьцзяна"),
        ("ru", "лагерь", "в лагерях", "лагерях"),
        ("ru", "принудительный труд", "принудительного труда", "принудительного труда"),
        ("ru", "беженец", "беженец", "беженец"),
        ("ru", "уйгуры", "у уйгуров", "уйгуров"),
        ("ru", "заключённый", "ЗАКЛЮЧЕННОГО", "ЗАКЛЮЧЕННОГО"),
        ("ru", "село", "в селах", "селах"),
        ("ru", "Баку", "Баку", "Баку"),
        ("ru", "мир", "мир", "мир"),
        # German and others
        ("de", "China", "Chinas Regierung", "Chinas"),
        ("en", "forced labour", "Forced\nlabour", "Forced labour"),
        ("en", "U.S.", "in the U.S. today", "U.S"),
        ("en", "China", "China's ministry", "China"),
        ("en", "One Belt, One Road", "the One Belt, One Road plan", "One Belt, One Road"),
        # Chinese
        ("zh-Hans", "新疆", "在新疆的人", "新疆"),
        ("zh-Hant", "维吾尔", "維吾爾人", "維吾爾"),
        ("zh-Hans", "維吾爾", "维吾尔人", "维吾尔"),
        ("zh-Hans", "党", "“党” 是", "党"),
        ("zh-Hans", "H7N9流感", "新型h7n9流感", "h7n9流感"),
        ("en", "新疆", "the word 新疆 means", "新疆"),
    ],
)  # fmt: skip
def test_forms_are_found_across_scripts(language: str, phrase: str, text: str, form: str):
    assert found(phrase, text, language) == form


@pytest.mark.parametrize(
    ("language", "phrase", "text"),
    [
        ("tr", "kamp", "kampanya başladı"),
        ("tr", "at", "atom"),
        ("ru", "мир", "мира"),
        ("ru", "лагерь", "лагерный"),
        ("ru", "Баку", "бакуна"),
        ("ru", "Китай", "кит"),
        ("de", "China", "Chinarinde"),
        ("de", "Ost", "Osts"),
        ("en", "camp", "campaign"),
        ("en", "forced labour", "He was forced. Labour won."),
        ("en", "forced labour", "forced"),
        ("en", "forced labour", "forced new labour"),
        ("zh-Hans", "党", "党员"),
        ("zh-Hans", "党", "共产党"),
        ("zh-Hans", "西藏", "在新疆"),
        ("ug-Latn", "قۇلجا", "qul"),
        ("kk-Arab", "Құлжа", "قۇل"),
        ("en", "", "anything"),
        ("en", "—", "anything — at all"),
    ],
)  # fmt: skip
def test_other_words_are_not_taken_for_it(language: str, phrase: str, text: str):
    assert found(phrase, text, language) is None


LETTERS = {"kk": "қалптенісы", "ug": "قالپتەنىس", "tr": "kalpteniğı", "ru": "калптеныйь", "en": "campste"}


@st.composite
def searches(draw: st.DrawFn) -> tuple[str, list[str], str]:
    language = draw(st.sampled_from(sorted(LETTERS)))
    word = st.text(LETTERS[language], min_size=1, max_size=5)
    phrases = draw(st.lists(st.lists(word, min_size=1, max_size=2).map(" ".join), min_size=1, max_size=6))
    text = draw(st.lists(st.lists(word, min_size=1, max_size=3).map("".join), max_size=12))
    return language, phrases, " ".join([*text, *draw(st.lists(st.sampled_from(phrases), max_size=2))])


@settings(max_examples=60)
@given(searches())
def test_the_index_finds_what_one_by_one_comparison_finds(search: tuple[str, list[str], str]):
    language, phrases, text = search
    index: Index[str] = Index(language)
    for phrase in phrases:
        index.add(phrase, phrase)
    assert set(index.values(Text(text, language))) == {p for p in phrases if _is_in(p, text, language)}


def _is_in(phrase: str, text: str, language: str) -> bool:
    """The plain way: every word of the text against every stem."""
    words = [fold(word, language) for word in text.split()]
    for spelling in spellings(phrase, language):
        for at in range(len(words) - len(spelling) + 1):
            pairs = zip(spelling, words[at:], strict=False)
            if all(any(stem.is_of(word) for stem in stems(wanted, language)) for wanted, word in pairs):
                return True
    return False


def test_a_word_without_end_is_a_form_of_itself_alone():
    word = "қала" * LONGEST_WORD
    assert found(word, f"бұл {word} сөзі", "kk") == word
    assert found("қала", "қала" + "лар" * LONGEST_WORD, "kk") is None


def test_places_are_told_and_the_longer_of_two_phrases_wins():
    index: Index[str] = Index("en")
    for phrase in ("East", "East Turkistan", "Turkistan Republic", "camps"):
        index.add(phrase, phrase)
    text = Text("In East Turkistan Republic, camps", "en")
    shown = {(each.value, text.form(each.start, each.end)) for each in index.occurrences(text)}
    assert ("Turkistan Republic", "Turkistan Republic") in shown
    assert [each.value for each in longest(index.occurrences(text))] == ["East Turkistan", "camps"]


def test_phrases_that_mean_several_things_stay_together():
    both = [Occurrence(0, 4, "one"), Occurrence(0, 4, "two"), Occurrence(2, 6, "three")]
    assert longest(both) == both[:2]
    assert longest([]) == []
