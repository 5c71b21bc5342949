"""The readers' words that an alert's texts have, in any language and script."""

from collections.abc import Sequence

import pytest

from alertbot.dispatch.wordlist import Matched, WordList
from alertbot.languages import starting_set
from alertbot.languages.glossary import Glossary
from alertbot.languages.matching import Text
from alertbot.model import Sensitive, SubscriberId, Term, TermId, Word, WordId

GLOSSARY = Glossary(
    Term(id=TermId(id), kind=each.kind, note="", renderings=each.renderings, others=each.others)
    for id, each in enumerate(starting_set.load(), 1)
)


def words(*rows: tuple[int, str, str], skip: Sequence[str] = ()) -> WordList:
    """Of (reader, languages, word); those in `skip` are to be skipped."""
    made = WordList(GLOSSARY)
    for id, (reader, languages, text) in enumerate(rows, 1):
        word = Word(id=WordId(id), subscriber=SubscriberId(reader), text=Sensitive(text), skip=text in skip)
        made.add(word, languages.split())
    return made


def watchers(made: WordList, *texts: tuple[str, str]) -> list[int]:
    return list(made.matching([Text(text, tag) for tag, text in texts]).watchers)


@pytest.mark.parametrize(
    ("languages", "word", "tag", "text"),
    [
        ("en", "Ghulja", "en", "Floods in Ghulja."),
        ("en", "Ghulja", "ug", "قۇلجىدا كەلكۈن"),
        ("en", "Ghulja", "ug", "غۇلجىدىكى كەلكۈن"),
        ("en", "Ghulja", "kk", "Құлжадағы су тасқыны"),
        ("en", "ghulja", "kk-Arab", "قۇلجاداعى سۋ"),
        ("en", "Ghulja", "zh-Hant", "伊寧洪水"),
        ("en", "Ghulja", "ru", "наводнение в Кульдже"),
        ("ug", "قۇلجا", "en", "Floods in Yining."),
        ("ug-Latn ug", "Ghulja", "ug-Cyrl", "Ғулҗидики"),
        ("kk-Arab", "قۇلجا", "tr", "Gulca'da sel"),
        ("zh-Hans", "伊宁", "ug", "غۇلجىدا"),
        # words that the glossary does not have
        ("ug", "تېرەكباغ", "ug-Latn", "Tërekbaghda"),
        ("ug-Latn", "Tërekbagh", "ug", "تېرەكباغدا"),
        ("kk", "Теректі", "kk-Latn", "Terektıde"),
        ("kk-Arab", "تەرەكتى", "kk", "Теректіден"),
        ("kk en", "Terektı", "kk", "Теректіде"),
        ("en", "Terekti", "en", "in Terekti"),
        ("en", "Terekti", "tr", "Terekti'de"),
        ("tr", "Kavaklı", "tr", "KAVAKLIDA"),
        ("zh-Hant", "銀楊樹", "zh-Hans", "在银杨树"),
        ("en", "silver poplar", "en", "The Silver Poplar fell"),
    ],
)  # fmt: skip
def test_a_word_is_found_across_forms_scripts_and_languages(languages: str, word: str, tag: str, text: str):
    assert watchers(words((7, languages, word)), (tag, text)) == [7]


@pytest.mark.parametrize(
    ("languages", "word", "tag", "text"),
    [
        ("en", "men", "ug", "مەن كەلدىم"),  # men in Uyghur is "I": the reader does not read it
        ("en", "camp", "en", "campaign"),
        ("en", "Terekti", "kk", "Теректіде"),
        ("kk", "қала", "kk", "қаламмен"),
        ("en", "Ghulja", "en", "Floods in Aksu."),
    ],
)
def test_a_word_is_not_found_in_others(languages: str, word: str, tag: str, text: str):
    assert watchers(words((7, languages, word)), (tag, text)) == []


def test_equal_words_of_many_readers_are_all_told_with_their_languages():
    made = words((9, "kk en", "Құлжа"), (7, "ug", "قۇلجا"), (8, "en", "Aksu"), (7, "ug", "غۇلجا"))
    matched = made.matching([Text("Floods in Ghulja", "en")])
    assert len(made) == 4
    assert list(matched.watchers) == [7, 9]
    assert matched.languages == {"ug", "kk"}
    assert matched.watching == {9: [1], 7: [2, 4]}
    assert matched.words_of([SubscriberId(7), SubscriberId(8)]) == {2, 4}


def test_who_skips_a_word_wants_nothing_that_has_it_while_the_word_is_there():
    made = words((7, "en", "Aksu"), (7, "en", "football"), (8, "en", "football"), skip=["football"])
    matched = made.matching([Text("Football in Aksu", "en")])
    assert list(matched.watchers) == [7]
    assert matched.languages == {"en"}
    everything = matched.words_of([SubscriberId(7), SubscriberId(8)])
    wanted = {
        (reader, chosen, len(there)): matched.wanted(SubscriberId(reader), chosen=chosen, there=there)
        for reader in (7, 8, 9)
        for chosen in (True, False)
        for there in (everything, {WordId(1)}, set[WordId]())
    }
    assert {case for case, wants in wanted.items() if wants} == {
        (7, True, 1), (7, False, 1), (7, True, 0), (8, True, 1), (8, True, 0),
        (9, True, 3), (9, True, 1), (9, True, 0),
    }  # fmt: skip


def test_without_words_nobody_is_reached_by_one():
    assert WordList(GLOSSARY).matching([Text("Aksu", "en")]).watchers == []
    assert Matched().wanted(SubscriberId(1), chosen=True, there=set())
