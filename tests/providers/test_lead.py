"""The embedded summariser quotes the first two good sentences, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.providers.lead import LONGEST_SUMMARY, LONGEST_TITLE, Lead, lead

FIRST = "Police detained two men in the town on Monday, a relative said."
SECOND = "Their lawyer has not been told where they are."
THIRD = "A third sentence that nobody needs to read today."


@pytest.mark.parametrize(
    "before",
    [
        "",
        "ISTANBUL, Nov. 2 (Example News) — ",
        "ISTANBUL — ",
        "ISTANBUL, Turkey — ",
        "Almaty, 2 November – ",
        "(Example News) - ",
        "A short heading\n",
        "Two detained in town\n",
        "Updated: 2 November 2026 at noon or so.\n",
        "Photo: two men in a street of the town.\n",
        "Read more about the town in our archive.\n",
        "The post Two detained in town appeared first on News Example.\n",
        "Too short.\n",
    ],
)
def test_what_stands_before_the_story_is_left_out(before: str):
    text = f"{before}{FIRST} {SECOND} {THIRD}"
    assert lead("Two detained in town", text, "en") == f"{FIRST} {SECOND}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ilham – an economist – was given the prize on Monday in the city.",
        "In 2017 alone – a record year – many people were held across the region.",
        "By Monday evening nobody had been told where the men were.",
        "Share prices of the company fell when the report came out.",
        "Sources close to the family said that nobody had been told.",
    ],
)
def test_good_sentences_are_not_taken_for_something_else(sentence: str):
    assert lead("Title", sentence, "en") == sentence


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "kk",
            "Алматы, 2 қараша — Қала әкімдігі жаңа мектеп ашты. Оған жүз адам қатысты деді. Соңы.",
            "Қала әкімдігі жаңа мектеп ашты. Оған жүз адам қатысты деді.",
        ),
        (
            "ug",
            "ئۈرۈمچى (مىسال خەۋەر) — شەھەر ھۆكۈمىتى يېڭى مەكتەپ ئاچتى. ئۇنىڭغا يۈز ئادەم قاتناشتى.",
            "شەھەر ھۆكۈمىتى يېڭى مەكتەپ ئاچتى. ئۇنىڭغا يۈز ئادەم قاتناشتى.",
        ),
        (
            "zh",
            "市政府星期一宣布一所新学校正式开学。约一百人参加了开学典礼，其中包括许多家长。第三句话不应该出现在这里。",
            "市政府星期一宣布一所新学校正式开学。约一百人参加了开学典礼，其中包括许多家长。",
        ),
    ],
)
def test_it_reads_the_languages_of_the_readers(language: str, text: str, expected: str):
    assert lead("Title", text, language) == expected


def test_a_second_sentence_that_does_not_fit_is_left_out_and_a_first_one_is_cut_at_a_word():
    long = "Word " * 80 + "end."
    assert lead("T", f"{FIRST} {long}", "en") == FIRST
    cut = lead("T", long, "en")
    assert len(cut) <= LONGEST_SUMMARY
    assert cut.endswith("Word…")


def test_a_text_that_says_no_more_than_its_title_has_no_summary():
    assert lead("Two men were detained in the town", "Two men were detained in the town.", "en") == ""
    assert lead("T", "", "en") == ""


def test_a_sentence_is_not_said_twice_and_headings_serve_where_nothing_else_is():
    assert lead("T", f"{FIRST}\n{FIRST}\n{SECOND}", "en") == FIRST
    assert (
        lead("T", "a heading of some words without an end", "en") == "a heading of some words without an end"
    )


async def test_a_title_is_cut_at_a_word_with_an_ellipsis():
    made = await Lead().summarise(title="Long words " * 20, text=FIRST, language="en")
    assert len(made.title) <= LONGEST_TITLE
    assert made.title.endswith("words Long…")
    assert made.summary == FIRST


@settings(max_examples=100)
@given(st.text(), st.text(), st.sampled_from(["ug", "kk", "en", "zh"]))
def test_any_text_is_summarised_within_the_limits(title: str, text: str, language: str):
    made = lead(title, text, language)
    assert len(made) <= LONGEST_SUMMARY
    assert "\n" not in made
