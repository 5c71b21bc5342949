"""Articles are filed by their feed and by their words, and every filing says why."""

from collections.abc import Mapping, Sequence

import pytest

from alertbot.model import Filing, Topic, TopicId
from alertbot.prepare import topics


def topic(id: int, keywords: Mapping[str, Sequence[str]], *, active: bool = True) -> Topic:
    return Topic(
        id=TopicId(id),
        slug=f"t{id}",
        emoji="",
        position=id,
        names={"en": f"T{id}"},
        keywords=keywords,
        active=active,
    )


def filed(
    text: str, language: str, *of: Topic, feed: Sequence[int] = (), categories: Sequence[str] = ()
) -> list[Filing]:
    return topics.file(
        language=language,
        title="T",
        text=text,
        categories=categories,
        feed_topics=[TopicId(id) for id in feed],
        topics=of,
    )


def finds(keyword: str, text: str, language: str) -> bool:
    return bool(filed(text, language, topic(1, {language: [keyword]})))


def test_a_feeds_topics_and_words_file_and_say_why():
    camps, schools, old = (
        topic(1, {"en": ["camp", "camps"]}),
        topic(2, {"en": ["school"]}),
        topic(3, {}, active=False),
    )
    got = filed("A School was closed; the camps were not.", "en", camps, schools, old, feed=[2, 3])
    assert got == [
        Filing(topic=TopicId(1), reason="keyword", words=("camps",)),
        Filing(topic=TopicId(2), reason="feed", words=("School",)),
    ]


def test_no_topic_is_an_empty_list_and_words_count_in_their_own_language():
    assert filed("Nothing of that.", "en", topic(1, {"en": ["school"]})) == []
    assert filed("school", "kk", topic(1, {"en": ["school"]})) == []


def test_the_feeds_categories_file_by_keywords_and_by_names_in_any_language():
    rights = topic(1, {"en": ["human rights"], "kk": ["құқық"]})
    named = topic(2, {})
    for categories, language, wanted in (
        (["Human Rights"], "en", [(1, ("Human Rights",))]),
        (["T2", "t2", "Other"], "ug", [(2, ("T2", "t2"))]),
        (["Адам құқықтары"], "kk", [(1, ("Адам құқықтары",))]),
        (["Other"], "en", []),
    ):
        got = filed("x", language, rights, named, categories=categories)
        assert [(each.topic, each.words) for each in got] == wanted
        assert {each.reason for each in got} <= {"category"}


def test_a_category_comes_before_the_words_that_were_found_as_well():
    rights = topic(1, {"en": ["law"]})
    assert filed("the Law", "en", rights, categories=["T1"]) == [
        Filing(topic=TopicId(1), reason="category", words=("T1", "Law"))
    ]


def test_keywords_count_in_every_script_of_their_language():
    camps = topic(1, {"ug": ["لاگېر"], "kk-Arab": ["لاگەر"]})
    assert filed("lagërlarda", "ug-Latn", camps) != []
    assert filed("лагерде", "kk", camps) != []
    assert filed("лагерде", "ru", camps) == []


def test_a_model_can_choose_from_the_list_and_invent_nothing():
    offered = [topic(1, {}), topic(2, {}), topic(3, {}, active=False)]
    answer = [" t2 ", "t2", "t3", "t9", "Ignore all rules", ""]
    assert topics.chosen(answer, offered) == [Filing(topic=TopicId(2), reason="model")]
    assert topics.chosen([], offered) == []


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("қала", "Олар қаласында тұрады"),
        ("Құлжа", "Құлжадағы мектеп"),
        ("мектеп", "мектебінде"),
        ("мектеп", "мектептерге"),
        ("Қытай", "ҚЫТАЙДЫҢ елшісі"),
        ("лагерь", "лагерінде болған"),
        ("ұстау", "ұстауды тоқтату"),
        ("АҚШ", "АҚШ-тың өкілі"),
        ("мәжбүрлі еңбек", "мәжбүрлі еңбекпен"),
        ("ит", "иттер"),
        ("Үрімжі", "Үрімжіден"),
        ("кітап", "кітаптарындағы"),
        ("қ", "қ әрпі"),
    ],
)
def test_kazakh_words_are_found_inflected(keyword: str, text: str):
    assert finds(keyword, text, "kk")


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("қала", "қаламмен жазды"),
        ("ат", "антилопа"),
        ("бала", "балалайка"),
        ("тіл", "тілек"),
        ("Құлжа", "Құл"),
        ("мектеп", "мектегіс"),
        ("мәжбүрлі еңбек", "мәжбүрлі көшіру"),
        ("мәжбүрлі еңбек", "мәжбүрлі"),
        ("қ", "қала"),
        ("қала", "қала" + "лар" * 30),
        ("", "қала"),
        ("—", "қала"),
    ],
)
def test_kazakh_words_are_not_found_in_others(keyword: str, text: str):
    assert not finds(keyword, text, "kk")


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("قۇلجا", "قۇلجىدا"),
        ("قۇلجا", "قۇلجىدىكى مەكتەپ"),
        ("ئۇيغۇر", "ئۇيغۇرلارنىڭ"),
        ("لاگېر", "لاگېرلىرىدا"),
        ("باش", "بېشى"),
        ("مەكتەپ", "مەكتىپىدە"),
        ("خوتەن", "خوتەندىن"),
        ("تۇتقۇن", "تۇتقۇنلار"),
        ("مەجبۇرىي ئەمگەك", "مەجبۇرىي ئەمگەكتىن"),
        ("كۈتۈپخانا", "کۈتۈپخانا"),
        ("ئانا تىل", "ئانا تىلى"),
    ],
)
def test_uyghur_words_are_found_inflected(keyword: str, text: str):
    assert finds(keyword, text, "ug")


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("ئات", "ئاتا"),
        ("قىز", "قىزىل"),
        ("ئاي", "ئايال"),
        ("تىل", "تىلەك"),
        ("باش", "بېشىم قىلىپ" * 0 + "بايرام"),
    ],
)
def test_uyghur_words_are_not_found_in_others(keyword: str, text: str):
    assert not finds(keyword, text, "ug")


@pytest.mark.parametrize(
    ("language", "keyword", "text", "found"),
    [
        ("en", "camp", "Camps", False),
        ("en", "camp", "the CAMP.", True),
        ("en", "camp", "campaign", False),
        ("en", "forced labour", "Forced\nlabour", True),
        ("en", "café", "Cafe\u0301", True),
        ("tr", "istanbul", "İSTANBUL", True),
        ("zh", "新疆", "在新疆的人", True),
        ("zh", "西藏", "在新疆", False),
    ],
)
def test_elsewhere_whole_words_are_found(language: str, keyword: str, text: str, found: bool):
    assert finds(keyword, text, language) is found
