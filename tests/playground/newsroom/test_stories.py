"""The invented stories: the same facts in every language, in the lengths an alert can carry."""

import re
from collections import Counter

import pytest

from alertbot.languages import table
from alertbot.playground.newsroom import stories

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ug": "يانۋار فېۋرال مارت ئاپرېل ماي ئىيۇن ئىيۇل ئاۋغۇست سېنتەبىر ئۆكتەبىر نويابىر دېكابىر",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
}
DATES = {
    "en": r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4})",
    "ug": r"(?P<year>\d{4})-يىلى (?P<day>\d{1,2})-(?P<month>\w+)",
    "kk": r"(?P<year>\d{4}) жылғы (?P<day>\d{1,2}) (?P<month>\w+)",
}
SCRIPTS = {"en": "[A-Za-z]", "ug": "[\u0600-\u06ff]", "kk": "[\u0400-\u04ff]"}
LONGEST_TITLE = 95  # characters of an alert's title
LONGEST_LEAD = 300  # and of its summary

MAIN, WIRE = stories.outlets()
STORIES = [*MAIN.stories, *WIRE.stories]
TEXTS = [
    pytest.param(story, tag, text, id=f"{story.slug}-{tag}")
    for story in STORIES
    for tag, text in story.texts.items()
]


def numbers(paragraph: str) -> Counter[str]:
    joined = re.sub(r"(?<=\d)[,\u00a0 ](?=\d{3}(?!\d))", "", paragraph)
    return Counter(re.findall(r"\d+", joined))


def dates(tag: str, paragraph: str) -> list[tuple[int, int, int]]:
    months = MONTHS[tag].split()
    found = []
    for match in re.finditer(DATES[tag], paragraph):
        # Endings follow the month in Uyghur and Kazakh.
        month = next(place for place, name in enumerate(months, 1) if match["month"].startswith(name))
        found.append((int(match["year"]), month, int(match["day"])))
    return sorted(found)


def test_main_outlet_has_ten_stories_in_three_languages_and_the_wire_english_alone():
    assert [section.language for section in MAIN.sections] == ["en", "ug", "kk"]
    assert len(MAIN.stories) == 10
    assert all(set(story.texts) == {"en", "ug", "kk"} for story in MAIN.stories)

    assert [section.language for section in WIRE.sections] == ["en"]
    assert all(set(story.texts) == {"en"} for story in WIRE.stories)


def test_addresses_of_stories_are_unique():
    assert len({story.slug for story in STORIES}) == len(STORIES)


@pytest.mark.parametrize("story", MAIN.stories, ids=lambda story: story.slug)
def test_numbers_and_dates_agree_in_every_language(story: stories.Story):
    english = story.texts["en"]
    for tag in ("ug", "kk"):
        other = story.texts[tag]
        assert numbers(other.title) == numbers(english.title)
        assert len(other.paragraphs) == len(english.paragraphs)
        for ours, theirs in zip(other.paragraphs, english.paragraphs, strict=True):
            assert numbers(ours) == numbers(theirs)
            assert dates(tag, ours) == dates("en", theirs)


def test_dates_are_read_in_every_language():
    assert dates("en", "on 4 May 2025") == dates("ug", "2025-يىلى 4-ماي كۈنى") == [(2025, 5, 4)]
    assert dates("kk", "2025 жылғы 4 мамырда") == [(2025, 5, 4)]
    assert all(dates("en", " ".join(story.texts["en"].paragraphs)) for story in STORIES)


@pytest.mark.parametrize(("story", "tag", "text"), TEXTS)
def test_texts_are_news_in_their_own_script(story: stories.Story, tag: str, text: stories.Text):
    whole = " ".join([text.title, *text.paragraphs])

    assert 0 < len(text.title) <= LONGEST_TITLE
    assert len(text.paragraphs[0]) <= LONGEST_LEAD
    assert len(re.findall(SCRIPTS[tag], whole)) > 0.9 * len(re.findall(r"[^\W\d_]", whole))
    assert whole == whole.strip()
    assert "\n" not in whole


@pytest.mark.parametrize(("story", "tag", "text"), TEXTS)
def test_keywords_file_each_story_under_its_own_topic(story: stories.Story, tag: str, text: stories.Text):
    whole = " ".join([text.title, *text.paragraphs]).casefold()
    ending = r"\b" if tag == "en" else ""
    filed = {
        topic.slug
        for topic in stories.topics()
        if any(re.search(rf"\b{re.escape(word)}{ending}", whole) for word in topic.keywords[tag])
    }

    assert filed == {story.topic}


def test_topics_are_named_and_have_words_in_every_language():
    topics = stories.topics()

    assert [topic.slug for topic in topics] == ["detentions", "culture", "language", "diaspora"]
    assert {story.topic for story in STORIES} == {topic.slug for topic in topics}
    for topic in topics:
        assert set(topic.names) == set(topic.keywords) == {"en", "ug", "kk"}


def test_every_section_is_in_a_language_of_the_table():
    for outlet in (MAIN, WIRE):
        assert all(section.language in table.TABLE for section in outlet.sections)
